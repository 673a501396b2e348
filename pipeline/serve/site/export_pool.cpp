#include "pipeline/serve/site/export_pool.h"

#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <thread>

namespace banthuek::serve::site {

std::shared_ptr<void> ExportPool::take(const std::string& visitor) {
  const std::lock_guard lock(mutex_);
  const auto it = running_.find(visitor);
  if (all_ >= at_once_ || (it != running_.end() && it->second >= of_one_)) return nullptr;
  ++all_;
  ++running_[visitor];
  return {this, [this, visitor](void*) {
            const std::lock_guard back(mutex_);
            --all_;
            if (--running_[visitor] == 0) running_.erase(visitor);
          }};
}

void ExportPool::run(const std::function<void()>& work) {
  std::exception_ptr failure;
  std::thread thread([&] {
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19);  // of this thread alone, as Linux has it
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
  });
  thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace banthuek::serve::site
