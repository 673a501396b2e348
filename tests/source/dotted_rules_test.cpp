#include "pipeline/source/dotted_rules.h"

#include <gtest/gtest.h>

namespace banthuek::source {
namespace dotted_rules_test {

std::vector<Dot> row_of(int dots, double x, double y, double step, double side) {
  std::vector<Dot> out;
  for (int i = 0; i < dots; ++i) out.push_back({x + step * i, y, side});
  return out;
}

TEST(DottedRules, RunThroughDotsInARowOrAColumn) {
  std::vector<Dot> dots;
  for (int i = 0; i < 20; ++i) dots.push_back({100.0 + 8 * i, 50.2, 4}), dots.push_back({300, 100.0 + 8 * i, 4});
  const DottedRules rules = dotted_rules(dots);
  ASSERT_EQ(rules.horizontal.size(), 1u);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x0, 98);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x1, 254);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].y0, 50.2);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].y1, 50.2);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].width, 4);
  ASSERT_EQ(rules.vertical.size(), 1u);
  EXPECT_DOUBLE_EQ(rules.vertical[0].x0, 300);
  EXPECT_DOUBLE_EQ(rules.vertical[0].x1, 300);
  EXPECT_DOUBLE_EQ(rules.vertical[0].y0, 98);
  EXPECT_DOUBLE_EQ(rules.vertical[0].y1, 254);
}

TEST(DottedRules, AreNotMadeOfDotsThatStandAlone) {
  std::vector<Dot> dots;
  for (int i = 0; i < 20; ++i) dots.push_back({100.0 + 60 * i, 50, 4});
  EXPECT_TRUE(dotted_rules(dots).horizontal.empty());
  EXPECT_TRUE(dotted_rules({}).vertical.empty());
}

TEST(DottedRules, TakeEightDotsAndNoFewer) {
  EXPECT_TRUE(dotted_rules(row_of(7, 10, 10, 5, 2)).horizontal.empty());
  EXPECT_EQ(dotted_rules(row_of(8, 10, 10, 5, 2)).horizontal.size(), 1u);
}

TEST(DottedRules, BridgeFourSidesAndAPixelAndNoMore) {
  EXPECT_EQ(dotted_rules(row_of(8, 10, 10, 9, 2)).horizontal.size(), 1u);
  EXPECT_TRUE(dotted_rules(row_of(8, 10, 10, 9.1, 2)).horizontal.empty());
}

TEST(DottedRules, OfTwoRowsAreTwoInWhateverOrderTheyAreDrawn) {
  std::vector<Dot> dots = row_of(9, 10, 31, 5, 2);
  for (Dot d : row_of(8, 20, 20, 5, 2)) dots.insert(dots.begin(), d);
  const DottedRules rules = dotted_rules(dots);
  ASSERT_EQ(rules.horizontal.size(), 2u);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].y0, 20);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x0, 19);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x1, 56);
  EXPECT_DOUBLE_EQ(rules.horizontal[1].y0, 31);
  EXPECT_DOUBLE_EQ(rules.horizontal[1].x1, 51);
}

TEST(DottedRules, OfOneRowPartedByAWideGapAreTwo) {
  std::vector<Dot> dots = row_of(8, 10, 20, 5, 2);
  for (Dot d : row_of(8, 100, 20, 5, 2)) dots.push_back(d);
  const DottedRules rules = dotted_rules(dots);
  ASSERT_EQ(rules.horizontal.size(), 2u);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x1, 46);
  EXPECT_DOUBLE_EQ(rules.horizontal[1].x0, 99);
}

}  // namespace dotted_rules_test
}  // namespace banthuek::source
