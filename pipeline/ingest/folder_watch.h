// Folders that are watched: which of their files are complete and new since the last look, and what the watch says of itself to who waits for them.
//
// By looking again every few seconds, not by inotify: that says nothing on network file systems. A file is complete when its
// size and time of change stayed the same between two looks.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/base/descriptor.h"

namespace banthuek::ingest {

class Watched {
 public:
  // True once for each state of a file: when it is met unchanged since the look before. False while it grows, and when it was
  // taken already.
  bool settled(const std::string& path);
  // Whether the file was seen and not taken yet: it grew, or came since the look before.
  bool changing(const std::string& path) const;

 private:
  struct Look {
    long long size = -1, time = 0;
    bool taken = false;
  };
  std::unordered_map<std::string, Look> looks_;
};

// How a watch goes; of its last look. Moments are ISO 8601, UTC.
struct WatchState {
  std::vector<std::string> folders;  // as they were given
  std::string since, looked_at;      // began; looked last
  std::string took_at;               // when it last took anything in; empty: not yet
  long taken = 0;                    // inputs since it began
  long waiting = 0;                  // files that are still written to
  long reading = 0;                  // inputs being read now
  bool alive = false;                // as read: whether the watch still runs
};

// Says how the watch of a database goes, in the file DB-watch beside it; holds that file's lock as long as it lives, so that a watch that was killed
// is known to be over. Where another watch has the lock, or the file cannot be made, nothing is said: the import matters more. An orderly end removes
// it.
class WatchReport {
 public:
  explicit WatchReport(const std::string& db);
  ~WatchReport();
  WatchReport(const WatchReport&) = delete;
  WatchReport& operator=(const WatchReport&) = delete;
  void say(const WatchState& state);

 private:
  std::string file_;
  base::Descriptor locked_;
};

// What the last watch of a database said; nothing where there was none, or it ended in order. What is no report is none.
std::optional<WatchState> watch_state(const std::string& db);

}  // namespace banthuek::ingest
