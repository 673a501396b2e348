#include "pipeline/serve/view/page_pictures.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/process/pool.h"
#include "pipeline/process/worker.h"

namespace banthuek::serve::view {
namespace {

constexpr std::size_t kLargestAnswer = 24u << 20;
constexpr auto kDrawLimit = std::chrono::milliseconds(20'000);
constexpr std::size_t kWaiting = 400;
}  // namespace

struct PagePictures::Job {
  PictureWanted wanted;
  std::string why;
  std::shared_ptr<const std::string> answer;
  bool done = false;
  base::Descriptor source, memory;
};

PagePictures::PagePictures(int workers, std::size_t kept_bytes) : workers_(workers), kept_limit_(kept_bytes), thread_([this] { work(); }) {}

PagePictures::~PagePictures() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

bool PagePictures::unchanged(const std::string& path, const std::string& sha256) {
  struct stat now {};
  if (::stat(path.c_str(), &now) != 0 || !S_ISREG(now.st_mode)) return false;
  const std::string key = fmt::format("{} {} {}.{}", path, now.st_size, now.st_mtim.tv_sec, now.st_mtim.tv_nsec);
  {
    const std::lock_guard lock(mutex_);
    const auto it = hashes_.find(key);
    if (it != hashes_.end()) return it->second == sha256;
  }
  const base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return false;
  std::string hash;
  try {
    hash = base::content_of(file.get(), path).sha256;
  } catch (const Error&) {
    return false;
  }
  const std::lock_guard lock(mutex_);
  if (hashes_.size() > 10'000) hashes_.clear();
  hashes_[key] = hash;
  return hash == sha256;
}

std::shared_ptr<const std::string> PagePictures::get(const PictureWanted& wanted, std::string& why) {
  const std::string key = wanted.key();
  {
    const std::lock_guard lock(mutex_);
    if (const auto it = answers_.find(key); it != answers_.end()) {
      used_.splice(used_.begin(), used_, it->second.place);
      return it->second.bytes;
    }
  }
  if (!unchanged(wanted.path, wanted.sha256)) {
    why = "the source file has moved or changed";
    return nullptr;
  }
  auto job = std::make_shared<Job>();
  job->wanted = wanted;
  std::unique_lock lock(mutex_);
  if (stop_ || jobs_.size() >= kWaiting) {
    why = "too many pictures are asked for at once";
    return nullptr;
  }
  jobs_.push_back(job);
  wake_.notify_all();
  wake_.wait(lock, [&] { return job->done; });
  why = job->why;
  if (!job->answer) return nullptr;
  if (answers_.find(key) == answers_.end()) {
    used_.push_front(key);
    answers_[key] = {job->answer, used_.begin()};
    kept_ += job->answer->size();
    while (kept_ > kept_limit_ && used_.size() > 1) {
      const auto it = answers_.find(used_.back());
      kept_ -= it->second.bytes->size();
      answers_.erase(it);
      used_.pop_back();
    }
  }
  return job->answer;
}

void PagePictures::work() {
  std::unique_ptr<process::Pool> pool;
  std::map<int, std::shared_ptr<Job>> running;
  const auto end = [&](const std::shared_ptr<Job>& job, std::string why) {
    const std::lock_guard lock(mutex_);
    job->why = std::move(why);
    job->done = true;
    wake_.notify_all();
  };
  for (;;) {
    std::vector<std::shared_ptr<Job>> fresh;
    {
      std::unique_lock lock(mutex_);
      if (running.empty()) wake_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
      if (stop_) break;
    }
    try {
      if (!pool) {
        process::PoolSettings settings;
        settings.jobs = workers_;
        settings.arguments = {"picture-worker"};
        settings.settings = banthuek::process::Json::object();
        settings.memory_bytes = 600u << 20;
        settings.written_bytes = kLargestAnswer;
        pool = std::make_unique<process::Pool>(settings);
      }
      for (int worker = 0; worker < pool->size(); ++worker) {
        if (!pool->idle(worker)) continue;
        std::shared_ptr<Job> job;
        {
          const std::lock_guard lock(mutex_);
          if (jobs_.empty()) break;
          // The same page goes to the same worker where that is free, since it has the page drawn already.
          auto best = jobs_.begin();
          for (auto it = jobs_.begin(); it != jobs_.end(); ++it)
            if (static_cast<int>(std::hash<std::string>{}((*it)->wanted.page_key()) % static_cast<std::size_t>(pool->size())) == worker) {
              best = it;
              break;
            }
          job = *best;
          jobs_.erase(best);
        }
        const PictureWanted& w = job->wanted;
        job->source = base::Descriptor(::open(w.path.c_str(), O_RDONLY | O_CLOEXEC));
        job->memory = base::Descriptor(::memfd_create("picture", MFD_CLOEXEC));
        if (!job->source || !job->memory) {
          end(job, "the source file cannot be opened");
          continue;
        }
        pool->give(worker, picture_task(w), {job->source.get(), job->memory.get()}, kDrawLimit);
        running[worker] = job;
      }
      for (process::Reply& reply : pool->wait(std::chrono::milliseconds(running.empty() ? 20 : 50))) {
        const auto it = running.find(reply.worker);
        if (it == running.end()) continue;
        const std::shared_ptr<Job> job = it->second;
        running.erase(it);
        if (reply.ending != process::TaskResult::kAnswered) {
          end(job, reply.ending == process::TaskResult::kError ? process::error_from_json(reply.body).message
                                                               : "the page cannot be drawn (" + reply.detail + ")");
          continue;
        }
        std::string bytes(std::min<std::size_t>(reply.body.value("bytes", std::size_t{0}), kLargestAnswer), '\0');
        const ssize_t n = ::pread(job->memory.get(), bytes.data(), bytes.size(), 0);
        bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        job->answer = std::make_shared<const std::string>(std::move(bytes));
        end(job, "");
      }
    } catch (const std::exception& e) {
      std::fprintf(stderr, "banthuek serve: pictures: %s\n", e.what());
      for (const auto& [worker, job] : running) end(job, "pictures cannot be made now");
      running.clear();
      pool.reset();
      std::deque<std::shared_ptr<Job>> rest;
      {
        const std::lock_guard lock(mutex_);
        rest.swap(jobs_);
      }
      for (const auto& job : rest) end(job, "pictures cannot be made now");
    }
  }
  for (const auto& [worker, job] : running) end(job, "the server stops");
  const std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) job->done = true;
  wake_.notify_all();
}

}  // namespace banthuek::serve::view
