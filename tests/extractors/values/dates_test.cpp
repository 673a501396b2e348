#include "extractors/values/dates.h"

#include <gtest/gtest.h>

namespace banthuek::values {
namespace dates_test {

TEST(Iso, IsAsPreciseAsTheDate) {
  EXPECT_EQ(iso({2021, 10, 5}), "2021-10-05");
  EXPECT_EQ(iso({2021, 9, 0}), "2021-09");
  EXPECT_EQ(iso({2021, 0, 0}), "2021");
  EXPECT_EQ(iso({0, 10, 5}), "");
}

TEST(DaysInMonth, KnowsLeapYears) {
  const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0};
  for (int month = 0; month <= 13; ++month) EXPECT_EQ(days_in_month(2023, month), days[month]) << month;
  for (const auto& [year, february] : {std::pair{2024, 29}, {2000, 29}, {1900, 28}, {2100, 28}, {2022, 28}})
    EXPECT_EQ(days_in_month(year, 2), february) << year;
  EXPECT_EQ(days_in_month(2024, 3), 31);
}

TEST(CommonEra, TakesBuddhistYearsAndThoseOfTheCommonEra) {
  struct Case {
    const char* digits;
    int year;  // 0: none
  };
  for (const auto& [digits, year] :
       {Case{"2566", 2023},       Case{"๒๕๖๖", 2023}, Case{"66", 2023}, Case{"๖๖", 2023},   Case{"00", 1957}, Case{"99", 2056},   Case{"2440", 1897},
        Case{"2439", 0},          Case{"2700", 2157}, Case{"2701", 0},  Case{"1900", 1900}, Case{"1899", 0},  Case{"2100", 2100}, Case{"2101", 0},
        Case{"พ.ศ. 2566 ", 2023}, Case{"'66", 2023},  Case{"256", 0},   Case{"6", 0},       Case{"25666", 0}, Case{"02566", 0},   Case{"", 0},
        Case{"໒໕໖໖", 0},          Case{"2566໖", 0}})
    EXPECT_EQ(common_era(digits).value_or(0), year) << digits;
}

// "date [as it stands]" with "!" where the day does not exist, "y" and "m" where year or month was misread; parted by "; ".
std::string found(const std::string& text) {
  std::string out;
  for (const FoundDate& f : find_dates(text)) {
    const PartialDate& d = f.date;
    out += (out.empty() ? "" : "; ") + std::to_string(d.year) + "-" + std::to_string(d.month) + "-" + std::to_string(d.day) + " [" +
           text.substr(f.begin, f.end - f.begin) + "]" + (f.impossible ? "!" : "") + (f.misread_year ? "y" : "") + (f.misread_month ? "m" : "");
  }
  return out;
}

struct Case {
  const char *text, *found;
};

void PrintTo(const Case& c, std::ostream* os) { *os << c.text; }

class FindDates : public testing::TestWithParam<Case> {};

TEST_P(FindDates, GivesEachWithItsPlace) { EXPECT_EQ(found(GetParam().text), GetParam().found); }

INSTANTIATE_TEST_SUITE_P(InWords, FindDates,
                         testing::Values(Case{"๑ มกราคม ๒๕๖๖", "2023-1-1 [๑ มกราคม ๒๕๖๖]"}, Case{"๒ กุมภาพันธ์ ๒๕๖๖", "2023-2-2 [๒ กุมภาพันธ์ ๒๕๖๖]"},
                                         Case{"๓ มีนาคม ๒๕๖๖", "2023-3-3 [๓ มีนาคม ๒๕๖๖]"}, Case{"๔ เมษายน ๒๕๖๖", "2023-4-4 [๔ เมษายน ๒๕๖๖]"},
                                         Case{"๕ พฤษภาคม ๒๕๖๖", "2023-5-5 [๕ พฤษภาคม ๒๕๖๖]"}, Case{"๖ มิถุนายน ๒๕๖๖", "2023-6-6 [๖ มิถุนายน ๒๕๖๖]"},
                                         Case{"๗ กรกฎาคม ๒๕๖๖", "2023-7-7 [๗ กรกฎาคม ๒๕๖๖]"}, Case{"๗ กรกฏาคม ๒๕๖๖", "2023-7-7 [๗ กรกฏาคม ๒๕๖๖]"},
                                         Case{"๘ สิงหาคม ๒๕๖๖", "2023-8-8 [๘ สิงหาคม ๒๕๖๖]"}, Case{"๙ กันยายน ๒๕๖๖", "2023-9-9 [๙ กันยายน ๒๕๖๖]"},
                                         Case{"๑๐ ตุลาคม ๒๕๖๖", "2023-10-10 [๑๐ ตุลาคม ๒๕๖๖]"},
                                         Case{"๑๑ พฤศจิกายน ๒๕๖๖", "2023-11-11 [๑๑ พฤศจิกายน ๒๕๖๖]"},
                                         Case{"๑๒ ธันวาคม ๒๕๖๖", "2023-12-12 [๑๒ ธันวาคม ๒๕๖๖]"}, Case{"๑ ม.ค. ๖๖", "2023-1-1 [๑ ม.ค. ๖๖]"},
                                         Case{"๒ ก.พ. ๖๖", "2023-2-2 [๒ ก.พ. ๖๖]"}, Case{"๓ มี.ค. ๖๖", "2023-3-3 [๓ มี.ค. ๖๖]"},
                                         Case{"๔ เม.ย. ๖๖", "2023-4-4 [๔ เม.ย. ๖๖]"}, Case{"๕ พ.ค. ๖๖", "2023-5-5 [๕ พ.ค. ๖๖]"},
                                         Case{"๖ มิ.ย. ๖๖", "2023-6-6 [๖ มิ.ย. ๖๖]"}, Case{"๗ ก.ค. ๖๖", "2023-7-7 [๗ ก.ค. ๖๖]"},
                                         Case{"๘ ส.ค. ๖๖", "2023-8-8 [๘ ส.ค. ๖๖]"}, Case{"๙ ก.ย. ๖๖", "2023-9-9 [๙ ก.ย. ๖๖]"},
                                         Case{"๑๐ ต.ค. ๖๖", "2023-10-10 [๑๐ ต.ค. ๖๖]"}, Case{"๑๑ พ.ย. ๖๖", "2023-11-11 [๑๑ พ.ย. ๖๖]"},
                                         Case{"๑๒ ธ.ค. ๖๖", "2023-12-12 [๑๒ ธ.ค. ๖๖]"},
                                         Case{"มี.ค ๖๖, เมย. ๖๖, มค.๖๖", "2023-3-0 [มี.ค ๖๖]; 2023-4-0 [เมย. ๖๖]; 2023-1-0 [มค.๖๖]"}));

INSTANTIATE_TEST_SUITE_P(OfAMonthsLastDay, FindDates,
                         testing::Values(Case{"๓๐ มิ.ย. ๒๕๖๖", "2023-6-30 [๓๐ มิ.ย. ๒๕๖๖]"}, Case{"๓๑ มิ.ย. ๒๕๖๖", "2023-6-31 [๓๑ มิ.ย. ๒๕๖๖]!"},
                                         Case{"๓๑ มิถุนายน", "0-6-31 [๓๑ มิถุนายน]!"}, Case{"๒๙ ก.พ. ๒๕๖๗", "2024-2-29 [๒๙ ก.พ. ๒๕๖๗]"},
                                         Case{"๒๙ ก.พ. ๒๕๖๖", "2023-2-29 [๒๙ ก.พ. ๒๕๖๖]!"}, Case{"๓๐ ก.พ. ๒๕๖๗", "2024-2-30 [๓๐ ก.พ. ๒๕๖๗]!"},
                                         Case{"๒๙ ก.พ.", "0-2-29 [๒๙ ก.พ.]"}, Case{"๓๐ ก.พ.", "0-2-30 [๓๐ ก.พ.]!"},
                                         Case{"๓๑ ต.ค. ๖๖", "2023-10-31 [๓๑ ต.ค. ๖๖]"}, Case{"๓๒ ต.ค. ๖๖", "2023-10-0 [๓๒ ต.ค. ๖๖]"},
                                         Case{"๓๑ กมภาพันธ์", "0-2-31 [๓๑ กมภาพันธ์]!m"}, Case{"๓๑/๖/๒๕๖๖", "2023-6-31 [๓๑/๖/๒๕๖๖]!"}));

INSTANTIATE_TEST_SUITE_P(WithYearsOfAnyForm, FindDates,
                         testing::Values(Case{"๕ ตุลาคม พ.ศ. ๒๕๖๔", "2021-10-5 [๕ ตุลาคม พ.ศ. ๒๕๖๔]"},
                                         Case{"๕ เดือน ตุลาคม ปี ๒๕๖๔", "2021-10-5 [๕ เดือน ตุลาคม ปี ๒๕๖๔]"}, Case{"ต.ค. '64", "2021-10-0 [ต.ค. '64]"},
                                         Case{"ตุลาคม์ ๒๕๖๔", "2021-10-0 [ตุลาคม์ ๒๕๖๔]"}, Case{"5 ตุลาคม 2021", "2021-10-5 [5 ตุลาคม 2021]"},
                                         Case{"ตุลาคม ๒๖๘", "0-10-0 [ตุลาคม ๒๖]y"}, Case{"๕ ตุลาคม ๒๕๖๔๕", "0-10-5 [๕ ตุลาคม ๒๕๖๔]y"},
                                         Case{"๕ ตุลาคม ๒๓๐๐", "0-10-5 [๕ ตุลาคม]"}, Case{"ตุลาคม", "0-10-0 [ตุลาคม]"},
                                         Case{"๑๒๓ ตุลาคม ๒๕๖๔", "2021-10-0 [๒๓ ตุลาคม ๒๕๖๔]"}, Case{"๐ ตุลาคม ๒๕๖๔", "2021-10-0 [๐ ตุลาคม ๒๕๖๔]"},
                                         Case{"๕ ตุลาคม ๖ ธันวาคม", "0-10-5 [๕ ตุลาคม]; 0-12-6 [๖ ธันวาคม]"}));

INSTANTIATE_TEST_SUITE_P(InDigits, FindDates,
                         testing::Values(Case{"๑๔/๑๑/๒๕๖๗", "2024-11-14 [๑๔/๑๑/๒๕๖๗]"}, Case{"14-11-2567", "2024-11-14 [14-11-2567]"},
                                         Case{"14 . 11 . 2567", "2024-11-14 [14 . 11 . 2567]"}, Case{"๑๑/๒๕๖๗", "2024-11-0 [๑๑/๒๕๖๗]"},
                                         Case{"14/11/2024", "2024-11-14 [14/11/2024]"}, Case{"๑๒/๒๕๖๗", "2024-12-0 [๑๒/๒๕๖๗]"},
                                         Case{"๑/๒๕๖๗", "2024-1-0 [๑/๒๕๖๗]"}, Case{"๐/๒๕๖๗", ""}, Case{"๓๒/๑/๒๕๖๗", "2024-1-0 [๓๒/๑/๒๕๖๗]"},
                                         Case{"๑๑/๒๔๖๗", ""}, Case{"๑๑/๒๕๖๗๘", "0-11-0 [๑๑/๒๕๖๗]y"}, Case{"๑๒๓/๔/๒๕๖๖", "2023-4-0 [๔/๒๕๖๖]"},
                                         Case{"๒๕๖๖ - ๒๕๖๘", ""}, Case{"1.๕/๔/๒๕๖๖", "2023-4-5 [๕/๔/๒๕๖๖]"}));

INSTANTIATE_TEST_SUITE_P(Misread, FindDates,
                         testing::Values(Case{"ตลาคม ๒๕๖๔", "2021-10-0 [ตลาคม ๒๕๖๔]m"}, Case{"๕ ตลาคม พ.ศ. ๒๕๖๔", "2021-10-5 [๕ ตลาคม พ.ศ. ๒๕๖๔]m"},
                                         Case{"กันยาขน ๒๕๖๖", "2023-9-0 [กันยาขน ๒๕๖๖]m"}, Case{"กมภาพนธ์ ๒๕๖๖", "2023-2-0 [กมภาพนธ์ ๒๕๖๖]m"},
                                         Case{"กมภาพนธ ๒๕๖๖", ""}, Case{"มกนาคม ๒๕๖๖", ""}, Case{"มกนาคม", ""}, Case{"ตลาคน", ""},
                                         Case{"มี.ศ.๒๕๖๖", "2023-3-0 [มี.ศ.๒๕๖๖]m"}, Case{"๑๑ มี.ศ. ๒๕๖๖", "2023-3-11 [๑๑ มี.ศ. ๒๕๖๖]m"},
                                         Case{"พ.ศ.๒๕๖๖", ""}, Case{"ค.ศ.๒๕๖๖", ""}, Case{"ก.ฃ.๒๕๖๖", ""}, Case{"กมภาพันธ์", "0-2-0 [กมภาพันธ์]m"},
                                         Case{"ภายใน ๑๕ เดือน กมภาพันธ์ พ.ศ. ๒๕๖๖", "2023-2-15 [๑๕ เดือน กมภาพันธ์ พ.ศ. ๒๕๖๖]m"},
                                         Case{"๓๒ กมภาพันธ์", "0-2-0 [กมภาพันธ์]m"}, Case{"๐ กมภาพันธ์", "0-2-0 [กมภาพันธ์]m"},
                                         Case{"๑ กมภาพันธ์", "0-2-1 [๑ กมภาพันธ์]m"},
                                         Case{"๕ ต.ค. ๖๕ กมภาพันธ์", "2022-10-5 [๕ ต.ค. ๖๕]; 0-2-0 [กมภาพันธ์]m"}, Case{"", ""}, Case{"กองคลัง", ""}));

TEST(ParseDate, IsTheFirstThatExistsAndHasAYear) {
  for (const auto& [text, date] : {std::pair{"๓๑ มิ.ย. ๖๖ หรือ ๕ ต.ค. ๖๖", "2023-10-05"},
                                   {"ตุลาคม หรือ ๕ ธ.ค. ๖๖", "2023-12-05"},
                                   {"๓๑ มิ.ย. ๖๖", ""},
                                   {"ตุลาคม", ""},
                                   {"28 กุมภาพันธ์ 2566", "2023-02-28"},
                                   {"วันที่ ๕ เดือน ตุลาคม พ.ศ. ๒๕๖๔", "2021-10-05"},
                                   {"๑๕ กมภาพันธ์ ๒๕๖๖", "2023-02-15"}}) {
    const auto parsed = parse_date(text);
    EXPECT_EQ(parsed ? iso(*parsed) : "", date) << text;
  }
}

}  // namespace dates_test
}  // namespace banthuek::values
