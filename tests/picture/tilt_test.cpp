#include "pipeline/picture/tilt.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

Picture page_of_letters() {
  Drawing d(1600, 2200);
  for (int line = 0; line < 18; ++line) d.letters(150, 200 + 90 * line, 30, 40 - line % 5, 30);
  return d.grey();
}

TEST(Tilt, IsMeasuredToATenthOfADegree) {
  for (double degrees : {-4.0, -0.7, -0.1, 0.0, 0.1, 0.35, 2.0, 8.0, 30.0}) {
    const Picture turned = rotated(page_of_letters(), degrees);
    const Tilt t = find_tilt(find_components(to_bits(turned, 128)), turned.width(), turned.height(), 30);
    EXPECT_EQ(t.runs, Runs::kAcross) << degrees;
    EXPECT_NEAR(t.degrees, degrees, 0.08) << degrees;
  }
}

TEST(Tilt, SeesAPageOnItsSide) {
  for (int quarter : {90, 270}) {
    const Picture turned = rotated(page_of_letters().turned(quarter), 0.5);
    const Tilt t = find_tilt(find_components(to_bits(turned, 128)), turned.width(), turned.height(), 30);
    EXPECT_EQ(t.runs, Runs::kUpright) << quarter;
    EXPECT_NEAR(t.degrees, 0.5, 0.1) << quarter;
  }
}

TEST(Tilt, IsNotGuessedFromFewPieces) {
  Drawing d(400, 400);
  d.letters(50, 100, 30, 5, 40);
  EXPECT_EQ(find_tilt(d.components(), 400, 400, 30).confidence, 0);
}

TEST(Rotated, ThereAndBackKeepsTheMiddle) {
  Drawing d(300, 200);
  d.fill(130, 90, 40, 20);
  const Picture there = rotated(d.grey(), 7), back = rotated(there, -7);
  EXPECT_EQ(back.width(), 300);
  EXPECT_LT(back.grey_at(150, 100), 30);
  EXPECT_GT(back.grey_at(20, 20), 250);
}

}  // namespace
}  // namespace banthuek
