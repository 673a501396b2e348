#include "extractors/values/dates.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::values {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"มกราคม",  "กุมภาพันธ์", "มีนาคม",  "เมษายน", "พฤษภาคม",  "มิถุนายน",
                                                   "กรกฎาคม", "สิงหาคม",  "กันยายน", "ตุลาคม",  "พฤศจิกายน", "ธันวาคม"};

// A date with a month in words. The short forms need a full stop, or they would be found inside words.
const RE2& in_words() {
  static const RE2 pattern(
      R"((?:(?P<day>\p{Nd}{1,2})\s*(?:เดือน\s*)?)?)"
      R"((?P<month>มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|กรกฏาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|)"
      R"(มี\.?\s?ค\.|มี\.\s?ค|ม\.\s?ค\.?|มค\.|ก\.\s?พ\.?|กพ\.|เม\.?\s?ย\.|เม\.\s?ย|พ\.\s?ค\.?|พค\.|มิ\.?\s?ย\.|มิ\.\s?ย|ก\.\s?ค\.?|กค\.|)"
      R"(ส\.\s?ค\.?|สค\.|ก\.\s?ย\.?|กย\.|ต\.\s?ค\.?|ตค\.|พ\.\s?ย\.?|พย\.|ธ\.\s?ค\.?|ธค\.))"
      R"((?:[่-๎\s.…]*(?:พ\s?\.?\s?ศ\s?\.?|ปี)?\s*(?P<year>\p{Nd}{4}|'?\p{Nd}{2}))?)");
  return pattern;
}

// A month in words that was misread: Thai letters between a day or nothing and a year of four digits.
const RE2& misread() {
  static const RE2 pattern(
      R"((?:(?P<day>\p{Nd}{1,2})\s*(?:เดือน\s*)?)?(?P<month>[ก-ฮะ-ูเ-ไ็-๎]{4,12})\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(?P<year>[2๒][5๕]\p{Nd}{2}))");
  return pattern;
}

// A short month of which a letter was misread: two letters with full stops before a year (มี.ศ.๒๕๖๖).
const RE2& misread_short() {
  static const RE2 pattern(R"((?:(?P<day>\p{Nd}{1,2})\s*)?(?P<month>[ก-ฮเ][ก-ฮ]?[ีิ]?\.\s?[ก-ฮ]\.)\s*(?P<year>[2๒][5๕]\p{Nd}{2}))");
  return pattern;
}

const RE2& in_digits() {
  static const RE2 pattern(R"((?:(?P<day>\p{Nd}{1,2})\s*[/\-.]\s*)?(?P<month>\p{Nd}{1,2})\s*[/\-.]\s*(?P<year>[2๒][5๕]\p{Nd}{2}|[2๒][0๐]\p{Nd}{2}))");
  return pattern;
}

int digits_value(std::string_view digits) {
  int out = 0;
  for (const char c : text::ascii_digits(digits))
    if (c >= '0' && c <= '9') out = out * 10 + (c - '0');
  return out;
}

constexpr int kSeveral = -1;

// 1 to 12; 0 where no month is near, kSeveral where several are as near.
int month_of(std::string_view text) {
  const std::u32string name = text::fold(text).text;
  // Short forms by their two consonants (and the vowel that tells มี.ค., เม.ย., มิ.ย. apart).
  static const std::array<std::u32string_view, 12> shorts{U"มค", U"กพ", U"มีค", U"เมย", U"พค", U"มิย", U"กค", U"สค", U"กย", U"ตค", U"พย", U"ธค"};
  for (std::size_t i = 0; i < shorts.size(); ++i)
    if (name == shorts[i]) return static_cast<int>(i) + 1;
  if (name == U"พศ" || name == U"คศ") return 0;  // the era, not a month
  const bool is_short = name.size() <= 3;
  int best = 0, fewest = 3;
  bool unique = true;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::u32string month = is_short ? std::u32string(shorts[i]) : text::to_u32(kMonths[i]);
    const int limit = is_short ? 1 : std::min(2, static_cast<int>(month.size()) / 4 + 1);
    const int d = text::edit_distance(name, month, limit);
    if (d > limit) continue;
    if (d < fewest) {
      best = static_cast<int>(i) + 1;
      fewest = d;
      unique = true;
    } else if (d == fewest) {
      unique = false;
    }
  }
  return unique ? best : kSeveral;
}

bool digit_before(std::string_view text, std::size_t at) {
  const std::u32string last = text::to_u32(text.substr(at > 4 ? at - 4 : 0, std::min<std::size_t>(at, 4)));
  return !last.empty() && text::is_digit(last.back());
}

// All matches of `pattern` as dates; a match whose month cannot be told is stepped over.
void collect(std::string_view text, const RE2& pattern, std::vector<FoundDate>& out) {
  const auto& names = pattern.NamedCapturingGroups();
  const int day_group = names.at("day"), month_group = names.at("month"), year_group = names.at("year");
  std::array<re2::StringPiece, 4> group;
  const re2::StringPiece whole(text.data(), text.size());
  std::size_t at = 0;
  while (at < text.size() && pattern.Match(whole, at, text.size(), RE2::UNANCHORED, group.data(), 4)) {
    const auto view = [&](int i) { return std::string_view(group[i].data() ? group[i].data() : "", group[i].size()); };
    const auto begin = static_cast<std::size_t>(group[0].data() - text.data());
    std::size_t end = begin + group[0].size();
    at = std::max(end, at + 1);
    const std::string_view month = view(month_group);
    const bool digits = &pattern == &in_digits();
    FoundDate found;
    found.date.month = digits ? digits_value(month) : month_of(month);
    found.misread_month = !digits && &pattern != &in_words();
    if (found.date.month == kSeveral) continue;
    // The end of a longer number is no month: ๒๕๖๖ - ๒๕๖๘.
    const bool within_number = digit_before(text, begin);
    if (found.date.month < 1 || found.date.month > 12 || (digits && within_number)) {
      // Step behind the first character only, so that a date inside the stretch is still found.
      at = begin + 1;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
      continue;
    }
    if (!view(year_group).empty()) found.date.year = common_era(view(year_group)).value_or(0);
    if (found.date.year == 0 && !view(year_group).empty()) end = static_cast<std::size_t>(month.data() - text.data()) + month.size();
    // Three digits, or five, are no year.
    if (found.date.year != 0) {
      re2::StringPiece after(text.data() + end, text.size() - end);
      static const RE2 digit(R"(^\p{Nd})");
      if (RE2::PartialMatch(after, digit)) {
        found.date.year = 0;
        found.misread_year = true;
      }
    }
    // A number of three digits before the month is no day; neither is 0.
    found.date.day = view(day_group).empty() || within_number ? 0 : digits_value(view(day_group));
    found.begin = begin;
    found.end = end;
    if (found.date.day > 31) found.date.day = 0;
    found.impossible = found.date.day > days_in_month(found.date.year ? found.date.year : 2020, found.date.month);
    const auto meets = [&](const FoundDate& other) { return other.begin < found.end && found.begin < other.end; };
    if (std::none_of(out.begin(), out.end(), meets)) out.push_back(found);
  }
}

// A stretch of the text that is near to the name of a month.
struct NearMonth {
  std::size_t begin = 0, end = 0;  // bytes
  int month = 0, errors = 0;
};

std::vector<NearMonth> near_months(std::string_view text) {
  const text::Folded folded = text::fold(text);
  std::vector<NearMonth> out;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::u32string month = text::to_u32(kMonths[i]);
    const auto at = text::find_approximate(folded.text, month, month.size() >= 9 ? 2 : 1);
    if (!at || at->errors == 0 || at->end <= at->begin) continue;
    std::size_t end = folded.at[at->end - 1] + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    out.push_back({folded.at[at->begin], end, static_cast<int>(i) + 1, at->errors});
  }
  return out;
}

// Long month names with a letter misread and no year behind: กมภาพันธ์. Only where nothing was found yet, and where no other month is
// as near.
void collect_misread_names(std::string_view text, std::vector<FoundDate>& out) {
  static const RE2 day_before(R"((\p{Nd}{1,2})\s*(?:เดือน\s*)?$)"), year_behind(R"(^[่-๎\s]*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(\p{Nd}{4}))");
  const std::vector<NearMonth> all = near_months(text);
  for (const NearMonth& near : all) {
    const auto as_near = [&](const NearMonth& o) {
      return o.month != near.month && o.begin < near.end && near.begin < o.end && o.errors <= near.errors;
    };
    const auto meets = [&](const FoundDate& o) { return o.begin < near.end && near.begin < o.end; };
    if (std::any_of(all.begin(), all.end(), as_near) || std::any_of(out.begin(), out.end(), meets)) continue;
    FoundDate found;
    found.begin = near.begin;
    found.end = near.end;
    found.misread_month = true;
    found.date.month = near.month;
    if (std::string year; RE2::PartialMatch(text.substr(found.end), year_behind, &year)) found.date.year = common_era(year).value_or(0);
    if (re2::StringPiece piece; RE2::PartialMatch(text.substr(0, found.begin), day_before, &piece)) {
      const auto from = static_cast<std::size_t>(piece.data() - text.data());
      const int n = digits_value({piece.data(), piece.size()});
      if (n >= 1 && n <= 31 && std::none_of(out.begin(), out.end(), [&](const FoundDate& o) { return o.begin < found.end && from < o.end; })) {
        found.date.day = n;
        found.begin = from;
      }
    }
    found.impossible = found.date.day > days_in_month(found.date.year ? found.date.year : 2020, found.date.month);
    out.push_back(found);
  }
}

}  // namespace

std::string iso(const PartialDate& date) {
  if (date.year == 0) return "";
  char buffer[32];
  if (date.month == 0)
    std::snprintf(buffer, sizeof buffer, "%04d", date.year);
  else if (date.day == 0)
    std::snprintf(buffer, sizeof buffer, "%04d-%02d", date.year, date.month);
  else
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  return buffer;
}

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap);
}

std::string buddhist_year(std::string_view digits) {
  const auto year = common_era(digits);
  return year ? std::to_string(*year + 543) : "";
}

std::optional<int> common_era(std::string_view digits) {
  const std::string ascii = text::ascii_digits(digits);
  static const RE2 of_another_script(R"([^\P{Nd}0-9])");
  if (RE2::PartialMatch(ascii, of_another_script)) return std::nullopt;
  int n = 0, count = 0;
  for (const char c : ascii)
    if (c >= '0' && c <= '9') {
      if (++count > 4) return std::nullopt;
      n = n * 10 + (c - '0');
    }
  if (count == 2) return 2500 + n - 543;
  if (count != 4) return std::nullopt;
  if (n >= 2440 && n <= 2700) return n - 543;
  if (n >= 1900 && n <= 2100) return n;
  return std::nullopt;
}

std::vector<FoundDate> find_dates(std::string_view text) {
  std::vector<FoundDate> out;
  collect(text, in_words(), out);
  collect(text, misread(), out);
  collect(text, misread_short(), out);
  collect(text, in_digits(), out);
  collect_misread_names(text, out);
  std::sort(out.begin(), out.end(), [](const FoundDate& a, const FoundDate& b) { return a.begin < b.begin; });
  return out;
}

std::optional<PartialDate> parse_date(std::string_view text) {
  for (const FoundDate& found : find_dates(text))
    if (!found.impossible && found.date.year != 0) return found.date;
  return std::nullopt;
}

}  // namespace banthuek::values
