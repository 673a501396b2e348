// Pictures of pages, cut, scaled and encoded, made in caged worker processes out of the source files.
//
// Files come from strangers, so no picture is decoded in the server: a worker (picture_worker.h, in the cage of
// pipeline/process/sandbox.h) opens the file through a descriptor, draws the page, makes it upright as it was read, and writes
// the answer into memory of ours. Answers are kept, the least used go first. Safe from many threads; get() waits its turn.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "pipeline/serve/view/picture_task.h"

namespace banthuek::serve::view {

class PagePictures {
 public:
  explicit PagePictures(int workers = 2, std::size_t kept_bytes = 96u << 20);
  ~PagePictures();

  // The bytes of the picture, or nothing where it cannot be had (file gone or changed, page damaged, too slow): `why` then
  // says so.
  std::shared_ptr<const std::string> get(const PictureWanted& wanted, std::string& why);

  // Whether the file is there with that content; hashed once for each time of change.
  bool unchanged(const std::string& path, const std::string& sha256);

 private:
  struct Job;
  void work();  // the thread that owns the pool

  int workers_;
  std::size_t kept_limit_, kept_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Job>> jobs_;
  bool stop_ = false;
  std::list<std::string> used_;  // newest first
  struct Kept {
    std::shared_ptr<const std::string> bytes;
    std::list<std::string>::iterator place;
  };
  std::unordered_map<std::string, Kept> answers_;
  std::unordered_map<std::string, std::string> hashes_;  // "path size mtime" -> sha256
  std::thread thread_;
};

}  // namespace banthuek::serve::view
