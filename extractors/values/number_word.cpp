#include "extractors/values/number_word.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "extractors/text/normalise.h"

namespace banthuek::values {

std::string number_in(std::string_view text) {
  static constexpr std::array<std::string_view, 20> kWords{"หนึ่ง",   "สอง",   "สาม",   "สี่",   "ห้า",   "หก",   "เจ็ด",   "แปด",   "เก้า",   "สิบ",
                                                           "สิบเอ็ด", "สิบสอง", "สิบสาม", "สิบสี่", "สิบห้า", "สิบหก", "สิบเจ็ด", "สิบแปด", "สิบเก้า", "ยี่สิบ"};
  if (text == "แรก") return "1";
  const auto found = std::find(kWords.begin(), kWords.end(), text);
  if (found != kWords.end()) return std::to_string(found - kWords.begin() + 1);
  const std::string digits = text::ascii_digits(text);
  return digits.find_first_of("0123456789") != std::string::npos ? digits : "";  // a word that is none of these: no number
}

std::optional<ItemLetter> item_letter(std::string_view text) {
  // Without ฃ and ฅ, which nobody writes; "ก.พ." and "ข.ส.ค." are no items.
  static constexpr std::array<std::string_view, 10> kLetters{"ก", "ข", "ค", "ง", "จ", "ฉ", "ช", "ซ", "ฌ", "ญ"};
  static const RE2 item(R"(^\s*(\(?)\s*([ก-ญ])\s*([.)])\s*)"), abbreviated(R"(^[ก-ฮ]{1,3}\.)");
  re2::StringPiece rest(text.data(), text.size());
  std::string open, letter, close;
  if (!RE2::Consume(&rest, item, &open, &letter, &close) || rest.empty() || (!open.empty() && close == ".") || RE2::PartialMatch(rest, abbreviated))
    return std::nullopt;
  const auto found = std::find(kLetters.begin(), kLetters.end(), letter);
  if (found == kLetters.end()) return std::nullopt;
  return ItemLetter{static_cast<int>(found - kLetters.begin()) + 1, open + "ก" + close, text.size() - rest.size()};
}

}  // namespace banthuek::values
