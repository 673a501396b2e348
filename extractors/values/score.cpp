#include "extractors/values/score.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/text/normalise.h"

namespace banthuek::values {

std::optional<std::string> score_number(std::string_view text) {
  static const RE2 number(R"(^\s*(\d{1,3}(?:[.,]\s?\d{1,4})?)\s*(?:%|คะแนน)?\s*$)");
  std::string out;
  if (!RE2::FullMatch(text::ascii_digits(text), number, &out)) return std::nullopt;
  std::replace(out.begin(), out.end(), ',', '.');
  std::erase(out, ' ');
  return out;
}

std::optional<std::string> score_without_point(std::string_view text) {
  static const RE2 digits(R"(^\s*(\d{2})\s?(\d{2})\s*$)"), year(R"(^\s*2[45]\d{2}\s*$)");
  std::string whole, part;
  const std::string ascii = text::ascii_digits(text);
  if (RE2::FullMatch(ascii, year) || !RE2::FullMatch(ascii, digits, &whole, &part)) return std::nullopt;
  return whole + "." + part;
}

}  // namespace banthuek::values
