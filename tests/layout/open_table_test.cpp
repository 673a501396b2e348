#include "pipeline/layout/open_table.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace banthuek {
namespace {

constexpr double kBody = 20;

std::vector<Rule> rules(std::initializer_list<double> ys) {
  std::vector<Rule> out;
  for (const double y : ys) out.push_back({100, y, 1100, y, 2});
  return out;
}

Box text(int x, int y, int w) { return {x, y, w, 20}; }

TEST(OpenTable, RowsLieBetweenRulesAndColumnsBetweenCorridors) {
  const std::vector<Box> boxes{text(110, 120, 80),  text(400, 120, 300), text(900, 120, 150), text(120, 220, 40),
                               text(380, 220, 400), text(380, 260, 200), text(890, 220, 100)};
  const auto grids = find_open_grids(rules({100, 200, 300}), boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 2);
  EXPECT_EQ(grids[0].columns(), 3);
  EXPECT_EQ(grids[0].cells.size(), 6u);
}

TEST(OpenTable, ALineAloneInItsRowIsOneCellOverTheColumnsItCovers) {
  const std::vector<Box> boxes{text(110, 120, 80), text(400, 120, 300), text(250, 220, 300), text(110, 320, 80), text(400, 320, 300)};
  const auto grids = find_open_grids(rules({100, 200, 300, 400}), boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  ASSERT_EQ(grids[0].cells.size(), 5u);
  EXPECT_EQ(grids[0].cells[2].column_span, 2);
}

// "... stakeholders (IIT)": its words have a wide space between them, and stand over one column and a half.
TEST(OpenTable, ALineAloneInItsRowMayHaveAWideSpace) {
  const std::vector<Box> boxes{text(110, 120, 80), text(400, 120, 300), text(110, 220, 440),
                               text(566, 220, 60), text(110, 320, 80),  text(400, 320, 300)};
  const auto grids = find_open_grids(rules({100, 200, 300, 400}), boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  ASSERT_EQ(grids[0].cells.size(), 5u);
  EXPECT_EQ(grids[0].cells[2].column_span, 2);
}

TEST(OpenTable, ColumnsAreWhereTheRulesArePiecedTogetherHoweverFarTextReaches) {
  std::vector<Rule> pieces;
  for (const double y : {100.0, 200.0, 300.0})
    pieces.push_back({100, y, 400, y, 2}), pieces.push_back({400, y, 700, y, 2}), pieces.push_back({700, y, 1100, y, 2});
  const std::vector<Box> boxes{text(110, 120, 280), text(410, 120, 280), text(710, 120, 300),
                               text(110, 220, 200), text(410, 220, 320), text(740, 220, 200)};
  const auto grids = find_open_grids(pieces, boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].column_edges, (std::vector<double>{100, 400, 700, 1100}));
  EXPECT_EQ(grids[0].cells.size(), 6u);
}

TEST(OpenTable, ACellOverTwoRowsStandsWhereTheRuleBetweenThemStops) {
  std::vector<Rule> ruled = rules({100, 200, 400});
  ruled.push_back({100, 300, 390, 300, 2}), ruled.push_back({800, 300, 1100, 300, 2});
  const std::vector<Box> boxes{text(110, 120, 80),  text(400, 120, 300), text(900, 120, 150), text(110, 220, 80),
                               text(400, 220, 300), text(900, 220, 150), text(110, 320, 80),  text(900, 320, 150)};
  const auto grids = find_open_grids(ruled, boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 3);
  EXPECT_EQ(grids[0].cells.size(), 8u);
  EXPECT_TRUE(
      std::any_of(grids[0].cells.begin(), grids[0].cells.end(), [](const auto& c) { return c.row == 1 && c.column == 1 && c.row_span == 2; }));
}

TEST(OpenTable, TextBetweenTwoRulesIsNoTable) {
  EXPECT_TRUE(find_open_grids(rules({100, 200}), std::vector<Box>{text(110, 120, 80), text(400, 120, 300)}, {}, kBody).empty());
}

TEST(OpenTable, ParagraphsBetweenRulesHaveNoColumns) {
  const std::vector<Box> boxes{text(110, 120, 980), text(110, 220, 980), text(110, 250, 500)};
  EXPECT_TRUE(find_open_grids(rules({100, 200, 300}), boxes, {}, kBody).empty());
}

TEST(OpenTable, WhatIsRuledAlreadyIsNotFoundAgain) {
  const std::vector<Box> boxes{text(110, 120, 80), text(400, 120, 300), text(110, 220, 80), text(400, 220, 300)};
  Grid ruled;
  ruled.box = {100, 100, 1000, 200};
  EXPECT_TRUE(find_open_grids(rules({100, 200, 300}), boxes, std::vector<Grid>{ruled}, kBody).empty());
}

}  // namespace
}  // namespace banthuek
