#include <gtest/gtest.h>

#include "pipeline/layout/layout.h"
#include "pipeline/layout/regions.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace pen_strokes_test {

constexpr int kBody = 100;

// A segment of `letters` pieces, one of them `w` x `h` with `fill` ink in `runs` runs, in a segment `whole` wide.
bool is_pen(int w, int h, double fill = 0.1, int runs = 0, int letters = 1, int whole = 0) {
  Scene s;
  const int i = s.piece(0, 0, w, h, fill);
  if (runs) s.all.list[i].count = runs;
  Segment segment;
  segment.box = {0, 0, whole ? whole : w, h};
  segment.letters = letters;
  segment.pieces = {i};
  return is_pen_stroke(s.all, segment, kBody);
}

TEST(PenStrokes, AreLargeThinAndFewInARow) {
  EXPECT_EQ(first_that(200, 300, [](int w) { return is_pen(w, 150); }), 250);
  EXPECT_EQ(first_that(100, 160, [](int h) { return is_pen(300, h); }), 130);
  EXPECT_EQ(last_that(20, 40, [](int fill) { return is_pen(300, 200, fill / 100.0); }), 29);
  // Of 100 rows, 0.85 runs for each of its three body heights.
  EXPECT_EQ(last_that(240, 520, [](int runs) { return is_pen(300, 200, 0.1, runs); }), 509);
  EXPECT_EQ(last_that(0, 8, [](int letters) { return is_pen(300, 200, 0.1, 0, letters); }), 4);
  EXPECT_EQ(last_that(500, 700, [](int whole) { return is_pen(300, 200, 0.1, 0, 1, whole); }), 600);
}

TEST(PenStrokes, AreNoMarks) {
  Scene s;
  Segment segment;
  segment.pieces = {s.piece(0, 0, 300, 200, 0.1)};
  segment.box = {0, 0, 300, 200};
  EXPECT_TRUE(is_pen_stroke(s.all, segment, kBody));
  segment.mark = Mark{};
  EXPECT_FALSE(is_pen_stroke(s.all, segment, kBody));
}

TEST(PenStrokes, GoToWhatIsOdd) {
  Scene s;
  Segments segments;
  segments.odd = {7};
  Segment pen, print;
  pen.pieces = {s.piece(0, 0, 300, 200, 0.1), s.piece(10, 10, 20, 20)}, pen.box = {0, 0, 300, 200};
  print.pieces = {s.piece(0, 500, 80, 100)}, print.box = {0, 500, 80, 100};
  segments.list = {pen, print};
  set_aside_pen_strokes(s.all, segments, kBody);
  ASSERT_EQ(segments.list.size(), 1u);
  EXPECT_EQ(segments.list[0].box, print.box);
  EXPECT_EQ(segments.odd, (std::vector<int>{7, 0, 1}));
}

TEST(PenStrokes, AreARegionAndNoText) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 24, 30, 30);
  for (int i = 0; i < 220; ++i) d.fill(900 + i, 700 - static_cast<int>(48 * (0.5 + 0.48 * std::sin(i / 14.0))), 3, 5);
  d.letters(880, 780, 24, 12, 30);
  picture::PageInk ink;
  ink.grey = d.grey(), ink.bits = d.ink();
  const Layout l = find_layout(ink, 24);
  EXPECT_EQ(l.text.segments.size(), 2u);
  ASSERT_EQ(l.regions.size(), 1u);
  EXPECT_EQ(l.regions[0].kind, RegionKind::kSignature);
}

}  // namespace pen_strokes_test
}  // namespace banthuek::layout
