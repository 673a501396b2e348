// Bright coloured grounds: where tiles are of one, and what boxes they fill. A tile is 12 pixels.
#include "pipeline/picture/colour_split.h"

#include <gtest/gtest.h>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace colour_split_test {

constexpr std::uint32_t kBlue = 0x9dc3e6, kCream = 0xfff0a0, kDark = 0x202020;  // to the eye 187, 236, 32

struct Filled {
  int x, y, w, h;  // in tiles
  std::uint32_t rgb;
};

// The boxes of the tints, in tiles, of a page of 40 x 20 tiles.
std::string tints(const std::vector<Filled>& fills, bool on_its_side = false) {
  Canvas canvas(on_its_side ? 240 : 480, on_its_side ? 480 : 240, 0xffffff);
  for (const Filled& f : fills) {
    if (on_its_side)
      canvas.fill(12 * f.y, 12 * f.x, 12 * f.h, 12 * f.w, f.rgb);
    else
      canvas.fill(12 * f.x, 12 * f.y, 12 * f.w, 12 * f.h, f.rgb);
  }
  std::string out;
  for (const Box& b : split_colour(canvas.picture(100).pix()).tints) {
    for (const int v : {b.x, b.y, b.w, b.h}) EXPECT_EQ(v % 12, 0);
    const Box in_tiles = on_its_side ? Box{b.y / 12, b.x / 12, b.h / 12, b.w / 12} : Box{b.x / 12, b.y / 12, b.w / 12, b.h / 12};
    out += std::to_string(in_tiles.x) + "," + std::to_string(in_tiles.y) + " " + std::to_string(in_tiles.w) + "x" + std::to_string(in_tiles.h) + "; ";
  }
  return out;
}

TEST(Tints, AreBoxesOfTiles) {
  EXPECT_EQ(tints({}), "");
  EXPECT_EQ(tints({{0, 0, 3, 2, kBlue}}), "0,0 3x2; ") << "in the corner";
  EXPECT_EQ(tints({{37, 18, 3, 2, kBlue}}), "37,18 3x2; ");
  EXPECT_EQ(tints({{5, 5, 4, 3, kBlue}, {10, 5, 4, 3, kBlue}}), "5,5 9x3; ") << "over a tile of paper";
  EXPECT_EQ(tints({{5, 5, 4, 3, kBlue}, {15, 5, 4, 3, kBlue}}), "5,5 4x3; 15,5 4x3; ");
  EXPECT_EQ(tints({{5, 5, 4, 3, kDark}}), "") << "ink is no tint";
}

// Heavy letters hide their ground: up to three tiles from one side and the other, along a row or a column.
TEST(Tints, GoOnUnderWhatHidesThem) {
  for (const bool on_its_side : {false, true}) {
    const auto hidden = [&](int tiles) { return tints({{5, 5, 20, 3, kBlue}, {12, 5, tiles, 3, kDark}}, on_its_side); };
    EXPECT_EQ(hidden(1), "5,5 20x3; ") << on_its_side;
    EXPECT_EQ(hidden(3), "5,5 20x3; ") << on_its_side;
    EXPECT_NE(hidden(4), "5,5 20x3; ") << on_its_side;
    // The first column and the last that can lie between two.
    EXPECT_EQ(tints({{0, 0, 3, 1, kBlue}, {1, 0, 1, 1, kDark}}, on_its_side), "0,0 3x1; ") << on_its_side;
    EXPECT_EQ(tints({{37, 19, 3, 1, kBlue}, {38, 19, 1, 1, kDark}}, on_its_side), "37,19 3x1; ") << on_its_side;
  }
}

TEST(Tints, GoOnOverAGapOnlyIntoTheirOwnColour) {
  EXPECT_EQ(tints({{5, 5, 6, 3, kBlue}, {11, 5, 1, 3, kDark}, {12, 5, 6, 3, kCream}}), "5,5 6x3; 12,5 6x3; ");
}

TEST(Tints, OfNoBoxAreNone) {
  // Seven tenths of their box: 10 x 10 tiles, of which a corner is paper.
  EXPECT_EQ(tints({{5, 5, 10, 10, kBlue}, {10, 10, 5, 5, 0xffffff}}), "5,5 10x10; ");
  EXPECT_EQ(tints({{5, 5, 10, 10, kBlue}, {9, 9, 6, 6, 0xffffff}}), "");
}

// An arm that leads back to the left, and one up: whatever hangs together is one.
TEST(Tints, AreOneHoweverTheirTilesHangTogether) {
  EXPECT_EQ(tints({{5, 5, 10, 2, kBlue}, {13, 7, 2, 6, kBlue}, {5, 11, 10, 2, kBlue}, {5, 7, 4, 4, kBlue}, {9, 7, 2, 2, kBlue}}), "5,5 10x8; ");
}

}  // namespace colour_split_test
}  // namespace banthuek::picture
