#include "pipeline/picture/ink.h"

#include <gtest/gtest.h>

#include "pipeline/picture/ink_ops.h"
#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

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

TEST(Components, ConnectAcrossCornersAndKnowTheirRuns) {
  Drawing d(100, 100);
  d.fill(10, 10, 5, 5), d.fill(15, 15, 5, 5);  // touch at a corner
  d.fill(40, 10, 31, 1), d.fill(71, 11, 2, 40);
  d.fill(0, 99, 100, 1);
  const Components c = d.components();
  ASSERT_EQ(c.list.size(), 3u);
  EXPECT_EQ(c.list[0].box, (Box{10, 10, 10, 10}));
  EXPECT_EQ(c.list[0].area, 50);
  EXPECT_EQ(c.list[1].box, (Box{40, 10, 33, 41}));
  EXPECT_EQ(c.list[2].box, (Box{0, 99, 100, 1}));
  int pixels = 0;
  for (const auto& r : c.runs_of(c.list[1])) pixels += r.x1 - r.x0;
  EXPECT_EQ(pixels, c.list[1].area);
}

}  // namespace
}  // namespace banthuek
