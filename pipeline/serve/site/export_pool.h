// Exports run beside the desk, not in its way: a few at a time, each on a thread of its own that gives way to everybody else's.
//
// Making a file of a whole archive is minutes of work. It holds no lease of the store, of one visitor only two run at once, and who asks for
// more is told to wait. Safe from many threads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace banthuek::serve::site {

class ExportPool {
 public:
  explicit ExportPool(int at_once = 3, int of_one = 2) : at_once_(at_once), of_one_(of_one) {}

  // A place, held as long as somebody has it; null where all are taken or `visitor` has theirs.
  std::shared_ptr<void> take(const std::string& visitor);

  // Runs `work` on a thread of its own with the lowest priority and waits for it; throws what it throws.
  static void run(const std::function<void()>& work);

 private:
  int at_once_, of_one_;
  std::mutex mutex_;
  std::map<std::string, int> running_;
  int all_ = 0;
};

}  // namespace banthuek::serve::site
