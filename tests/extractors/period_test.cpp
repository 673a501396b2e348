#include "extractors/period.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

constexpr const char* kNothing = "";

struct Case {
  const char* text;
  int context;  // 0: none
  const char* start;
  const char* end;
  const char* frequency = "";
};

void PrintTo(const Case& c, std::ostream* os) { *os << c.text; }

class Periods : public testing::TestWithParam<Case> {};

TEST_P(Periods, AreReadAsPreciselyAsTheyAreWritten) {
  const Case& c = GetParam();
  const auto context = c.context ? std::optional(BuddhistYear{c.context}) : std::nullopt;
  const auto period = parse_period(c.text, context);
  EXPECT_EQ(period && period->start ? iso(*period->start) : "", c.start);
  EXPECT_EQ(period && period->end ? iso(*period->end) : "", c.end);
  EXPECT_STREQ(period ? name_of(period->frequency) : "", c.frequency);
}

INSTANTIATE_TEST_SUITE_P(
    AsOfficesWriteThem, Periods,
    testing::Values(
        Case{"ต.ค. ๖๔ - ๓๐ ก.ย. ๖๕", 0, "2021-10", "2022-09-30"}, Case{"มี.ค.๒๕๖๖", 0, "2023-03", "2023-03"},
        Case{"ต.ค.๒๕๖๕-มี.ค.๒๕๖๖", 0, "2022-10", "2023-03"}, Case{"เดือน ตุลาคม ๒๕๖๗ ถึง เดือน กันยายน ๒๕๖๘", 0, "2024-10", "2025-09"},
        Case{"เดือน ตุลาคม\n๒๕๖๗ ถึง\nเดือน กันยายน\n๒๕๖๘", 0, "2024-10", "2025-09"}, Case{"กุมภาพันธ์ ถึง มีนาคม ๒๕๖๖", 0, "2023-02", "2023-03"},
        Case{"ตุลาคม - กันยายน ๒๕๖๖", 0, "2022-10", "2023-09"}, Case{"ต.ค. - ธ.ค.", 2566, "2022-10", "2022-12"},
        Case{"ตุลาคม ๒๕๖๕ - มกราคม", 0, "2022-10", "2023-01"}, Case{"มกราคม – กุมภาพันธ์ ๒๕๖๖\nมีนาคม ๒๕๖๕ , กันยายน ๒๕๖๖", 0, "2022-03", "2023-09"},
        Case{"๑ - ๓๐ กันยายน ๒๕๖๕", 0, "2022-09-01", "2022-09-30"}, Case{"๑ ต.ค. ๖๕ ถึงวันที่ ๓๑ มี.ค. ๖๖", 0, "2022-10-01", "2023-03-31"},
        Case{"ปีงบประมาณ พ.ศ. ๒๕๖๖", 0, "2022-10-01", "2023-09-30"}, Case{"ตลอดปีงบประมาณ", 2566, "2022-10-01", "2023-09-30", "continuous"},
        Case{"ตลอดปีงบประมาณ พ.ศ. 2567", 2566, "2023-10-01", "2024-09-30", "continuous"}, Case{"ตลอดปีงบประมาณ", 0, kNothing, kNothing, "continuous"},
        Case{"ไตรมาสที่ ๒", 2566, "2023-01-01", "2023-03-31"}, Case{"ไตรมาส ๑-๒/๒๕๖๖", 0, "2022-10-01", "2023-03-31"},
        Case{"ไตรมาสที่ ๔ ปีงบประมาณ ๒๕๖๕", 2566, "2022-07-01", "2022-09-30"}, Case{"ไตรมาสที่ ๒", 0, kNothing, kNothing},
        Case{"รายเดือน/รายไตรมาส/รอบ ๖ เดือน", 2566, kNothing, kNothing, "monthly"}, Case{"ทุกไตรมาส", 2566, kNothing, kNothing, "quarterly"},
        Case{"รอบ ๖ เดือน", 0, kNothing, kNothing, "half_yearly"}, Case{"ภายในวันที่ ๓๑ มีนาคม ๒๕๖๖", 0, kNothing, "2023-03-31"},
        Case{"ภายในเดือนมีนาคม", 2566, kNothing, "2023-03"}, Case{"ตั้งแต่ ต.ค. ๖๕ เป็นต้นไป", 0, "2022-10", kNothing}, Case{"มีนาคม", 0, kNothing, kNothing},
        Case{"๓๑ ก.พ. ๖๖", 0, kNothing, kNothing}, Case{"๑/๑๐/๒๕๖๕ - ๓๐/๙/๒๕๖๖", 0, "2022-10-01", "2023-09-30"},
        Case{"ตลาคม ๒๕๖๕ - กันยาขน ๒๕๖๖", 0, "2022-10", "2023-09"}, Case{"เดือน ตุลาคม ๒๕๖๗ ถึงเดือนกันยายน ๒๖๘", 0, "2024-10", "2025-09"},
        Case{"กองคลัง", 2566, kNothing, kNothing}, Case{"", 2566, kNothing, kNothing},
        Case{"กุมภาพันธ์ - มีนาคม ๒๕๖๓ ปีงบประมาณ พ.ศ. ๒๕๖๓", 0, "2019-10-01", "2020-09-30"}, Case{"๖ เดือนแรก", 2566, "2022-10-01", "2023-03-31"}));

TEST(Period, WithItsEndBeforeItsStartIsGivenAsWrittenAndSaysSo) {
  const auto period = parse_period("ต.ค. ๖๖ - ก.ย. ๖๖", {});
  ASSERT_TRUE(period);
  EXPECT_TRUE(period->reversed);
  EXPECT_EQ(iso(*period->start), "2023-10");
  EXPECT_EQ(iso(*period->end), "2023-09");
}

TEST(Period, WhoseEndIsNamedButUnreadStaysOpen) {
  for (const char* text : {"ตุลาคม ๒๕๖๓ ถึงเดือนกันย น ๒๕๖๔", "๑ ต.ค. ๖๓ - ๓๐ ๐ย. ๖x", "ม.ค. ๒๕๖๔ ถึงปัจจุบัน"}) {
    const auto period = parse_period(text, BuddhistYear{2564});
    ASSERT_TRUE(period && period->start) << text;
    EXPECT_TRUE(period->end_unread) << text;
    EXPECT_FALSE(period->end) << text;
  }
  for (const char* text : {"ต.ค. ๒๕๖๓ -", "ต.ค. ๒๕๖๓\n- ๒ ครั้ง", "ต.ค. ๖๓ - ก.ย. ๖๔"})
    EXPECT_FALSE(parse_period(text, BuddhistYear{2564})->end_unread) << text;
}

TEST(Period, NamesADayThatDoesNotExist) {
  const auto period = parse_period("๓๑ ก.พ. ๖๖", {});
  ASSERT_TRUE(period);
  EXPECT_TRUE(period->impossible);
}

// Found by tests/fuzz: \p{Nd} are the digits of every script, of which only two are years here.
TEST(Period, WithDigitsOfAnotherScriptIsNoneAndNoError) {
  EXPECT_EQ(iso(*parse_period("໔ - ๓๐ ก.ย. ๖๕", {})->start), "2022-09-30");
  EXPECT_FALSE(parse_period("๒๕໖໖ - ๒๕໖໗", {}));
  EXPECT_TRUE(parse_period("มีนาคม ๒๕๖๓ ปีงบประมาณ ๒๕໖໖", {}));
}

struct DateCase {
  const char* text;
  const char* date;
};

class Dates : public testing::TestWithParam<DateCase> {};

TEST_P(Dates, AreReadInEveryForm) {
  const auto date = parse_date(GetParam().text);
  EXPECT_EQ(date ? iso(*date) : "", GetParam().date) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(AsMemosWriteThem, Dates,
                         testing::Values(DateCase{"๕ ตุลาคม ๒๕๖๔", "2021-10-05"}, DateCase{"๑๐ ก.พ. ๖๕", "2022-02-10"},
                                         DateCase{"พฤศจิกายน ๒๕๖๗", "2024-11"}, DateCase{"๓๑ มีนาคม พ.ศ. ๒๕๖๖", "2023-03-31"},
                                         DateCase{"28 กุมภาพันธ์ 2566", "2023-02-28"}, DateCase{"๒๙ กุมภาพันธ์ ๒๕๖๖", ""},
                                         DateCase{"๒๙ กุมภาพันธ์ ๒๕๖๗", "2024-02-29"}, DateCase{"วันที่ ๕ เดือน ตุลาคม พ.ศ. ๒๕๖๔", "2021-10-05"},
                                         DateCase{"๑๕ กมภาพันธ์ ๒๕๖๖", "2023-02-15"}, DateCase{"", ""}, DateCase{"11/๒๕๖๗", "2024-11"},
                                         DateCase{"๑๔/๑๑/๒๕๖๗", "2024-11-14"}));

}  // namespace
}  // namespace banthuek
