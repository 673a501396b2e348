#include "pipeline/layout/open_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/layout/ruled_across.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace open_table_test {

using ruled_across::kBody;
using ruled_across::rules;
using ruled_across::text;

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

// "Status" over "not begun", "going on", "done", with a rule between them; the other columns' headings stand in the middle of both rows. And once
// more where the headings are repeated.
TEST(OpenTable, ARuleBelowAHeadingOfSeveralColumnsPartsItsRowInTwo) {
  std::vector<Rule> ruled = rules({100, 220, 300, 420, 500});
  ruled.push_back({590, 160, 1100, 160, 2}), ruled.push_back({590, 360, 1100, 360, 2});
  std::vector<Box> boxes;
  for (const int y : {100, 300}) {
    const std::vector<Box> head{text(110, y + 50, 200), text(400, y + 38, 120), text(400, y + 72, 90), text(700, y + 20, 300),
                                text(610, y + 80, 100), text(780, y + 80, 110), text(960, y + 80, 120)};
    const std::vector<Box> row{text(110, y + 140, 220), text(400, y + 140, 90), text(650, y + 140, 20), text(820, y + 140, 20),
                               text(1000, y + 140, 20)};
    boxes.insert(boxes.end(), head.begin(), head.end());
    boxes.insert(boxes.end(), row.begin(), row.end());
  }
  EXPECT_EQ(text_of(find_open_grids(ruled, boxes, {}, kBody)),
            "100,100 1000x400; rows 100 160 220 300 360 420 500; columns 100 365 565 745 925 1100\n"
            "  0,0 spans 2x1: 100,100 265x120\n"
            "  0,1 spans 2x1: 365,100 200x120\n"
            "  0,2 spans 1x3: 565,100 535x60\n"
            "  1,2: 565,160 180x60\n"
            "  1,3: 745,160 180x60\n"
            "  1,4: 925,160 175x60\n"
            "  2,0: 100,220 265x80\n"
            "  2,1: 365,220 200x80\n"
            "  2,2: 565,220 180x80\n"
            "  2,3: 745,220 180x80\n"
            "  2,4: 925,220 175x80\n"
            "  3,0 spans 2x1: 100,300 265x120\n"
            "  3,1 spans 2x1: 365,300 200x120\n"
            "  3,2 spans 1x3: 565,300 535x60\n"
            "  4,2: 565,360 180x60\n"
            "  4,3: 745,360 180x60\n"
            "  4,4: 925,360 175x60\n"
            "  5,0: 100,420 265x80\n"
            "  5,1: 365,420 200x80\n"
            "  5,2: 565,420 180x80\n"
            "  5,3: 745,420 180x80\n"
            "  5,4: 925,420 175x80\n");
}

// A phrase underlined in a cell: no second column below it.
TEST(OpenTable, AnUnderlineInACellPartsNoRow) {
  std::vector<Rule> ruled = rules({100, 220, 300});
  ruled.push_back({400, 160, 560, 160, 2});
  const std::vector<Box> boxes{text(110, 120, 80), text(400, 130, 160), text(400, 180, 300), text(110, 240, 80), text(400, 240, 300)};
  const auto grids = find_open_grids(ruled, boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 2);
  EXPECT_EQ(grids[0].columns(), 2);
}

TEST(OpenTable, TextBetweenTwoRulesIsNoTable) {
  EXPECT_TRUE(find_open_grids(rules({100, 200}), std::vector<Box>{text(110, 120, 80), text(400, 120, 300)}, {}, kBody).empty());
}

TEST(OpenTable, ParagraphsBetweenRulesHaveNoColumns) {
  const std::vector<Box> boxes{text(110, 120, 980), text(110, 220, 980), text(110, 250, 500)};
  EXPECT_TRUE(find_open_grids(rules({100, 200, 300}), boxes, {}, kBody).empty());
}

TEST(OpenTable, EndsBeforeProseThatStandsBetweenTwoTables) {
  const auto boxes = [](int width) {
    std::vector<Box> out{text(110, 410, width), text(110, 440, 700), text(110, 470, 300)};
    for (const int y : {120, 220, 320, 520, 620}) out.push_back(text(110, y, 80)), out.push_back(text(600, y, 300));
    return out;
  };
  const std::vector<Rule> ruled = rules({100, 200, 300, 400, 500, 600, 700});
  const auto two = find_open_grids(ruled, boxes(801), {}, kBody);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].rows(), 3);
  EXPECT_EQ(two[1].rows(), 2);
  const auto one = find_open_grids(ruled, boxes(800), {}, kBody);
  ASSERT_EQ(one.size(), 1u) << "not from side to side";
  EXPECT_EQ(one[0].rows(), 6);
  std::vector<Box> group = boxes(900);
  group.erase(group.begin() + 1);
  EXPECT_EQ(find_open_grids(ruled, group, {}, kBody).size(), 1u) << "the name of a group, over two lines";
}

// A head's rule, a paragraph, a table, its last row and a paragraph, a foot's rule: all of the same ends.
TEST(OpenTable, StandsBetweenProseThatRulesParted) {
  std::vector<Box> boxes{text(110, 110, 900), text(110, 135, 900), text(110, 160, 300),
                         text(110, 720, 900), text(110, 750, 900), text(110, 780, 300)};
  for (const int y : {220, 320, 420, 620}) boxes.push_back(text(110, y, 80)), boxes.push_back(text(600, y, 300));
  const auto found = find_open_grids(rules({100, 200, 300, 400, 500, 1000}), boxes, {}, kBody);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].row_edges, (std::vector<double>{200, 300, 400, 500, 672})) << "no rule ends the last row";
  EXPECT_EQ(found[0].columns(), 2);
  boxes[3].w = 500, boxes.push_back(text(800, 720, 210));  // a wide space in its first line
  EXPECT_EQ(find_open_grids(rules({100, 200, 300, 400, 500, 1000}), boxes, {}, kBody).at(0).row_edges.back(), 672);
  boxes[3].w = 900, boxes.resize(12);  // without the last row
  EXPECT_EQ(find_open_grids(rules({100, 200, 300, 400, 500, 1000}), boxes, {}, kBody).at(0).row_edges.back(), 500);
}

// Rows of four columns whose cells take three lines, set close: together as wide as prose, but their gaps line up.
TEST(OpenTable, HasRowsOfSeveralLines) {
  std::vector<Box> boxes;
  for (const int y : {110, 210, 310})
    for (int line = 0; line < 3; ++line)
      for (const int x : {200, 500, 800}) boxes.push_back(text(x, y + 28 * line, 260));
  for (const int y : {110, 210, 310}) boxes.push_back(text(110, y, 40));
  const auto found = find_open_grids(rules({100, 200, 300, 400}), boxes, {}, kBody);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].rows(), 3);
  EXPECT_EQ(found[0].columns(), 4);
}

TEST(OpenTable, WhatIsRuledAlreadyIsNotFoundAgain) {
  const std::vector<Box> boxes{text(110, 120, 80), text(400, 120, 300), text(110, 220, 80), text(400, 220, 300)};
  Grid ruled;
  ruled.box = {100, 100, 1000, 200};
  EXPECT_TRUE(find_open_grids(rules({100, 200, 300}), boxes, std::vector<Grid>{ruled}, kBody).empty());
}

// Two rows of two columns.
const std::vector<Box> kTwo{text(110, 120, 80), text(400, 120, 300), text(110, 220, 80), text(400, 220, 300)};

std::size_t count(const std::vector<Rule>& horizontal, const std::vector<Box>& boxes = kTwo, const std::vector<Grid>& ruled = {},
                  double body = kBody) {
  return find_open_grids(horizontal, boxes, ruled, body).size();
}

TEST(OpenTable, HasItsEdgesAndItsCellsExactly) {
  EXPECT_EQ(text_of(find_open_grids(rules({100, 200, 300}), kTwo, {}, kBody)),
            "100,100 1000x200; rows 100 200 300; columns 100 295 1100\n"
            "  0,0: 100,100 195x100\n"
            "  0,1: 295,100 805x100\n"
            "  1,0: 100,200 195x100\n"
            "  1,1: 295,200 805x100\n");
}

TEST(OpenTable, IsTwelveBodiesWideAndMore) {
  const auto wide = [](double x1) {
    std::vector<Rule> r = rules({100, 200, 300});
    for (Rule& one : r) one.x1 = x1;
    return count(r, {text(110, 120, 40), text(200, 120, 40), text(110, 220, 40), text(200, 220, 40)}) == 1;
  };
  EXPECT_EQ(first_that(300, 400, [&](int x1) { return wide(x1); }), 340);
}

TEST(OpenTable, HasRulesOfTheSameEnds) {
  const auto with = [](double left, double right) {
    std::vector<Rule> r = rules({100, 200, 300});
    r[1].x0 = left, r[1].x1 = right;
    return count(r) == 1;
  };
  EXPECT_EQ(stretches(70, 130, [&](int x) { return std::string(with(x, 1100) ? "table" : "none"); }), "none 79, table 120, none 130");
  EXPECT_EQ(stretches(1070, 1130, [&](int x) { return std::string(with(100, x) ? "table" : "none"); }), "none 1079, table 1120, none 1130");
  // A rule of other ends between them is passed over.
  std::vector<Rule> more = rules({100, 200, 300});
  more.push_back({500, 150, 700, 150, 2});
  EXPECT_EQ(find_open_grids(more, kTwo, {}, kBody)[0].rows(), 2);
}

TEST(OpenTable, HasTextBetweenItsRules) {
  EXPECT_EQ(count(rules({100, 200, 300, 400})), 1u);
  EXPECT_EQ(find_open_grids(rules({100, 200, 300, 400}), kTwo, {}, kBody)[0].rows(), 2) << "ends where no text follows";
  EXPECT_EQ(count(rules({50, 100, 200, 300})), 1u) << "begins where text begins";
  // What stands beside the rules is no text of it: a body height beside is, and reaches no further.
  const auto beside = [](int x, int w) {
    std::vector<Box> boxes = kTwo;
    boxes.push_back(text(x, 240, w));
    return count(rules({100, 200, 300}), boxes) == 1;
  };
  EXPECT_EQ(stretches(1000, 1200, [&](int x) { return std::string(beside(x, 60) ? "table" : "none"); }), "table 1060, none 1089, table 1200");
  EXPECT_EQ(stretches(0, 110, [&](int x) { return std::string(beside(x, 60) ? "table" : "none"); }), "table 50, none 79, table 110");
}

TEST(OpenTable, HasRowsOfSixtyBodiesAtMost) {
  const auto high = [](double y) {
    return count(rules({100, 200, y}), {text(110, 120, 80), text(400, 120, 300), text(110, 220, 80), text(400, 220, 300)}) == 1;
  };
  EXPECT_EQ(last_that(1300, 1500, [&](int y) { return high(y); }), 1400);
}

TEST(OpenTable, HasCorridorsOfSevenTenthsOfABody) {
  const auto columns = [](int x) {
    std::vector<Box> boxes;
    for (const int y : {120, 220, 320})
      for (const Box& b : {text(110, y, y == 120 ? 290 : 80), text(x, y, 200), text(900, y, 50)}) boxes.push_back(b);
    const auto grids = find_open_grids(rules({100, 200, 300, 400}), boxes, {}, kBody);
    return grids.empty() ? 0 : grids[0].columns();
  };
  EXPECT_EQ(first_that(400, 430, [&](int x) { return columns(x) == 3; }), 414);
}

// Stretches on one level are joined over less than a body height: such a line stands alone in its row.
TEST(OpenTable, IsToldByRowsOfSeveralStretches) {
  const auto edge = [](int gap) {
    const auto grids = find_open_grids(rules({100, 200, 300, 400}),
                                       std::vector<Box>{text(110, 120, 80), text(400, 120, 300), text(110, 220, 190), text(300 + gap, 220, 200),
                                                        text(110, 320, 80), text(400, 320, 300)},
                                       {}, kBody);
    return grids.empty() ? std::string("none") : std::to_string(grids[0].cells.size());
  };
  EXPECT_EQ(stretches(10, 110, edge), "5 19, 6 110");
  const auto level = [](int y) {
    const auto grids = find_open_grids(
        rules({100, 200, 300, 400}),
        std::vector<Box>{text(110, 120, 80), text(400, 120, 300), text(110, 220, 190), text(310, y, 200), text(110, 320, 80), text(400, 320, 300)},
        {}, kBody);
    return grids.empty() ? std::string("none") : std::to_string(grids[0].cells.size());
  };
  EXPECT_EQ(stretches(205, 275, level), "none 210, 5 229, none 239, 5 275");
}

TEST(OpenTable, ALineAloneCoversTheColumnsItLiesOver) {
  const auto cells = [](int x, int w, int more_y = 0) {
    std::vector<Box> boxes{text(110, 120, 80), text(400, 120, 300), text(900, 120, 100), text(x, 220, w),
                           text(110, 320, 80), text(400, 320, 300), text(900, 320, 100)};
    if (more_y) boxes.push_back(text(1000, more_y, 50));
    const auto grids = find_open_grids(rules({100, 200, 300, 400}), boxes, {}, kBody);
    std::string out;
    for (const Grid& g : grids)
      for (const GridCell& c : g.cells)
        if (c.row == 1) out += std::to_string(c.column) + "x" + std::to_string(c.column_span) + " ";
    return out;
  };
  // Edges at 295 and 800.
  EXPECT_EQ(stretches(50, 800, [&](int w) { return cells(200, w); }), "0x1 1x1 2x1  96, 0x2 2x1  601, 0x3  800");
  EXPECT_EQ(stretches(150, 900, [&](int x) { return cells(x, 250); }), "0x2 2x1  293, 0x1 1x1 2x1  551, 0x1 1x2  798, 0x1 1x1 2x1  870,  900");
  EXPECT_EQ(stretches(205, 270, [&](int y) { return cells(200, 200, y); }), "0x1 1x1  239, 0x2 2x1  270") << "alone within a body height";
}

TEST(OpenTable, IsPiecedTogetherWhereTwoRulesAre) {
  const auto edges = [](std::vector<std::vector<double>> joints, std::vector<Box> boxes = {}) {
    std::vector<Rule> pieces;
    double y = 100;
    for (const auto& row : joints) {
      double x = 100;
      for (double joint : row) pieces.push_back({x, y, joint, y, 2}), x = joint + 1;
      pieces.push_back({x, y, 1100, y, 2});
      y += 100;
    }
    if (boxes.empty()) boxes = {text(110, 120, 980), text(110, 220, 980)};
    const auto grids = find_open_grids(pieces, boxes, {}, kBody);
    std::string out;
    for (const Grid& g : grids)
      for (double x : g.column_edges) out += std::to_string(static_cast<int>(x)) + " ";
    return out;
  };
  EXPECT_EQ(edges({{400}, {400}, {}}), "100 400 1100 ");
  EXPECT_EQ(edges({{400}, {}, {}}), "") << "one rule alone is not enough";
  EXPECT_EQ(edges({{400}, {404}, {}}), "100 400 1100 ");
  EXPECT_EQ(edges({{400}, {405}, {}}), "");
  EXPECT_EQ(edges({{110}, {110}, {}}), "100 110 1100 ");
  EXPECT_EQ(edges({{109}, {109}, {}}), "") << "at the ends there is none";
  EXPECT_EQ(edges({{1090}, {1090}, {}}), "100 1090 1100 ");
  EXPECT_EQ(edges({{1091}, {1091}, {}}), "");
  EXPECT_EQ(edges({{400, 700}, {400, 700}, {700}}), "100 400 700 1100 ");
  EXPECT_EQ(edges({{400}, {400}, {}}, kTwo), "100 400 1100 ") << "as many joints as corridors";
  EXPECT_EQ(edges({{400}, {400}, {}},
                  {text(110, 120, 80), text(500, 120, 80), text(900, 120, 80), text(110, 220, 80), text(500, 220, 80), text(900, 220, 80)}),
            "100 345 740 1100 ");
}

TEST(OpenTable, HasRulesInPiecesThatCoverHalfOfIt) {
  const auto with = [](double to, double y = 200, double from = 900) {
    std::vector<Rule> r = rules({100, 300});
    r.push_back({100, 200, to, 200, 2}), r.push_back({from, y, 1100, y, 2});
    const auto grids = find_open_grids(r, kTwo, {}, kBody);
    return grids.empty() ? 0 : grids[0].rows();
  };
  EXPECT_EQ(first_that(300, 600, [&](int to) { return with(to) == 2; }), 400);
  // Pieces of one level lie within a quarter of a body height.
  EXPECT_EQ(last_that(200, 210, [&](int y) { return with(600, y) == 2; }), 204);
}

TEST(OpenTable, ACellOverTwoRowsTakesTheHeightOfBoth) {
  std::vector<Rule> ruled = rules({100, 400});
  ruled.push_back({100, 200, 700, 200, 2}), ruled.push_back({100, 300, 700, 300, 2});
  ruled.push_back({1060, 200, 1100, 200, 2}), ruled.push_back({1060, 300, 1100, 300, 2});
  std::vector<Box> boxes;
  for (int y : {120, 220, 320}) boxes.push_back(text(110, y, 80)), boxes.push_back(text(400, y, 200)), boxes.push_back(text(900, y, 100));
  EXPECT_EQ(text_of(find_open_grids(ruled, boxes, {}, kBody)),
            "100,100 1000x300; rows 100 200 300 400; columns 100 295 750 1100\n  0,0: 100,100 195x100\n  0,1: 295,100 455x100\n  0,2 spans 3x1: "
            "750,100 350x300\n  1,0: 100,200 195x100\n  1,1: 295,200 455x100\n  2,0: 100,300 195x100\n  2,1: 295,300 455x100\n");
}

TEST(OpenTable, OfNoSizeOrOfADrawingIsNone) {
  EXPECT_EQ(count(rules({100, 200, 300}), kTwo, {}, 0), 0u);
  std::vector<Box> many = kTwo;
  many.resize(3000, text(110, 5000, 20));
  EXPECT_EQ(count(rules({100, 200, 300}), many), 1u);
  many.push_back(text(110, 5000, 20));
  EXPECT_EQ(count(rules({100, 200, 300}), many), 0u);
  std::vector<Rule> rule = rules({100, 200, 300});
  for (int i = 0; i < 497; ++i) rule.push_back({100, 1000.0 + 20 * i, 1100, 1000.0 + 20 * i, 2});
  EXPECT_EQ(count(rule), 1u);
  rule.push_back({100, 20000, 1100, 20000, 2});
  EXPECT_EQ(count(rule), 0u);
}

TEST(OpenTable, BesideARuledOneIsFound) {
  Grid ruled;
  ruled.box = {100, 300, 1000, 200};
  EXPECT_EQ(count(rules({100, 200, 300}), kTwo, {ruled}), 1u);
  ruled.box.y = 299;
  EXPECT_EQ(count(rules({100, 200, 300}), kTwo, {ruled}), 0u);
}

// Two of the same width on a page: each has its own rules.
TEST(OpenTable, EndsWhereARowHasNoText) {
  std::vector<Box> boxes = kTwo;
  for (Box b : kTwo) b.y += 400, boxes.push_back(b);
  const auto grids = find_open_grids(rules({100, 200, 300, 500, 600, 700}), boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 2u);
  EXPECT_EQ(grids[0].box, (Box{100, 100, 1000, 200}));
  EXPECT_EQ(grids[1].box, (Box{100, 500, 1000, 200}));
}

}  // namespace open_table_test
}  // namespace banthuek::layout
