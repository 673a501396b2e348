// A doubt: what, where, why, how grave. Travels with the data; never dropped and never silently mended.
#pragma once

#include <string>
#include <vector>

namespace banthuek {
inline namespace types {

enum class Severity { kInfo, kWarning, kError };  // kError: a value is most likely wrong

struct Finding {
  std::string code;  // what, from a closed list: "year_mismatch", "numbering_gap", "no_such_date", ...
  Severity severity = Severity::kWarning;
  int page = 0;         // 0: the whole document or file
  std::string field;    // path of the value it speaks of ("measures/3/status"), or empty
  std::string value;    // what was found, as read
  std::string reason;   // why it is doubtful, a sentence
  std::string reading;  // the reading that would resolve it, or empty

  friend bool operator==(const Finding&, const Finding&) = default;
};

const char* name_of(Severity severity);  // "info", "warning", "error"

}  // namespace types
}  // namespace banthuek
