// Dates and periods in any text: what they say of themselves holds, and nothing is made up.
//
// The first byte picks the fiscal year of the table the text would stand in, or none.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/text/normalise.h"
#include "extractors/values/period.h"
#include "tests/fuzz/hold.h"

namespace {

using namespace banthuek;

void hold_date(const values::PartialDate& d) {
  HOLD(d.year == 0 || (d.year >= 1897 && d.year <= 2157));
  HOLD(d.month >= 0 && d.month <= 12);
  HOLD(d.day >= 0 && d.day <= 31);
  HOLD(d.month != 0 || d.day == 0);
  HOLD(values::iso(d).empty() == (d.year == 0));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto context = data[0] % 4 == 0 ? std::nullopt : std::optional(values::BuddhistYear{2540 + data[0] % 50});
  const std::string_view raw(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const std::string& text : {std::string(raw), text::to_internal(raw)}) {
    std::size_t last = 0;
    for (const values::FoundDate& found : values::find_dates(text)) {
      HOLD(found.begin >= last && found.begin < found.end && found.end <= text.size());
      last = found.end;
      hold_date(found.date);
      HOLD(found.date.month != 0);
      HOLD(found.impossible || found.date.day <= values::days_in_month(found.date.year ? found.date.year : 2020, found.date.month));
    }
    if (const auto date = values::parse_date(text)) hold_date(*date);
    if (const auto period = values::parse_period(text, context)) {
      if (period->start) hold_date(*period->start);
      if (period->end) hold_date(*period->end);
    }
  }
  return 0;
}
