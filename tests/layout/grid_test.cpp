#include "pipeline/layout/grid.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace grid_test {

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

// A group of places that is no rectangle grows to one: here an L of three, which leaves nothing to part.
TEST(Grid, GrowsAGroupThatIsNoRectangle) {
  const std::vector<Rule> h = {flat(0, 300, 0), flat(0, 100, 50), flat(200, 300, 50), flat(0, 300, 100)};
  const std::vector<Rule> v = {upright(0, 100, 0), upright(0, 50, 100), upright(0, 100, 200), upright(0, 100, 300)};
  // Between (1, 0) and (1, 1) and between (0, 1) and (1, 1) there is no border.
  EXPECT_EQ(text_of(find_grids(h, v, kSettings)),
            "0,0 300x100; rows 0 50 100; columns 0 100 200 300\n"
            "  0,0 spans 2x2: 2,2 196x96\n"
            "  0,2: 202,2 96x46\n"
            "  1,2: 202,52 96x46\n");
}

// What the growing group runs into grows with it.
TEST(Grid, GrowsUntilNoGroupOverlapsAnother) {
  const std::vector<Rule> h = {flat(0, 400, 0), flat(0, 100, 50), flat(300, 400, 50), flat(0, 200, 100), flat(300, 400, 100), flat(0, 400, 150)};
  const std::vector<Rule> v = {upright(0, 150, 0), upright(0, 100, 100), upright(100, 150, 200), upright(0, 150, 300), upright(0, 150, 400)};
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  std::vector<int> owner(grids[0].rows() * grids[0].columns(), 0);
  for (const GridCell& c : grids[0].cells)
    for (int r = c.row; r < c.row + c.row_span; ++r)
      for (int k = c.column; k < c.column + c.column_span; ++k) ++owner[r * grids[0].columns() + k];
  for (int n : owner) EXPECT_EQ(n, 1) << text_of(grids);
  EXPECT_EQ(text_of(grids),
            "0,0 400x150; rows 0 50 100 150; columns 0 100 200 300 400\n"
            "  0,0 spans 3x3: 2,2 296x146\n"
            "  0,3: 302,2 96x46\n"
            "  1,3: 302,52 96x46\n"
            "  2,3: 302,102 96x46\n");
}

TEST(Grid, CellsLieWithinTheirRules) {
  std::vector<Rule> h = rows({0, 40, 80}, 0, 300);
  h[1].width = 6;
  EXPECT_EQ(text_of(find_grids(h, columns({0, 100.5, 300}, 0, 80), kSettings)),
            "0,0 300x80; rows 0 40 80; columns 0 100.5 300\n"
            "  0,0: 4,4 92x32\n"
            "  0,1: 105,4 191x32\n"
            "  1,0: 4,44 92x32\n"
            "  1,1: 105,44 191x32\n");
  // However thick: never less than a pixel.
  h[1].width = 100;
  EXPECT_EQ(find_grids(h, columns({0, 100, 300}, 0, 80), kSettings)[0].cells[0].box, (Box{51, 51, 1, 1}));
}

// Numbers of places of the one grid that two columns and these rules make.
std::vector<int> shape(const std::vector<Rule>& h, const std::vector<Rule>& v) {
  const auto grids = find_grids(h, v, kSettings);
  if (grids.size() != 1) return {static_cast<int>(grids.size())};
  return {grids[0].rows(), grids[0].columns(), static_cast<int>(grids[0].cells.size())};
}

TEST(Grid, PartsPlacesWhereRulesCoverHalfOfTheirBorder) {
  // The upright between two places of 100 reaches this far, and half the reach further.
  EXPECT_EQ(first_that(20, 80,
                       [](int y) {
                         return shape(rows({0, 100}, 0, 300), {upright(0, 100, 0), upright(0, y, 150), upright(0, 100, 300)}).size() == 3u;
                       }),
            47);
  EXPECT_EQ(first_that(20, 120,
                       [](int x) {
                         return shape({flat(0, 200, 0), flat(0, x, 50), flat(0, 200, 100)}, columns({0, 200}, 0, 100)).size() == 3u;
                       }),
            97);
  // Two halves of it count together, but what they share once.
  const auto halves = [](double end, double begin) {
    return shape(rows({0, 100}, 0, 300), {upright(0, 100, 0), upright(0, end, 150), upright(begin, 100, 150), upright(0, 100, 300)}).size() == 3u;
  };
  EXPECT_TRUE(halves(22, 78));
  EXPECT_FALSE(halves(21, 78));
}

TEST(Grid, JoinsWhatTouchesWithinTheReach) {
  const auto cells = [](double y, double x) { return shape(rows({0, 40, 80}, 0, 300), {upright(0, 80, 0), upright(0, 80, 150), upright(y, 80, x)}); };
  EXPECT_EQ(cells(0, 306), (std::vector<int>{2, 2, 4}));
  const auto grids = [](std::vector<Rule> h, std::vector<Rule> v) { return find_grids(h, v, kSettings).size(); };
  // An upright from below the upper rule: connected, or rules without an upright.
  EXPECT_EQ(last_that(0, 12, [&](int y) { return grids({flat(0, 300, 0)}, {upright(y, 80, 0), upright(y, 80, 300), upright(y, 80, 150)}) == 1; }), 6);
  EXPECT_EQ(last_that(68, 90, [&](int y) { return grids({flat(0, 300, 80)}, {upright(0, y, 0), upright(0, y, 300), upright(0, y, 150)}) == 0; }), 73);
  EXPECT_EQ(last_that(0, 12, [&](int x) { return grids({flat(x, 300, 0), flat(x, 300, 40), flat(x, 300, 80)}, {upright(0, 80, 0)}) == 1; }), 6);
  EXPECT_EQ(last_that(0, 12, [&](int x) { return grids({flat(0, 300, 0), flat(0, 300, 40), flat(0, 300, 80)}, {upright(0, 80, 300 + x)}) == 1; }), 6);
}

TEST(Grid, TakesRulesWithinTheReachForOneEdge) {
  // Uprights of the upper and of the lower row, this far apart.
  const auto columns_with = [](double off) {
    return shape(rows({0, 100, 200}, 0, 400), {upright(0, 200, 0), upright(0, 100, 200), upright(100, 200, 200 + off), upright(0, 200, 400)})[1];
  };
  EXPECT_EQ(last_that(0, 12, [&](int off) { return columns_with(off) == 2; }), 6);
  const auto grids = find_grids(rows({0, 100, 200}, 0, 400),
                                std::vector<Rule>{upright(0, 200, 0), upright(0, 100, 200), upright(104, 200, 206), upright(0, 200, 400)}, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_NEAR(grids[0].column_edges[1], (200 * 100 + 206 * 96) / 196.0, 1e-9) << "longer ones weigh more";
}

TEST(Grid, DropsASliverThatMostOfTheHeightDoesNotHave) {
  const auto wide = [](double x, double y) {
    return shape(rows({0, 40, 150, 300}, 0, 400), {upright(0, 300, 0), upright(0, 300, 200), upright(0, y, x), upright(0, 300, 400)})[1];
  };
  EXPECT_EQ(last_that(207, 240, [&](int x) { return wide(x, 40) == 2; }), 226);
  EXPECT_EQ(first_that(160, 193, [&](int x) { return wide(x, 40) == 2; }), 174);
  EXPECT_EQ(last_that(30, 140, [&](int y) { return wide(218, y) == 2; }), 119) << "0.4 of the height is an edge";
  // The stronger must have more than 0.6.
  const auto strong = [](double y) {
    return shape(rows({0, 40, 150, 300}, 0, 400), {upright(0, 300, 0), upright(0, y, 200), upright(0, 40, 218), upright(0, 300, 400)})[1];
  };
  EXPECT_EQ(first_that(150, 220, [&](int y) { return strong(y) == 2; }), 181);
}

TEST(Grid, PutsASideThatIsNotDrawnWhereTwoRulesEnd) {
  const auto columns_of = [](std::vector<double> ends) {
    std::vector<Rule> h;
    double y = 0;
    for (double x : ends) h.push_back(flat(0, x, y)), y += 40;
    return find_grids(h, columns({0, 100}, 0, y - 40), kSettings)[0].column_edges;
  };
  EXPECT_EQ(columns_of({200, 250, 300}), (std::vector<double>{0, 100, 250}));
  EXPECT_EQ(columns_of({300, 250, 200}), (std::vector<double>{0, 100, 250}));
  EXPECT_EQ(columns_of({112, 112, 300}), (std::vector<double>{0, 100})) << "no column is narrower than the narrowest";
  EXPECT_EQ(columns_of({113, 113, 300}), (std::vector<double>{0, 100, 113}));
  const auto begins = [](double a, double b, double c) {
    return find_grids(std::vector<Rule>{flat(a, 300, 0), flat(b, 300, 40), flat(c, 300, 80)}, columns({200, 300}, 0, 80), kSettings)[0].column_edges;
  };
  EXPECT_EQ(begins(0, 50, 100), (std::vector<double>{50, 200, 300}));
  EXPECT_EQ(begins(100, 50, 0), (std::vector<double>{50, 200, 300}));
  EXPECT_EQ(begins(188, 188, 0), (std::vector<double>{200, 300}));
  EXPECT_EQ(begins(187, 187, 0), (std::vector<double>{187, 200, 300}));
  const auto row_edges = [](double top, double bottom) {
    return find_grids(rows({100, 140}, 0, 300), columns({0, 100, 300}, top, bottom), kSettings)[0].row_edges;
  };
  EXPECT_EQ(row_edges(88, 152), (std::vector<double>{100, 140}));
  EXPECT_EQ(row_edges(87, 153), (std::vector<double>{87, 100, 140, 153}));
  // A single upright speaks for itself.
  EXPECT_EQ(find_grids(rows({100, 140}, 0, 300), columns({150}, 60, 140), kSettings)[0].row_edges, (std::vector<double>{60, 100, 140}));
}

TEST(Grid, NeedsThreeRulesThatTouch) {
  EXPECT_TRUE(find_grids(rows({0}, 0, 300), columns({150}, -50, 50), kSettings).empty());
  EXPECT_EQ(find_grids(rows({0, 50}, 0, 300), columns({150}, 0, 50), kSettings).size(), 1u);
  EXPECT_EQ(find_grids(rows({0}, 0, 300), columns({0, 300}, 0, 50), kSettings).size(), 0u) << "a single place is no grid";
  EXPECT_EQ(find_grids(rows({0}, 0, 300), columns({0, 150, 300}, 0, 50), kSettings).size(), 1u);
  EXPECT_TRUE(find_grids({}, columns({0, 150, 300}, 0, 50), kSettings).empty());
}

TEST(Grid, StandsBeforeThoseBelowAndToItsRight) {
  std::vector<Rule> h, v;
  for (const auto& [x, y] : {std::pair{500, 300}, {0, 300}, {200, 0}}) {
    for (const Rule& r : rows({double(y), y + 40.0}, x, x + 100)) h.push_back(r);
    for (const Rule& r : columns({double(x), x + 50.0, x + 100.0}, y, y + 40)) v.push_back(r);
  }
  const auto grids = find_grids(h, v, kSettings);
  ASSERT_EQ(grids.size(), 3u);
  EXPECT_EQ(grids[0].box, (Box{200, 0, 100, 40}));
  EXPECT_EQ(grids[1].box, (Box{0, 300, 100, 40}));
  EXPECT_EQ(grids[2].box, (Box{500, 300, 100, 40}));
}

// A stamp's frame over the right border: its level sides go through it.
TEST(Grid, DropsWhatGoesThroughItsBorder) {
  const auto with = [](double x0, double x1) {
    auto h = rows({0, 100, 300, 500}, 0, 1000);
    h.push_back(flat(x0, x1, 200)), h.push_back(flat(x0, x1, 400));
    return shape(h, columns({0, 300, 600, 1000}, 0, 500));
  };
  EXPECT_EQ(with(880, 1080), (std::vector<int>{3, 3, 9}));
  EXPECT_EQ(with(987, 1013), (std::vector<int>{3, 3, 9}));
  EXPECT_NE(with(988, 1080), (std::vector<int>{3, 3, 9})) << "twelve inside is not through";
  EXPECT_NE(with(880, 1012), (std::vector<int>{3, 3, 9}));
  EXPECT_EQ(with(700, 1050), (std::vector<int>{3, 3, 9}));
  EXPECT_NE(with(699, 1050), (std::vector<int>{3, 3, 9})) << "longer than 0.35 of the table it is the table's own";
  EXPECT_EQ(with(-80, 120), (std::vector<int>{3, 3, 9}));
}

TEST(Grid, DropsWhatHungOnAFrameOutsideIt) {
  // A frame over the lower border; its lower side lies outside the table.
  const auto with = [](double y) {
    auto h = rows({0, 100, 300, 500}, 0, 1000);
    h.push_back(flat(200, 400, 450)), h.push_back(flat(200, 400, y));
    auto v = columns({0, 500, 1000}, 0, 500);
    v.push_back(upright(450, y, 200)), v.push_back(upright(450, y, 400));
    return shape(h, v);
  };
  EXPECT_EQ(with(600)[1], 2);
  // No core where there are fewer than three long rules either way.
  auto h = rows({0, 500}, 0, 1000);
  h.push_back(flat(880, 1080, 200));
  EXPECT_EQ(shape(h, columns({0, 500, 1000}, 0, 500)).size(), 3u);
}

// A chart of time: bars and arrows run along the rows of its months.
TEST(Grid, IsNotPartedByAnArrowAlongARow) {
  const auto with_arrow = [](double height, double from, double to) {
    std::vector<Rule> h = rows({0, 40, 40 + height, 80 + height}, 0, 500);
    h.push_back(flat(from, to, 40 + height / 2));
    const auto grids = find_grids(h, columns({0, 100, 200, 300, 400, 500}, 0, 80 + height), kSettings);
    return grids.size() == 1 ? std::to_string(grids[0].rows()) + " rows, " + std::to_string(grids[0].arrows.size()) + " arrows" : "none";
  };
  EXPECT_EQ(with_arrow(40, 100, 500), "3 rows, 1 arrows");
  EXPECT_EQ(with_arrow(40, 300, 400), "3 rows, 1 arrows");
  EXPECT_EQ(with_arrow(80, 100, 500), "4 rows, 0 arrows") << "there is room for text above and below";
  EXPECT_EQ(with_arrow(40, 0, 500), "4 rows, 0 arrows") << "a rule from side to side";
  EXPECT_EQ(with_arrow(48, 100, 500), "3 rows, 1 arrows") << "to the end of the year";
}

TEST(Frames, AreLoneRectanglesOfFourSides) {
  EXPECT_EQ(find_frames(rows({0, 500}, 0, 300), columns({0, 300}, 0, 500), kSettings).size(), 1u);
  EXPECT_TRUE(find_frames(rows({0}, 0, 300), columns({0, 300}, 0, 500), kSettings).empty());
  EXPECT_TRUE(find_frames(rows({0, 500}, 0, 300), columns({0}, 0, 500), kSettings).empty());
  EXPECT_TRUE(find_frames(rows({0, 250, 500}, 0, 300), columns({0, 300}, 0, 500), kSettings).empty());
}

TEST(Settings, AreGivenInBodyHeights) {
  const GridSettings s = grid_settings(100);
  EXPECT_DOUBLE_EQ(s.reach, 45);
  EXPECT_DOUBLE_EQ(s.bridge, 120);
  EXPECT_DOUBLE_EQ(s.shortest, 80);
  EXPECT_DOUBLE_EQ(s.covered, 0.5);
}

}  // namespace grid_test
}  // namespace banthuek::layout
