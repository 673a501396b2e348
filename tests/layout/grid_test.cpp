#include "pipeline/layout/grid.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

const GridSettings kSettings{.reach = 6, .bridge = 18, .shortest = 12, .covered = 0.5};

Rule flat(double x0, double x1, double y, double drop = 0) { return {x0, y, x1, y + drop, 2}; }
Rule upright(double y0, double y1, double x, double drift = 0) { return {x, y0, x + drift, y1, 2}; }

std::vector<Rule> rows(std::vector<double> at, double x0, double x1) {
  std::vector<Rule> out;
  for (double y : at) out.push_back(flat(x0, x1, y));
  return out;
}
std::vector<Rule> columns(std::vector<double> at, double y0, double y1) {
  std::vector<Rule> out;
  for (double x : at) out.push_back(upright(y0, y1, x));
  return out;
}

TEST(Grid, OfFullRulesHasACellInEveryPlace) {
  const auto grids = find_grids(rows({100, 150, 220}, 50, 450), columns({50, 150, 300, 450}, 100, 220), kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 2);
  EXPECT_EQ(grids[0].columns(), 3);
  ASSERT_EQ(grids[0].cells.size(), 6u);
  EXPECT_EQ(grids[0].cells[4].box, (Box{152, 152, 146, 66}));
}

TEST(Grid, MergesCellsWhereNoRulePartsThem) {
  // Header cell over two columns, and a first column over both rows below it.
  std::vector<Rule> h = {flat(0, 300, 0), flat(0, 300, 40), flat(100, 300, 80), flat(0, 300, 120)};
  std::vector<Rule> v = {upright(0, 120, 0), upright(0, 120, 100), upright(40, 120, 200), upright(0, 120, 300)};
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  std::vector<std::vector<int>> spans;
  for (const GridCell& c : grids[0].cells) spans.push_back({c.row, c.column, c.row_span, c.column_span});
  EXPECT_EQ(spans, (std::vector<std::vector<int>>{{0, 0, 1, 1}, {0, 1, 1, 2}, {1, 0, 2, 1}, {1, 1, 1, 1}, {1, 2, 1, 1}, {2, 1, 1, 1}, {2, 2, 1, 1}}));
}

TEST(Grid, ToleratesBrokenDoubleAndSkewedRules) {
  std::vector<Rule> h = {flat(0, 140, 0), flat(150, 400, 1), flat(0, 400, 50, 4), flat(0, 400, 100), flat(2, 398, 104)};
  std::vector<Rule> v = {upright(3, 99, 0), upright(0, 45, 200), upright(52, 104, 201), upright(0, 104, 400, 3)};
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 2);
  EXPECT_EQ(grids[0].columns(), 2);
  EXPECT_EQ(grids[0].cells.size(), 4u);
}

TEST(Grid, PutsAnUndrawnSideWhereTheRulesEnd) {
  const auto grids = find_grids(rows({0, 40, 80}, 0, 300), columns({100, 200}, 0, 80), kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].columns(), 3);
  EXPECT_EQ(grids[0].cells.size(), 6u);
}

TEST(Grid, TakesOneEdgeThatSticksOutForNoSide) {
  std::vector<Rule> v = columns({50, 150, 300}, 100, 220);
  v.push_back(upright(70, 220, 450));  // with the stroke of a stamp's letter on its end
  const auto grids = find_grids(rows({100, 150, 220}, 50, 450), v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 2);
  EXPECT_EQ(grids[0].cells.size(), 6u);
}

TEST(Grid, KeepsTwoTablesApart) {
  auto h = rows({0, 40, 80}, 0, 300), h2 = rows({200, 240}, 0, 300);
  auto v = columns({0, 100, 300}, 0, 80), v2 = columns({0, 150, 300}, 200, 240);
  h.insert(h.end(), h2.begin(), h2.end());
  v.insert(v.end(), v2.begin(), v2.end());
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 2u);
  EXPECT_EQ(grids[0].cells.size(), 4u);
  EXPECT_EQ(grids[1].cells.size(), 2u);
}

TEST(Grid, IsNotSeenInUnderlinesNorInALoneFrame) {
  EXPECT_TRUE(find_grids(rows({100, 150, 200}, 50, 450), {}, kSettings).empty());
  const auto h = rows({0, 500}, 0, 300);
  const auto v = columns({0, 300}, 0, 500);
  EXPECT_TRUE(find_grids(h, v, kSettings).empty());
  ASSERT_EQ(find_frames(h, v, kSettings).size(), 1u);
  EXPECT_EQ(find_frames(h, v, kSettings)[0], (Box{0, 0, 300, 500}));
}

TEST(Grid, KeepsItsShapeUnderAStampsFrame) {
  auto h = rows({0, 100, 300, 500}, 0, 1000);
  auto v = columns({0, 300, 600, 1000}, 0, 500);
  // A frame of 200 x 120 over the upper right corner: its left side and its bottom go through the table's border.
  h.push_back(flat(880, 1080, -60)), h.push_back(flat(880, 1080, 60));
  v.push_back(upright(-60, 60, 880)), v.push_back(upright(-60, 60, 1080));
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 3);
  EXPECT_EQ(grids[0].columns(), 3);
  EXPECT_EQ(grids[0].cells.size(), 9u);
}

TEST(Grid, KeepsANarrowHeadAboveItsColumns) {
  // A heading over two of four columns stands higher than the rest: its uprights reach down into the body.
  auto h = rows({40, 80, 400}, 0, 400);
  h.push_back(flat(100, 300, 0));
  auto v = columns({0, 200, 400}, 40, 400);
  v.push_back(upright(0, 400, 100)), v.push_back(upright(0, 400, 300));
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].columns(), 4);
  EXPECT_EQ(grids[0].rows(), 3);
}

TEST(Grid, HasNoColumnAsNarrowAsAStem) {
  auto v = columns({0, 200, 400}, 0, 300);
  v.push_back(upright(0, 40, 218));  // between the rules of the heading, a letter's width from an edge
  const auto grids = find_grids(rows({0, 40, 150, 300}, 0, 400), v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].columns(), 2);
  EXPECT_EQ(grids[0].cells.size(), 6u);
}

TEST(Grid, NeverLeavesAPlaceUncoveredWhenAShapeIsNoRectangle) {
  // An L: the border between (0,1) and (1,1) is missing, and that between (1,0) and (1,1).
  std::vector<Rule> h = {flat(0, 200, 0), flat(0, 100, 50), flat(0, 200, 100)};
  std::vector<Rule> v = {upright(0, 100, 0), upright(0, 50, 100), upright(0, 100, 200)};
  for (const Grid& g : find_grids(h, v, kSettings)) {
    int places = 0;
    for (const GridCell& c : g.cells) places += c.row_span * c.column_span;
    EXPECT_EQ(places, g.rows() * g.columns());
  }
}

}  // namespace
}  // namespace banthuek
