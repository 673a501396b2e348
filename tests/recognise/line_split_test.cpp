// A crop that holds several lines is cut between them.
#include <gtest/gtest.h>

#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek {
namespace line_split_test {

recognise::LineCrop crop_of(const Ink& ink) {
  recognise::LineCrop crop{ink.width, ink.height, 1, {}, {}, {}};
  for (const std::uint8_t dot : ink.at) crop.pixels.push_back(dot ? 20 : 250);
  return crop;
}

// Bars of the given rows, as wide as a line, broken so that they are no rules.
Ink bars(int width, int height, std::initializer_list<std::pair<int, int>> rows) {
  Ink ink(width, height);
  for (const auto& [first, end] : rows)
    for (int x = 4; x + 12 < width; x += 16) ink.box(x, first, 12, end - first);
  return ink;
}

std::vector<int> heights(const recognise::LineCrop& crop) {
  std::vector<int> out;
  for (const recognise::LineCrop& part : recognise::split_lines(crop)) out.push_back(part.height);
  return out;
}

using Heights = std::vector<int>;

TEST(SplitLines, CutsInTheEmptyRowsNearerTheUpperLine) {
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{10, 30}, {60, 80}}))), (Heights{42, 58}));  // 12 of 30 rows under the first
  EXPECT_EQ(heights(crop_of(bars(400, 150, {{10, 30}, {60, 80}, {110, 130}}))), (Heights{42, 50, 58}));
}

TEST(SplitLines, TakesLinesNearerThanThreeQuartersOfABodyForOne) {
  EXPECT_EQ(heights(crop_of(bars(400, 80, {{10, 30}, {45, 65}}))).size(), 2u);
  EXPECT_EQ(heights(crop_of(bars(400, 80, {{10, 30}, {44, 64}}))).size(), 1u);
}

TEST(SplitLines, TakesWhatIsLightOrLowForNoLine) {
  Ink light = bars(400, 100, {{60, 80}});
  for (int x = 4; x + 12 < 130; x += 16) light.box(x, 10, 12, 20);  // a third as long
  EXPECT_EQ(heights(crop_of(light)).size(), 1u);
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{20, 24}, {60, 66}}))).size(), 1u);  // four rows
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{20, 25}, {60, 66}}))).size(), 2u);
}

TEST(SplitLines, TakesWhatTheEdgeCutOffForNoLine) {
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{1, 14}, {50, 70}}))).size(), 1u);
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{2, 15}, {50, 70}}))).size(), 2u);
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{0, 14}, {50, 70}}))).size(), 2u);  // seven tenths as high
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{20, 40}, {86, 99}}))).size(), 1u);
  EXPECT_EQ(heights(crop_of(bars(400, 100, {{20, 40}, {85, 98}}))).size(), 2u);
}

TEST(SplitLines, LeavesASmallCropOrOneOfAKnownBandWhole) {
  const auto parts = [](int width, int height) { return heights(crop_of(bars(width, height, {{0, 6}, {height - 6, height}}))).size(); };
  EXPECT_EQ(parts(60, 24), 2u);
  EXPECT_EQ(parts(60, 23), 1u);
  EXPECT_EQ(parts(24, 60), 2u);
  EXPECT_EQ(parts(23, 60), 1u);
  recognise::LineCrop known = crop_of(bars(400, 100, {{10, 30}, {60, 80}}));
  known.band = recognise::Band{10, 30};
  EXPECT_EQ(recognise::split_lines(known).size(), 1u);
}

TEST(SplitLines, GivesEachPartItsOwnPixels) {
  Ink ink = bars(400, 100, {{10, 30}, {60, 80}});
  recognise::LineCrop crop{400, 100, 3, {}, {}, {}};
  for (const std::uint8_t dot : ink.at)
    for (int c = 0; c < 3; ++c) crop.pixels.push_back(dot ? 20 : static_cast<std::uint8_t>(250 - c));
  crop.foreign.assign(400 * 100, 0);
  crop.foreign[41 * 400] = 1, crop.foreign[42 * 400] = 2;
  const std::vector<recognise::LineCrop> parts = recognise::split_lines(crop);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].channels, 3);
  EXPECT_EQ(parts[0].width, 400);
  EXPECT_EQ(parts[0].pixels.size(), 3u * 400 * 42);
  EXPECT_EQ(parts[1].pixels.size(), 3u * 400 * 58);
  EXPECT_EQ(parts[0].foreign.size(), 400u * 42);
  EXPECT_EQ(parts[0].foreign[41 * 400], 1);
  EXPECT_EQ(parts[1].foreign[0], 2);
  EXPECT_EQ(parts[1].pixels[1], 249);
}

TEST(SplitLines, CutsDrawnLinesAsMeasured) {
  std::string got;
  for (int seed = 1; seed <= 60; ++seed) {
    Dice dice(static_cast<std::uint32_t>(seed) + 500);
    const int body = dice.between(8, 20), lines = dice.between(1, 4), step = body * dice.between(17, 35) / 10;
    Ink ink(body * dice.between(10, 30), body + lines * step + dice.between(0, body));
    int y = body + dice.between(0, body);
    for (int i = 0; i < lines; ++i, y += step) draw_letters(ink, dice, y, body, 0, 8, ink.width * dice.between(3, 10) / 8);
    got += figures("%d: %dx%d", seed, ink.width, ink.height);
    for (const int h : heights(crop_of(ink, dice))) got += figures(" %d", h);
    got += "\n";
  }
  expect_as_in_file("recognise/line_split.txt", got);
}

}  // namespace line_split_test
}  // namespace banthuek
