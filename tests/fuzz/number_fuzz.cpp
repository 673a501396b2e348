// Numbers in any text: years, scores, the number a row begins with. Their digits are the text's own.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/document/measures.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"
#include "extractors/values/score.h"
#include "tests/extractors/text_pages.h"
#include "tests/fuzz/hold.h"

namespace {

using namespace banthuek;

// Whether the digits of `value` stand in `text` in this order.
bool digits_of(std::string_view value, std::string_view text) {
  const std::string all = text::ascii_digits(text);
  std::size_t at = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') continue;
    at = all.find(c, at);
    if (at == std::string::npos) return false;
    ++at;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  const std::string text = text::to_internal(raw);
  HOLD(text::to_internal(text) == text);
  HOLD(text::squeeze(text::squeeze(text)) == text::squeeze(text));
  HOLD(text::ascii_digits(text::ascii_digits(text)) == text::ascii_digits(text));
  if (const auto year = values::common_era(text)) HOLD(*year >= 1897 && *year <= 2157);
  if (const auto score = values::score_number(text)) {
    HOLD(digits_of(*score, text));
    HOLD(!score->empty() && score->find_first_not_of("0123456789.") == std::string::npos);
  }
  if (const auto cut = document::cut_number(text, test::schemas())) {
    HOLD(cut->begin < cut->end && cut->end <= cut->rest && cut->rest <= text.size());
    HOLD(digits_of(cut->value, text));
  }
  return 0;
}
