#include "pipeline/layout/stray_rules.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace stray_rules_test {

const GridSettings kSettings{.reach = 6, .bridge = 18, .shortest = 12, .covered = 0.5};

Rule flat(double x0, double x1, double y) { return {x0, y, x1, y, 2}; }
Rule upright(double y0, double y1, double x) { return {x, y0, x, y1, 2}; }

// Three columns and two rows from (50, 100) to (450, 220).
std::vector<Rule> rows() { return {flat(50, 450, 100), flat(50, 450, 150), flat(50, 450, 220)}; }
std::vector<Rule> columns() { return {upright(100, 220, 50), upright(100, 220, 150), upright(100, 220, 300), upright(100, 220, 450)}; }

TEST(Strays, LeaveATablesOwnRulesAlone) {
  const SortedRules r = sort_out_strays(rows(), columns(), kSettings);
  EXPECT_EQ(r.horizontal.size(), 3u);
  EXPECT_EQ(r.vertical.size(), 4u);
  EXPECT_TRUE(r.streaks.empty());
}

TEST(Strays, OfAStreakDownThePageMakeNoColumn) {
  std::vector<Rule> v = columns();
  for (const auto& [y0, y1] : {std::pair(0, 125), {140, 190}, {300, 360}, {380, 440}}) v.push_back(upright(y0, y1, 200));
  const SortedRules r = sort_out_strays(rows(), v, kSettings);
  EXPECT_EQ(r.vertical.size(), 4u);
  ASSERT_EQ(r.streaks.size(), 1u);
  EXPECT_EQ(r.streaks[0].x0, 200);
  const auto grids = find_grids(r.horizontal, r.vertical, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].columns(), 3);
}

TEST(Strays, OfTheArcOfAStampOverABorderAreDropped) {
  std::vector<Rule> v = columns();
  v.push_back(upright(70, 135, 420));
  EXPECT_EQ(sort_out_strays(rows(), v, kSettings).vertical.size(), 4u);
}

TEST(Strays, ABorderThatRunsPastItsTableIsClippedToIt) {
  std::vector<Rule> v = columns();
  v[1] = upright(100, 300, 150);
  const SortedRules r = sort_out_strays(rows(), v, kSettings);
  ASSERT_EQ(r.vertical.size(), 4u);
  EXPECT_EQ(r.vertical[1].y1, 220);
}

TEST(Strays, SidesThatAreNotDrawnEndTogetherAndStay) {
  const SortedRules r =
      sort_out_strays({flat(0, 300, 0), flat(0, 300, 40), flat(0, 300, 80)}, {upright(0, 200, 100), upright(0, 200, 200)}, kSettings);
  EXPECT_EQ(r.horizontal[0].x1, 300);
  ASSERT_EQ(r.vertical.size(), 2u);
  EXPECT_EQ(r.vertical[0].y1, 200);
}

// Thin print, where the rule between two columns of the first row begins below the head rule.
TEST(Strays, ALongRuleThatBreaksOffBeforeItsTableEndsIsABorder) {
  const auto begins = [](double y) {
    std::vector<Rule> v = columns();
    v[2] = upright(y, 290, 300);
    v[0] = upright(60, 290, 50), v[3] = upright(60, 290, 450);
    v[1] = upright(150, 290, 150);  // a head over two columns beside it
    const SortedRules r = sort_out_strays({flat(50, 450, 60), flat(50, 450, 150), flat(50, 450, 220), flat(50, 450, 290)}, v, kSettings);
    return r.vertical.size() < 3 ? -1.0 : r.vertical[2].y0;
  };
  EXPECT_EQ(begins(73), 73);
  EXPECT_EQ(begins(85), 150) << "too far: what stands alone is cut off";
}

// Where the one upright at x = 150 begins and ends, {} where it is gone.
std::vector<double> upright_of(Rule rule, std::vector<Rule> others = {upright(100, 220, 50), upright(100, 220, 300), upright(100, 220, 450)}) {
  others.push_back(rule);
  for (const Rule& r : sort_out_strays(rows(), others, kSettings).vertical)
    if (r.x0 == rule.x0) return {r.y0, r.y1};
  return {};
}

// Two and a half times the narrowest row may stand out at either end.
TEST(Strays, MayStandOutALittle) {
  EXPECT_EQ(last_that(220, 300, [](int y) { return upright_of(upright(100, y, 150)) == std::vector<double>{100, double(y)}; }), 250);
  EXPECT_EQ(upright_of(upright(100, 251, 150)), (std::vector<double>{100, 220}));
  EXPECT_EQ(first_that(20, 100, [](int y) { return upright_of(upright(y, 220, 150)) == std::vector<double>{double(y), 220}; }), 70);
  EXPECT_EQ(upright_of(upright(69, 220, 150)), (std::vector<double>{100, 220}));
  EXPECT_EQ(upright_of(upright(85, 235, 150)), (std::vector<double>{85, 235})) << "both ends count together";
}

TEST(Strays, ThatRunThroughATableAreDropped) {
  EXPECT_EQ(upright_of(upright(87, 251, 150)), (std::vector<double>{}));
  EXPECT_EQ(upright_of(upright(88, 251, 150)), (std::vector<double>{100, 220})) << "twelve at one end are not through";
  EXPECT_EQ(upright_of(upright(50, 233, 150)), (std::vector<double>{}));
  EXPECT_EQ(upright_of(upright(50, 232, 150)), (std::vector<double>{100, 220}));
}

TEST(Strays, ThatTouchOneRuleAloneAreDropped) {
  EXPECT_EQ(upright_of(upright(180, 300, 150)), (std::vector<double>{}));
  EXPECT_EQ(upright_of(upright(200, 225, 150)), (std::vector<double>{200, 225})) << "where they stand out by little they stay";
}

// Where a neighbour on another straight ends too, within twice the reach, the side is not drawn; it must touch the same rule.
TEST(Strays, AreAgreedUponByANeighbourThatEndsThere) {
  const auto with = [](Rule neighbour) { return upright_of(upright(100, 300, 150), {neighbour}); };
  const std::vector<double> whole{100, 300}, clipped{100, 220};
  EXPECT_EQ(with(upright(100, 300, 250)), whole);
  EXPECT_EQ(with(upright(100, 312, 250)), whole);
  EXPECT_EQ(with(upright(100, 313, 250)), clipped);
  EXPECT_EQ(with(upright(100, 288, 250)), whole);
  EXPECT_EQ(with(upright(100, 287, 250)), clipped);
  EXPECT_EQ(with(upright(100, 300, 154)), clipped) << "the same straight";
  EXPECT_EQ(with(upright(230, 300, 250)), clipped) << "touches no rule";
}

TEST(Strays, AtTheUpperEndAreAgreedUponToo) {
  const auto with = [](Rule neighbour) { return upright_of(upright(20, 220, 150), {neighbour}); };
  EXPECT_EQ(with(upright(20, 220, 250)), (std::vector<double>{20, 220}));
  EXPECT_EQ(with(upright(32, 220, 250)), (std::vector<double>{20, 220}));
  EXPECT_EQ(with(upright(33, 220, 250)), (std::vector<double>{100, 220}));
}

// 0.7 of the reach: pieces so near in place lie on one straight, and their stretches are taken together.
TEST(Strays, OnOneStraightAreTakenTogether) {
  const auto left = [](double x) {
    return sort_out_strays(
               rows(), {upright(100, 220, 50), upright(100, 220, 450), upright(100, 220, 150), upright(240, 265, x), upright(270, 276, x)}, kSettings)
        .vertical.size();
  };
  EXPECT_EQ(left(154), 3u);  // they touch nothing and are of the straight that leaves the table
  EXPECT_EQ(left(155), 5u);
}

TEST(Strays, ThatLeanAreClippedOnTheirWay) {
  const SortedRules r = sort_out_strays(rows(), {upright(100, 220, 50), upright(100, 220, 450), {150, 100, 170, 300, 3}}, kSettings);
  ASSERT_EQ(r.vertical.size(), 3u);
  EXPECT_EQ(r.vertical[2].y1, 220);
  EXPECT_EQ(r.vertical[2].x0, 150);
  EXPECT_EQ(r.vertical[2].x1, 162);
  EXPECT_EQ(r.vertical[2].width, 3);
}

TEST(Strays, AreSortedOutAmongLevelRulesToo) {
  std::vector<Rule> h = rows();
  h[1] = flat(50, 520, 150);
  const SortedRules r = sort_out_strays(h, columns(), kSettings);
  ASSERT_EQ(r.horizontal.size(), 3u);
  EXPECT_EQ(r.horizontal[1].x1, 450);
  h[1] = flat(0, 520, 150);
  EXPECT_EQ(sort_out_strays(h, columns(), kSettings).horizontal.size(), 2u);
  EXPECT_TRUE(sort_out_strays(h, columns(), kSettings).streaks.empty());
  h[1] = {520, 160, 50, 150, 2};  // given from right to left, and askew: clipped on its way
  const SortedRules askew = sort_out_strays(h, columns(), kSettings);
  ASSERT_EQ(askew.horizontal.size(), 3u);
  EXPECT_EQ(askew.horizontal[1].x0, 50);
  EXPECT_EQ(askew.horizontal[1].x1, 450);
  EXPECT_NEAR(askew.horizontal[1].y1, 150 + 10 * 400 / 470.0, 1e-9);
}

// Rules touch within the reach.
TEST(Strays, CrossWhatTheyReach) {
  EXPECT_EQ(upright_of(upright(144, 170, 150), {}), (std::vector<double>{144, 170})) << "one crossing, and little beyond it";
  EXPECT_EQ(upright_of(upright(156, 300, 150), {}), (std::vector<double>{156, 220})) << "two crossings: at 150 and 220";
  EXPECT_EQ(upright_of(upright(157, 300, 150), {}), (std::vector<double>{})) << "one";
  EXPECT_EQ(upright_of(upright(20, 144, 150), {}), (std::vector<double>{100, 144}));
  EXPECT_EQ(upright_of(upright(20, 143, 150), {}), (std::vector<double>{}));
  EXPECT_EQ(upright_of(upright(100, 300, 456), {}), (std::vector<double>{100, 220}));
  EXPECT_EQ(upright_of(upright(100, 300, 457), {}), (std::vector<double>{100, 300})) << "beside the table nothing is sorted out";
  EXPECT_EQ(upright_of(upright(100, 300, 44), {}), (std::vector<double>{100, 220}));
  EXPECT_EQ(upright_of(upright(100, 300, 43), {}), (std::vector<double>{100, 300}));
}

// Rules nearer than the narrowest row: what touches two of them alone is no border.
TEST(Strays, BetweenTheTwoRulesOfADoubleOneAreDropped) {
  const auto left = [](double gap) {
    return sort_out_strays({flat(50, 450, 100), flat(50, 450, 100 + gap)}, {upright(90, 200, 150)}, kSettings).vertical.size();
  };
  EXPECT_EQ(left(12), 1u);
  EXPECT_EQ(left(11), 0u);
}

// Two pieces longer than any letter, 2.8 times the narrowest row, with one crossing at most, and most of the way free of the table.
TEST(Streaks, AreLongPiecesDownThePage) {
  const auto streaks = [](std::vector<Rule> pieces) {
    std::vector<Rule> v = columns();
    v.insert(v.end(), pieces.begin(), pieces.end());
    return sort_out_strays(rows(), v, kSettings).streaks;
  };
  EXPECT_EQ(streaks({upright(300, 334, 200), upright(400, 434, 200)}).size(), 1u);
  EXPECT_EQ(streaks({upright(300, 334, 200), upright(400, 433, 200)}).size(), 0u);
  EXPECT_EQ(streaks({upright(300, 334, 200)}).size(), 0u);
  const auto found = streaks({upright(300, 340, 200), {202, 400, 202, 480, 5}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].y0, 300);
  EXPECT_EQ(found[0].y1, 480);
  EXPECT_DOUBLE_EQ(found[0].x0, (200 * 40 + 202 * 80) / 120.0);
  EXPECT_EQ(found[0].x1, found[0].x0);
  EXPECT_EQ(found[0].width, 5);
  EXPECT_EQ(streaks({upright(103, 147, 200), upright(153, 187, 200), upright(300, 340, 200), upright(350, 389, 200)}).size(), 1u);
}

}  // namespace stray_rules_test
}  // namespace banthuek::layout
