#include "extractors/values/period.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::values {
namespace {

constexpr int kFarthestYear = 12;  // between a period and the fiscal year of its table

struct Span {
  std::optional<PartialDate> start, end;
};

bool matches(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(text, pattern); }

Frequency frequency_of(std::string_view text) {
  static const RE2 monthly(R"((?:ราย|ทุก|ประจำ|แต่ละ)\s*เดือน|ทุก\s*ๆ\s*เดือน|เดือนละ)"),
      quarterly(R"((?:ราย|ทุก|ประจำ)\s*ไตรมาส|ไตรมาสละ|(?:ราย|ทุก|รอบ)\s*[3๓]\s*เดือน)"), half(R"((?:ราย|รอบ|ทุก)\s*[6๖]\s*เดือน|ปีละ\s*[2๒]\s*ครั้ง)"),
      yearly(R"((?:ราย|ทุก)\s*ปี|ปีละ\s*[1๑]?\s*ครั้ง|(?:ราย|รอบ|ทุก)\s*(?:12|๑๒)\s*เดือน)"), continuous(R"(ต่อเนื่อง|ตลอดเวลา|ตลอดทั้งปี|ตลอดปี|ตลอดระยะเวลา)");
  if (matches(text, monthly)) return Frequency::kMonthly;
  if (matches(text, quarterly)) return Frequency::kQuarterly;
  if (matches(text, half)) return Frequency::kHalfYearly;
  if (matches(text, yearly)) return Frequency::kYearly;
  if (matches(text, continuous)) return Frequency::kContinuous;
  return Frequency::kNone;
}

// The CE year in which `month` lies in Buddhist fiscal year `fiscal`.
int year_in_fiscal(BuddhistYear fiscal, int month) { return fiscal.value - 543 - (month >= 10 ? 1 : 0); }

Span fiscal_year_span(BuddhistYear year) { return {PartialDate{year.value - 544, 10, 1}, PartialDate{year.value - 543, 9, 30}}; }

// The fiscal year that the text itself names.
std::optional<BuddhistYear> year_named(std::string_view text) {
  static const RE2 named(R"((?:ปี\s*งบประมาณ|พ\.?\s?ศ\.?|ปี)\s*(?:พ\.?\s?ศ\.?)?\s*(\p{Nd}{4}|\p{Nd}{2}))");
  static const RE2 bare(R"((?:^|\P{Nd})([2๒][5๕]\p{Nd}{2})(?:$|\P{Nd}))"), slashed(R"([1-4๑-๔]\s*/\s*(\p{Nd}{4}|\p{Nd}{2}))");
  std::string digits;
  if (!RE2::PartialMatch(text, named, &digits) && !RE2::PartialMatch(text, bare, &digits) && !RE2::PartialMatch(text, slashed, &digits))
    return std::nullopt;
  if (const auto year = common_era(digits)) return BuddhistYear{*year + 543};
  return std::nullopt;
}

enum class Joint { kNone, kRange };

Joint joint_between(std::string_view between) {
  const std::u32string word = text::fold(between).text;
  if (word == U"=" || word == U"~" || (word.size() >= 2 && text::edit_distance(word, U"ถึง", 1) <= 1)) return Joint::kRange;
  static const RE2 range(R"(^[\s.)]*(?:-|–|—|−|~|ถึง|จนถึง|ไปจนถึง)\s*(?:สิ้น)?\s*(?:วันที่|เดือน)?\s*(?:เดือน)?\s*$)");
  return matches(between, range) ? Joint::kRange : Joint::kNone;
}

// Gives a year to the dates that have none: that of the other end of their range, of the next date that has one, of the last, or
// of the context.
void fill_years(std::vector<FoundDate>& dates, const std::vector<Joint>& joints, std::optional<BuddhistYear> context) {
  for (std::size_t i = dates.size(); i-- > 0;) {
    if (dates[i].date.year != 0 || i + 1 >= dates.size() || dates[i + 1].date.year == 0) continue;
    const PartialDate& next = dates[i + 1].date;
    dates[i].date.year = next.year - (joints[i] == Joint::kRange && dates[i].date.month > next.month ? 1 : 0);
  }
  for (std::size_t i = 0; i < dates.size(); ++i) {
    if (dates[i].date.year != 0) continue;
    if (i > 0 && dates[i - 1].date.year != 0) {
      const PartialDate& last = dates[i - 1].date;
      dates[i].date.year = last.year + (joints[i - 1] == Joint::kRange && dates[i].date.month < last.month ? 1 : 0);
    } else if (context) {
      dates[i].date.year = year_in_fiscal(*context, dates[i].date.month);
    }
  }
}

PartialDate as_last_day(PartialDate date) {
  if (date.day == 0) date.day = days_in_month(date.year, date.month);
  return date;
}

void widen(Span& whole, const Span& more) {
  if (more.start && (!whole.start || *more.start < *whole.start)) whole.start = more.start;
  if (more.end && (!whole.end || as_last_day(*more.end) > as_last_day(*whole.end))) whole.end = more.end;
}

// What a reversed range most likely said: see Period.
void resolve(const PartialDate& start, const PartialDate& end, std::optional<BuddhistYear> context, Period& period) {
  if (!context) return;
  const auto in_year = [&](PartialDate d) {
    d.year = year_in_fiscal(*context, d.month);
    return d;
  };
  const PartialDate first = in_year(start), last = in_year(end);
  if ((first == start) == (last == end) || as_last_day(last) < first) return;
  if (first == start) period.resolved_end = last;
  if (last == end) period.resolved_start = first;
}

bool is_far(int year, std::optional<BuddhistYear> context) { return context && std::abs(year - context->value) > kFarthestYear; }

// A year far from the fiscal year of the table was misread: what it says is not taken.
void drop_far_years(std::vector<FoundDate>& dates, std::optional<BuddhistYear> context) {
  for (FoundDate& d : dates)
    if (d.date.year != 0 && is_far(d.date.year + 543, context)) {
      d.date.year = 0;
      d.misread_year = true;
    }
}

// The dates of the text as ranges and single dates, or nothing. `year` is what the text names itself.
std::optional<Span> span_of_dates(std::string_view text, std::optional<BuddhistYear> year, std::optional<BuddhistYear> context, Reading reading,
                                  Period& period) {
  static const RE2 until(R"((?:ภายใน|ไม่เกิน|ก่อน|จนถึง|ถึง)\s*(?:วันที่|สิ้นเดือน|เดือน)?\s*(?:เดือน)?\s*$)"), onward(R"(^\s*(?:เป็นต้นไป|เป็นต้นมา|เป็นต้น))");
  static const RE2 toward(R"(^[ .)]*(?:จนถึง|ไปจนถึง|ถึง)\s*\S|^[ .)]*(?:-|–|—|−|~)[^\n]*\p{Nd})");
  static const RE2 first_day(R"((?:^|\P{Nd})(\p{Nd}{1,2})\s*(?:-|–|—|ถึง)\s*$)");
  std::vector<FoundDate> dates = find_dates(text);
  const std::size_t all = dates.size();
  std::erase_if(dates, [](const FoundDate& d) { return d.impossible; });
  period.impossible = dates.size() < all;
  if (reading == Reading::kDoubtful) drop_far_years(dates, context);
  period.month_mended = std::any_of(dates.begin(), dates.end(), [](const FoundDate& d) { return d.misread_month; });
  period.year_inferred = std::any_of(dates.begin(), dates.end(), [](const FoundDate& d) { return d.misread_year; });
  // "ไตรมาส ๑-๒/๒๕๖๖" names quarters, not February.
  static const RE2 quarters(R"((ไตรมาส\s*(?:ที่)?\s*[\p{Nd}\s/,\-–]+))");
  if (re2::StringPiece stretch; RE2::PartialMatch(text, quarters, &stretch)) {
    const auto begin = static_cast<std::size_t>(stretch.data() - text.data()), end = begin + stretch.size();
    std::erase_if(dates, [&](const FoundDate& d) { return d.begin >= begin && d.end <= end; });
  }
  if (dates.empty()) return std::nullopt;
  std::vector<Joint> joints;
  for (std::size_t i = 0; i + 1 < dates.size(); ++i) joints.push_back(joint_between(text.substr(dates[i].end, dates[i + 1].begin - dates[i].end)));
  // Two dates with nothing between them: the dash was not read.
  if (dates.size() == 2 && text::fold(text.substr(dates[0].end, dates[1].begin - dates[0].end)).text.empty()) joints[0] = Joint::kRange;
  fill_years(dates, joints, year ? year : context);
  Span whole;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const PartialDate& date = dates[i].date;
    if (date.year == 0) continue;
    const std::string_view before = text.substr(i ? dates[i - 1].end : 0, dates[i].begin - (i ? dates[i - 1].end : 0));
    if (i < joints.size() && joints[i] == Joint::kRange && dates[i + 1].date.year != 0) {
      const PartialDate& end = dates[i + 1].date;
      if (as_last_day(end) < date) {
        period.reversed = true;
        resolve(date, end, year ? year : context, period);
        return Span{date, end};
      }
      widen(whole, {date, end});
      ++i;
    } else if (matches(before, until)) {
      widen(whole, {std::nullopt, date});
    } else if (matches(text.substr(dates[i].end), onward)) {
      widen(whole, {date, std::nullopt});
    } else if (i + 1 == dates.size() && matches(text.substr(dates[i].end), toward)) {
      period.end_unread = true;
      return Span{whole.start && *whole.start < date ? whole.start : date, std::nullopt};
    } else {
      PartialDate start = date;
      if (std::string day; date.day != 0 && RE2::PartialMatch(before, first_day, &day)) {
        const int n = std::atoi(text::ascii_digits(day).c_str());  // digits of another script: 0
        if (n >= 1 && n <= date.day) start.day = n;
      }
      widen(whole, {start, date});
    }
  }
  if (!whole.start && !whole.end) return std::nullopt;
  return whole;
}

std::optional<Span> span_of_quarters(std::string_view text, std::optional<BuddhistYear> context) {
  static const RE2 quarter(R"(ไตรมาส\s*(?:ที่)?\s*([1-4๑-๔])(?:\s*(?:-|–|ถึง|และ|,|/)\s*(?:ไตรมาส\s*(?:ที่)?)?\s*([1-4๑-๔]))?(?:\P{Nd}|$|\s*/))");
  std::string first, last;
  if (!RE2::PartialMatch(text, quarter, &first, &last)) return std::nullopt;
  std::optional<BuddhistYear> year = year_named(text);
  if (!year) year = context;
  if (!year) return std::nullopt;
  const int a = text::ascii_digits(first)[0] - '0', b = last.empty() ? a : text::ascii_digits(last)[0] - '0';
  if (b < a) return std::nullopt;
  const auto month = [](int n) { return (9 + n) % 12 + 1; };  // n-th month of the fiscal year, from 0
  const int start = month(3 * (a - 1)), end = month(3 * b - 1);
  const int last_year = year_in_fiscal(*year, end);
  return Span{PartialDate{year_in_fiscal(*year, start), start, 1}, PartialDate{last_year, end, days_in_month(last_year, end)}};
}

std::optional<Span> span_of_halves(std::string_view text, std::optional<BuddhistYear> context) {
  static const RE2 first(R"([6๖]\s*เดือน\s*แรก|ครึ่งปีแรก)"), second(R"([6๖]\s*เดือน\s*หลัง|ครึ่งปีหลัง)");
  std::optional<BuddhistYear> year = year_named(text);
  if (!year) year = context;
  const bool is_first = matches(text, first), is_second = matches(text, second);
  if (!year || (!is_first && !is_second)) return std::nullopt;
  Span out{PartialDate{year_in_fiscal(*year, 10), 10, 1}, PartialDate{year_in_fiscal(*year, 9), 9, 30}};
  if (!is_second) out.end = PartialDate{year_in_fiscal(*year, 3), 3, 31};
  if (!is_first) out.start = PartialDate{year_in_fiscal(*year, 4), 4, 1};
  return out;
}

std::optional<Span> span_of_years(std::string_view text, std::optional<BuddhistYear> context) {
  static const RE2 fiscal(R"(งบประมาณ)"), all_year(R"(ตลอด(?:ทั้ง)?\s*ปี)"), calendar(R"((?:พ\.?\s?ศ\.?|ปี|^)\s*[2๒][5๕]\p{Nd}{2})");
  static const RE2 two(R"(([2๒][5๕]\p{Nd}{2})\s*(?:-|–|ถึง)\s*(?:พ\.?\s?ศ\.?|ปีงบประมาณ)?\s*([2๒][5๕]\p{Nd}{2}))");
  const bool is_fiscal = matches(text, fiscal);
  if (std::string a, b; RE2::PartialMatch(text, two, &a, &b)) {
    const int from = common_era(a).value_or(0), to = common_era(b).value_or(0);
    if (from != 0 && from <= to) {
      if (!is_fiscal) return Span{PartialDate{from, 0, 0}, PartialDate{to, 0, 0}};
      return Span{fiscal_year_span({from + 543}).start, fiscal_year_span({to + 543}).end};
    }
  }
  const std::optional<BuddhistYear> named = year_named(text);
  if (is_fiscal && named) return fiscal_year_span(*named);
  if (named && matches(text, calendar)) return Span{PartialDate{named->value - 543, 0, 0}, PartialDate{named->value - 543, 0, 0}};
  if (context && matches(text, all_year)) return fiscal_year_span(*context);
  return std::nullopt;
}

}  // namespace

const char* name_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::kNone:
      return "";
    case Frequency::kMonthly:
      return "monthly";
    case Frequency::kQuarterly:
      return "quarterly";
    case Frequency::kHalfYearly:
      return "half_yearly";
    case Frequency::kYearly:
      return "yearly";
    case Frequency::kContinuous:
      return "continuous";
  }
  return "";
}

std::optional<Period> parse_period(std::string_view text, std::optional<BuddhistYear> context, Reading reading) {
  Period period;
  period.frequency = frequency_of(text);
  std::optional<BuddhistYear> year = year_named(text);
  if (year && reading == Reading::kDoubtful && is_far(year->value, context)) year.reset();
  std::optional<Span> span = span_of_dates(text, year, context, reading, period);
  // A whole fiscal year named beside months of their own counts too: "ก.พ. - มี.ค. ๒๕๖๓ ปีงบประมาณ พ.ศ. ๒๕๖๓".
  static const RE2 beside(R"(\p{Nd}\s+ปี\s*งบประมาณ\s*(?:พ\.?\s?ศ\.?)?\s*([2๒][5๕]\p{Nd}{2}))");
  if (std::string digits; span && RE2::PartialMatch(text, beside, &digits))
    if (const auto beside_year = common_era(digits)) widen(*span, fiscal_year_span({*beside_year + 543}));
  if (!span) span = span_of_quarters(text, context);
  if (!span) span = span_of_halves(text, context);
  if (!span) span = span_of_years(text, context);
  if (span) {
    period.start = span->start;
    period.end = span->end;
  }
  if (!span && period.frequency == Frequency::kNone && !period.impossible) return std::nullopt;
  return period;
}

}  // namespace banthuek::values
