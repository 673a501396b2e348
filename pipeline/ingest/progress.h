// What the person at the terminal, or the program behind a pipe, sees of an import while it runs.
//
// A bar on a terminal (redrawn in place at most five times a second), plain lines otherwise (one per input that failed, one
// summary every 30 s), or one JSON object per line and event. Files of kinds that are not read are told at the end, a line for each kind: a
// folder may hold hundreds beside what is to be read. Messages go to `out`, which the caller owns. One thread.
#pragma once

#include <chrono>
#include <cstdio>
#include <map>
#include <string>

#include "pipeline/ingest/import_log.h"

namespace banthuek::ingest {

enum class ProgressStyle { kBar, kLines, kJson };

struct ProgressEvent {
  std::string place;
  std::string outcome;  // name of it
  bool failed = false;
  int pages = 0;
  double seconds = 0;
  std::string message;  // why, and what to try; may be empty
  bool known = false;   // settled in a run before
};

class Progress {
 public:
  Progress(ProgressStyle style, std::FILE* out, ImportLog log = {});

  void begin(long inputs, int jobs);  // `inputs` as counted before; may grow
  void page(const std::string& place, int page, int pages, bool cached);
  void input(const ProgressEvent& event);
  void leave();                                                 // an input counted in begin is not ours after all (another shard's)
  void note(const std::string& line);                           // a message that is no event of an input: a warning in the log
  void lost(const std::string& where, const std::string& why);  // a worker; for the log alone
  void tick();                                                  // call often; draws when it is time
  void end(bool interrupted);

 private:
  using Clock = std::chrono::steady_clock;
  void draw();
  void clear();
  void say(const std::string& line);
  void json(const std::string& text);
  std::string line() const;
  void say_skipped();

  ProgressStyle style_;
  std::FILE* out_;
  ImportLog log_;
  Clock::time_point start_ = Clock::now(), drawn_{};
  long inputs_ = 0, done_ = 0, failed_ = 0, known_ = 0, pages_ = 0, cached_ = 0;
  int shown_ = 0;  // columns of the bar now on the terminal
  std::map<std::string, long> outcomes_;
  struct Skipped {
    long count = 0;
    std::string first;  // its message
  };
  std::map<std::string, Skipped> skipped_;  // by the ends of their names
};

// "1 h 05 min", "3 min 20 s", "12 s"
std::string duration_text(double seconds);

}  // namespace banthuek::ingest
