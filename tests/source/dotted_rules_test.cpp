#include "pipeline/source/dotted_rules.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

TEST(DottedRules, RunThroughDotsInARowOrAColumn) {
  std::vector<Dot> dots;
  for (int i = 0; i < 20; ++i) dots.push_back({100.0 + 8 * i, 50.2, 4}), dots.push_back({300, 100.0 + 8 * i, 4});
  const DottedRules rules = dotted_rules(dots);
  ASSERT_EQ(rules.horizontal.size(), 1u);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x0, 98);
  EXPECT_DOUBLE_EQ(rules.horizontal[0].x1, 254);
  ASSERT_EQ(rules.vertical.size(), 1u);
  EXPECT_DOUBLE_EQ(rules.vertical[0].y1, 254);
}

TEST(DottedRules, AreNotMadeOfDotsThatStandAlone) {
  std::vector<Dot> dots;
  for (int i = 0; i < 20; ++i) dots.push_back({100.0 + 60 * i, 50, 4});
  EXPECT_TRUE(dotted_rules(dots).horizontal.empty());
  EXPECT_TRUE(dotted_rules({}).vertical.empty());
}

}  // namespace
}  // namespace banthuek
