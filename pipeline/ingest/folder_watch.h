// Files of a folder that is watched: which of them are complete, and new since the last look.
//
// By looking again every few seconds, not by inotify: that says nothing on network file systems. A file is complete when its
// size and time of change stayed the same between two looks.
#pragma once

#include <string>
#include <unordered_map>

namespace banthuek::ingest {

class Watched {
 public:
  // True once for each state of a file: when it is met unchanged since the look before. False while it grows, and when it was
  // taken already.
  bool settled(const std::string& path);

 private:
  struct Look {
    long long size = -1, time = 0;
    bool taken = false;
  };
  std::unordered_map<std::string, Look> looks_;
};

}  // namespace banthuek::ingest
