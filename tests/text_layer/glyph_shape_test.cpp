#include "pipeline/text_layer/glyph_shape.h"

#include <gtest/gtest.h>

#include "tests/source/outlined_font.h"

namespace banthuek::text_layer {
namespace glyph_shape_test {

GlyphShape shape(const std::vector<DrawnContour>& draws, double scale = 1, double dy = 0) {
  std::vector<Contour> contours;
  for (const DrawnContour& c : draws) {
    contours.emplace_back();
    for (const auto& [x, y] : c) contours.back().push_back({scale * x / 1000, scale * y / 1000 + dy});
  }
  return shape_of(contours);
}

std::string kinds(const GlyphShape& s) {
  std::string out;
  if (s.is_ring()) out += " ring";
  if (s.is_sara_am()) out += " am";
  if (s.has_one_piece()) out += " one";
  if (s.stands_above()) out += " above";
  if (s.stands_below()) out += " below";
  return out;
}

TEST(Shape, TellsTheRingTheVowelAndBoth) {
  EXPECT_EQ(kinds(shape(drawn::kRing)), " ring above");
  EXPECT_EQ(kinds(shape(drawn::kAm)), " am");
  EXPECT_EQ(kinds(shape(drawn::kAa)), " one");
  EXPECT_EQ(kinds(shape(drawn::kTone)), " above");
  EXPECT_EQ(kinds(shape(drawn::kU)), " below");
  EXPECT_EQ(kinds(shape({})), "");
  EXPECT_EQ(kinds(shape({{{0, 0}, {100, 0}}})), "");  // of no area
}

TEST(Shape, OfARingIsRoundWithARoundHoleInItsMiddle) {
  EXPECT_EQ(shape({drawn_circle(-120, 540, 80)}).rings, 0);                                         // a dot
  EXPECT_EQ(shape({drawn_box(-200, 460, -40, 620), drawn_circle(-120, 540, 45, true)}).rings, 0);   // a square
  EXPECT_EQ(shape({drawn_circle(-120, 540, 80), drawn_box(-150, 510, -90, 570)}).rings, 0);         // a square hole
  EXPECT_EQ(shape({drawn_circle(-120, 540, 80), drawn_circle(-85, 540, 40, true)}).rings, 0);       // beside the middle
  EXPECT_FALSE(shape({drawn_circle(200, 200, 190), drawn_circle(200, 200, 120, true)}).is_ring());  // ๐
  EXPECT_FALSE(shape({drawn_circle(0, 600, 190), drawn_circle(0, 600, 120, true)}).is_ring());      // too large
  EXPECT_FALSE(shape({drawn_circle(0, 500, 80), drawn_circle(0, 500, 45, true), drawn_box(200, 450, 260, 600)}).is_ring());
}

// A box from `y0` to `y1` in thousandths of the em, beginning at `x0`.
std::string box_from(int y0, int y1, int x0 = 0) { return kinds(shape({drawn_box(x0, y0, x0 + 100, y1)})); }

TEST(Shape, IsAMarkByWhereItStands) {
  EXPECT_EQ(box_from(219, 400), " one") << "not above 0.22";
  EXPECT_EQ(box_from(221, 400), " above");
  EXPECT_EQ(box_from(-200, 59), " one below");
  EXPECT_EQ(box_from(-200, 61), " one") << "not below 0.06";
  EXPECT_EQ(box_from(0, 400, -79), " one");
  EXPECT_EQ(box_from(0, 400, -81), "") << "too far to the left";
}

TEST(Shape, OfARingIsAsRoundAsACircle) {
  const auto rings = [](int dx, int dy, int hole = 40) { return shape({drawn_circle(0, 500, 80), drawn_circle(dx, 500 + dy, hole, true)}).rings; };
  EXPECT_EQ(rings(0, 0), 1);
  EXPECT_EQ(rings(23, 0), 1);
  EXPECT_EQ(rings(25, 0), 0) << "more than three tenths of its height, twice";
  EXPECT_EQ(rings(0, 23), 1);
  EXPECT_EQ(rings(0, 25), 0);
  EXPECT_EQ(rings(0, -25), 0);
  EXPECT_EQ(rings(14, 14), 0) << "both together";
  EXPECT_EQ(rings(0, 0, 23), 1);
  EXPECT_EQ(rings(0, 0, 22), 0) << "a hole of less than 8 of 100";
}

TEST(Shape, IsTheSameWhereverItStands) {
  EXPECT_EQ(shape(drawn::kU).likeness(shape(drawn::kU, 1, -0.3)), 1);
  EXPECT_EQ(shape(drawn::kU).likeness(shape(drawn::kU, 1.5)), 1);  // and however large
  EXPECT_EQ(shape(drawn::kU).likeness(shape(drawn::kUu)), 0);      // of other proportions
  EXPECT_LT(shape(drawn::kRing).likeness(shape({drawn_circle(-120, 540, 80)})), 0.9);
  EXPECT_EQ(shape({}).likeness(shape({})), 0);
}

}  // namespace glyph_shape_test
}  // namespace banthuek::text_layer
