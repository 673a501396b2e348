// Dates as Thai offices write them: "๕ ตุลาคม ๒๕๖๔", "๑๐ ก.พ. ๖๕", "พ.ย. ๒๕๖๗", "๒๘/๒/๒๕๖๖".
//
// Years are Buddhist (2566 = 2023 CE); a two-digit year is of the century 25xx; a year from 1900 to 2100 is taken as CE.
// A PartialDate is as precise as the text: a year, a month, or a day. Month names may be misread: the long ones are found at edit
// distance. A day that the month has not (๓๑ ก.พ.) is no date. Pure; safe from any thread; never throws.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::values {

struct PartialDate {
  int year = 0;   // CE; 0: not said
  int month = 0;  // 1 to 12; 0: not said
  int day = 0;    // 1 to 31; 0: not said
  friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

struct BuddhistYear {
  int value = 0;
  friend auto operator<=>(const BuddhistYear&, const BuddhistYear&) = default;
};

// "2021-10-05", "2021-10", "2021"; "" where the year is not said.
std::string iso(const PartialDate& date);

int days_in_month(int year, int month);

// A year as written (2566, 66, ๒๕๖๖, 2023) as CE; nothing where it is no plausible year.
std::optional<int> common_era(std::string_view digits);
// The same as a value of a field: "2566"; "" where it is no plausible year.
std::string buddhist_year(std::string_view digits);

// One date found in a text, with the bytes it stands on.
struct FoundDate {
  PartialDate date;
  std::size_t begin = 0, end = 0;
  bool impossible = false;     // 31 February: date holds what is written
  bool misread_year = false;   // digits stand where the year should, but no year: date.year is 0
  bool misread_month = false;  // the month's name was a letter or two off, and this month alone is so near
};

// All dates of `text` that name a month, in reading order. A year need not be there.
std::vector<FoundDate> find_dates(std::string_view text);

// The first date of `text` that exists and has a year.
std::optional<PartialDate> parse_date(std::string_view text);

}  // namespace banthuek::values
