#include "extractors/values/number_word.h"

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

}  // namespace banthuek::values
