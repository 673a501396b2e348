#include "pipeline/read/orientation.h"

#include <gtest/gtest.h>

#include <array>

#include "pipeline/read/straighten.h"
#include "tests/layout/drawing.h"
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

// Reads lines as they stand with one confidence, and turned about with another.
class Readings : public recognise::Recogniser {
 public:
  Readings(double standing, double turned) : confidences_{standing, turned} {}
  recognise::Reading recognise(const recognise::LinePicture&) override {
    recognise::Reading out;
    out.confidence = confidences_[asked++ % 2];
    return out;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }
  std::size_t asked = 0;

 private:
  std::array<double, 2> confidences_;
};

// Of a page with so many marks above its lines and below them, four lines of which three are read.
bool turned(int marks_above, int marks_below, double standing, double about) {
  Scene s;
  Layout l;
  for (int i = 0; i < 4; ++i) {
    Segment segment;
    segment.box = {0, 200, 1000, 100};
    segment.top = 200, segment.base = 300, segment.letters = 6 + i;
    if (i == 0) {
      for (int k = 0; k < marks_above; ++k) segment.pieces.push_back(s.piece(10 + 30 * k, 140, 20, 20));
      for (int k = 0; k < marks_below; ++k) segment.pieces.push_back(s.piece(10 + 30 * k, 330, 20, 20));
    }
    l.text.segments.push_back(segment);
  }
  l.components = s.all;
  Readings readings(standing, about);
  const bool out = upside_down(l, Drawing(1000, 500).grey(), readings);
  EXPECT_TRUE(readings.asked == 6 || readings.asked == 0) << readings.asked;
  return out;
}

// Marks stand above three times as often as below: where there are many, they tell, and reading must agree.
TEST(UpsideDown, IsToldByMarksBelowTheLetters) {
  EXPECT_TRUE(turned(10, 17, 0.6, 0.6));
  EXPECT_FALSE(turned(10, 16, 0.6, 0.6)) << "not 1.6 times as many";
  EXPECT_TRUE(turned(0, 16, 0.6, 0.6));
  EXPECT_FALSE(turned(0, 15, 0.6, 0.6)) << "few";
  EXPECT_FALSE(turned(0, 16, 0.6, 0.59));
  EXPECT_TRUE(turned(0, 16, 0.5, 0.5));
  EXPECT_FALSE(turned(0, 16, 0.49, 0.49)) << "nothing is read either way";
}

TEST(UpsideDown, IsToldByReadingWhereMarksDoNot) {
  EXPECT_FALSE(turned(17, 10, 0.3, 0.9)) << "the marks stand above";
  EXPECT_TRUE(turned(16, 10, 0.3, 0.9));
  EXPECT_TRUE(turned(15, 0, 0.3, 0.9));
  EXPECT_TRUE(turned(0, 0, 0.60, 0.64));
  EXPECT_FALSE(turned(0, 0, 0.60, 0.62)) << "hardly better";
  EXPECT_FALSE(turned(0, 0, 0.1, 0.49));
}

}  // namespace orientation_test
}  // namespace banthuek::read
