#include "pipeline/picture/binarise.h"

#include <gtest/gtest.h>

#include "pipeline/picture/morphology.h"
#include "tests/layout/drawing.h"
#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace binarise_test {

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

// Black headings above, and pale thin letters below in fewer strokes than would tell for all of the page.
PageInk beside_black(int value, int step, bool ground = false) {
  Drawing d(1200, 1200);
  for (int y = 60; y < 500; y += 60)
    for (int x = 40; x < 1160; x += 30) d.fill(x, y, 3, 40, 20), d.fill(x, y, 20, 4, 20);
  for (int y = 800; y < 900; y += 30)
    for (int x = 200; x < 500; x += step) d.fill(x, y, 3, 20, static_cast<std::uint8_t>(value));
  if (ground) d.fill(0, 1000, 1200, 200, 160);
  return separate_ink(d.grey());
}

TEST(Ink, OfPalePrintBesideBlackIsFoundWhereItStands) {
  const PageInk page = beside_black(180, 12);
  EXPECT_EQ(page.threshold, kOfBlack);
  EXPECT_TRUE(page.bits.ink_at(201, 810)) << "paler than the page's threshold";
  EXPECT_FALSE(page.bits.ink_at(206, 810));
  EXPECT_TRUE(page.bits.ink_at(489, 895));
  EXPECT_TRUE(ink_bits(page.grey, false).ink_at(201, 810)) << "of a page that was turned too";
  EXPECT_FALSE(ink_bits(page.grey, true).ink_at(201, 810));
  EXPECT_FALSE(beside_black(180, 12, true).bits.ink_at(201, 810)) << "on a shaded page never";
  EXPECT_TRUE(beside_black(219, 12).bits.ink_at(201, 810));
  EXPECT_FALSE(beside_black(220, 12).bits.ink_at(201, 810)) << "the paper's noise";
}

// A part and those around it, 72 pixels wide, must have 34 pixels of strokes: a hundred and fiftieth of them.
TEST(Ink, OfPalePrintIsToldByManyStrokes) {
  EXPECT_TRUE(beside_black(180, 40).bits.ink_at(281, 860));
  EXPECT_FALSE(beside_black(180, 150).bits.ink_at(351, 860)) << "one where there were two";
}

}  // namespace binarise_test
}  // namespace banthuek::picture
