#include "pipeline/picture/binarise.h"

#include <gtest/gtest.h>

#include "pipeline/picture/morphology.h"
#include "tests/layout/drawing.h"
#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace {

constexpr int kTile = 16;  // the paper's brightness is taken in tiles of so many pixels, on pages up to 1,280

// A page of tiles, `value(column, row)` each.
template <class F>
Picture tiled(int columns, int rows, F value) {
  Drawing d(columns * kTile, rows * kTile);
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) d.fill(c * kTile, r * kTile, kTile, kTile, static_cast<std::uint8_t>(value(c, r)));
  return d.grey();
}

// What becomes of `value` where the paper is `ground`: both with eight bits of fraction.
int evened(int value, int ground) { return std::min(255, value * (255 * 256 / ground) / 256); }

TEST(Ink, IsFoundUnderAShadow) {
  Drawing d(1200, 800);
  for (int x = 0; x < 1200; ++x) d.fill(x, 0, 1, 800, static_cast<std::uint8_t>(100 + x / 8));  // paper from 100 to 250
  for (int i = 0; i < 20; ++i) d.fill(40 + 55 * i, 400, 20, 20, static_cast<std::uint8_t>(30 + i * 2));
  EXPECT_EQ(find_components(separate_ink(d.grey()).bits).list.size(), 20u);
}

// Black rules are more ink than thin, pale letters: letters are told by their strokes. On a page with dark grounds, whose noise is as dark, they are
// not.
TEST(Ink, OfPalePrintBetweenBlackRulesIsFound) {
  const auto page = [](bool ground) {
    Drawing d(1600, 1200);
    for (int y = 0; y <= 5; ++y) d.fill(50, 60 + 200 * y, 1500, 8, 20);
    for (int x = 0; x <= 5; ++x) d.fill(50 + 298 * x, 60, 8, 1008, 20);
    for (int y = 100; y < 1000; y += 40)
      for (int x = 80; x < 1500; x += 20) d.fill(x, y, 3, 20, 180);
    if (ground) d.fill(0, 1080, 1600, 120, 160);
    return separate_ink(d.grey());
  };
  const PageInk even = page(false), shaded = page(true);
  EXPECT_FALSE(even.shaded);
  EXPECT_TRUE(even.bits.ink_at(101, 110));
  EXPECT_FALSE(even.bits.ink_at(110, 110));
  EXPECT_TRUE(shaded.shaded);
  EXPECT_FALSE(shaded.bits.ink_at(101, 110));
}

TEST(Ink, OfBlankPaperIsNone) {
  Drawing d(600, 600);
  d.fill(0, 0, 600, 600, 240);
  d.fill(100, 100, 50, 50, 228);
  const PageInk ink = separate_ink(d.grey());
  EXPECT_EQ(ink.coverage, 0);
}

TEST(Ink, OfNoPictureIsNone) {
  const PageInk none = separate_ink({});
  EXPECT_TRUE(none.bits.empty() && none.grey.empty() && none.coloured.empty());
}

TEST(Ink, OfABitPictureIsItsBits) {
  const Picture p = ink_of({"##..", "...."}, 200);
  const PageInk ink = separate_ink(p);
  EXPECT_EQ(ink.bits.pix(), p.pix());
  EXPECT_EQ(values_of(ink.grey), (std::vector<std::vector<int>>{{0, 0, 255, 255}, {255, 255, 255, 255}}));
  EXPECT_EQ(ink.coverage, 0.25);
  EXPECT_EQ(ink.paper, 255);
  EXPECT_FALSE(ink.shaded);
  EXPECT_TRUE(ink.coloured.empty());
}

TEST(Ink, CoversThePartOfThePageThatIsBlack) {
  Drawing d(160, 100);
  d.fill(20, 20, 40, 10);
  const PageInk ink = separate_ink(Picture::from_grey(d.pixels, 160, 100, 160, 96));
  EXPECT_EQ(ink.coverage, 400.0 / 16000);
  EXPECT_EQ(ink.bits.dpi(), 96);
  EXPECT_EQ(ink.grey.dpi(), 96);
  EXPECT_EQ(ink.bits.depth(), Depth::kInk);
  EXPECT_EQ(ink.grey.depth(), Depth::kGrey);
}

// Bits.

TEST(Bits, AreWhatIsDarkerThanTheLimitInEveryColumn) {
  for (int width : {1, 5, 31, 32, 33, 64, 70}) {
    std::vector<std::vector<int>> rows(2, std::vector<int>(width));
    for (int x = 0; x < width; ++x) rows[0][x] = x % 3 == 0 ? 99 : x % 3 == 1 ? 100 : 101, rows[1][x] = x % 2 ? 0 : 255;
    const Picture bits = to_bits(grey_of(rows, 70), 100);
    EXPECT_EQ(bits.dpi(), 70);
    for (int x = 0; x < width; ++x) {
      EXPECT_EQ(bits.ink_at(x, 0), x % 3 == 0) << x << " of " << width;
      EXPECT_EQ(bits.ink_at(x, 1), x % 2 == 1) << x << " of " << width;
    }
  }
}

// The threshold.

// Paper of 200, and of every hundred pixels `part` with `value` in thick blocks.
Picture blocks(std::initializer_list<std::pair<int, int>> parts, int paper = 200) {
  Drawing d(400, 400);
  d.fill(0, 0, 400, 400, static_cast<std::uint8_t>(paper));
  int y = 0;
  for (const auto& [part, value] : parts) d.fill(0, y, 400, 4 * part, static_cast<std::uint8_t>(value)), y += 4 * part;
  return d.grey();
}

TEST(Threshold, LiesElevenPartsOfTwentyTowardsThePaper) {
  EXPECT_EQ(ink_threshold(blocks({{10, 100}})), (200 * 11 + 100 * 9) / 20);
  EXPECT_EQ(ink_threshold(blocks({{10, 0}}, 255)), 255 * 11 / 20);
  EXPECT_EQ(ink_threshold(blocks({{10, 100}}), true), (200 * 11 + 100 * 9) / 20);
}

TEST(Threshold, LeavesABlankPageWithoutInk) {
  EXPECT_EQ(ink_threshold(plain_grey(50, 50, 200)), 160);
  EXPECT_EQ(ink_threshold(plain_grey(50, 50, 30)), 0);
  EXPECT_EQ(ink_threshold(blocks({{10, 161}})), 160) << "39 darker is nothing";
  EXPECT_EQ(ink_threshold(blocks({{10, 160}})), (200 * 11 + 160 * 9) / 20) << "40 is";
}

TEST(Threshold, TakesTheMiddleOfAllThatIsDarkAsInk) {
  EXPECT_EQ(ink_threshold(blocks({{6, 40}, {4, 100}})), (200 * 11 + 40 * 9) / 20);
  EXPECT_EQ(ink_threshold(blocks({{5, 40}, {5, 100}})), (200 * 11 + 40 * 9) / 20) << "half is enough";
  EXPECT_EQ(ink_threshold(blocks({{4, 40}, {6, 100}})), (200 * 11 + 100 * 9) / 20);
  EXPECT_EQ(ink_threshold(blocks({{4, 40}, {6, 119}})), (200 * 11 + 119 * 9) / 20) << "darker than half way to the paper is dark";
  EXPECT_EQ(ink_threshold(blocks({{4, 40}, {6, 120}})), (200 * 11 + 40 * 9) / 20) << "half way is not";
  EXPECT_EQ(ink_threshold(blocks({{19, 40}})), (200 * 11 + 40 * 9) / 20) << "four fifths are paper";
  EXPECT_EQ(ink_threshold(blocks({{21, 40}})), (200 * 11 + 40 * 9) / 20);
}

// One pixel in five hundred, of those looked at: each second one of each second row, in turn.
TEST(Threshold, TakesTheDarkestFiveHundredthForTheDarkest) {
  const auto page = [](int dots) {
    Drawing d(200, 100);
    d.fill(0, 0, 200, 100, 200);
    for (int i = 0; i < dots; ++i) d.fill(4 * i, 4 * (i / 40), 1, 1, 0);  // rows 0 and 4: even ones of each other's kind
    return d.grey();
  };
  // 50 rows of 100 are looked at: 5,000 pixels, of which ten are a five hundredth.
  EXPECT_EQ(ink_threshold(page(9)), 160);
  EXPECT_EQ(ink_threshold(page(10)), 110);
  Drawing odd(200, 100);
  odd.fill(0, 0, 200, 100, 200);
  for (int i = 0; i < 50; ++i) odd.fill(4 * i + 1, 0, 1, 1, 0), odd.fill(4 * i, 1, 1, 1, 0), odd.fill(4 * i, 2, 1, 1, 0);
  EXPECT_EQ(ink_threshold(odd.grey()), 160) << "between them nothing is looked at";
  for (int i = 0; i < 12; ++i) odd.fill(4 * i + 1, 2, 1, 1, 0);
  EXPECT_EQ(ink_threshold(odd.grey()), 110);
}

// Upright strokes of 180, `w` wide, on 255; and a heavy black bar, that is most of the ink.
Picture pale(int w, int value, int strokes, int width = 400, int height = 200, int rise = 20) {
  Drawing d(width, height);
  d.fill(0, height - 20, width, 20, 20);
  for (int i = 0; i < strokes; ++i) d.fill(10 + 12 * (i % 30), 10 + 30 * (i / 30), w, rise, static_cast<std::uint8_t>(value));
  return d.grey();
}

constexpr int kOfBlack = (255 * 11 + 20 * 9) / 20;
constexpr int of_strokes(int value) { return (255 * 11 + value * 9) / 20; }

TEST(Threshold, GoesByTheStrokesWhereTheyArePalerThanTheDark) {
  EXPECT_EQ(ink_threshold(pale(3, 180, 90)), of_strokes(180));
  EXPECT_EQ(ink_threshold(pale(1, 180, 90)), of_strokes(180));
  EXPECT_EQ(ink_threshold(pale(3, 180, 90), true), kOfBlack) << "on a shaded page never";
  EXPECT_EQ(ink_threshold(pale(4, 180, 90)), kOfBlack) << "as wide as the look aside and wider is no stroke";
  EXPECT_EQ(ink_threshold(pale(3, 219, 90)), of_strokes(219));
  EXPECT_EQ(ink_threshold(pale(3, 220, 90)), kOfBlack) << "within 35 of the paper is its noise";
  EXPECT_EQ(ink_threshold(pale(3, 138, 90)), of_strokes(138));
  EXPECT_EQ(ink_threshold(pale(3, 137, 90)), kOfBlack) << "half way between paper and darkest, and darker, is dark";
}

// Of 80,000 pixels 40 must be strokes: ten for each stroke of twenty rows, of which each second is looked at, and one of its three columns.
TEST(Threshold, GoesByStrokesOnlyWhereThereAreEnough) {
  EXPECT_EQ(ink_threshold(pale(3, 180, 4)), of_strokes(180));
  EXPECT_EQ(ink_threshold(pale(3, 180, 3)), kOfBlack);
  EXPECT_EQ(ink_threshold(pale(3, 180, 4, 400, 202)), kOfBlack) << "of a larger page they are too few";
}

// Looks two pixels aside, and from 1,650 pixels on three.
TEST(Threshold, LooksFurtherAsideOnALargerPage) {
  EXPECT_EQ(ink_threshold(pale(4, 180, 30, 1649, 100)), kOfBlack);
  EXPECT_EQ(ink_threshold(pale(4, 180, 30, 1650, 100)), of_strokes(180));
  EXPECT_EQ(ink_threshold(pale(5, 180, 30, 1650, 100)), of_strokes(180));
  EXPECT_EQ(ink_threshold(pale(6, 180, 30, 1650, 100)), kOfBlack);
}

// A row of the strokes' profile; each value but the paper's stands for one column, repeated over the page.
TEST(Threshold, TakesForAStrokeWhatIsDarkestAndClearlyDarkerOnBothSides) {
  struct Case {
    const char* what;
    std::vector<int> profile;
    bool stroke;
  };
  const Case cases[] = {{"one column", {255, 255, 180, 255, 255}, true},
                        {"soft edges", {255, 210, 180, 210, 255}, true},
                        {"a step down to the right", {255, 255, 180, 180, 180, 180, 230}, false},
                        {"darker beside it on the left, twelve less two aside", {255, 193, 180, 181, 192, 192}, false},
                        {"two aside on the left by twelve alone", {192, 230, 180, 230, 255}, false},
                        {"two aside on the left by thirteen", {193, 230, 180, 230, 255}, true},
                        {"two aside on the right by twelve alone", {255, 230, 180, 230, 192}, false},
                        {"two aside on the right by thirteen", {255, 230, 180, 230, 193}, true}};
  for (const Case& c : cases) {
    Drawing d(400, 200);
    d.fill(0, 180, 400, 20, 20);
    for (int x = 10; x + 20 < 400; x += 20)
      for (std::size_t i = 0; i < c.profile.size(); ++i) d.fill(x + static_cast<int>(i), 10, 1, 100, static_cast<std::uint8_t>(c.profile[i]));
    EXPECT_EQ(ink_threshold(d.grey()) != kOfBlack, c.stroke) << c.what;
  }
}

// The paper.

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

// Colour.

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
  // No channel is made brighter than by 2.55: a dark ground is no paper.
  EXPECT_EQ(on_white({}, 40, 30, 0x0a0a0a).paper, 10 * 652 / 256);
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
  std::vector<std::uint8_t> rgb(3 * 400 * 300, 250);
  const auto fill = [&](int x0, int y0, int w, int h, int r, int g, int b) {
    for (int y = y0; y < y0 + h; ++y)
      for (int x = x0; x < x0 + w; ++x) {
        std::uint8_t* p = &rgb[3 * (400 * y + x)];
        p[0] = static_cast<std::uint8_t>(r), p[1] = static_cast<std::uint8_t>(g), p[2] = static_cast<std::uint8_t>(b);
      }
  };
  fill(50, 50, 100, 20, 20, 20, 22);
  fill(200, 50, 100, 20, 40, 60, 190);
  fill(200, 150, 100, 20, 42, 38, 80);  // dark blue: nearly black
  const PageInk ink = separate_ink(Picture::from_rgb(rgb, 400, 300, 1200, 300));
  ASSERT_FALSE(ink.coloured.empty());
  EXPECT_TRUE(ink.bits.ink_at(100, 60));
  EXPECT_FALSE(ink.bits.ink_at(250, 60));
  EXPECT_TRUE(ink.coloured.ink_at(250, 60));
  EXPECT_TRUE(ink.coloured.ink_at(250, 160));
  EXPECT_FALSE(ink.coloured.ink_at(100, 60));
}

}  // namespace
}  // namespace banthuek::picture
