// The slope of a line and the band of its body letters.
#include <gtest/gtest.h>

#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek {
namespace line_band_test {

// Two strokes of `length` that run `slope` downwards to the right.
Ink strokes(int width, int height, double slope, int length = 1 << 20) {
  Ink ink(width, height);
  for (const int y : {height / 2 - 8, height / 2 + 8}) ink.box(0, y, std::min(length, width), 2, slope);
  return ink;
}

double slope_of(const Ink& ink) { return recognise::find_slope(ink.at, ink.width, ink.height); }

TEST(Slope, IsFoundToAThousandthWithinFourHundredths) {
  for (const double slope : {-0.04, -0.025, -0.011, 0.006, 0.02, 0.033, 0.04}) EXPECT_NEAR(slope_of(strokes(500, 80, slope)), slope, 0.0015);
  EXPECT_EQ(slope_of(strokes(500, 80, 0)), 0);
}

TEST(Slope, IsNotLookedForInAShortCropOrInLittleInk) {
  EXPECT_NE(slope_of(strokes(200, 80, 0.03)), 0);
  EXPECT_EQ(slope_of(strokes(199, 80, 0.03)), 0);
  EXPECT_NE(slope_of(strokes(60, 24, 0.04)), 0);
  EXPECT_EQ(slope_of(strokes(59, 20, 0.04)), 0);
  const auto points = [](int n) {
    Ink ink(300, 40);
    for (int i = 0; i < n; ++i) ink.box(5 * i, 18, 1, 1, 0.04);
    return slope_of(ink);
  };
  EXPECT_NE(points(60), 0);
  EXPECT_EQ(points(59), 0);
}

TEST(Band, IsNoneWithoutFourPixelsOfInk) {
  const auto found = [](int points) {
    Ink ink(60, 30);
    ink.box(20, 14, points, 1);
    return recognise::find_band(ink.at, ink.width, ink.height, 0).has_value();
  };
  EXPECT_FALSE(found(0));
  EXPECT_FALSE(found(3));
  EXPECT_TRUE(found(4));
}

TEST(Band, OfTwoLinesIsTheOneNearerTheMiddle) {
  Ink ink(200, 100);
  ink.box(0, 5, 200, 12);
  ink.box(0, 44, 200, 12);
  const auto band = recognise::find_band(ink.at, 200, 100, 0);
  ASSERT_TRUE(band);
  EXPECT_EQ(band->top, 44);
  EXPECT_EQ(band->bottom, 56);
}

TEST(SlopesAndBands, OfDrawnLinesAreAsMeasured) {
  std::string got;
  for (int seed = 1; seed <= 80; ++seed) {
    const Ink ink = drawn_line(seed);
    const double slope = slope_of(ink);
    const auto band = recognise::find_band(ink.at, ink.width, ink.height, slope);
    got += figures("%d: %dx%d slope %.3f", seed, ink.width, ink.height, slope) +
           (band ? figures(" band %.0f-%.0f\n", band->top, band->bottom) : std::string(" no band\n"));
  }
  expect_as_in_file("recognise/line_band.txt", got);
}

// Rows of given weights: what is full, what is a dip, what is the heaviest.
TEST(Bands, OfRowsOfInkAreAsMeasured) {
  std::string got;
  for (int seed = 1; seed <= 120; ++seed) {
    Dice dice(static_cast<std::uint32_t>(seed));
    Ink ink(100, dice.between(20, 100));
    for (int y = 0; y < ink.height;) {
      const int rows = dice.between(1, ink.height / 5 + 1), wide = dice.between(0, 2) == 0 ? dice.between(0, 100) : dice.between(35, 50);
      ink.box(0, y, wide, rows);
      y += rows + dice.between(0, 4);
    }
    const auto band = recognise::find_band(ink.at, ink.width, ink.height, 0);
    got += band ? figures("%d: %.0f-%.0f\n", seed, band->top, band->bottom) : figures("%d: none\n", seed);
  }
  expect_as_in_file("recognise/line_band_rows.txt", got);
}

}  // namespace line_band_test
}  // namespace banthuek
