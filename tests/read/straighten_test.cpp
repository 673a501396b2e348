#include "pipeline/read/straighten.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "pipeline/picture/skew.h"
#include "tests/layout/drawing.h"

namespace banthuek::read {
namespace straighten_test {

// Five lines of letters `body` high on `paper`.
Drawing page(int body, std::uint8_t ink = 0, std::uint8_t paper = 255) {
  Drawing d(20 * body + 100, 12 * body + 100);
  d.fill(0, 0, d.width, d.height, paper);
  for (int line = 0; line < 5; ++line)
    for (int i = 0; i < 16; ++i) {
      const int x = 60 + i * 6 * body / 5, base = 60 + (2 * line + 1) * body, w = 8 * body / 10, stroke = std::max(1, body / 8);
      d.fill(x, base - body, w, stroke, ink);
      d.fill(x, base - body, stroke, body, ink);
      d.fill(x + w - stroke, base - body, stroke, body, ink);
    }
  return d;
}

TEST(Straighten, MakesLettersOfAGoodHeight) {
  struct Case {
    int body;
    double scale;
  };
  for (const Case& c : {Case{6, 4}, Case{12, 2}, Case{13, 1}, Case{24, 1}, Case{56, 1}, Case{60, 0.4}}) {
    const Upright up = straighten(page(c.body).grey());
    EXPECT_DOUBLE_EQ(up.scale, c.scale) << c.body;
    EXPECT_NEAR(up.body, c.body * c.scale, 1.5) << c.body;
    EXPECT_NEAR(up.ink.grey.width(), page(c.body).width * c.scale, 1) << c.body;
    EXPECT_NEAR(up.skew, 0, 0.15) << c.body;
    EXPECT_EQ(up.turned, 0) << c.body;
    EXPECT_FALSE(up.inverted) << c.body;
  }
}

// Twice as large it would have more than 40 million pixels.
TEST(Straighten, LeavesALargePageOfLowLettersAsItIs) {
  const Drawing letters = page(12);
  Drawing d(4004, 2500);
  for (int y = 0; y < letters.height; ++y)
    for (int x = 0; x < letters.width; ++x) d.fill(x, y, 1, 1, letters.pixels[static_cast<std::size_t>(y) * letters.width + x]);
  EXPECT_EQ(straighten(d.grey()).scale, 1);
}

TEST(Straighten, TakesLettersOnADarkGroundAsANegative) {
  struct Case {
    std::uint8_t ink, paper;
    bool inverted;
  };
  for (const Case& c : {Case{0, 255, false}, Case{255, 0, true}, Case{255, 99, true}, Case{255, 100, false}, Case{0, 100, false}}) {
    const Upright up = straighten(page(30, c.ink, c.paper).grey());
    EXPECT_EQ(up.inverted, c.inverted) << int{c.ink} << " on " << int{c.paper};
    EXPECT_NEAR(up.body, c.inverted ? 30 : up.body, 1) << int{c.ink} << " on " << int{c.paper};
  }
}

TEST(Straighten, LeavesABlackPageWithoutLetters) {
  Drawing black(600, 400);
  black.fill(0, 0, 600, 400, 0);
  EXPECT_FALSE(straighten(black.grey()).inverted);
  for (int i = 0; i < 39; ++i) black.letter(20 + 40 * (i % 13), 80 + 80 * (i / 13), 30);
  Drawing white = black;
  for (std::uint8_t& v : white.pixels) v = v == 0 ? 255 : 0;
  EXPECT_FALSE(straighten(white.grey()).inverted);
}

TEST(Straighten, TakesTheTiltOutAndStandsLinesUpright) {
  struct Case {
    int quarter;
    double degrees, skew;
    int turned;
  };
  for (const Case& c : {Case{0, 2, 2, 0}, Case{0, -3, -3, 0}, Case{0, 0.02, 0, 0}, Case{90, 0, 0, 90}, Case{270, 0, 0, 90}}) {
    const picture::Picture given = picture::rotated(page(30).grey().turned(c.quarter), c.degrees);
    const Upright up = straighten(given);
    EXPECT_NEAR(up.skew, c.skew, 0.1) << c.quarter << " and " << c.degrees;
    EXPECT_EQ(up.turned, c.turned) << c.quarter << " and " << c.degrees;
    EXPECT_NEAR(up.body, 30, 1.5) << c.quarter << " and " << c.degrees;
    EXPECT_EQ(up.ink.bits.width() > up.ink.bits.height(), true) << c.quarter << " and " << c.degrees;
  }
}

TEST(Straighten, OfAPageWithoutLettersGuessesTheirHeight) {
  EXPECT_DOUBLE_EQ(straighten(Drawing(1000, 500).grey()).body, 8);
  EXPECT_DOUBLE_EQ(straighten(Drawing(500, 1250).grey()).body, 10);
}

TEST(Straighten, TakesAHundredAndTwentyThousandPiecesAndMoreForNoise) {
  const auto body_with = [](int pieces) {
    Drawing d(1000, 600);
    d.letters(100, 560, 30, 20, 40);
    for (int i = 0; i < pieces - 20; ++i) d.fill(2 * (i % 500), 2 * (i / 500), 1, 1);
    return straighten(d.grey()).body;
  };
  EXPECT_NEAR(body_with(120'000), 30, 0.5);
  EXPECT_DOUBLE_EQ(body_with(120'001), 8) << "guessed from the page's size";
}

TEST(Turn, MovesItsBoxesWithThePicture) {
  const auto turned = [](int quarter, double degrees) {
    Upright up;
    up.ink.grey = Drawing(100, 60).grey();
    up.photographs = {{10, 5, 30, 20}};
    up.ink.grounds = {{0, 0, 100, 60}};
    turn(up, quarter, degrees);
    const auto numbers = [](const Box& b) { return std::array{b.x, b.y, b.w, b.h}; };
    return std::pair(numbers(up.photographs[0]), numbers(up.ink.grounds[0]));
  };
  EXPECT_EQ(turned(0, 0), std::pair(std::array{10, 5, 30, 20}, std::array{0, 0, 100, 60}));
  EXPECT_EQ(turned(90, 0), std::pair(std::array{35, 10, 20, 30}, std::array{0, 0, 60, 100}));
  EXPECT_EQ(turned(180, 0), std::pair(std::array{60, 35, 30, 20}, std::array{0, 0, 100, 60}));
  EXPECT_EQ(turned(270, 0), std::pair(std::array{5, 60, 20, 30}, std::array{0, 0, 60, 100}));
  // By 5 degrees about the middle: what lay askew in 30 x 20 was (30 cos - 20 sin) / cos 10 wide, (20 cos - 30 sin) / cos 10 high.
  EXPECT_EQ(turned(0, 5).first, (std::array{12, 4, 29, 18}));
}

}  // namespace straighten_test
}  // namespace banthuek::read
