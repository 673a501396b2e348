// Which pieces of ink are none of the line's. The band here is 20 rows high, from 60 to 80 of a crop of 140.
#include <gtest/gtest.h>

#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek {
namespace line_clean_test {

constexpr int kWidth = 400, kHeight = 140;
constexpr recognise::Band kBand{60, 80};

bool stays(Ink ink, double slope = 0) {
  const Ink before = ink;
  const std::vector<std::uint8_t> cleared = recognise::clear_neighbours(ink.at, ink.width, ink.height, kBand, slope);
  for (std::size_t i = 0; i < cleared.size(); ++i) EXPECT_EQ(cleared[i] + ink.at[i], before.at[i]);
  return ink.count() > 0;
}

bool stays(int x, int y, int w, int h, double slope = 0) {
  Ink ink(kWidth, kHeight);
  ink.box(x, y, w, h);
  return stays(ink, slope);
}

TEST(Piece, BeyondTheRoomOfTheLinesMarksGoes) {
  EXPECT_TRUE(stays(200, 26, 5, 5));  // its middle 1.6 bodies above: row 28
  EXPECT_FALSE(stays(200, 25, 5, 5));
  EXPECT_TRUE(stays(200, 95, 5, 5));  // 0.85 below: row 97
  EXPECT_FALSE(stays(200, 96, 5, 5));
}

TEST(Piece, CutOffByTheCropsEdgeGoesFromFartherOn) {
  EXPECT_FALSE(stays(200, 0, 5, 59));  // ends above the band, its middle at row 29
  EXPECT_TRUE(stays(200, 1, 5, 59));
  const auto lower = [](int from, int body) {
    Ink ink(kWidth, 100);
    ink.box(200, from, 5, 100 - from);
    return ink.count() > 0 && body > 0 && (recognise::clear_neighbours(ink.at, kWidth, 100, kBand, 0), ink.count() > 0);
  };
  EXPECT_TRUE(lower(83, 20));   // its middle at row 91
  EXPECT_FALSE(lower(84, 20));  // at 91.5
}

TEST(Piece, OfASlantedLineIsMeasuredWhereItStands) {
  EXPECT_FALSE(stays(380, 20, 5, 5, 0.02));  // the band is 3.65 lower there: 30.65 to 33 above
  EXPECT_TRUE(stays(380, 30, 5, 5, 0.02));
  EXPECT_FALSE(stays(380, 29, 5, 5, 0.02));
  EXPECT_TRUE(stays(20, 23, 5, 5, 0.02));
  EXPECT_FALSE(stays(20, 22, 5, 5, 0.02));
}

TEST(UprightRule, AtASideGoes) {
  EXPECT_FALSE(stays(15, 40, 6, 43));
  EXPECT_TRUE(stays(16, 40, 6, 43));  // 0.8 bodies from the side
  EXPECT_TRUE(stays(15, 40, 7, 43));  // 0.35 bodies wide
  EXPECT_TRUE(stays(15, 40, 6, 42));  // 2.1 bodies high
  EXPECT_FALSE(stays(384 - 5, 40, 6, 43));
  EXPECT_TRUE(stays(383 - 5, 40, 6, 43));
}

TEST(LevelRule, AboveOrBelowTheBandGoes) {
  EXPECT_FALSE(stays(50, 50, 101, 7));
  EXPECT_TRUE(stays(50, 50, 100, 7));   // five bodies long
  EXPECT_TRUE(stays(50, 50, 101, 8));   // 0.4 bodies thick
  EXPECT_FALSE(stays(50, 52, 101, 7));  // its middle at 55
  EXPECT_TRUE(stays(50, 53, 101, 7));
  EXPECT_FALSE(stays(50, 80, 101, 7));  // at 83
  EXPECT_TRUE(stays(50, 79, 101, 7));
}

TEST(Pieces, OfAllSizesAndPlacesGoOrStayAsMeasured) {
  std::string got;
  Dice dice(4);
  for (int row = 0; row < 40; ++row) {
    for (int column = 0; column < 60; ++column) {
      Ink ink(dice.between(90, 300), dice.between(90, 125));
      const bool frame = column % 3 == 0;
      const int x = dice.between(-2, ink.width - 2), y = dice.between(0, 3) == 0 ? 0 : dice.between(0, ink.height - 1);
      const int w = dice.between(1, frame ? 280 : dice.between(1, 150)), h = dice.between(1, frame ? 60 : dice.between(1, 60)),
                pen = dice.between(1, 7);
      if (frame) {
        ink.box(x, y, w, pen);
        ink.box(x, y, pen, h);
      } else {
        ink.box(x, y, w, h);
      }
      const bool any = ink.count() > 0;
      recognise::clear_neighbours(ink.at, ink.width, ink.height, {50, 70}, column % 5 == 0 ? 0.02 : 0);
      got += !any ? ' ' : ink.count() > 0 ? '#' : '.';
    }
    got += "\n";
  }
  expect_as_in_file("recognise/line_clean.txt", got);
}

}  // namespace line_clean_test
}  // namespace banthuek
