// Moments as databases and pages write them: ISO 8601 in UTC, "2026-11-21T10:45:00Z".
#pragma once

#include <chrono>
#include <string>

namespace banthuek::base {

// Now, or so much later (earlier: negative).
std::string utc_time(std::chrono::seconds later = std::chrono::seconds(0));

}  // namespace banthuek::base
