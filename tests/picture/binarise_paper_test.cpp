#include <gtest/gtest.h>

#include "pipeline/picture/binarise.h"
#include "pipeline/picture/morphology.h"
#include "tests/layout/drawing.h"
#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace binarise_paper_test {

// What becomes of `value` where the paper is `ground`: both with eight bits of fraction.
int evened(int value, int ground) { return std::min(255, value * (255 * 256 / ground) / 256); }

TEST(Paper, OfATileIsTheBrightnessThatFourFifthsDoNotExceed) {
  // One tile of 256 pixels: 204 dark ones are less than four fifths of it, 205 more.
  const auto page = [](int dark) {
    std::vector<std::vector<int>> rows(kTile, std::vector<int>(kTile, 220));
    for (int i = 0; i < dark; ++i) rows[i / kTile][i % kTile] = 90;
    return separate_ink(grey_of(rows)).paper;
  };
  EXPECT_EQ(page(204), 220);
  EXPECT_EQ(page(205), 90);
}

// Tiles are an eightieth of a page's longer side: of 2,560 pixels one is 32 wide, and a quarter of it, darker, is no paper.
TEST(Paper, OfALongPageIsTakenInLargerTiles) {
  for (const auto& [width, height] : {std::pair{32, 2560}, {2560, 32}}) {
    Drawing d(width, height);
    d.fill(0, 0, width, height, 220);
    d.fill(0, 0, 16, 16, 150);
    EXPECT_EQ(separate_ink(d.grey()).grey.grey_at(2, 2), evened(150, 220)) << width << " x " << height;
  }
}

TEST(Paper, OfAPageIsWhatSixTenthsOfItsTilesDoNotExceed) {
  const auto page = [](int darker) { return separate_ink(tiled(10, 10, [&](int c, int r) { return 10 * r + c < darker ? 150 : 210; })).paper; };
  EXPECT_EQ(page(59), 210);
  EXPECT_EQ(page(60), 150);
}

TEST(Paper, IsMadeWhite) {
  const PageInk ink = separate_ink(tiled(4, 3, [](int, int) { return 200; }));
  for (const auto& row : values_of(ink.grey))
    for (int v : row) ASSERT_EQ(v, evened(200, 200));
  // Nearly white it is left as it is.
  EXPECT_EQ(separate_ink(tiled(3, 3, [](int, int) { return 252; })).grey.grey_at(20, 20), 252);
  EXPECT_EQ(separate_ink(tiled(3, 3, [](int, int) { return 251; })).grey.grey_at(20, 20), evened(251, 251));
}

// Columns of tiles of 100 and of 200: smoothed with their neighbours 100, 133, 166, 200; between the middles of tiles straight.
TEST(Paper, IsTakenBetweenTheMiddlesOfTiles) {
  const PageInk ink = separate_ink(tiled(6, 3, [](int c, int) { return c < 3 ? 120 : 200; }));
  const auto at = [&](int x) { return ink.grey.grey_at(x, 24); };
  const int levels[] = {120, 120, (120 + 120 + 200) / 3, (120 + 200 + 200) / 3, 200, 200};
  for (int c = 0; c < 6; ++c) EXPECT_EQ(at(c * kTile + 8), evened(c < 3 ? 120 : 200, levels[c])) << c;
  for (int x : {41, 44, 47}) {  // between the third tile's middle and the fourth's
    const int a = 255 * 256 / levels[2], b = 255 * 256 / levels[3];
    EXPECT_EQ(at(x), std::min(255, 120 * (a + (b - a) * (x - 40) / kTile) / 256)) << x;
  }
  EXPECT_EQ(at(0), evened(120, 120));
  EXPECT_EQ(at(95), evened(200, 200));
}

TEST(Paper, IsTakenBetweenTheMiddlesOfRowsOfTiles) {
  const PageInk ink = separate_ink(tiled(3, 6, [](int, int r) { return r < 3 ? 120 : 200; }));
  const auto at = [&](int y) { return ink.grey.grey_at(24, y); };
  const double levels[] = {120, 120, (120 + 120 + 200) / 3, (120 + 200 + 200) / 3, 200, 200};
  for (int y : {0, 4, 8, 20, 32, 36, 40, 44, 48, 56, 60, 76, 92}) {  // told anew in each fourth row
    const double t = std::clamp((y + 0.5) / kTile - 0.5, 0.0, 5.0);
    const int r = std::min(4, static_cast<int>(t));
    const int gain = static_cast<int>(255.0 * 256 / (levels[r] + (levels[r + 1] - levels[r]) * (t - r)));
    for (int i = 0; i < 4; ++i) EXPECT_EQ(at(y + i), std::min(255, (y + i < 48 ? 120 : 200) * gain / 256)) << y + i;
  }
}

TEST(Paper, OfOneRowOfTilesIsTakenFromIt) {
  const PageInk ink = separate_ink(tiled(3, 1, [](int, int) { return 200; }));
  for (int y : {0, 8, 15}) EXPECT_EQ(ink.grey.grey_at(24, y), evened(200, 200));
  const PageInk column = separate_ink(tiled(1, 3, [](int, int) { return 200; }));
  for (int y : {0, 24, 47}) EXPECT_EQ(column.grey.grey_at(8, y), evened(200, 200));
}

// Too dark to be paper, under half of what is usual: such a tile takes over the mean of the nearest that are not, up to three tiles off, else the
// usual.
TEST(Paper, UnderADarkPictureIsThatOfItsNeighbours) {
  // A dark square of `side` tiles in a ring of 120, on paper of 200. Gives what becomes of its middle.
  const auto middle = [](int side) {
    const int at = 8 - side / 2;
    const PageInk ink = separate_ink(tiled(17, 17, [&](int c, int r) {
      const int off = std::max(std::max(at - c, c - (at + side - 1)), std::max(at - r, r - (at + side - 1)));
      return off <= 0 ? 60 : off == 1 ? 120 : 200;
    }));
    EXPECT_EQ(ink.paper, 200) << side;
    return ink.grey.grey_at(8 * kTile + 8, 8 * kTile + 8);
  };
  for (int side : {1, 3, 5}) EXPECT_NEAR(middle(side), evened(60, 120), 1) << side;
  EXPECT_NEAR(middle(7), evened(60, (8 * 120 + 200) / 9), 1) << "four tiles off: the usual, smoothed";
}

TEST(Paper, AsDarkAsHalfOfTheUsualIsPaperStill) {
  const auto middle = [](int value) {
    const PageInk ink = separate_ink(tiled(9, 9, [&](int c, int r) { return c >= 3 && c < 6 && r >= 3 && r < 6 ? value : 200; }));
    return ink.grey.grey_at(4 * kTile + 8, 4 * kTile + 8);
  };
  EXPECT_NEAR(middle(100), evened(100, 100), 2);
  EXPECT_NEAR(middle(99), evened(99, 200), 1);
}

// Every neighbour counts once: left 110, right 130, above 150, below 190, the corners 200.
TEST(Paper, UnderADarkTileIsTheMeanOfItsNeighbours) {
  const PageInk ink = separate_ink(tiled(9, 9, [](int c, int r) {
    if (c == 4 && r == 4) return 90;
    if (r == 4 && c == 3) return 110;
    if (r == 4 && c == 5) return 130;
    if (c == 4 && r == 3) return 150;
    if (c == 4 && r == 5) return 190;
    return 200;
  }));
  const int around = 110 + 130 + 150 + 190 + 4 * 200, filled = around / 8;
  EXPECT_EQ(ink.grey.grey_at(4 * kTile + 8, 4 * kTile + 8), evened(90, (around + filled) / 9));
}

TEST(Paper, UnderADarkCornerIsThatOfTheTilesThereAre) {
  for (const auto& [c0, r0] : {std::pair{0, 0}, {5, 0}, {0, 5}, {5, 5}}) {
    const PageInk ink = separate_ink(tiled(6, 6, [&](int c, int r) {
      return c == c0 && r == r0 ? 60 : std::abs(c - c0) <= 1 && std::abs(r - r0) <= 1 ? 130 : 200;
    }));
    EXPECT_NEAR(ink.grey.grey_at(c0 * kTile + 8, r0 * kTile + 8), evened(60, 130), 1) << c0 << ", " << r0;
  }
}

// Two thirds of the page are darker than half of the rest: nothing is near, so the usual.
TEST(Paper, OfABlackPageIsBlack) {
  const PageInk ink = separate_ink(tiled(6, 6, [](int, int) { return 0; }));
  EXPECT_EQ(ink.paper, 0);
  EXPECT_EQ(ink.coverage, 0);
}

// Tiles grow with the page: an eightieth of its longer side, and then each second pixel tells.
TEST(Paper, OfALargePageIsTakenInLargerTiles) {
  Drawing d(2000, 60);  // tiles of 25
  d.fill(0, 0, 2000, 60, 200);
  d.fill(1000, 25, 25, 25, 120);
  const PageInk ink = separate_ink(d.grey());
  EXPECT_NEAR(ink.grey.grey_at(1012, 36), evened(120, (8 * 200 + 120) / 9), 1);
  // What stands between the pixels looked at does not tell.
  for (int y = 0; y < 60; ++y)
    for (int x = 0; x < 2000; ++x)
      if (x % 25 % 2 || y % 25 % 2) d.fill(x, y, 1, 1, 90);
  EXPECT_EQ(separate_ink(d.grey()).paper, 200);
}

// More than one tile in a hundred darker than four fifths of the usual.
TEST(Shade, IsSeenWhereMoreThanAHundredthIsDarker) {
  // Three by three tiles of 110: smoothed, the middle and the four beside it are under 160, the corners 160.
  const auto page = [](int columns, int rows) {
    return separate_ink(tiled(columns, rows, [](int c, int r) { return c >= 5 && c < 8 && r >= 5 && r < 8 ? 110 : 200; })).shaded;
  };
  EXPECT_TRUE(page(25, 19));
  EXPECT_FALSE(page(25, 20));
}

}  // namespace binarise_paper_test
}  // namespace banthuek::picture
