#include "extractors/values/cell_value.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"

namespace banthuek::values {
namespace {

constexpr std::size_t kLongestPeriod = 120;  // bytes of a text that is a period and nothing else

// A number as tables print it: "1,250", "85.5 %", "(3,000.00)", "12,000.-".
std::optional<CellValue> number_of(std::string_view text) {
  static const RE2 number(R"(^([-–(]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+|-))?\)?(%|บาท|฿)?$)");
  std::string digits = text::ascii_digits(text);
  std::erase_if(digits, [](char c) { return c == ' ' || c == '\n'; });
  std::string sign, whole, fraction, unit;
  if (!RE2::FullMatch(digits, number, &sign, &whole, &fraction, &unit)) return std::nullopt;
  if ((sign == "(") != (digits.find(')') != std::string::npos)) return std::nullopt;
  const bool grouped = whole.find(',') != std::string::npos;
  std::erase(whole, ',');
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;  // a code
  CellValue out;
  const bool baht = unit == "บาท" || unit == "฿" || fraction == "-";
  out.type = baht || (grouped && fraction.size() == 2) ? CellType::kMoney : CellType::kNumber;
  out.value = (sign.empty() ? "" : "-") + whole + (fraction.empty() || fraction == "-" ? "" : "." + fraction);
  return out;
}

// A date, or two with a dash or ถึง between, and nothing else.
std::optional<CellValue> time_of(std::string_view text) {
  if (text.size() > kLongestPeriod) return std::nullopt;
  const auto found = find_dates(text);
  if (found.empty() || found.size() > 2) return std::nullopt;
  std::string rest;
  std::size_t at = 0;
  for (const FoundDate& f : found) {
    if (f.impossible || f.misread_year || f.date.month == 0) return std::nullopt;
    rest += text.substr(at, f.begin - at);
    at = f.end;
  }
  rest += text.substr(at);
  static const RE2 between(R"(^[\s\-–—~.]*(?:ถึง|จนถึง)?[\s\-–—~.]*$)");
  if (!RE2::FullMatch(rest, between)) return std::nullopt;
  PartialDate first = found.front().date;
  if (found.size() == 1) {
    if (first.year == 0) return std::nullopt;
    return CellValue{CellType::kDate, iso(first)};
  }
  const PartialDate last = found.back().date;
  if (last.year == 0) return std::nullopt;
  if (first.year == 0) first.year = first.month <= last.month ? last.year : last.year - 1;
  if (iso(first) > iso(last)) return std::nullopt;
  return CellValue{CellType::kPeriod, iso(first) + "/" + iso(last)};
}

std::optional<CellValue> mark_of(std::string_view text, std::span<const Mark> marks) {
  const std::u32string letters = text::fold(text).text;
  constexpr std::array kKinds = {MarkKind::kCircleEmpty, MarkKind::kCircleFilled, MarkKind::kCircleCrossed, MarkKind::kBoxEmpty,
                                 MarkKind::kBoxChecked,  MarkKind::kCheck,        MarkKind::kCross,         MarkKind::kSlash};
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](MarkKind k) { return letters == text::to_u32(sign_of(k)); });
  if (kind != kKinds.end()) return CellValue{CellType::kMark, name_of(*kind)};
  if (letters.empty() && marks.size() == 1) return CellValue{CellType::kMark, name_of(marks.front().kind)};
  return std::nullopt;
}

}  // namespace

CellValue cell_value(std::string_view text, std::span<const Mark> marks) {
  const std::string_view trimmed = text::trim(text);
  if (auto mark = mark_of(trimmed, marks)) return *mark;
  if (auto number = number_of(trimmed)) return *number;
  if (auto time = time_of(trimmed)) return *time;
  return {CellType::kText, std::string(text)};
}

bool names_money(std::string_view heading) {
  static const RE2 money("บาท|งบประมาณ|ราคา|วงเงิน|จำนวนเงิน|ค่าใช้จ่าย|มูลค่า|เงินเดือน|เบิกจ่าย");
  static const RE2 year("ปีงบประมาณ"), other("ร้อยละ|%|แหล่ง");
  std::string without_year(heading);  // "งบประมาณ ปีงบประมาณ ๒๕๖๖" is money, "ปีงบประมาณ" none
  RE2::GlobalReplace(&without_year, year, " ");
  return RE2::PartialMatch(without_year, money) && !RE2::PartialMatch(without_year, other);
}

}  // namespace banthuek::values
