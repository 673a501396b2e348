// Tables ruled across whose headings stand above the first rule, and whose columns stand near each other.
#include <gtest/gtest.h>

#include <string>

#include "pipeline/layout/open_table.h"
#include "tests/layout/ruled_across.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace open_headings_test {

using ruled_across::kBody;
using ruled_across::rules;
using ruled_across::text;

// Three columns in two rows below 200, and what stands above it.
std::string headed(std::vector<Box> boxes, std::vector<Rule> more = {}) {
  std::vector<Rule> ruled = rules({200, 300, 400});
  ruled.insert(ruled.end(), more.begin(), more.end());
  for (const int y : {240, 340})
    for (const Box& b : {text(110, y, 80), text(400, y, 300), text(900, y, 150)}) boxes.push_back(b);
  std::string out;
  for (const Grid& g : find_open_grids(ruled, boxes, {}, kBody)) {
    out += std::to_string(g.rows()) + "x" + std::to_string(g.columns()) + " from " + std::to_string(g.box.y);
    for (const GridCell& c : g.cells)
      if (c.row_span * c.column_span > 1)
        out += "; " + std::to_string(c.row) + "," + std::to_string(c.column) + " " + std::to_string(c.row_span) + "x" + std::to_string(c.column_span);
  }
  return out;
}

TEST(OpenTable, HeadingsMayStandAboveItsFirstRule) {
  EXPECT_EQ(headed({}), "2x3 from 200");
  EXPECT_EQ(headed({text(110, 160, 60), text(450, 160, 90), text(920, 160, 80)}), "3x3 from 142");
  EXPECT_EQ(headed({text(110, 160, 60), text(450, 160, 90)}), "3x3 from 142") << "of most columns";
  EXPECT_EQ(headed({text(110, 160, 60)}), "2x3 from 200") << "a caption in one of them";
  EXPECT_EQ(headed({text(110, 160, 60), text(450, 160, 90), text(920, 160, 80), text(450, 125, 90)}), "3x3 from 107") << "of two lines";
  EXPECT_EQ(headed({text(110, 160, 60), text(450, 160, 90), text(920, 160, 80), text(110, 125, 900)}), "3x3 from 142") << "below a caption";
  EXPECT_EQ(last_that(100, 175, [](int y) { return headed({text(110, y, 60), text(450, y, 90)}) == "2x3 from 200"; }), 144) << "near the rule";
  EXPECT_EQ(headed({text(110, 160, 60), text(450, 160, 90)}, {{100, 120, 1100, 120, 2}}), "3x3 from 120") << "a rule above them: a row";
}

TEST(OpenTable, AHeadingOfSeveralColumnsMayStandAboveItsFirstRule) {
  std::vector<Box> boxes{text(110, 140, 60), text(500, 110, 400), text(450, 160, 90), text(920, 160, 80)};
  EXPECT_EQ(headed(boxes, {{400, 145, 1095, 145, 2}}), "4x3 from 92; 0,0 2x1; 0,1 1x2");
  EXPECT_EQ(headed(boxes), "3x3 from 122") << "without a rule below it, it is a caption";
}

// Columns nearer than a word's space is wide are told by many rows alone.
TEST(OpenTable, StraitCorridorsPartColumnsOfManyRows) {
  const auto columns = [](int rows_of_it, int gap) {
    std::vector<Box> boxes;
    std::vector<Rule> ruled;
    for (int r = 0; r <= rows_of_it; ++r) ruled.push_back({100, 100.0 + 60 * r, 1100, 100.0 + 60 * r, 2});
    for (int r = 0; r < rows_of_it; ++r)
      for (const Box& b : {text(110, 120 + 60 * r, 80), text(400, 120 + 60 * r, 300), text(700 + gap, 120 + 60 * r, 150)}) boxes.push_back(b);
    const auto grids = find_open_grids(ruled, boxes, {}, kBody);
    return grids.empty() ? 0 : grids[0].columns();
  };
  EXPECT_EQ(first_that(2, 30, [&](int gap) { return columns(7, gap) == 3; }), 14);
  EXPECT_EQ(first_that(2, 30, [&](int gap) { return columns(8, gap) == 3; }), 9);
}

}  // namespace open_headings_test
}  // namespace banthuek::layout
