// Pieces of rules that lie in one line are one rule.
#include <gtest/gtest.h>

#include "pipeline/layout/grid.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace join_rules_test {

const GridSettings kSettings{.reach = 6, .bridge = 18, .shortest = 12, .covered = 0.5};

Rule flat(double x0, double x1, double y) { return {x0, y, x1, y, 2}; }

std::vector<Rule> joined(const std::vector<Rule>& pieces) { return join_rules(pieces, Direction::kHorizontal, kSettings); }

TEST(JoinedRules, AreClosedOverGapsOfABridge) {
  EXPECT_EQ(last_that(0, 30, [](int gap) { return joined({flat(0, 100, 10), flat(100 + gap, 200, 10)}).size() == 1; }), 18);
  EXPECT_EQ(last_that(0, 10,
                      [](int off) {
                        return joined({flat(0, 100, 10), flat(105, 200, 10 + off)}).size() == 1;
                      }),
            3)
      << "half the reach beyond a gap";
  EXPECT_EQ(last_that(0, 10, [](int off) { return joined({flat(0, 100, 10), flat(100, 200, 10 + off)}).size() == 1; }), 6);
  EXPECT_EQ(last_that(0, 10, [](int off) { return joined({flat(0, 100, 10), flat(20, 90, 10 + off)}).size() == 1; }), 6) << "a double rule";
  EXPECT_EQ(last_that(0, 10, [](int off) { return joined({flat(20, 90, 10), flat(0, 100, 10 + off)}).size() == 1; }), 6);
}

// The left sides of two tables, one close below the other: the last rule of the first and the first of the second stand at the gap's ends.
TEST(JoinedRules, AreNotJoinedFromTableToTable) {
  const auto pieces = [](double gap, double above, double below, double from = 0) {
    const std::vector<Rule> sides{{50, 0, 50, 100, 2}, {50, 100 + gap, 50, 200, 2}};
    return join_rules(sides, Direction::kVertical, kSettings, std::vector<Rule>{flat(from, 300, 100 + above), flat(from, 300, 100 + gap + below)})
        .size();
  };
  EXPECT_EQ(pieces(15, 0, 0), 2u);
  EXPECT_EQ(stretches(0, 18, [&](int gap) { return std::to_string(pieces(gap, 0, 0)); }), "1 6, 2 18") << "narrower than half a row: a double rule";
  EXPECT_EQ(stretches(-8, 8, [&](int off) { return std::to_string(pieces(15, off, 0)); }), "1 -5, 2 4, 1 8");
  EXPECT_EQ(stretches(-8, 8, [&](int off) { return std::to_string(pieces(15, 0, off)); }), "1 -5, 2 4, 1 8");
  EXPECT_EQ(stretches(40, 70, [&](int from) { return std::to_string(pieces(15, 0, 0, from)); }), "2 56, 1 70") << "rules that do not reach it";
}

TEST(JoinedRules, AreAsLongAsTheNarrowestRow) {
  EXPECT_EQ(first_that(5, 20, [](int length) { return joined({flat(0, length, 10)}).size() == 1; }), 12);
  EXPECT_EQ(joined({flat(0, 8, 10), flat(20, 28, 10)}).size(), 1u) << "after they are joined";
}

void expect_rule(const Rule& r, double x0, double y0, double x1, double y1, double width) {
  EXPECT_NEAR(r.x0, x0, 1e-6);
  EXPECT_NEAR(r.y0, y0, 1e-6);
  EXPECT_NEAR(r.x1, x1, 1e-6);
  EXPECT_NEAR(r.y1, y1, 1e-6);
  EXPECT_EQ(r.width, width);
}

TEST(JoinedRules, LieWhereTheLongerOnesDo) {
  const auto doubled = joined({{0, 10, 299, 10, 2}, {0, 14, 99, 14, 5}});
  ASSERT_EQ(doubled.size(), 1u);
  // Middles 100 apart: not more than half of the longer one, so their slopes are averaged.
  expect_rule(doubled[0], 0, (10 * 300 + 14 * 100) / 400.0, 299, (10 * 300 + 14 * 100) / 400.0, 5);
  const auto in_line = joined({{0, 10, 99, 10, 2}, {109, 12, 208, 12, 2}});
  ASSERT_EQ(in_line.size(), 1u);
  expect_rule(in_line[0], 0, 11 - 2 * 104 / 109.0, 208, 11 + 2 * 104 / 109.0, 2);
}

TEST(JoinedRules, FollowTheirSlope) {
  // A rule that falls by one in fifty, in pieces; and one given from right to left.
  const auto sloped = joined({{0, 0, 100, 2, 2}, {110, 2.2, 300, 6, 3}, {600, 12, 310, 6.2, 2}});
  ASSERT_EQ(sloped.size(), 1u);
  expect_rule(sloped[0], 0, 0, 600, 12, 3);
  // Far along, such a rule is further off than the pieces' middles tell: up to six times the reach is looked at.
  EXPECT_EQ(joined({{0, 0, 1000, 20, 2}, {1010, 20.2, 2000, 40, 2}}).size(), 1u);
  EXPECT_EQ(joined({{0, 0, 1000, 40, 2}, {1010, 40.4, 2000, 80, 2}}).size(), 2u);
}

TEST(JoinedRules, AreJoinedUprightAlike) {
  const auto joined_upright =
      join_rules(std::vector<Rule>{{10, 0, 10, 100, 2}, {12, 110, 12, 300, 4}, {50, 80, 50, 0, 1}}, Direction::kVertical, kSettings);
  ASSERT_EQ(joined_upright.size(), 2u);
  EXPECT_EQ(joined_upright[0].y0, 0);
  EXPECT_EQ(joined_upright[0].y1, 300);
  EXPECT_EQ(joined_upright[0].width, 4);
  expect_rule(joined_upright[1], 50, 0, 50, 80, 1);
}

}  // namespace join_rules_test
}  // namespace banthuek::layout
