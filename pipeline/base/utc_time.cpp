#include "pipeline/base/utc_time.h"

#include <ctime>

namespace banthuek::base {

std::string utc_time(std::chrono::seconds later) {
  const std::time_t then = std::time(nullptr) + static_cast<std::time_t>(later.count());
  std::tm utc{};
  gmtime_r(&then, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

}  // namespace banthuek::base
