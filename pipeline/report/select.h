// The SQL door: one SELECT over the database, read-only, under a time and a row limit.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::report {

using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string>;  // a blob is "<N bytes>"

struct SqlLimits {
  double seconds = 30;
  std::int64_t rows = 10000;
};

struct SqlOutcome {
  std::int64_t rows = 0;
  enum class End { kWhole, kRowLimit } end = End::kWhole;
};

// Runs `sql` and gives the names of the columns once, then each row. Throws Error{kUsage} for what is not one reading
// statement, or fails; Error{kTimeout} over the limit.
SqlOutcome run_select(database::Database& db, std::string_view sql, const SqlLimits& limits,
                      const std::function<void(const std::vector<std::string>&)>& columns,
                      const std::function<void(const std::vector<SqlValue>&)>& row);

}  // namespace banthuek::report
