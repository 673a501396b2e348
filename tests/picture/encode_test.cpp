#include "pipeline/picture/encode.h"

#include <gtest/gtest.h>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace encode_test {

using Values = std::vector<std::vector<int>>;

Picture decoded(const std::string& bytes) { return Picture::decode(std::as_bytes(std::span(bytes.data(), bytes.size())), "a.jpg"); }

Picture checkered(int side) {
  std::vector<std::vector<int>> rows(side, std::vector<int>(side));
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) rows[y][x] = (x * 37 + y * 91) % 256;
  return grey_of(rows);
}

TEST(Jpeg, ReadBackHasItsSizeAndItsGrey) {
  const Picture p = decoded(jpeg_of(plain_grey(37, 21, 90), 80));
  EXPECT_EQ(p.width(), 37);
  EXPECT_EQ(p.height(), 21);
  EXPECT_EQ(p.depth(), Depth::kGrey);
  EXPECT_NEAR(p.grey_at(18, 10), 90, 2);
}

TEST(Jpeg, KeepsColourAndMakesInkGrey) {
  const Picture colour = decoded(jpeg_of(colour_of(std::vector(16, std::vector<std::uint32_t>(16, 0x2040c0))), 95));
  ASSERT_EQ(colour.depth(), Depth::kColour);
  const std::uint32_t pixel = rgb_at(colour, 8, 8);
  EXPECT_NEAR(static_cast<int>(pixel >> 16), 0x20, 6);
  EXPECT_NEAR(static_cast<int>(pixel >> 8 & 255), 0x40, 6);
  EXPECT_NEAR(static_cast<int>(pixel & 255), 0xc0, 6);
  const Picture ink = decoded(jpeg_of(ink_of(std::vector<std::string>(16, "########........")), 95));
  ASSERT_EQ(ink.depth(), Depth::kGrey);
  EXPECT_NEAR(ink.grey_at(3, 8), 0, 6);
  EXPECT_NEAR(ink.grey_at(12, 8), 255, 6);
}

TEST(Jpeg, IsSmallerAtALowerQuality) { EXPECT_LT(jpeg_of(checkered(64), 20).size(), jpeg_of(checkered(64), 90).size() * 2 / 3); }

TEST(Resized, AveragesAreasWhereItBecomesMuchSmaller) {
  const Picture p = grey_of({{0, 0, 100, 100}, {0, 0, 100, 100}, {40, 80, 255, 255}, {80, 40, 255, 255}}, 300);
  const Picture half = resized(p, 2, 2);
  EXPECT_EQ(values_of(half), (std::vector<std::vector<int>>{{0, 100}, {60, 255}}));
  EXPECT_EQ(half.dpi(), 150);
}

// Where one side keeps its size, pixels are taken between their neighbours; seven tenths both ways is where areas end.
TEST(Resized, AveragesOnlyWhereBothSidesShrink) {
  const Picture stripes = grey_of(std::vector<std::vector<int>>(10, {0, 0, 0, 0, 0, 255, 255, 255, 255, 255}));
  const auto row = [&](int w, int h) {
    const Values values = values_of(resized(stripes, w, h));
    EXPECT_EQ(values.size(), static_cast<std::size_t>(h));
    return values[2];
  };
  EXPECT_EQ(row(5, 5), (std::vector<int>{0, 0, 127, 255, 255}));
  EXPECT_EQ(row(6, 6), (std::vector<int>{0, 0, 0, 255, 255, 255}));
  EXPECT_EQ(row(5, 9), (std::vector<int>{0, 0, 0, 255, 255}));
  EXPECT_EQ(row(7, 5), (std::vector<int>{0, 0, 0, 121, 255, 255, 255}));
  EXPECT_EQ(row(7, 7), (std::vector<int>{0, 0, 0, 121, 255, 255, 255}));
  EXPECT_EQ(row(20, 10)[9], 128);
}

TEST(Resized, ToItsOwnSizeIsItself) {
  const Picture p = ink_of({"#..", ".#."});
  EXPECT_EQ(resized(p, 3, 2).pix(), p.pix());
  EXPECT_EQ(resized(p, 3, 1).depth(), Depth::kGrey);
  EXPECT_EQ(resized(p, 6, 2).width(), 6);
}

TEST(Covered, IsFlatGreyOverTheBoxesAndUntouchedBeside) {
  const Picture p = grey_of({{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}}, 96);
  const Picture c = covered(p, {{1, 0, 2, 2}, {-5, 2, 6, 9}, {40, 40, 3, 3}, {0, 0, 0, 0}});
  EXPECT_EQ(values_of(c), (std::vector<std::vector<int>>{{1, 176, 176, 4}, {5, 176, 176, 8}, {176, 10, 11, 12}}));
  EXPECT_EQ(c.dpi(), 96);
  EXPECT_EQ(p.grey_at(1, 0), 2) << "the picture given is a value";
}

TEST(Covered, IsGreyInColourAndOverInk) {
  const Picture c = covered(colour_of({{0x102030, 0x405060}}), {{1, 0, 1, 1}});
  EXPECT_EQ(c.depth(), Depth::kColour);
  EXPECT_EQ(rgb_at(c, 0, 0), 0x102030u);
  EXPECT_EQ(rgb_at(c, 1, 0), 0xb0b0b0u);
  EXPECT_EQ(values_of(covered(ink_of({"#.#"}), {{2, 0, 1, 1}})), (std::vector<std::vector<int>>{{0, 255, 176}}));
}

}  // namespace encode_test
}  // namespace banthuek::picture
