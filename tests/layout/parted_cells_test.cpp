// Tables whose rules leave rows, headings or columns whole.
#include "pipeline/layout/parted_cells.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace parted_cells_test {

constexpr int kBody = 20, kPitch = 40;

Box text(int x, int y, int w) { return {x, y, w, kBody}; }

// A table ruled between its columns alone, headings from y 100 and all else from 150 on, columns at x 100, 200, 600 and 900.
Grid ruled(int height = 400) {
  Grid g;
  g.column_edges = {100, 200, 600, 900};
  g.row_edges = {100, 150, 150.0 + height};
  g.box = {100, 100, 800, 50 + height};
  for (int r = 0; r < 2; ++r)
    for (int c = 0; c < 3; ++c) {
      const auto x = static_cast<int>(g.column_edges[c]), y = static_cast<int>(g.row_edges[r]);
      g.cells.push_back({r, c, 1, 1, {x, y, static_cast<int>(g.column_edges[c + 1]) - x, static_cast<int>(g.row_edges[r + 1]) - y}});
    }
  return g;
}

// Lines below each other from y 170 on: a number, a name, a value, where the letters of `row` n, t, v say so; W is a name as wide as its column.
std::vector<Box> lines(const std::vector<std::string>& rows) {
  std::vector<Box> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int y = 170 + kPitch * static_cast<int>(i);
    if (rows[i].find('n') != std::string::npos) out.push_back(text(140, y, 20));
    if (rows[i].find('t') != std::string::npos) out.push_back(text(210, y, 200 - 5 * static_cast<int>(i)));
    if (rows[i].find('W') != std::string::npos) out.push_back(text(210, y, 370));
    if (rows[i].find('v') != std::string::npos) out.push_back(text(700, y, 60));
  }
  return out;
}

int rows_after(const std::vector<std::string>& rows, int height = 400) {
  Grid g = ruled(height);
  part_cells(g, {}, lines(rows), kBody);
  EXPECT_EQ(g.cells.size(), 3u * static_cast<std::size_t>(g.rows()));
  return g.rows();
}

TEST(UnruledRows, BeginWithTheNumberInTheFirstColumn) {
  EXPECT_EQ(rows_after({"ntv", "ntv", "ntv"}), 4);
  EXPECT_EQ(rows_after({"nWv", "t", "nWv", "W", "t", "ntv"}), 4) << "names that wrap";
  EXPECT_EQ(rows_after({"nt", "ntv", "nt"}), 4) << "some values are not there";
}

TEST(UnruledRows, BeginWithTheNameWhereThereIsNoNumber) { EXPECT_EQ(rows_after({"tv", "tv", "tv", "tv"}), 5); }

TEST(UnruledRows, AreThoseOnWhichMostColumnsAreFilled) {
  Grid g = ruled();
  std::vector<Box> texts = lines({"v", "v", "v", "v"});
  for (int i = 0; i < 4; ++i) texts.push_back(text(610, 170 + kPitch * i, 40));
  // The first two columns wrap: a group's name, and what belongs to it.
  for (int i = 0; i < 4; ++i) texts.push_back(text(105, 170 + kPitch * i, 90)), texts.push_back(text(210, 170 + kPitch * i, 370));
  part_cells(g, {}, texts, kBody);
  EXPECT_EQ(g.rows(), 2) << "one column that does not wrap tells nothing";
}

// "๑๐" in a wide face; a word is wider.
TEST(UnruledRows, BeginWithNumbersOfTwoWideDigits) {
  const auto rows = [](int width) {
    Grid g = ruled();
    std::vector<Box> texts = lines({"Wv", "W", "Wv", "W", "Wv", "t"});
    for (const int line : {0, 2, 4}) texts.push_back(text(120, 170 + kPitch * line, width));
    part_cells(g, {}, texts, kBody);
    return g.rows();
  };
  EXPECT_EQ(last_that(20, 90, [&](int width) { return rows(width) == 4; }), 51);
}

// The first row's name takes one line, those of the others two, and their numbers stand in the middle.
TEST(UnruledRows, AreSetInTheMiddleThoughTheFirstBeginsWithItsNumber) {
  Grid g = ruled(500);
  std::vector<Box> texts{text(140, 170, 20), text(210, 170, 100), text(700, 170, 60)};
  for (int r = 1; r < 4; ++r) {
    const int y = 150 + 100 * r;
    for (const Box& b : {text(140, y, 20), text(210, y - 20, 370), text(210, y + 20, 100), text(700, y, 60)}) texts.push_back(b);
  }
  part_cells(g, {}, texts, kBody);
  EXPECT_EQ(g.row_edges, (std::vector<double>{100, 150, 204, 304, 404, 650}));
}

TEST(UnruledRows, AreNotToldByFewOrByTextThatWraps) {
  EXPECT_EQ(rows_after({"ntv", "ntv"}), 2);
  EXPECT_EQ(rows_after({"nWv", "W", "W", "W", "t"}), 2) << "one record";
  EXPECT_EQ(rows_after({"n", "n", "n", "n", "tv"}), 2) << "a list in one cell";
  EXPECT_EQ(rows_after({"ntv", "ntv", "ntv"}, 90), 2) << "no room for rows";
  EXPECT_EQ(rows_after({"nW", "nW", "nW", "nW"}), 5) << "numbers beside names that wrap";
  EXPECT_EQ(rows_after({"tv", "tv", "tv"}), 2) << "few that no number begins";
  EXPECT_EQ(rows_after({"ntv", "tv", "tv", "tv"}), 2) << "one record, whose cells' lines end one by one";
}

TEST(UnruledRows, ArePartedBelowTheMarksOfTheUpperOne) {
  Grid g = ruled();
  part_cells(g, {}, lines({"ntv", "ntv", "ntv"}), kBody);
  EXPECT_EQ(g.row_edges, (std::vector<double>{100, 150, 197, 237, 550}));
  ASSERT_EQ(g.cells.size(), 12u);
  EXPECT_EQ(banthuek::text_of(g.cells[3].box), "100,150 100x47");
  EXPECT_EQ(banthuek::text_of(g.cells[10].box), "200,237 400x313");
  EXPECT_EQ(g.cells[10].row, 3);
  EXPECT_EQ(g.cells[10].column, 1);
}

// The number stands in the middle of a name of two lines: half a line above and below it.
TEST(UnruledRows, OfTextSetInTheMiddleTakeTheNearerLines) {
  Grid g = ruled();
  std::vector<Box> texts;
  for (int r = 0; r < 3; ++r) {
    const int y = 200 + 100 * r;
    for (const Box& b : {text(140, y, 20), text(210, y - 20, 370), text(210, y + 20, 100), text(700, y, 60)}) texts.push_back(b);
  }
  part_cells(g, {}, texts, kBody);
  EXPECT_EQ(g.row_edges, (std::vector<double>{100, 150, 254, 354, 550}));
}

TEST(UnruledRows, AreNotLookedForInATableOfManyRows) {
  Grid g = ruled();
  g.row_edges = {100, 110, 120, 150, 550};
  for (GridCell& c : g.cells) c.row = c.row == 1 ? 3 : 0;
  for (int r = 1; r < 3; ++r)
    for (int c = 0; c < 3; ++c) g.cells.push_back({r, c, 1, 1, {0, 0, 1, 1}});
  part_cells(g, {}, lines({"ntv", "ntv", "ntv"}), kBody);
  EXPECT_EQ(g.rows(), 4);
}

// A heading that spans all columns, on a ground or not, with texts at these places.
std::string heading(const std::vector<Box>& texts, const std::vector<Box>& grounds) {
  Grid g = ruled();
  g.cells.erase(g.cells.begin(), g.cells.begin() + 3);
  g.cells.insert(g.cells.begin(), {0, 0, 1, 3, {100, 100, 800, 50}});
  part_cells(g, grounds, texts, kBody);
  std::string out;
  for (const GridCell& c : g.cells)
    if (c.row == 0)
      out +=
          std::to_string(c.column) + "+" + std::to_string(c.column_span) + "@" + std::to_string(c.box.x) + "-" + std::to_string(c.box.right()) + " ";
  return out;
}

TEST(HeadingOnAGround, IsPartedIntoTheColumnsBelowIt) {
  const std::vector<Box> ground{{105, 105, 790, 40}};
  EXPECT_EQ(heading({text(120, 115, 60), text(350, 115, 100), text(700, 115, 80)}, ground), "0+1@100-200 1+1@200-600 2+1@600-900 ");
  EXPECT_EQ(heading({text(120, 115, 300), text(700, 115, 80)}, ground), "0+2@100-600 2+1@600-900 ") << "one over two columns";
  EXPECT_EQ(heading({text(120, 115, 60)}, ground), "0+3@100-900 ") << "a group's name";
  EXPECT_EQ(heading({text(120, 115, 700)}, ground), "0+3@100-900 ");
  EXPECT_EQ(heading({text(120, 115, 60), text(350, 115, 100)}, {}), "0+3@100-900 ") << "what rules span is spanned";
  EXPECT_EQ(heading({text(120, 115, 84), text(350, 115, 100), text(700, 115, 80)}, ground), "0+1@100-200 1+1@200-600 2+1@600-900 ")
      << "a little over the edge";
  EXPECT_EQ(heading({text(150, 115, 45), text(215, 115, 100)}, ground), "0+1@100-200 1+1@200-600 2+1@600-900 ");
  EXPECT_EQ(heading({text(150, 115, 45), text(214, 115, 100)}, ground), "0+3@100-900 ") << "words of one heading";
  EXPECT_EQ(heading({text(120, 115, 85), text(350, 115, 100)}, ground), "0+3@100-900 ");
}

TEST(PlacesToPart, AreTallRowsFramesAndHeadingsOnGrounds) {
  const auto places = [](const Grid& g, std::vector<Box> grounds = {}) {
    std::string out;
    for (const Box& b : places_to_part(std::vector<Grid>{g}, grounds, kBody)) out += banthuek::text_of(b) + " ";
    return out;
  };
  EXPECT_EQ(places(ruled()), "100,150 800x400 ");
  EXPECT_EQ(places(ruled(100)), "");
  Grid frame = ruled();
  frame.column_edges = {100, 900};
  frame.cells = {{0, 0, 1, 1, {100, 100, 800, 50}}, {1, 0, 1, 1, {100, 150, 800, 400}}};
  EXPECT_EQ(places(frame), "100,100 800x450 ");
  Grid spanned = ruled(100);
  spanned.cells.erase(spanned.cells.begin(), spanned.cells.begin() + 3);
  spanned.cells.push_back({0, 0, 1, 3, {100, 100, 800, 50}});
  EXPECT_EQ(places(spanned), "");
  EXPECT_EQ(places(spanned, {{105, 105, 790, 40}}), "100,100 800x50 ");
  EXPECT_EQ(places(spanned, {{105, 105, 300, 40}}), "") << "a ground of a part";
}

// A frame with a rule below its headings, in which the texts line up.
TEST(CompleteGrids, GiveTheTableInTheFramesPlace) {
  Grid frame = ruled(150);
  frame.column_edges = {100, 900};
  frame.cells = {{0, 0, 1, 1, {100, 100, 800, 50}}, {1, 0, 1, 1, {100, 150, 800, 150}}};
  const std::vector<Rule> rules{{100, 100, 900, 100, 2}, {100, 150, 900, 150, 2}, {100, 300, 900, 300, 2}};
  std::vector<Box> texts = lines({"ntv", "ntv", "ntv"});
  for (const Box& b : {text(120, 115, 60), text(350, 115, 100), text(690, 115, 80)}) texts.push_back(b);
  std::vector<Grid> grids{frame};
  EXPECT_EQ(complete_grids(grids, rules, {}, texts, kBody), 0u);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].rows(), 4);
  EXPECT_EQ(grids[0].columns(), 3);

  // A table that reaches into a note below it takes nothing of the note.
  std::vector<Grid> both{frame};
  both[0].box.y = 270;
  both[0].row_edges = {270, 400, 700};
  EXPECT_EQ(complete_grids(both, rules, {}, texts, kBody), 1u);
  EXPECT_EQ(both[0].columns(), 1);

  std::vector<Grid> note{frame};
  EXPECT_EQ(complete_grids(note, rules, {}, std::vector<Box>{text(120, 115, 100), text(120, 200, 700), text(120, 240, 600)}, kBody), 1u);
  ASSERT_EQ(note.size(), 1u);
  EXPECT_EQ(note[0].columns(), 1) << "prose in a box stays as it is ruled";
}

// A table of two rows and three columns from y 200 on, and a ground; as row edges and the cells of the first row.
std::string with_heading(const Box& ground, double first_edge = 260) {
  Grid g = ruled(100);
  g.row_edges = {200, first_edge, 400};
  g.box.y = 200, g.box.h = 200;
  for (GridCell& c : g.cells) c.box.y = static_cast<int>(g.row_edges[c.row]), c.box.h = static_cast<int>(g.row_edges[c.row + 1]) - c.box.y;
  std::vector<Grid> grids{g};
  const std::vector<Box> texts{text(120, ground.y + 10, 60), text(350, ground.y + 10, 100), text(700, ground.y + 10, 80)};
  complete_grids(grids, {}, std::vector<Box>{ground}, texts, kBody);
  std::string out;
  for (const double y : grids[0].row_edges) out += std::to_string(static_cast<int>(y)) + " ";
  int first = 0;
  for (const GridCell& c : grids[0].cells) first += c.row == 0;
  EXPECT_EQ(grids[0].cells.size(), 3u * static_cast<std::size_t>(grids[0].rows()));
  return out + std::to_string(first);
}

TEST(GroundOfHeadings, IsTheFirstRowOfTheTableBelowIt) {
  EXPECT_EQ(with_heading({100, 150, 800, 50}), "150 200 260 400 3");
  EXPECT_EQ(with_heading({123, 150, 754, 39}), "150 200 260 400 3") << "its edges are worn";
  EXPECT_EQ(with_heading({125, 150, 775, 50}), "200 260 400 3") << "not as wide as the table";
  EXPECT_EQ(with_heading({100, 150, 800, 37}), "200 260 400 3") << "not at the table";
  EXPECT_EQ(with_heading({100, 181, 800, 19}), "200 260 400 3") << "lower than a line";
}

// A table on a panel that goes on below it.
TEST(GroundOfHeadings, IsNotWhatLiesBehindAllOfATable) {
  Grid g = ruled(100);
  g.row_edges = {100, 150, 200};
  for (GridCell& c : g.cells) c.box.h = 50;
  for (const int high : {115, 120, 170}) {
    std::vector<Grid> grids{g};
    complete_grids(grids, {}, std::vector<Box>{{100, 100, 800, high}}, {}, kBody);
    EXPECT_EQ(grids[0].row_edges, (std::vector<double>{100, 150, 200})) << high;
    EXPECT_EQ(grids[0].cells.size(), 6u) << high;
  }
}

// Two rows of headings from y 100 on, these cells, above a row of three; completed with these grounds.
Grid with_headings(std::vector<GridCell> headings, const std::vector<Box>& grounds) {
  Grid g = ruled(100);
  g.row_edges = {100, 150, 200, 250};
  g.cells = std::move(headings);
  for (int c = 0; c < 3; ++c) g.cells.push_back({2, c, 1, 1, {100 + 100 * c, 200, 100, 50}});
  std::vector<Grid> grids{g};
  complete_grids(grids, {}, grounds, {}, kBody);
  return grids[0];
}

TEST(GroundOfHeadings, MayBeOfTwoRowsWithOneEach) {
  const Grid g = with_headings(
      {{0, 0, 2, 1, {100, 100, 100, 100}}, {0, 1, 1, 2, {200, 100, 700, 50}}, {1, 1, 1, 1, {200, 150, 400, 50}}, {1, 2, 1, 1, {600, 150, 300, 50}}},
      {{100, 100, 800, 49}, {100, 150, 800, 49}});
  EXPECT_EQ(g.cells.size(), 7u) << "the first cell is one";
  EXPECT_EQ(g.cells[0].row_span, 2);
}

TEST(GroundOfHeadings, IsPartedFromTheRowItWasRuledTogetherWith) {
  EXPECT_EQ(with_heading({100, 200, 800, 50}, 320), "200 250 320 400 3");
  EXPECT_EQ(with_heading({100, 200, 800, 50}, 270), "200 270 400 3") << "no row is so low";
  EXPECT_EQ(with_heading({100, 200, 800, 50}, 255), "200 255 400 3") << "ruled below";
}

// The headings of two columns hang together with the row below.
TEST(GroundOfHeadings, CutsTheCellsThatReachOverItsRule) {
  const Grid g = with_headings(
      {{0, 0, 1, 1, {100, 100, 100, 50}}, {0, 1, 2, 1, {200, 100, 400, 100}}, {0, 2, 2, 1, {600, 100, 300, 100}}, {1, 0, 1, 1, {100, 150, 100, 50}}},
      {{100, 100, 800, 48}});
  ASSERT_EQ(g.cells.size(), 9u);
  EXPECT_EQ(g.rows(), 3);
  EXPECT_EQ(banthuek::text_of(g.cells[1].box), "200,100 400x50");
  EXPECT_EQ(banthuek::text_of(g.cells[4].box), "200,150 400x50");
}

}  // namespace parted_cells_test
}  // namespace banthuek::layout
