#include "pipeline/picture/skew.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "pipeline/picture/pix.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"
#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace skew_test {

constexpr double kDegree = std::numbers::pi / 180;

Picture page_of_letters() {
  Drawing d(1600, 1200);
  for (int line = 0; line < 10; ++line) d.letters(150, 200 + 90 * line, 30, 40 - line % 5, 30);
  return d.grey();
}

TEST(Skew, IsMeasuredToATenthOfADegree) {
  for (double degrees : {-4.0, 0.35, 30.0}) {
    const Picture turned = rotated(page_of_letters(), degrees);
    const Skew t = find_tilt(find_components(to_bits(turned, 128)), turned.width(), turned.height(), 30);
    EXPECT_EQ(t.runs, Runs::kAcross) << degrees;
    EXPECT_NEAR(t.degrees, degrees, 0.08) << degrees;
  }
}

TEST(Skew, SeesAPageOnItsSide) {
  for (int quarter : {90, 270}) {
    const Picture turned = rotated(page_of_letters().turned(quarter), 0.5);
    const Skew t = find_tilt(find_components(to_bits(turned, 128)), turned.width(), turned.height(), 30);
    EXPECT_EQ(t.runs, Runs::kUpright) << quarter;
    EXPECT_NEAR(t.degrees, 0.5, 0.15) << quarter;
  }
}

// Letters alone, no pixels: `lines` of `count`, `w` x `h`, 90 apart, whose feet lie on baselines turned clockwise by `degrees` about the middle of
// 2000 x 2000. Every letter's foot is off by up to `loose`.
Components letters(double degrees, int lines, int count, int w, int h, double loose = 0) {
  Components all;
  std::mt19937 random(5);
  const double c = std::cos(degrees * kDegree), s = std::sin(degrees * kDegree);
  for (int line = 0; line < lines; ++line)
    for (int i = 0; i < count; ++i) {
      const double along = 37.0 * (i - (count - 1) / 2.0) + 11 * (line % 3), across = 90.0 * (line - (lines - 1) / 2.0);
      const double off = loose * (static_cast<double>(random() % 1000) / 500 - 1);
      const double x = 1000 + along * c - across * s, y = 1000 + along * s + across * c + off;
      all.list.push_back({{static_cast<int>(std::lround(x - w / 2.0)), static_cast<int>(std::lround(y)) - h, w, h}, w * h, 0, 0});
    }
  return all;
}

// The same with lines that stand: turned by a quarter, then by `degrees`.
Components standing(double degrees, int lines, int count) {
  Components all = letters(degrees, lines, count, 24, 30);
  for (Component& c : all.list) {
    const Box b = c.box;
    c.box = {b.bottom(), 2000 - b.right(), b.h, b.w};  // counterclockwise: feet are to the right
    c.box.x -= b.h;
  }
  return all;
}

// Feet that are off by up to four pixels, as those of print are; what is measured then is known to a hundredth.
TEST(Skew, OfLettersIsFoundToATwentiethOfADegree) {
  struct Case {
    double degrees, measured;
  };
  for (const Case& c : {Case{-20.3, -20.28}, {-5.5, -5.45}, {-0.34, -0.34}, {0, 0.02}, {0.48, 0.5}, {5.98, 6}, {6.5, 6.51}, {31, 31}}) {
    const Skew t = find_tilt(letters(c.degrees, 18, 38, 24, 30, 4), 2000, 2000, 30);
    EXPECT_EQ(t.runs, Runs::kAcross) << c.degrees;
    EXPECT_NEAR(t.degrees, c.measured, 0.005) << c.degrees;
    EXPECT_EQ(t.confidence, 1) << c.degrees;
  }
}

TEST(Skew, IsFoundUpToFortyFiveDegreesEitherWay) {
  for (double degrees : {-44.6, -44.0, 44.0, 44.6}) EXPECT_NEAR(find_tilt(letters(degrees, 18, 38, 24, 30), 2000, 2000, 30).degrees, degrees, 0.09);
}

TEST(Skew, OfLinesThatStandIsTheSame) {
  for (double degrees : {-7.5, -0.5, 0.0, 0.3, 4.0}) {
    const Skew t = find_tilt(standing(degrees, 18, 38), 2000, 2000, 30);
    EXPECT_EQ(t.runs, Runs::kUpright) << degrees;
    EXPECT_NEAR(t.degrees, degrees, 0.09) << degrees;
  }
}

TEST(Skew, IsLessSureWhereFeetAreLoose) {
  const auto sure = [](double loose) { return find_tilt(letters(1, 18, 38, 24, 30, loose), 2000, 2000, 30).confidence; };
  EXPECT_EQ(sure(4), 1);
  EXPECT_NEAR(sure(25), 0.965, 0.002);
  EXPECT_NEAR(sure(45), 0.717, 0.002);
  EXPECT_NEAR(sure(90), 0.194, 0.002);
  EXPECT_NEAR(sure(200), 0.029, 0.002);
}

TEST(Skew, IsNotGuessedFromFewPieces) {
  EXPECT_EQ(find_tilt(letters(0, 1, 11, 24, 30), 2000, 2000, 30).confidence, 0);
  EXPECT_GT(find_tilt(letters(0, 1, 12, 24, 30), 2000, 2000, 30).confidence, 0);
}

// Of 0.2 to 2.2 body heights, 0.6 at least one way: a body of 100.
TEST(Skew, IsToldByPiecesOfALettersSize) {
  struct Case {
    int w, h;
    bool counts;
  };
  for (const Case& c : {Case{20, 100, true},
                        {19, 100, false},
                        {100, 20, true},
                        {100, 19, false},
                        {60, 30, true},
                        {59, 30, false},
                        {59, 59, false},
                        {30, 60, true},
                        {30, 59, false},
                        {220, 100, true},
                        {221, 100, false},
                        {100, 220, true},
                        {100, 221, false}})
    EXPECT_EQ(find_tilt(letters(0, 4, 10, c.w, c.h), 2000, 2000, 100).confidence > 0, c.counts) << c.w << " x " << c.h;
}

TEST(Skew, OfMoreThanSixThousandLettersIsTheSame) {
  for (int count : {333, 334, 700}) {  // of 18 lines: below, over, far over
    const Skew t = find_tilt(letters(1.5, 18, count, 24, 30), 26000, 26000, 30);
    EXPECT_EQ(t.runs, Runs::kAcross) << count;
    EXPECT_NEAR(t.degrees, 1.5, 0.03) << count;
  }
}

TEST(Rotated, ThereAndBackKeepsTheMiddle) {
  Drawing d(300, 200);
  d.fill(130, 90, 40, 20);
  const Picture there = rotated(d.grey(), 7), back = rotated(there, -7);
  EXPECT_EQ(back.width(), 300);
  EXPECT_LT(back.grey_at(150, 100), 30);
  EXPECT_GT(back.grey_at(20, 20), 250);
}

TEST(Rotated, ByNothingIsThePictureItself) {
  const Picture p = plain_grey(5, 4, 7, 300);
  EXPECT_EQ(rotated(p, 0).pix(), p.pix());
  EXPECT_EQ(rotated(p, 1e-7).pix(), p.pix());
  EXPECT_EQ(rotated(p, -1e-7).pix(), p.pix());
  EXPECT_NE(rotated(p, 1e-5).pix(), p.pix());
  EXPECT_TRUE(rotated({}, 30).empty());
  EXPECT_EQ(rotated(p, 5).dpi(), 300);
}

TEST(Rotated, KeepsItsSizeBelowTenDegreesAndHoldsTheCornersFromThere) {
  struct Case {
    double degrees;
    int w, h;
  };
  // 200 cos + 100 sin, 200 sin + 100 cos.
  for (const Case& c : {Case{9.99, 200, 100},
                        {-9.99, 200, 100},
                        {10, 214, 133},
                        {-10, 214, 133},
                        {30, 223, 187},
                        {90, 100, 200},
                        {-90, 100, 200},
                        {180, 200, 100},
                        {135, 212, 212}}) {
    const Picture p = rotated(plain_grey(200, 100, 0), c.degrees);
    EXPECT_EQ(p.width(), c.w) << c.degrees;
    EXPECT_EQ(p.height(), c.h) << c.degrees;
  }
}

// What a quarter gives is known: turned(), but for the pixels at the edge, which have no four neighbours.
TEST(Rotated, ByQuartersIsTurnedClockwise) {
  std::mt19937 random(2);
  std::vector<std::vector<int>> grey(7, std::vector<int>(9));
  std::vector<std::vector<std::uint32_t>> colour(7, std::vector<std::uint32_t>(9));
  std::vector<std::string> ink(7, std::string(9, '.'));
  for (int y = 0; y < 7; ++y)
    for (int x = 0; x < 9; ++x) {
      grey[y][x] = static_cast<int>(random() % 256), colour[y][x] = random() & 0xffffff;
      if (random() % 2) ink[y][x] = '#';
    }
  for (int degrees : {90, 180, 270, -90}) {
    const Picture g = rotated(grey_of(grey), degrees), gt = grey_of(grey).turned(degrees);
    const Picture c = rotated(colour_of(colour), degrees), ct = colour_of(colour).turned(degrees);
    const Picture i = rotated(ink_of(ink), degrees), it = ink_of(ink).turned(degrees);
    ASSERT_EQ(g.width(), gt.width());
    ASSERT_EQ(g.height(), gt.height());
    for (int y = 2; y < g.height() - 2; ++y)
      for (int x = 2; x < g.width() - 2; ++x) {
        EXPECT_EQ(g.grey_at(x, y), gt.grey_at(x, y)) << degrees << ": " << x << ", " << y;
        EXPECT_EQ(rgb_at(c, x, y), rgb_at(ct, x, y)) << degrees << ": " << x << ", " << y;
        EXPECT_EQ(i.ink_at(x, y), it.ink_at(x, y)) << degrees << ": " << x << ", " << y;
      }
    EXPECT_EQ(g.grey_at(0, 3), 255);
    EXPECT_EQ(rgb_at(c, 0, 3), 0xffffffu);
    EXPECT_FALSE(i.ink_at(0, 3));
  }
}

// Against the definition: each pixel from where it lay before, linear between four; nothing known of fixed points.
TEST(Rotated, IsLinearBetweenPixelsAndPaperOutside) {
  constexpr int kWidth = 41, kHeight = 30;
  std::mt19937 random(9);
  std::vector<std::vector<int>> grey(kHeight, std::vector<int>(kWidth));
  std::vector<std::vector<std::uint32_t>> colour(kHeight, std::vector<std::uint32_t>(kWidth));
  std::vector<std::string> ink(kHeight, std::string(kWidth, '.'));
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      grey[y][x] = random() % 4 ? static_cast<int>(random() % 256) : 255, colour[y][x] = random() & 0xffffff;
      if (random() % 2) ink[y][x] = '#';
    }
  for (double degrees : {-175.0, -45.0, -9.9, -3.0, -0.4, 0.4, 3.0, 9.9, 10.0, 45.0, 120.0}) {
    const Picture g = rotated(grey_of(grey), degrees), c = rotated(colour_of(colour), degrees), b = rotated(ink_of(ink), degrees);
    const double co = std::cos(degrees * kDegree), si = std::sin(degrees * kDegree);
    int within = 0;
    for (int y = 0; y < g.height(); ++y)
      for (int x = 0; x < g.width(); ++x) {
        const double u = x + 0.5 - g.width() / 2.0, v = y + 0.5 - g.height() / 2.0;
        const double sx = co * u + si * v + kWidth / 2.0 - 0.5, sy = -si * u + co * v + kHeight / 2.0 - 0.5;
        if (sx < 0 || sy < 0 || sx > kWidth - 1 || sy > kHeight - 1) {
          ASSERT_EQ(g.grey_at(x, y), 255) << degrees << ": " << x << ", " << y;
          ASSERT_EQ(rgb_at(c, x, y), 0xffffffu) << degrees << ": " << x << ", " << y;
          ASSERT_FALSE(b.ink_at(x, y)) << degrees << ": " << x << ", " << y;
        }
        // A pixel at the edge may be left paper: the last column of a row always is.
        if (sx < 1.1 || sy < 1.1 || sx > kWidth - 2.1 || sy > kHeight - 2.1) continue;
        ++within;
        const int ix = static_cast<int>(sx), iy = static_cast<int>(sy);
        const double fx = sx - ix, fy = sy - iy;
        const auto mixed = [&](auto value) {
          return (value(ix, iy) * (1 - fx) + value(ix + 1, iy) * fx) * (1 - fy) + (value(ix, iy + 1) * (1 - fx) + value(ix + 1, iy + 1) * fx) * fy;
        };
        ASSERT_NEAR(g.grey_at(x, y), mixed([&](int px, int py) { return double(grey[py][px]); }), 2.2) << degrees << ": " << x << ", " << y;
        for (int shift : {16, 8, 0})
          ASSERT_NEAR(static_cast<int>(rgb_at(c, x, y) >> shift & 255), mixed([&](int px, int py) { return double(colour[py][px] >> shift & 255); }),
                      2.2)
              << degrees << ": " << x << ", " << y;
        if (std::min(std::min(fx, 1 - fx), std::min(fy, 1 - fy)) < 0.001) continue;
        ASSERT_EQ(b.ink_at(x, y), ink[iy][ix] == '#') << degrees << ": " << x << ", " << y;
      }
    EXPECT_GT(within, 800) << degrees;
  }
}

// A white picture within black memory: what is read beyond its rows shows, with sanitizers and without.
class Walled {
 public:
  Walled(int w, int h, int depth) : pix_(pixCreateHeader(w, h, depth)), words_(pixGetWpl(pix_)), memory_(static_cast<std::size_t>(words_) * (h + 4)) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(words_) * h; ++i) memory_[2 * static_cast<std::size_t>(words_) + i] = depth == 1 ? 0 : ~0u;
    if (depth == 1) std::fill(memory_.begin(), memory_.begin() + 2 * words_, ~0u), std::fill(memory_.end() - 2 * words_, memory_.end(), ~0u);
    pixSetData(pix_, memory_.data() + 2 * static_cast<std::size_t>(words_));
  }
  ~Walled() {
    pixSetData(pix_, nullptr);
    pixDestroy(&pix_);
  }
  Picture picture() const { return Picture::adopt(pixClone(pix_), 300); }

 private:
  Pix* pix_;
  int words_;
  std::vector<std::uint32_t> memory_;
};

bool is_blank(const Picture& p) {
  const std::uint32_t paper = p.depth() == Depth::kInk ? 0 : p.depth() == Depth::kColour ? 0xffffff00 : ~0u;
  const std::uint32_t mask = p.depth() == Depth::kColour ? 0xffffff00 : ~0u;
  const int words = pixGetWpl(p.pix());
  for (int y = 0; y < p.height(); ++y)
    for (int i = 0; i < words; ++i) {
      if (p.depth() == Depth::kGrey && i == words - 1 && p.width() % 4 != 0) continue;
      if ((p.row(y)[i] & mask) != paper) return false;
    }
  return true;
}

// Fixed-point steps, rounded, add up: over 5,900 columns to more than the edge that is left out.
TEST(Rotated, ReadsNoRowBeyondALongPicture) {
  for (int depth : {1, 8, 32})
    for (const auto& [w, h] : {std::pair{5900, 24}, {16000, 5}, {300, 100}, {1, 9}, {9, 1}}) {
      const Walled walled(w, h, depth);
      const Picture p = walled.picture();
      for (int step = 1; step <= 8; ++step)
        for (int sign : {1, -1}) {
          const double degrees = sign * 0.026 * step;
          ASSERT_TRUE(is_blank(rotated(p, degrees))) << w << " x " << h << ", " << depth << " bits, " << degrees << " degrees";
        }
    }
  const Walled tall(64, 5900, 8);
  for (double degrees : {89.99, -90.02, 90.04, 180.003, 179.98, -0.01}) ASSERT_TRUE(is_blank(rotated(tall.picture(), degrees))) << degrees;
}

// Figures one below the other, whose columns stand straighter than their rows lie: the letters of one follow each other across all the same.
TEST(Skew, OfAPageOfFiguresIsThatOfItsRows) {
  const auto figures = [](int apart, int width) {
    Components all;
    std::mt19937 random(7);
    for (int row = 0; row < 14; ++row)
      for (int column = 0; column < 5; ++column)
        for (int i = 0; i < 4; ++i) {
          const int x = 300 + 300 * column + (width + apart) * i, y = 300 + 75 * row + static_cast<int>(random() % 25);
          all.list.push_back({{x, y, width, 30}, 30 * width, 0, 0});
        }
    return find_tilt(all, 2000, 2000, 30);
  };
  EXPECT_EQ(figures(6, 24).runs, Runs::kAcross);
  EXPECT_EQ(last_that(2, 30, [&](int apart) { return figures(apart, 24).runs == Runs::kAcross; }), 12) << "what stands further apart is no word";
}

}  // namespace skew_test
}  // namespace banthuek::picture
