#include "pipeline/recognise/line_picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "extractors/types/page.h"
#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek::recognise {
namespace line_picture_test {

LineCrop blank(int width, int height, int channels = 1) {
  return {width, height, channels, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * channels, 250), {}, {}};
}

void ink(LineCrop& crop, Box box, int red = 20, int green = 20, int blue = 20) {
  for (int y = std::max(0, box.y); y < std::min(crop.height, box.bottom()); ++y)
    for (int x = std::max(0, box.x); x < std::min(crop.width, box.right()); ++x) {
      std::uint8_t* pixel = &crop.pixels[(static_cast<std::size_t>(y) * crop.width + x) * crop.channels];
      pixel[0] = static_cast<std::uint8_t>(red);
      if (crop.channels == 3) pixel[1] = static_cast<std::uint8_t>(green), pixel[2] = static_cast<std::uint8_t>(blue);
    }
}

// Letters as hollow boxes of 20 x 20 with their feet on `baseline`, with a mark over every third.
void letters(LineCrop& crop, int baseline, double slope = 0) {
  for (int x = 20, n = 0; x + 20 < crop.width - 10; x += 26, ++n) {
    const int y = baseline - 20 + static_cast<int>(std::lround(slope * (x - crop.width / 2.0)));
    ink(crop, {x, y, 16, 4});
    ink(crop, {x, y, 4, 20});
    ink(crop, {x + 12, y, 4, 20});
    if (n % 3 == 0) ink(crop, {x + 4, y - 10, 8, 5});
  }
}

int darkest(const LinePicture& line, int y0, int y1, int x0 = 0, int x1 = 1 << 30) {
  int least = 255;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < std::min(x1, line.width); ++x) least = std::min<int>(least, line.grey[static_cast<std::size_t>(y) * line.width + x]);
  return least;
}

TEST(LinePicture, BringsTheBodyOfTheLettersToItsPlace) {
  LineCrop crop = blank(500, 90);
  letters(crop, 60);
  const LinePicture line = prepare_line(crop);
  EXPECT_NEAR(line.band.top, 40, 2);
  EXPECT_NEAR(line.band.bottom, 60, 2);
  ASSERT_EQ(line.grey.size(), static_cast<std::size_t>(line.width) * kLineHeight);
  EXPECT_LT(darkest(line, 23, 25), 40);
  EXPECT_LT(darkest(line, 33, 35), 40);
  EXPECT_GT(darkest(line, 38, 48), 200);
  EXPECT_LT(darkest(line, 14, 20), 60) << "the marks above are kept";
  EXPECT_NEAR(line.crop_x(0), 10, 3) << "half a body of paper before the first letter";
}

TEST(LinePicture, TakesSkewOutByShear) {
  LineCrop crop = blank(700, 100);
  letters(crop, 60, 0.02);
  const LinePicture line = prepare_line(crop);
  EXPECT_NEAR(line.slope, 0.02, 0.003);
  EXPECT_NEAR(line.band.height(), 20, 3);
}

TEST(LinePicture, TakesABlueStampAwayAndKeepsBlackInk) {
  LineCrop crop = blank(500, 90, 3);
  letters(crop, 60);
  ink(crop, {100, 5, 200, 6}, 60, 70, 200);
  const LinePicture line = prepare_line(crop);
  EXPECT_GT(darkest(line, 0, 12), 200);
  EXPECT_LT(darkest(line, 23, 25), 40);
}

TEST(LinePicture, ReadsALinePrintedInBlue) {
  LineCrop crop = blank(500, 90, 3);
  for (std::size_t at = 0; at < crop.pixels.size(); at += 3) crop.pixels[at + 2] = 252;
  LineCrop black = blank(500, 90);
  letters(black, 60);
  for (std::size_t at = 0; at < black.pixels.size(); ++at)
    if (black.pixels[at] < 100) crop.pixels[3 * at] = 40, crop.pixels[3 * at + 1] = 50, crop.pixels[3 * at + 2] = 190;
  EXPECT_LT(darkest(prepare_line(crop), 23, 25), 60);
}

struct Foreign {
  const char* what;
  Box box;
};

class LinePictureDrops : public testing::TestWithParam<Foreign> {};

TEST_P(LinePictureDrops, WhatIsNoPartOfTheLine) {
  LineCrop clean = blank(500, 110), crop = clean;
  letters(clean, 60);
  letters(crop, 60);
  ink(crop, GetParam().box);
  const LinePicture want = prepare_line(clean), got = prepare_line(crop);
  ASSERT_NEAR(got.width, want.width, 2);
  EXPECT_NEAR(got.band.top, want.band.top, 1.01);
  EXPECT_GT(darkest(got, 0, 10), 200);
  EXPECT_GT(darkest(got, 40, 48), 200);
}

INSTANTIATE_TEST_SUITE_P(LinePicture, LinePictureDrops,
                         testing::Values(Foreign{"the feet of the line above", {120, 0, 20, 8}},
                                         Foreign{"the marks of the line below", {220, 96, 12, 14}}, Foreign{"a rule below", {0, 84, 500, 2}},
                                         Foreign{"a rule above", {0, 6, 500, 2}}, Foreign{"a table's rule at the left", {2, 0, 3, 110}},
                                         Foreign{"a table's rule at the right", {492, 0, 3, 110}}),
                         [](const auto& info) {
                           std::string name = info.param.what;
                           std::erase_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
                           return name;
                         });

TEST(LinePicture, TakesARuleUnderTheLettersAwayAndKeepsTheLetters) {
  LineCrop clean = blank(500, 90), crop = clean;
  letters(clean, 60);
  letters(crop, 60);
  ink(crop, {0, 60, 500, 2});  // the letters stand on it
  const LinePicture want = prepare_line(clean), got = prepare_line(crop);
  EXPECT_NEAR(got.band.bottom, want.band.bottom, 1.01);
  EXPECT_GT(darkest(got, 38, 48), 200);
  EXPECT_LT(darkest(got, 33, 35), 40);
}

TEST(LinePicture, LeavesOutMaskedInk) {
  LineCrop crop = blank(500, 90);
  letters(crop, 60);
  crop.foreign.assign(crop.pixels.size(), 0);
  for (int y = 0; y < 90; ++y)
    for (int x = 250; x < 500; ++x) crop.foreign[static_cast<std::size_t>(y) * 500 + x] = 1;
  EXPECT_LT(prepare_line(crop).crop_x(prepare_line(crop).width), 270);
}

TEST(LinePicture, TakesTheBandThatTheCallerKnows) {
  LineCrop crop = blank(80, 90);
  ink(crop, {30, 48, 16, 4});  // a dash
  crop.band = Band{40, 60};
  const LinePicture line = prepare_line(crop);
  EXPECT_NEAR(line.scale, kBodyHeight / 20, 1e-9);
}

TEST(SplitLines, CutsBetweenTwoLinesAndLeavesOneWhole) {
  LineCrop one = blank(500, 110), two = one;
  letters(one, 60);
  letters(two, 40);
  letters(two, 95);
  EXPECT_EQ(split_lines(one).size(), 1U);
  const std::vector<LineCrop> parts = split_lines(two);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].height + parts[1].height, 110);
  EXPECT_NEAR(parts[0].height, 52, 12);
  EXPECT_EQ(split_lines(blank(500, 110)).size(), 1U);
}

TEST(SplitLines, TakesWhatTheEdgeCutOffANeighbourForNoLine) {
  LineCrop crop = blank(500, 70);
  letters(crop, 50);
  for (int x = 10; x + 12 < 490; x += 24) ink(crop, {x, 0, 12, 8});  // feet of the line above, as heavy as a line
  EXPECT_EQ(split_lines(crop).size(), 1U);
}

TEST(SplitLines, TakesARuleOverAShortEntryForNoLine) {
  LineCrop crop = blank(200, 90);
  for (int x = 60; x < 160; x += 24) ink(crop, {x, 50, 14, 20});
  for (int x = 0; x < 200; ++x) ink(crop, {x, 10 + x / 50, 1, 4});  // aslant, and the entry too short to tell by how much
  EXPECT_EQ(split_lines(crop).size(), 1U);
  EXPECT_GT(darkest(prepare_line(crop), 0, 12), 200);
}

TEST(Levels, ArePaperAtFourFifthsAndInkAtTheMedianOfTheDark) {
  std::vector<std::uint8_t> grey(1000, 240);
  const auto levels = [&](int value, int count) {
    std::fill(grey.begin(), grey.begin() + count, static_cast<std::uint8_t>(value));
    return find_levels(grey);
  };
  EXPECT_EQ(levels(240, 0).ink, 240);
  EXPECT_TRUE(levels(240, 0).blank());
  EXPECT_EQ(levels(30, 1).ink, 30);
  EXPECT_EQ(levels(30, 2).ink, 30);
  EXPECT_EQ(levels(30, 2).paper, 240);
  std::vector<std::uint8_t> mixed(1000, 250);
  for (int i = 0; i < 1000; ++i) mixed[static_cast<std::size_t>(i)] = i < 100 ? 10 : i < 200 ? 20 : i < 300 ? 60 : i < 801 ? 200 : 250;
  const Levels l = find_levels(mixed);
  EXPECT_EQ(l.paper, 200);
  EXPECT_EQ(l.ink, 10);  // a third of what is darker than halfway
  for (int i = 0; i < 2; ++i) mixed[static_cast<std::size_t>(i)] = 60;
  EXPECT_EQ(find_levels(mixed).ink, 20);
  mixed[800] = 250;
  EXPECT_EQ(find_levels(mixed).paper, 200);
  for (std::size_t i = 790; i < 800; ++i) mixed[i] = 250;
  EXPECT_EQ(find_levels(mixed).paper, 250);
}

TEST(Levels, TakeTheDarkestOfOneInFiveHundredForTheLimitOfInk) {
  const auto ink = [](int black) {
    std::vector<std::uint8_t> grey(1000, 240);
    for (int i = 0; i < 3 + black; ++i) grey[static_cast<std::size_t>(i)] = i < black ? 0 : 100;
    return find_levels(grey).ink;
  };
  EXPECT_EQ(ink(1), 100);
  EXPECT_EQ(ink(2), 0);
}

TEST(Levels, HaveTheirThresholdAndTellABlankCrop) {
  EXPECT_EQ((Levels{250, 30}).threshold(), 151);
  EXPECT_FALSE((Levels{54, 30}).blank());
  EXPECT_TRUE((Levels{53, 30}).blank());
}

TEST(WithoutColour, LiftsColourByHalfAsMuchAgainAsItIsColoured) {
  LineCrop crop{4, 4, 3, {}, {}, {}};
  const std::array<std::uint8_t, 3> pixels[16] = {{10, 10, 10},  {10, 35, 20}, {10, 36, 10}, {38, 10, 12},
                                                  {60, 60, 200}, {200, 0, 0},  {12, 12, 12}, {9, 9, 9}};
  for (int i = 0; i < 16; ++i)
    for (int c = 0; c < 3; ++c) crop.pixels.push_back(i < 8 ? pixels[i][static_cast<std::size_t>(c)] : 250);
  const std::vector<std::uint8_t> want{10, 35, 37, 42, 255, 255, 12, 9, 250, 250, 250, 250, 250, 250, 250, 250};
  EXPECT_EQ(without_colour(crop), want);
}

TEST(WithoutColour, OfALinePrintedInColourIsItsBrightness) {
  const auto first = [](int black) {  // of 48 blue pixels among 400, and some black ones
    LineCrop crop{20, 20, 3, std::vector<std::uint8_t>(1200, 250), {}, {}};
    for (int i = 0; i < 48; ++i)
      crop.pixels[static_cast<std::size_t>(3 * i)] = 40, crop.pixels[static_cast<std::size_t>(3 * i + 1)] = 80,
                                               crop.pixels[static_cast<std::size_t>(3 * i + 2)] = 190;
    for (int i = 399; i >= 400 - black; --i)
      for (int c = 0; c < 3; ++c) crop.pixels[static_cast<std::size_t>(3 * i + c)] = 10;
    return without_colour(crop)[0];
  };
  EXPECT_EQ(first(3), 80);  // (40 * 77 + 80 * 151 + 190 * 28) / 256: less than a twelfth of the ink is black
  EXPECT_EQ(first(5), 255);
}

TEST(WithoutColour, OfGreyIsTheGreyItself) {
  LineCrop crop = blank(3, 3);
  crop.pixels[4] = 7;
  EXPECT_EQ(without_colour(crop), crop.pixels);
}

TEST(LinePictures, OfDrawnLinesAreAsMeasured) {
  std::string got;
  for (int seed = 1; seed <= 90; ++seed) {
    Dice dice(static_cast<std::uint32_t>(seed) + 77);
    const Ink drawn = drawn_line(seed);
    LineCrop crop = crop_of(drawn, dice);
    if (seed % 5 == 0) {
      crop.foreign.assign(crop.pixels.size(), 0);
      for (int y = 0; y < crop.height / 4; ++y)
        for (int x = crop.width / 3; x < crop.width; ++x)
          crop.foreign[static_cast<std::size_t>(y) * crop.width + x] = drawn.at[static_cast<std::size_t>(y) * crop.width + x];
    }
    if (seed % 7 == 0) crop.band = Band{crop.height * 0.3, crop.height * 0.6};
    const LinePicture line = prepare_line(crop);
    got += figures("%d: %d wide, left %.3f, scale %.4f, band %.2f-%.2f, slope %.3f, %08x\n", seed, line.width, line.left, line.scale, line.band.top,
                   line.band.bottom, line.slope, checksum(line.grey));
  }
  expect_as_in_file("recognise/line_picture.txt", got);
}

TEST(LinePicture, OfALoneDashTakesItsBodyFromTheCropsHeight) {
  const auto band = [](int height, int thick, int wide = 40) {
    LineCrop crop = blank(80, height);
    ink(crop, {20, height / 2, wide, thick});
    return prepare_line(crop).band;
  };
  EXPECT_NEAR(band(96, 4).height(), 30, 1e-9);  // a third of the height, about the dash's middle
  EXPECT_NEAR(band(96, 4).top, 50 - 15, 1e-9);
  EXPECT_NEAR(band(96, 13, 10).height(), 30, 1e-9);
  EXPECT_NEAR(band(96, 14, 10).height(), 14, 1e-9);  // 0.14 of the height and more
  EXPECT_NEAR(band(16, 4).height(), 6, 1e-9);
  EXPECT_NEAR(band(16, 5).height(), 5, 1e-9);
}

TEST(LinePicture, OfACropOfOneColumnOrThreeRowsIsEmpty) {
  const auto width = [](int w, int h) {
    LineCrop crop = blank(w, h);
    ink(crop, {0, 0, w, h / 2});
    return prepare_line(crop).width;
  };
  EXPECT_EQ(width(1, 40), 0);
  EXPECT_EQ(width(40, 3), 0);
  EXPECT_GT(width(2, 40), 0);
}

TEST(LinePicture, OfABlankCropIsEmpty) {
  EXPECT_EQ(prepare_line(blank(300, 60)).width, 0);
  EXPECT_EQ(prepare_line(blank(1, 1)).width, 0);
  EXPECT_EQ(prepare_line({}).width, 0);
}

TEST(LinePicture, OfThreePixelsOfInkIsEmpty) {
  LineCrop crop = blank(30, 20);
  ink(crop, {10, 8, 3, 1});
  EXPECT_EQ(prepare_line(crop).width, 0) << "no band";
  ink(crop, {10, 8, 3, 4});
  EXPECT_GT(prepare_line(crop).width, 0);
}

}  // namespace line_picture_test
}  // namespace banthuek::recognise
