// Tables of figures without a rule or a ground.
#include "pipeline/layout/figure_table.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace figure_table_test {

constexpr int kBody = 20;

Box text(int x, int y, int w) { return {x, y, w, kBody}; }

struct Shape {
  int rows = 4, pitch = 40;
  int figure = 50;     // width of the figures
  int wider = 0;       // by which the second row's figures are wider, at the left or, where they are centred, at both sides
  bool flush = false;  // figures end at one x
  bool head = true;
  int head_gap = 20;       // between the headings' bodies and the first row's
  int name = 200;          // width of the last row's name, from x 150
  int figure_columns = 2;  // at x 500 and 700
  int heading = 40;        // width of the figures' headings: as theirs, or as no figure's
};

// A number, a name and figures in each row from y 200; headings above.
std::vector<Box> table(const Shape& s) {
  std::vector<Box> out;
  if (s.head) {
    const int y = 200 - s.head_gap - kBody;
    for (const Box& b : {text(100, y, 20), text(180, y, 80), text(500, y, s.heading)}) out.push_back(b);
    if (s.figure_columns > 1) out.push_back(text(700, y, s.heading));
  }
  for (int r = 0; r < s.rows; ++r) {
    const int y = 200 + s.pitch * r;
    out.push_back(text(100, y, 20));
    out.push_back(text(150, y, r + 1 == s.rows ? s.name : 120));
    for (int c = 0; c < s.figure_columns; ++c) {
      const int w = s.figure + (r == 1 ? s.wider : 0);
      out.push_back(text(500 + 200 * c - (s.flush ? w - s.figure : (w - s.figure) / 2), y, w));
    }
  }
  return out;
}

std::string said(const std::vector<Box>& boxes, const std::vector<Grid>& taken = {}) {
  std::string out;
  for (const Grid& g : find_figure_grids(boxes, taken, kBody)) out += std::to_string(g.rows()) + "x" + std::to_string(g.columns()) + " ";
  return out;
}

TEST(FigureTable, IsToldByItsColumnsOfFigures) {
  const auto grids = find_figure_grids(table({}), {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  // From the headings' marks to the last row's, the columns parted half way between what stands in them.
  EXPECT_EQ(grids[0].row_edges, (std::vector<double>{142, 187, 227, 267, 307, 352}));
  EXPECT_EQ(grids[0].column_edges, (std::vector<double>{94, 135, 425, 625, 756}));
  EXPECT_EQ(grids[0].cells.size(), 20u);
  EXPECT_EQ(banthuek::text_of(grids[0].box), banthuek::text_of(Box{94, 142, 662, 210}));
}

TEST(FigureTable, HasHeadingsAndFourRowsOrFiveRows) {
  EXPECT_EQ(first_that(1, 8, [](int rows) { return !said(table({.rows = rows})).empty(); }), 4);
  EXPECT_EQ(first_that(1, 8, [](int rows) { return !said(table({.rows = rows, .head = false})).empty(); }), 5);
  EXPECT_EQ(said(table({.rows = 6, .head = false})), "6x4 ");
  EXPECT_EQ(said(table({.figure_columns = 1})), "") << "one column of figures: a list with its pages";
}

TEST(FigureTable, FiguresAreShortAndAlike) {
  EXPECT_EQ(last_that(40, 184, [](int w) { return said(table({.rows = 4, .figure = w})) == "5x4 "; }), 179);
  EXPECT_EQ(last_that(0, 50, [](int wider) { return said(table({.rows = 5, .wider = wider, .head = false})) == "5x4 "; }), 15);
  EXPECT_EQ(said(table({.rows = 8, .figure = 60, .wider = 60})), "9x4 ") << "one of eight may be otherwise";
  // Sums of money end at one x and may be wider and of any width.
  std::vector<Box> money = table({.figure = 60, .wider = 110, .flush = true});
  EXPECT_EQ(said(money), "5x4 ");
  money[4 + 4 + 2].x -= 8, money[4 + 4 + 3].x -= 8;
  EXPECT_EQ(said(money), "");
  EXPECT_EQ(said(table({.figure = 60, .wider = 120, .flush = true})), "") << "180 is no sum";
}

TEST(FigureTable, EndsWhereATextStandsAcrossTwoColumnsOrFarBelow) {
  std::vector<Box> boxes = table({.rows = 6});
  boxes.push_back(text(100, 440, 500));
  EXPECT_EQ(said(boxes), "7x4 ");
  EXPECT_EQ(last_that(300, 345, [](int w) { return said(table({.rows = 6, .name = w})) == "7x4 "; }), 336) << "a long name comes near the figures";
  EXPECT_EQ(last_that(30, 140, [](int pitch) { return !said(table({.pitch = pitch})).empty(); }), 109);
  std::vector<Box> two = table({.rows = 5, .head = false});
  two.push_back(text(100, 400, 600));
  for (const Box& b : table({.rows = 5, .head = false})) two.push_back({b.x, b.y + 240, b.w, b.h});
  EXPECT_EQ(said(two), "5x4 5x4 ") << "prose between two";
  std::vector<Box> note = table({});
  note.push_back(text(150, 380, 100));
  EXPECT_EQ(said(note), "5x4 ") << "what stands below the last row and keeps within its columns is no row";
}

TEST(FigureTable, TakesHeadingsNearAboveItAndNoCaption) {
  EXPECT_EQ(last_that(20, 120, [](int gap) { return said(table({.head_gap = gap, .heading = 90})) == "5x4 "; }), 80);
  EXPECT_EQ(last_that(20, 120, [](int gap) { return said(table({.head_gap = gap})) == "5x4 "; }), 89) << "as far as a row";
  std::vector<Box> boxes = table({.heading = 90});
  boxes.push_back(text(180, 120, 60));
  EXPECT_EQ(find_figure_grids(boxes, {}, kBody)[0].row_edges[0], 102) << "a heading's upper line";
  boxes.back() = text(180, 120, 400);
  EXPECT_EQ(find_figure_grids(boxes, {}, kBody)[0].row_edges[0], 142) << "a caption";
}

TEST(FigureTable, AHeadingOverFiguresAloneSpansThem) {
  std::vector<Box> boxes = table({.heading = 90});
  boxes.push_back(text(520, 120, 210));
  const auto grids = find_figure_grids(boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  std::string cells;
  for (const GridCell& c : grids[0].cells)
    if (c.row < 2)
      cells += std::to_string(c.row) + "," + std::to_string(c.column) + " " + std::to_string(c.row_span) + "x" + std::to_string(c.column_span) + "; ";
  EXPECT_EQ(cells, "0,0 2x1; 0,1 2x1; 0,2 1x2; 1,2 1x1; 1,3 1x1; ");
  EXPECT_EQ(grids[0].rows(), 6);
  boxes.back() = text(300, 120, 250);
  EXPECT_EQ(said(boxes), "5x4 ") << "over a column of text too: a caption";
  // A title above rows without headings is none of them, nor are they its.
  std::vector<Box> titled = table({.rows = 5, .head = false});
  titled.push_back(text(480, 160, 290));
  ASSERT_EQ(said(titled), "5x4 ");
  EXPECT_EQ(find_figure_grids(titled, {}, kBody)[0].row_edges[0], 182);
  Box large = text(520, 155, 40);
  large.h = 26;
  titled.back() = large, titled.push_back({720, 155, 40, 26});
  EXPECT_EQ(find_figure_grids(titled, {}, kBody)[0].row_edges[0], 182) << "larger letters";
}

TEST(FigureTable, ALineWithoutFiguresGoesOnWithTheNearerRow) {
  std::vector<Box> boxes = table({.pitch = 80});
  boxes.push_back(text(150, 228, 90));  // 8 below the first row's
  boxes.push_back(text(150, 330, 90));  // 10 above the third's, 30 below the second's
  const auto grids = find_figure_grids(boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  ASSERT_EQ(grids[0].rows(), 5);
  EXPECT_EQ(grids[0].row_edges[2], 248 + 0.35 * 32);
  EXPECT_EQ(grids[0].row_edges[3], 300 + 0.35 * 30);
}

TEST(FigureTable, ItsLongestNameMayReachBelowAHeadingSetFarFromTheOthers) {
  // The names' heading stands by itself to the right of the short names; the last name reaches below it.
  std::vector<Box> boxes = table({.rows = 5, .name = 300});
  boxes[1] = text(330, 160, 80);
  EXPECT_EQ(said(boxes), "6x4 ");
}

// A district's name above its offices, over the columns of numbers and names, above the first row and between two.
TEST(FigureTable, NamesOfGroupsAreRowsOfTheirOwn) {
  std::vector<Box> boxes = table({.rows = 6, .pitch = 60, .head_gap = 60});
  for (const int y : {160, 350}) boxes.push_back(text(100, y, 110));
  const auto grids = find_figure_grids(boxes, {}, kBody);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(said(boxes), "9x4 ");
  std::string spans;
  for (const GridCell& c : grids[0].cells)
    if (c.column_span > 1) spans += std::to_string(c.row) + "," + std::to_string(c.column) + "+" + std::to_string(c.column_span) + " ";
  EXPECT_EQ(spans, "1,0+2 5,0+2 ");
  boxes.back() = text(150, 350, 110);
  EXPECT_EQ(said(boxes), "8x4 ") << "nearer to one row than rows are: its name goes on";
}

TEST(FigureTable, ColumnsNearEachOtherAreToldByManyRows) {
  const auto table_of = [](int rows, int gap) {
    std::vector<Box> out;
    for (int r = 0; r < rows; ++r)
      for (const Box& b : {text(100, 200 + 40 * r, 20), text(150, 200 + 40 * r, 120 + 10 * (r % 4)), text(400, 200 + 40 * r, 50),
                           text(450 + gap, 200 + 40 * r, 50), text(700, 200 + 40 * r, 50)})
        out.push_back(b);
    return said(out);
  };
  EXPECT_EQ(first_that(2, 30, [&](int gap) { return table_of(8, gap) == "8x5 "; }), 9);
  EXPECT_EQ(first_that(2, 30, [&](int gap) { return table_of(7, gap) == "7x5 "; }), 14);
}

// "·" between two words of a caption stands above the figures' headings by chance.
TEST(FigureTable, BeginsWithALineOfFiguresLikeTheOthers) {
  std::vector<Box> boxes = table({.rows = 5});
  for (const Box& b : {text(100, 120, 350), text(515, 120, 20), text(712, 120, 20)}) boxes.push_back(b);
  EXPECT_EQ(said(boxes), "6x4 ");
}

TEST(FigureTable, ASumMayStandAcrossNumbersAndNames) {
  std::vector<Box> boxes = table({.rows = 10, .head = false});
  for (const Box& b : {text(110, 600, 150), text(500, 600, 50), text(700, 600, 50)}) boxes.push_back(b);
  EXPECT_EQ(said(boxes), "11x4 ");
  boxes[0] = text(100, 200, 60);  // one of ten may, two may not
  EXPECT_EQ(said(boxes), "11x3 ");
}

TEST(FigureTable, IsNeitherFiguresAloneNorWhereAnotherIs) {
  std::vector<Box> calendar;
  for (int r = 0; r < 6; ++r)
    for (int c = 0; c < 7; ++c) calendar.push_back(text(100 + 100 * c, 100 + 40 * r, 30));
  EXPECT_EQ(said(calendar), "");
  Grid other;
  other.box = {0, 340, 1000, 300};
  EXPECT_EQ(said(table({}), {other}), "");
  EXPECT_EQ(find_figure_grids(table({}), {}, 0).size(), 0u);
}

}  // namespace figure_table_test
}  // namespace banthuek::layout
