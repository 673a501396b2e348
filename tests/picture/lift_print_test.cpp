#include "pipeline/picture/lift_print.h"

#include <gtest/gtest.h>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace lift_print_test {

TEST(ColouredPrint, BecomesInkWhereItIsTold) {
  Canvas canvas(400, 300, 0xfafafa);
  for (int i = 0; i < 10; ++i) canvas.fill(50 + 20 * i, 50, 5, 20, 0x6e2896);
  canvas.fill(50, 150, 100, 5, 0x283cbe);
  const Picture page = canvas.picture(300);
  PageInk ink = separate_ink(page);
  ASSERT_FALSE(ink.bits.ink_at(52, 60));
  take_as_print(ink, page, std::vector<Box>{{40, 40, 220, 40}});
  EXPECT_TRUE(ink.bits.ink_at(52, 60));
  EXPECT_LT(ink.grey.grey_at(52, 60), 60);
  EXPECT_FALSE(ink.coloured.ink_at(52, 60));
  EXPECT_FALSE(ink.bits.ink_at(62, 60)) << "paper between";
  EXPECT_FALSE(ink.bits.ink_at(100, 152)) << "a pen's line elsewhere";
  EXPECT_TRUE(ink.coloured.ink_at(100, 152));
  take_as_print(ink, page, std::vector<Box>{{390, 290, 100, 100}, {-50, -50, 60, 60}});  // beyond the page, and without ink
  EXPECT_FALSE(ink.bits.ink_at(395, 295));
}

TEST(DarkGrounds, BecomePaperAndTheirLettersInk) {
  Canvas canvas(400, 300, 0xfafafa);
  canvas.fill(50, 50, 200, 40, 0xc81e28), canvas.fill(80, 60, 6, 20, 0xfafafa);
  canvas.fill(50, 150, 200, 40, 0x141414), canvas.fill(80, 160, 6, 20, 0xfafafa);
  const Picture page = canvas.picture(300);
  PageInk ink = separate_ink(page);
  take_as_negative(ink, page, std::vector<Box>{{50, 50, 200, 40}, {50, 150, 200, 40}, {300, 280, 200, 40}});
  for (const int y : {70, 170}) {
    EXPECT_TRUE(ink.bits.ink_at(82, y));
    EXPECT_LT(ink.grey.grey_at(82, y), 60);
    EXPECT_FALSE(ink.bits.ink_at(150, y));
    EXPECT_GT(ink.grey.grey_at(150, y), 200);
    EXPECT_FALSE(ink.coloured.ink_at(150, y));
  }
  EXPECT_FALSE(ink.bits.ink_at(350, 290));
}

// Black letters on a tint, around which some paper shows: brighter than the ground, and no letters.
TEST(DarkGrounds, WithBlackLettersAreNone) {
  Canvas canvas(400, 300, 0xfafafa);
  canvas.fill(50, 50, 200, 40, 0x9dc3e6);
  for (int i = 0; i < 8; ++i) canvas.fill(70 + 20 * i, 60, 6, 20, 0x141414);
  const Picture page = canvas.picture(300);
  PageInk ink = separate_ink(page);
  ASSERT_TRUE(ink.bits.ink_at(72, 70));
  take_as_negative(ink, page, std::vector<Box>{{49, 49, 202, 42}});
  EXPECT_TRUE(ink.bits.ink_at(72, 70));
  EXPECT_FALSE(ink.bits.ink_at(82, 70));
}

}  // namespace lift_print_test
}  // namespace banthuek::picture
