#include "pipeline/serve/http/fair_queue.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <algorithm>

namespace banthuek::serve::http {

std::string share_of(std::string_view address) {
  if (address.starts_with("::ffff:") && address.find('.') != std::string_view::npos) address.remove_prefix(7);
  in6_addr six{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), &six) != 1) return std::string(address);
  std::fill(six.s6_addr + 8, six.s6_addr + 16, std::uint8_t{0});
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(AF_INET6, &six, text, sizeof text);
  return std::string(text) + "/64";
}

FairQueue::FairQueue(const Limits& limits, std::vector<std::string> exempt, std::function<void(int)> serve)
    : limits_(limits), exempt_(std::move(exempt)), serve_(std::move(serve)) {
  for (int i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { work(); });
}

FairQueue::~FairQueue() { stop(); }

bool FairQueue::may_run(const std::string& share, const Line& line) const {
  return line.running < limits_.of_one || std::find(exempt_.begin(), exempt_.end(), share) != exempt_.end();
}

bool FairQueue::add(int socket, const std::string& share) {
  {
    const std::lock_guard lock(mutex_);
    const bool exempt = std::find(exempt_.begin(), exempt_.end(), share) != exempt_.end();
    const auto line = lines_.find(share);
    const std::size_t of_one = line == lines_.end() ? 0 : line->second.waiting.size();
    if (stop_ || waiting_ >= limits_.waiting || (!exempt && of_one >= static_cast<std::size_t>(limits_.waiting_one))) return false;
    lines_[share].waiting.push_back(socket);
    ++waiting_;
  }
  wake_.notify_one();
  return true;
}

bool FairQueue::pressed() const {
  const std::lock_guard lock(mutex_);
  return waiting_ > 0 && std::any_of(lines_.begin(), lines_.end(),
                                     [&](const auto& line) { return !line.second.waiting.empty() && may_run(line.first, line.second); });
}

bool FairQueue::crowded() const {
  const std::lock_guard lock(mutex_);
  return waiting_ > 0;
}

void FairQueue::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    auto next = lines_.end();
    wake_.wait(lock, [&] {
      next = lines_.end();
      for (auto it = lines_.begin(); it != lines_.end(); ++it)
        if (!it->second.waiting.empty() && may_run(it->first, it->second) && (next == lines_.end() || it->second.running < next->second.running))
          next = it;
      return stop_ || next != lines_.end();
    });
    if (stop_) return;
    const std::string share = next->first;
    const int socket = next->second.waiting.front();
    next->second.waiting.pop_front();
    ++next->second.running;
    --waiting_;
    lock.unlock();
    serve_(socket);
    lock.lock();
    const auto line = lines_.find(share);
    if (--line->second.running == 0 && line->second.waiting.empty()) lines_.erase(line);
    wake_.notify_one();
  }
}

void FairQueue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    for (auto& [share, line] : lines_) {
      for (const int socket : line.waiting) ::close(socket);
      line.waiting.clear();
    }
    waiting_ = 0;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace banthuek::serve::http
