#include "pipeline/read/orientation.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::read {
namespace orientation_test {

using layout::Layout;
using layout::Segment;
using layout::TableLayout;

// A segment with its body from 200 to 300, and one piece `w` x `h` whose middle is at `y`.
Layout page(int w, int h, int y, int letters = 6, double slope = 0, int x = 500) {
  Scene s;
  Layout l;
  Segment segment;
  segment.pieces = {s.piece(x - w / 2, y - h / 2, w, h)};
  segment.box = {0, 200, 1000, 100};
  segment.top = 200, segment.base = 300, segment.slope = slope, segment.letters = letters;
  l.components = s.all;
  l.text.segments = {segment};
  return l;
}

int above(const Layout& l) { return count_marks(l).above; }
int below(const Layout& l) { return count_marks(l).below; }

TEST(CountMarks, CountsSmallPiecesAboveAndBelowTheLetters) {
  EXPECT_EQ(last_that(150, 250, [](int y) { return above(page(20, 20, y)) == 1; }), 194);
  EXPECT_EQ(first_that(290, 350, [](int y) { return below(page(20, 20, y)) == 1; }), 316);
  EXPECT_EQ(above(page(20, 20, 340)) + below(page(20, 20, 150)), 0);
}

TEST(CountMarks, CountsPiecesOfAMarksSize) {
  EXPECT_EQ(last_that(60, 120, [](int h) { return above(page(20, h, 100)) == 1; }), 90);
  EXPECT_EQ(first_that(2, 40, [](int h) { return above(page(20, h, 100)) == 1; }), 15);
  EXPECT_EQ(first_that(2, 40, [](int w) { return above(page(w, 20, 100)) == 1; }), 10);
}

TEST(CountMarks, CountsThoseOfLongerLinesThatAreNoSigns) {
  EXPECT_EQ(first_that(0, 10, [](int letters) { return above(page(20, 20, 150, letters)) == 1; }), 6);
  Layout l = page(20, 20, 150);
  l.text.segments[0].mark = Mark{};
  EXPECT_EQ(above(l), 0);
}

TEST(CountMarks, FollowsTheLinesSlope) {
  // At 900 a line that falls by 0.1 is 40 lower.
  EXPECT_EQ(above(page(20, 20, 220, 6, 0.1, 900)), 1);
  EXPECT_EQ(above(page(20, 20, 220, 6, 0, 900)), 0);
  EXPECT_EQ(below(page(20, 20, 340, 6, 0.1, 900)), 0);
}

TEST(CountMarks, CountsThoseInCells) {
  Layout l = page(20, 20, 150);
  TableLayout table;
  table.cells.push_back({{}, l.text});
  table.cells.push_back({{}, l.text});
  l.tables = {table};
  EXPECT_EQ(above(l), 3);
}

}  // namespace orientation_test
}  // namespace banthuek::read
