#include "extractors/values/period.h"

#include <gtest/gtest.h>

namespace banthuek::values {
namespace period_test {

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
  ASSERT_TRUE(period && period->start && period->end);
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
  for (const char* text : {"ต.ค. ๒๕๖๓ -", "ต.ค. ๒๕๖๓\n- ๒ ครั้ง", "ต.ค. ๖๓ - ก.ย. ๖๔"}) {
    const auto period = parse_period(text, BuddhistYear{2564});
    EXPECT_TRUE(period && !period->end_unread) << text;
  }
}

TEST(Period, NamesADayThatDoesNotExist) {
  const auto period = parse_period("๓๑ ก.พ. ๖๖", {});
  ASSERT_TRUE(period);
  EXPECT_TRUE(period->impossible);
}

// Found by tests/fuzz: \p{Nd} are the digits of every script, of which only two are years here.
TEST(Period, WithDigitsOfAnotherScriptIsNoneAndNoError) {
  const auto period = parse_period("໔ - ๓๐ ก.ย. ๖๕", {});
  ASSERT_TRUE(period && period->start);
  EXPECT_EQ(iso(*period->start), "2022-09-30");
  EXPECT_FALSE(parse_period("๒๕໖໖ - ๒๕໖໗", {}));
  EXPECT_TRUE(parse_period("มีนาคม ๒๕๖๓ ปีงบประมาณ ๒๕໖໖", {}));
}

// All that a period says: "start..end frequency flags".
std::string told(const char* text, int context, Reading reading = Reading::kSure) {
  const auto p = parse_period(text, context ? std::optional(BuddhistYear{context}) : std::nullopt, reading);
  if (!p) return "(none)";
  std::string out = (p->start ? iso(*p->start) : "") + ".." + (p->end ? iso(*p->end) : "");
  if (p->frequency != Frequency::kNone) out += std::string(" ") + name_of(p->frequency);
  if (p->reversed) out += " reversed";
  if (p->resolved_start) out += " start:" + iso(*p->resolved_start);
  if (p->resolved_end) out += " end:" + iso(*p->resolved_end);
  if (p->end_unread) out += " end_unread";
  if (p->year_inferred) out += " year_inferred";
  if (p->month_mended) out += " month_mended";
  if (p->impossible) out += " impossible";
  return out;
}

struct Told {
  const char* text;
  int context;
  const char* told;
  Reading reading = Reading::kSure;
};

void PrintTo(const Told& c, std::ostream* os) { *os << c.text; }

class PeriodsTold : public testing::TestWithParam<Told> {};

TEST_P(PeriodsTold, Whole) { EXPECT_EQ(told(GetParam().text, GetParam().context, GetParam().reading), GetParam().told); }

INSTANTIATE_TEST_SUITE_P(Frequencies, PeriodsTold,
                         testing::Values(Told{"รายเดือน", 0, ".. monthly"}, Told{"ทุก ๆ เดือน", 0, ".. monthly"}, Told{"เดือนละ ๑ ครั้ง", 0, ".. monthly"},
                                         Told{"ประจำไตรมาส", 0, ".. quarterly"}, Told{"ไตรมาสละ ๑ ครั้ง", 0, ".. quarterly"},
                                         Told{"ทุก ๓ เดือน", 0, ".. quarterly"}, Told{"ทุก 6 เดือน", 0, ".. half_yearly"},
                                         Told{"ปีละ ๒ ครั้ง", 0, ".. half_yearly"}, Told{"ปีละ ๑ ครั้ง", 0, ".. yearly"}, Told{"ปีละครั้ง", 0, ".. yearly"},
                                         Told{"ทุกปี", 0, ".. yearly"}, Told{"รอบ ๑๒ เดือน", 0, ".. yearly"}, Told{"อย่างต่อเนื่อง", 0, ".. continuous"},
                                         Told{"ตลอดเวลา", 0, ".. continuous"}, Told{"เดือน", 0, "(none)"}));

INSTANTIATE_TEST_SUITE_P(LastDays, PeriodsTold,
                         testing::Values(Told{"๓๑ มิ.ย. ๒๕๖๖", 2566, ".. impossible"}, Told{"๓๐ มิ.ย. ๒๕๖๖", 2566, "2023-06-30..2023-06-30"},
                                         Told{"๒๙ ก.พ. ๒๕๖๗", 2567, "2024-02-29..2024-02-29"}, Told{"๒๙ ก.พ. ๒๕๖๖", 2566, ".. impossible"},
                                         Told{"๑ ม.ค. - ๒๙ ก.พ. ๒๕๖๗", 2567, "2024-01-01..2024-02-29"},
                                         Told{"๑ ม.ค. - ๓๐ ก.พ. ๒๕๖๗", 2567, "2024-01-01.. end_unread impossible"},
                                         // What ends last counts to its last day.
                                         Told{"มี.ค. ๖๖ และ ๓๐ มี.ค. ๖๖", 0, "2023-03..2023-03"}, Told{"๓๐ มี.ค. ๖๖ และ มี.ค. ๖๖", 0, "2023-03..2023-03"},
                                         Told{"๓๑ มี.ค. ๖๖ และ มี.ค. ๖๖", 0, "2023-03..2023-03-31"},
                                         Told{"๓๐ มี.ค. - มี.ค. ๖๖", 0, "2023-03-30..2023-03"}, Told{"ก.พ. ๖๗ และ ๒๙ ก.พ. ๖๗", 0, "2024-02..2024-02"}));

INSTANTIATE_TEST_SUITE_P(RangesWithoutAYear, PeriodsTold,
                         testing::Values(Told{"ต.ค. - ธ.ค.", 2566, "2022-10..2022-12"}, Told{"ต.ค. - ก.ย.", 2566, "2022-10..2023-09"},
                                         Told{"ก.ย. - ต.ค.", 2566, "2023-09..2023-10"}, Told{"ม.ค. - มี.ค.", 2566, "2023-01..2023-03"},
                                         Told{"๑ ต.ค. - ๓๐ ก.ย.", 2566, "2022-10-01..2023-09-30"}, Told{"ต.ค. - ธ.ค.", 0, "(none)"},
                                         Told{"ธ.ค. - ม.ค. ๖๖", 0, "2022-12..2023-01"}, Told{"ม.ค. - ธ.ค. ๖๖", 0, "2023-01..2023-12"},
                                         Told{"ม.ค. , ธ.ค. ๖๖", 0, "2023-01..2023-12"}, Told{"ธ.ค. , ม.ค. ๖๖", 0, "2023-01..2023-12"},
                                         Told{"ธ.ค. ๖๕ - ม.ค.", 0, "2022-12..2023-01"}, Told{"ม.ค. ๖๕ - ธ.ค.", 0, "2022-01..2022-12"},
                                         Told{"ธ.ค. ๖๕ , ม.ค.", 0, "2022-01..2022-12"}, Told{"ม.ค. , ก.พ. , มี.ค.", 2566, "2023-01..2023-03"},
                                         Told{"ก.ย.", 2566, "2023-09..2023-09"}, Told{"ต.ค.", 2566, "2022-10..2022-10"},
                                         Told{"ปี ๒๕๖๕ ต.ค.", 2566, "2021-10..2021-10"}));

INSTANTIATE_TEST_SUITE_P(Joints, PeriodsTold,
                         testing::Values(Told{"ต.ค. ๖๕ – ก.ย. ๖๖", 0, "2022-10..2023-09"}, Told{"ต.ค. ๖๕ = ก.ย. ๖๖", 0, "2022-10..2023-09"},
                                         Told{"ต.ค. ๖๕ ~ ก.ย. ๖๖", 0, "2022-10..2023-09"}, Told{"ต.ค. ๖๕ ถึง ก.ย. ๖๖", 0, "2022-10..2023-09"},
                                         Told{"ต.ค. ๖๕ ถืง ก.ย. ๖๖", 0, "2022-10..2023-09"}, Told{"ต.ค. ๖๕ จนถึงสิ้นเดือน ก.ย. ๖๖", 0, "2022-10..2023-09"},
                                         Told{"ต.ค. ๖๕ ไปจนถึงวันที่ ๓ ก.ย. ๖๖", 0, "2022-10..2023-09-03"},
                                         Told{"ต.ค. ๖๖ ถึง ก.ย. ๖๖", 0, "2023-10..2023-09 reversed"}, Told{"ต.ค. ๖๖ , ก.ย. ๖๖", 0, "2023-09..2023-10"},
                                         Told{"ต.ค. ๖๖ ก.ย. ๖๖", 0, "2023-10..2023-09 reversed"},
                                         Told{"ต.ค. ๖๖ ก.ย. ๖๖ ส.ค. ๖๖", 0, "2023-08..2023-10"},
                                         Told{"ต.ค. ๖๕ - พ.ย. ๖๕ ธ.ค. ๖๕ - ม.ค. ๖๖", 0, "2022-10..2023-01"}));

INSTANTIATE_TEST_SUITE_P(Reversed, PeriodsTold,
                         testing::Values(Told{"ต.ค. ๖๖ - ก.ย. ๖๖", 0, "2023-10..2023-09 reversed"},
                                         Told{"ต.ค. ๖๖ - ก.ย. ๖๖", 2566, "2023-10..2023-09 reversed start:2022-10"},
                                         Told{"ต.ค. ๖๕ - ก.ย. ๖๕", 2566, "2022-10..2022-09 reversed end:2023-09"},
                                         Told{"ต.ค. ๖๗ - ก.ย. ๖๗", 2566, "2024-10..2024-09 reversed"},
                                         Told{"ก.ย. ๖๖ - ต.ค. ๖๕", 2566, "2023-09..2022-10 reversed"},
                                         Told{"๕ มี.ค. ๖๖ - ๔ มี.ค. ๖๖", 2566, "2023-03-05..2023-03-04 reversed"},
                                         Told{"๕ มี.ค. ๖๖ - ๕ มี.ค. ๖๖", 2566, "2023-03-05..2023-03-05"},
                                         Told{"๕ มี.ค. ๖๗ - ๔ มี.ค. ๖๖", 2566, "2024-03-05..2023-03-04 reversed"}));

INSTANTIATE_TEST_SUITE_P(Bounds, PeriodsTold,
                         testing::Values(Told{"ภายใน มี.ค. ๖๖", 0, "..2023-03"}, Told{"ไม่เกินวันที่ ๕ มี.ค. ๖๖", 0, "..2023-03-05"},
                                         Told{"ก่อน มี.ค. ๖๖", 0, "..2023-03"}, Told{"ต.ค. ๖๕ และภายใน มี.ค. ๖๖", 0, "2022-10..2023-03"},
                                         Told{"มี.ค. ๖๖ เป็นต้นไป", 0, "2023-03.."}, Told{"ม.ค. ๖๖ และ มี.ค. ๖๖ เป็นต้นมา", 0, "2023-01..2023-01"},
                                         Told{"มี.ค. ๖๖ ถึงปัจจุบัน", 0, "2023-03.. end_unread"},
                                         Told{"ม.ค. ๖๖ , มี.ค. ๖๖ - ๓x", 0, "2023-01.. end_unread"},
                                         Told{"มี.ค. ๖๖ , ม.ค. ๖๖ - ๓x", 0, "2023-01.. end_unread"}, Told{"มี.ค. ๖๖ - x", 0, "2023-03..2023-03"},
                                         Told{"๑ - ๕ มี.ค. ๖๖", 0, "2023-03-01..2023-03-05"}, Told{"๕ - ๕ มี.ค. ๖๖", 0, "2023-03-05..2023-03-05"},
                                         Told{"๖ - ๕ มี.ค. ๖๖", 0, "2023-03-05..2023-03-05"}, Told{"๐ - ๕ มี.ค. ๖๖", 0, "2023-03-05..2023-03-05"},
                                         Told{"๑ - มี.ค. ๖๖", 0, "2023-03..2023-03"}));

INSTANTIATE_TEST_SUITE_P(Quarters, PeriodsTold,
                         testing::Values(Told{"ไตรมาส ๑", 2566, "2022-10-01..2022-12-31"}, Told{"ไตรมาส ๒", 2567, "2024-01-01..2024-03-31"},
                                         Told{"ไตรมาส ๓", 2566, "2023-04-01..2023-06-30"}, Told{"ไตรมาส ๔", 2566, "2023-07-01..2023-09-30"},
                                         Told{"ไตรมาส ๑ ถึง ไตรมาสที่ ๔", 2566, "2022-10-01..2023-09-30"},
                                         Told{"ไตรมาส ๒ และ ๓", 2566, "2023-01-01..2023-06-30"}, Told{"ไตรมาส ๓-๒", 2566, "(none)"},
                                         Told{"ไตรมาส ๕", 2566, "(none)"}, Told{"ไตรมาส 4/2565", 2566, "2022-07-01..2022-09-30"},
                                         Told{"ไตรมาส ๑", 0, "(none)"}, Told{"ไตรมาส ๑-๒/๒๕๖๖ ต.ค. ๖๔", 0, "2021-10..2021-10"}));

INSTANTIATE_TEST_SUITE_P(HalvesAndYears, PeriodsTold,
                         testing::Values(Told{"๖ เดือนหลัง", 2566, "2023-04-01..2023-09-30"}, Told{"ครึ่งปีแรก", 2566, "2022-10-01..2023-03-31"},
                                         Told{"ครึ่งปีแรก ครึ่งปีหลัง", 2566, "2022-10-01..2023-09-30"},
                                         Told{"ครึ่งปีหลัง ปีงบประมาณ ๒๕๖๕", 2566, "2022-04-01..2022-09-30"}, Told{"ครึ่งปีแรก", 0, "(none)"},
                                         Told{"ปีงบประมาณ ๒๕๖๖ - ๒๕๖๘", 0, "2022-10-01..2025-09-30"}, Told{"พ.ศ. ๒๕๖๖ - ๒๕๖๘", 0, "2023..2025"},
                                         Told{"พ.ศ. ๒๕๖๖ - ๒๕๖๖", 0, "2023..2023"}, Told{"พ.ศ. ๒๕๖๘ - ๒๕๖๖", 0, "2025..2025"},
                                         Told{"๒๕๖๖", 0, "2023..2023"}, Told{"ปี ๒๕๖๖", 0, "2023..2023"}, Told{"แผน ๒๕๖๖", 0, "(none)"},
                                         Told{"ตลอดปี", 2566, "2022-10-01..2023-09-30 continuous"}, Told{"ตลอดปี", 0, ".. continuous"},
                                         Told{"งบประมาณ", 2566, "(none)"}, Told{"ปีงบประมาณ ๖๖", 0, "2022-10-01..2023-09-30"}));

INSTANTIATE_TEST_SUITE_P(InDoubt, PeriodsTold,
                         testing::Values(Told{"ต.ค. ๒๕๕๔", 2566, "2011-10..2011-10", Reading::kDoubtful},
                                         Told{"ต.ค. ๒๕๕๓", 2566, "2022-10..2022-10 year_inferred", Reading::kDoubtful},
                                         Told{"ต.ค. ๒๕๗๘", 2566, "2035-10..2035-10", Reading::kDoubtful},
                                         Told{"ต.ค. ๒๕๗๙", 2566, "2022-10..2022-10 year_inferred", Reading::kDoubtful},
                                         Told{"ต.ค. ๒๕๕๓", 2566, "2010-10..2010-10", Reading::kSure},
                                         Told{"ต.ค. ๒๕๕๓", 0, "2010-10..2010-10", Reading::kDoubtful},
                                         Told{"กมภาพันธ์", 2566, "2023-02..2023-02 month_mended", Reading::kSure},
                                         Told{"ตุลาคม ๒๖๘", 2566, "2022-10..2022-10 year_inferred", Reading::kSure}));

}  // namespace period_test
}  // namespace banthuek::values
