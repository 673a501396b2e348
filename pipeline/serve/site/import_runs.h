// Imports started from the desk: `banthuek ingest` as a process of its own, its events kept for whoever watches.
//
// One run at a time; what is uploaded meanwhile waits for the next. Files are kept by upload day under `folder`, since the
// archive shows pages out of them. Safe from many threads.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::site {

class ImportRuns {
 public:
  ImportRuns(std::filesystem::path archive, std::filesystem::path folder);
  ~ImportRuns();  // ends a run under way: what it read is kept, the same files go on next time

  std::string folder();  // where uploads are received; made when first asked for
  // Bytes that may still come in where `quota` is for all that lies in the folder; none where the disk would be left with less than 64 MB.
  std::uint64_t room(std::uint64_t quota);
  // What was not taken over: where it would lie, and what is the matter with it.
  struct Refused {
    std::string path, message;
  };
  struct Taken {
    std::size_t files = 0;
    std::vector<Refused> refused;
  };
  // Takes the uploads over under their own names, folders and all (made harmless), and imports them. A kind of file that is not taken is
  // removed and given back as refused; the others are imported.
  Taken add(const std::vector<http::Upload>& uploads, const std::string& who);
  // Imports the files once more, with a password for those that have one.
  void retry(const std::vector<std::string>& paths, const std::string& password = "");

  // Ends the run under way, and forgets what waits: gives the files that waited. What was read is kept.
  std::vector<std::string> stop();

  void close();  // ends the run under way and every wait
  bool closed();
  bool running() const { return running_; }
  // Events from number `after` on, waiting up to `seconds` for one; each a line of JSON as ingest gives it.
  struct Event {
    long number;
    std::string json;
  };
  std::vector<Event> events(long after, int seconds);
  long last_event();

 private:
  void work();
  struct Job {
    std::vector<std::string> arguments;
    std::string password;
  };
  void run(const Job& job);
  void say(std::string json);
  void end_child();

  std::filesystem::path archive_, folder_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Job> waiting_;
  std::vector<Event> events_;
  long next_event_ = 1;
  bool stop_ = false;
  std::uint64_t used_ = 0;
  std::chrono::steady_clock::time_point used_at_{};
  std::atomic<bool> running_{false}, stopped_{false};  // stopped_: the run under way
  std::atomic<int> child_{0};
  std::thread thread_;
};

}  // namespace banthuek::serve::site
