#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "pipeline/picture/binarise.h"
#include "pipeline/picture/morphology.h"
#include "tests/layout/drawing.h"
#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace binarise_colour_test {

// `pixels` on a white page.
PageInk on_white(std::vector<std::uint32_t> pixels, int width = 40, int height = 30, std::uint32_t paper = 0xffffff) {
  std::vector<std::vector<std::uint32_t>> rows(height, std::vector<std::uint32_t>(width, paper));
  for (std::size_t i = 0; i < pixels.size(); ++i) rows[1 + i / (width - 2)][1 + i % (width - 2)] = pixels[i];
  return separate_ink(colour_of(rows, 120));
}

TEST(Colour, IsTakenOutOfTheGreyAndKeptAsAMask) {
  struct Case {
    const char* what;
    std::uint32_t rgb;
    int grey;
    bool coloured;
  };
  const Case cases[] = {
      {"black", 0x000000, 0, false},
      {"grey", 0x808080, 128, false},
      {"nearly white", 0xfafafa, 255, false},
      {"a little darker in red", 0xf9fafa, 250, false},
      {"a little darker in green", 0xfaf9fa, 250, false},
      {"a little darker in blue", 0xfafaf9, 250, false},
      {"a pen's blue", 0x283cbe, 255, true},
      {"a stamp's red", 0xc02020, 255, true},
      {"green", 0x208020, 128 + 71 * 3 / 2, true},
      {"25 between most and least lift nothing", 0x646464 + 0x000019, 125, true},
      {"26 do", 0x646464 + 0x00001a, 126 + 3 / 2, true},
      {"27", 0x646464 + 0x00001b, 127 + 2 * 3 / 2, true},
      {"22 in the dark are no colour", 0x646464 + 0x000016, 122, false},
      {"23 are", 0x646464 + 0x000017, 123, true},
      {"in the light 28 are none", 0x969696 + 0x1c0000, 150 + 28 + 4, false},
      {"29 are", 0x969696 + 0x1d0000, 150 + 29 + 6, true},
      {"but pale", 0xdcdcdc + 0x1e0000, 250 + 7, false},
  };
  for (const Case& c : cases) {
    const PageInk ink = on_white({c.rgb, c.rgb});
    EXPECT_EQ(ink.grey.grey_at(1, 1), std::min(255, c.grey)) << c.what;
    EXPECT_EQ(ink.coloured.empty() ? false : ink.coloured.ink_at(1, 1), c.coloured) << c.what;
    EXPECT_EQ(ink.grey.grey_at(10, 10), 255) << c.what;
    if (c.coloured) {
      EXPECT_EQ(ink.coloured.dpi(), 120);
      EXPECT_FALSE(ink.coloured.ink_at(10, 10)) << c.what;
    }
  }
}

// In numbers: chroma is most less least; the eye weighs 77, 151, 28.
TEST(Colour, IsToldByChromaBrightnessAndDepth) {
  struct Case {
    const char* what;
    std::uint32_t rgb;
    bool coloured;
  };
  const Case cases[] = {
      // Clear: over 28, darker than 215 to the eye, and more than a quarter of what is missing to white.
      {"a quarter: 4 x 36 over 255 - 112", 0x707070 + 0x240000, true},
      {"eye of 214", 0xe6d2c8, true},
      {"eye of 215", 0xe8d3ca, false},
      {"4 x 35 not over 255 - 115", 0x737373 + 0x230000, false},
      // In the dark core of a stroke: over 22, darker than 120, more than an eighth.
      {"an eighth: 8 x 23 over 255 - 72", 0x484848 + 0x170000, true},
      {"8 x 23 not over 255 - 71", 0x474747 + 0x170000, false},
      {"eye of 119", 0x707070 + 0x170000, true},
      {"eye of 120", 0x727272 + 0x170000, false},
  };
  for (const Case& c : cases) {
    const PageInk ink = on_white({c.rgb, c.rgb});
    EXPECT_EQ(!ink.coloured.empty(), c.coloured) << c.what;
  }
}

TEST(Colour, OfASpeckIsNoInk) {
  // One in twenty thousand: 6 of 120,000 are not more, 7 are.
  EXPECT_TRUE(on_white(std::vector<std::uint32_t>(6, 0x2030d0), 400, 300).coloured.empty());
  EXPECT_FALSE(on_white(std::vector<std::uint32_t>(7, 0x2030d0), 400, 300).coloured.empty());
}

TEST(Colour, OfThePaperIsTakenOutOfEveryChannel) {
  // Yellowish paper is white, black on it black, and grey on it grey.
  const PageInk ink = on_white({0x000000, 0x6e5a46}, 40, 30, 0xdcb48c);
  EXPECT_EQ(ink.grey.grey_at(20, 20), 254);
  EXPECT_EQ(ink.grey.grey_at(1, 1), 0);
  EXPECT_EQ(ink.grey.grey_at(2, 1), 127);
  EXPECT_TRUE(ink.coloured.empty());
  // A dark ground is no paper: it stays as it is, and is as dark as the eye sees it where it has a colour.
  EXPECT_EQ(on_white({}, 40, 30, 0x0a0a0a).paper, 10);
  EXPECT_NEAR(on_white({}, 40, 30, 0x123a7a).paper, 55, 5);
  EXPECT_EQ(on_white({}, 40, 30, 0x636363).paper, 99);
  EXPECT_EQ(on_white({}, 40, 30, 0x646464).paper, 254);
}

// The channel's level that seven tenths do not exceed is the paper's, looked at in each pixel of a small page and each third of a large one.
TEST(Colour, OfThePaperIsTheLevelThatSevenTenthsDoNotExceed) {
  const auto page = [](int darker) {
    std::vector<std::vector<std::uint32_t>> rows(10, std::vector<std::uint32_t>(10, 0xffffff));
    for (int i = 0; i < darker; ++i) rows[i / 10][i % 10] = 0xc8c8c8;
    return separate_ink(colour_of(rows));
  };
  EXPECT_EQ(page(69).paper, 255) << "white stays white; most of the tile is";
  EXPECT_EQ(page(70).paper, 255);
  EXPECT_EQ(page(69).grey.grey_at(0, 0), 200);
  EXPECT_EQ(page(70).grey.grey_at(0, 0), 200 * (255 * 256 / 200) / 256);
}

TEST(Ink, OfAPenIsTakenOutOfTheGreyAndKeptAsColour) {
  Canvas canvas(400, 300, 0xfafafa);
  canvas.fill(50, 50, 100, 20, 0x141416);
  canvas.fill(200, 50, 100, 20, 0x283cbe);
  canvas.fill(200, 150, 100, 20, 0x2a2650);  // dark blue: nearly black
  const PageInk ink = separate_ink(canvas.picture(300));
  ASSERT_FALSE(ink.coloured.empty());
  EXPECT_TRUE(ink.bits.ink_at(100, 60));
  EXPECT_FALSE(ink.bits.ink_at(250, 60));
  EXPECT_TRUE(ink.coloured.ink_at(250, 60));
  EXPECT_TRUE(ink.coloured.ink_at(250, 160));
  EXPECT_FALSE(ink.coloured.ink_at(100, 60));
}

// Black strokes with half-dark rims on a page of which a band has a ground of that colour, and a blue pen's line below it.
PageInk highlighted(int r, int g, int b) {
  Drawing d(1600, 1200);
  for (int row = 0; row < 8; ++row)
    for (int x = 200; x < 1400; x += 12) d.fill(x, 200 + 60 * row, 4, 26, 130), d.fill(x + 1, 201 + 60 * row, 2, 24, 10);
  std::vector<std::uint8_t> rgb;
  for (int y = 0; y < 1200; ++y)
    for (int x = 0; x < 1600; ++x) {
      const int value = d.pixels[static_cast<std::size_t>(y) * 1600 + x];
      const bool tinted = y >= 250 && y < 500 && x >= 150 && x < 1000, pen = y >= 900 && y < 904;
      for (const auto& [ground, ink] : {std::pair{r, 40}, {g, 60}, {b, 190}})
        rgb.push_back(static_cast<std::uint8_t>(pen ? ink : tinted ? value * ground / 255 : value));
    }
  return separate_ink(Picture::from_rgb(rgb, 1600, 1200, 4800, 200));
}

// The heading's letters are as heavy as they come: the ground between them is one ground, and told.
TEST(Tints, AreGroundsToo) {
  Canvas canvas(1200, 900, 0xfafafa);
  canvas.fill(100, 100, 960, 72, 0x9dc3e6);
  for (int x = 150; x < 800; x += 20) canvas.fill(x, 120, 12, 36, 0x202020);
  canvas.fill(100, 400, 300, 3, 0x283cbe);  // a pen's line
  const PageInk ink = separate_ink(canvas.picture(100));
  ASSERT_EQ(ink.grounds.size(), 1u);
  EXPECT_NEAR(ink.grounds[0].x, 100, 12);
  EXPECT_NEAR(ink.grounds[0].right(), 1060, 12);
  EXPECT_NEAR(ink.grounds[0].y, 100, 12);
  EXPECT_NEAR(ink.grounds[0].bottom(), 172, 12);
  for (int x = 150; x < 800; x += 20) {
    EXPECT_TRUE(ink.bits.ink_at(x + 6, 138)) << x;
    EXPECT_FALSE(ink.bits.ink_at(x + 16, 138)) << x;
  }
  EXPECT_TRUE(separate_ink(Canvas(400, 300, 0xfafafa).picture(100)).grounds.empty());
}

TEST(Highlighter, LeavesThePrintUnderItAsItIs) {
  const PageInk plain = highlighted(255, 255, 255);
  const std::vector<std::string> print = rows_of(plain.bits);
  ASSERT_GT(std::count(print[210].begin(), print[210].end(), '#'), 200);
  for (const auto& [r, g, b] : {std::tuple{255, 240, 60}, {90, 230, 250}, {255, 120, 200}, {130, 240, 120}, {255, 180, 60}}) {
    const PageInk ink = highlighted(r, g, b);
    EXPECT_EQ(rows_of(ink.bits), print) << r << " " << g << " " << b;
    ASSERT_FALSE(ink.coloured.empty());
    EXPECT_TRUE(ink.coloured.ink_at(700, 901)) << "a pen is one";
    EXPECT_FALSE(ink.coloured.ink_at(700, 300)) << r << " " << g << " " << b;
  }
}

}  // namespace binarise_colour_test
}  // namespace banthuek::picture
