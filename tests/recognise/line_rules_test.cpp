// Rules in a line's crop go, letters that stand on them or cross them stay.
#include <gtest/gtest.h>

#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek {
namespace line_rules_test {

// Pixels cleared.
int cleared(Ink ink, double slope = 0) {
  const Ink before = ink;
  const std::vector<std::uint8_t> gone = recognise::clear_rules(ink.at, ink.width, ink.height, slope);
  for (std::size_t i = 0; i < gone.size(); ++i) EXPECT_EQ(gone[i] + ink.at[i], before.at[i]);
  return before.count() - ink.count();
}

int cleared(int width, int height, int x, int y, int w, int h) {
  Ink ink(width, height);
  ink.box(x, y, w, h);
  return cleared(ink);
}

TEST(LevelRule, IsLongerThanAnyLetterAndThin) {
  EXPECT_EQ(cleared(500, 40, 100, 30, 90, 2), 180);  // nine quarters of the height
  EXPECT_EQ(cleared(500, 40, 100, 30, 89, 2), 0);
  EXPECT_EQ(cleared(500, 40, 100, 30, 300, 4), 1200);  // a ninth of the height
  EXPECT_EQ(cleared(500, 40, 100, 30, 300, 5), 0);
  EXPECT_EQ(cleared(500, 20, 100, 10, 300, 3), 900);
  EXPECT_EQ(cleared(500, 20, 100, 10, 300, 4), 0);
  EXPECT_EQ(cleared(500, 20, 100, 10, 48, 1), 48);
  EXPECT_EQ(cleared(500, 20, 100, 10, 47, 1), 0);
  EXPECT_EQ(cleared(100, 40, 10, 30, 80, 2), 160);  // four fifths of a short crop
  EXPECT_EQ(cleared(100, 40, 10, 30, 79, 2), 0);
}

TEST(LevelRule, IsBridgedOverAGapOfAFortyFifthOfTheHeight) {
  const auto broken = [](int height, int gap) {
    Ink ink(600, height);
    ink.box(50, 30, 150, 1), ink.box(200 + gap, 30, 150, 1);
    return cleared(ink);
  };
  EXPECT_EQ(broken(90, 2), 300);
  EXPECT_EQ(broken(90, 3), 0);
  EXPECT_EQ(broken(89, 1), 300);
  EXPECT_EQ(broken(89, 2), 0);
}

TEST(LevelRule, LeavesTheStrokeThatCrossesIt) {
  Ink ink(500, 40);
  ink.box(100, 20, 300, 2);
  ink.box(200, 10, 4, 25);  // crosses
  ink.box(300, 10, 4, 10);  // stands on it
  EXPECT_EQ(cleared(ink), 600 - 8);
}

TEST(UprightRule, IsAsHighAsTheCropAndThin) {
  EXPECT_EQ(cleared(300, 50, 100, 0, 3, 44), 132);  // 22 of 25
  EXPECT_EQ(cleared(300, 50, 100, 0, 3, 43), 0);
  EXPECT_EQ(cleared(300, 50, 100, 0, 5, 50), 250);  // a ninth of the height
  EXPECT_EQ(cleared(300, 50, 100, 0, 6, 50), 0);
  EXPECT_EQ(cleared(300, 16, 100, 0, 1, 16), 16);
  EXPECT_EQ(cleared(300, 16, 100, 0, 1, 15), 0);
}

TEST(TiltedRule, IsFoundInACropTooShortForItsSlope) {
  const auto tilted = [](int width, int height, double tilt, double slope) {
    Ink ink(width, height);
    ink.box(0, height / 2, width, 2, tilt);
    return cleared(ink, slope);
  };
  for (const double tilt : {-0.03, -0.02, -0.01, 0.01, 0.02, 0.03}) EXPECT_EQ(tilted(190, 80, tilt, 0), 380) << tilt;
  EXPECT_EQ(tilted(200, 80, 0.03, 0), 0);
  EXPECT_GT(tilted(500, 80, 0.03, 0.03), 900);
  EXPECT_EQ(tilted(190, 80, 0.03, 0.001), 0);
}

TEST(Rules, OfDrawnLinesAreClearedAsMeasured) {
  std::string got;
  for (int seed = 1; seed <= 120; ++seed) {
    Dice dice(static_cast<std::uint32_t>(seed) + 1000);
    Ink ink = drawn_line(seed);
    const double slope = seed % 3 == 0 ? dice.between(-30, 30) / 1000.0 : 0;
    for (int i = dice.between(0, 3); i > 0; --i) {
      const int length = dice.between(20, ink.width), x = dice.between(0, ink.width - length), y = dice.between(0, ink.height - 1);
      ink.box(x, y, length, dice.between(1, ink.height / 7), seed % 3 == 0 ? slope : dice.between(0, 2) ? 0 : dice.between(-30, 30) / 1000.0);
      if (dice.between(0, 1)) ink.box(x + length / 2, y, dice.between(1, 3), 1);
    }
    if (dice.between(0, 2) == 0) ink.box(dice.between(0, ink.width - 1), dice.between(0, ink.height / 5), dice.between(1, 5), ink.height);
    const int before = ink.count();
    const std::vector<std::uint8_t> gone = recognise::clear_rules(ink.at, ink.width, ink.height, slope);
    got += figures("%d: %dx%d slope %.3f: %d of %d, %08x\n", seed, ink.width, ink.height, slope, before - ink.count(), before, checksum(gone));
  }
  expect_as_in_file("recognise/line_rules.txt", got);
}

}  // namespace line_rules_test
}  // namespace banthuek
