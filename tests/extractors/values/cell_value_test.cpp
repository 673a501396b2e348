#include "extractors/values/cell_value.h"

#include <gtest/gtest.h>

namespace banthuek::values {
namespace cell_value_test {

std::string told(const char* text, const std::vector<Mark>& marks = {}) {
  const CellValue value = cell_value(text, marks);
  return std::string(name_of(value.type)) + " " + value.value;
}

struct Case {
  const char *text, *told;
};

class CellValueOf : public testing::TestWithParam<Case> {};

TEST_P(CellValueOf, IsTold) { EXPECT_EQ(told(GetParam().text), GetParam().told); }

INSTANTIATE_TEST_SUITE_P(Numbers, CellValueOf,
                         testing::Values(Case{"๑๒", "number 12"}, Case{" 1,250 ", "number 1250"}, Case{"85.50 %", "number 85.50"},
                                         Case{"-3.5", "number -3.5"}, Case{"(3)", "number -3"}, Case{"0", "number 0"}, Case{"0.5", "number 0.5"},
                                         Case{"๒๕๖๖", "number 2566"}, Case{"1,25", "text 1,25"}, Case{"0045", "text 0045"}, Case{"(3", "text (3"},
                                         Case{"๑.", "text ๑."}, Case{"๑๒ คน", "text ๑๒ คน"}, Case{"1/2", "text 1/2"}, Case{"", "text "},
                                         Case{"๐๕๔-๑๒๓๔๕๖", "text ๐๕๔-๑๒๓๔๕๖"}));
INSTANTIATE_TEST_SUITE_P(Money, CellValueOf,
                         testing::Values(Case{"๓๒,๐๐๐.๐๐", "money 32000.00"}, Case{"12,000.-", "money 12000"}, Case{"500 บาท", "money 500"},
                                         Case{"฿", "text ฿"}, Case{"85.23", "number 85.23"}, Case{"1,200.5", "number 1200.5"}));
INSTANTIATE_TEST_SUITE_P(Times, CellValueOf,
                         testing::Values(Case{"๕ ต.ค. ๒๕๖๔", "date 2021-10-05"}, Case{"ต.ค. ๖๔ - ก.ย. ๖๕", "period 2021-10/2022-09"},
                                         Case{"ต.ค. - มี.ค. ๒๕๖๖", "period 2022-10/2023-03"}, Case{"ม.ค. ถึง มี.ค. ๒๕๖๖", "period 2023-01/2023-03"},
                                         Case{"ต.ค.", "text ต.ค."}, Case{"ม.ค. - ก.พ. - มี.ค. ๒๕๖๖", "text ม.ค. - ก.พ. - มี.ค. ๒๕๖๖"},
                                         Case{"๓๑ ก.พ. ๒๕๖๖", "text ๓๑ ก.พ. ๒๕๖๖"}, Case{"ภายใน ๕ ต.ค. ๒๕๖๔", "text ภายใน ๕ ต.ค. ๒๕๖๔"},
                                         Case{"ก.ย. ๖๕ - ต.ค. ๖๔", "text ก.ย. ๖๕ - ต.ค. ๖๔"}));
INSTANTIATE_TEST_SUITE_P(Marks, CellValueOf,
                         testing::Values(Case{"✓", "mark check"}, Case{" ● ", "mark circle_filled"}, Case{"✓ ครบ", "text ✓ ครบ"}));

TEST(CellValueOfMarks, AloneIsTheMark) {
  const Mark cross{MarkKind::kCross, {}, 1};
  EXPECT_EQ(told("", {cross}), "mark cross");
  EXPECT_EQ(told("", {cross, cross}), "text ");
  EXPECT_EQ(told("ก", {cross}), "text ก");
}

TEST(NamesMoney, ByItsHeading) {
  for (const char* heading : {"งบประมาณ (บาท)", "วงเงินที่จะซื้อ", "ราคากลาง", "จำนวนเงิน", "งบประมาณ ปีงบประมาณ ๒๕๖๖", "ปีงบประมาณ ๒๕๖๖ / วงเงิน"})
    EXPECT_TRUE(names_money(heading)) << heading;
  for (const char* heading : {"ปีงบประมาณ", "แหล่งงบประมาณ", "ร้อยละของงบประมาณ", "จำนวนครั้ง", ""}) EXPECT_FALSE(names_money(heading)) << heading;
}

}  // namespace cell_value_test
}  // namespace banthuek::values
