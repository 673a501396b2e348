// Headings that stand right above a table's first rule.
#include "pipeline/layout/table_heads.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace table_heads_test {

constexpr int kBody = 20;

Box text(int x, int y, int w) { return {x, y, w, kBody}; }

// Four columns of 200 from x 100, one row from y 300 to 400.
Grid table(int columns = 4) {
  Grid g;
  for (int c = 0; c <= columns; ++c) g.column_edges.push_back(100 + 200 * c);
  g.row_edges = {300, 400};
  for (int c = 0; c < columns; ++c) g.cells.push_back({0, c, 1, 1, {100 + 200 * c, 300, 200, 100}});
  g.box = {100, 300, 200 * columns, 100};
  return g;
}

// The rows' edges, and how many cells there are; nothing where no heading was added.
std::string headed(const std::vector<Box>& texts, int columns = 4, const std::vector<Grid>& others = {}) {
  Grid g = table(columns);
  if (!add_heading(g, texts, others, kBody)) return "";
  EXPECT_EQ(g.cells.front().row, 0);
  EXPECT_EQ(g.cells.back().row, 1);
  EXPECT_EQ(g.box.y, static_cast<int>(g.row_edges[0]));
  return std::to_string(static_cast<int>(g.row_edges[0])) + ", " + std::to_string(g.cells.size()) + " cells";
}

const std::vector<Box> kFour{text(130, 270, 60), text(330, 270, 100), text(530, 270, 60), text(730, 270, 60)};
std::vector<Box> also(std::vector<Box> texts, const Box& more) {
  texts.push_back(more);
  return texts;
}

TEST(AddHeading, IsWhatKeepsWithinMostColumnsRightAboveThem) {
  EXPECT_EQ(headed(kFour), "252, 8 cells");
  EXPECT_EQ(headed({kFour.begin(), kFour.end() - 1}), "252, 8 cells") << "three of four";
  EXPECT_EQ(headed({kFour.begin(), kFour.end() - 2}), "") << "two of four";
  EXPECT_EQ(headed(kFour, 2), "") << "too few columns";
  EXPECT_EQ(headed(also(kFour, text(150, 235, 80))), "217, 8 cells") << "a line above it";
  EXPECT_EQ(headed(also(kFour, text(150, 235, 400))), "252, 8 cells") << "below a caption";
  EXPECT_EQ(headed(also(kFour, text(200, 270, 120))), "") << "a caption";
  EXPECT_EQ(first_that(200, 275,
                       [](int y) {
                         std::vector<Box> texts = kFour;
                         for (Box& b : texts) b.y = y;
                         return !headed(texts).empty();
                       }),
            245);
  Grid other = table();
  other.box = {100, 250, 800, 45};
  EXPECT_EQ(headed(kFour, 4, {other}), "") << "of another table";
}

}  // namespace table_heads_test
}  // namespace banthuek::layout
