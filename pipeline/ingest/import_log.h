// The log of an import: a line per event with time (UTC) and level, appended to a file, for those who were not there.
//
//   debug    each page read            info   begin, each input with its outcome, end
//   warning  an input that failed, a page that takes long, a worker that was lost
// One thread. What stands in the database is said there; the log is when it happened.
#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace banthuek::ingest {

enum class LogLevel { kDebug, kInfo, kWarning };

class ImportLog {
 public:
  ImportLog() = default;  // writes nowhere
  // Appends to `file` what is at least of level `least`. Throws Error(kDisk) where it cannot be opened.
  ImportLog(const std::string& file, LogLevel least);

  void write(LogLevel level, const std::string& text);

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace banthuek::ingest
