#include "pipeline/picture/overlay.h"

#include <gtest/gtest.h>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace overlay_test {

// 'o' where the pixel is `rgb`, '.' where it is white, '?' else.
std::vector<std::string> shown(const Picture& p, std::uint32_t rgb) {
  std::vector<std::string> rows(p.height(), std::string(p.width(), '?'));
  for (int y = 0; y < p.height(); ++y)
    for (int x = 0; x < p.width(); ++x)
      if (rgb_at(p, x, y) == rgb)
        rows[y][x] = 'o';
      else if (rgb_at(p, x, y) == 0xffffff)
        rows[y][x] = '.';
  return rows;
}

TEST(DrawnOver, PutsAnOutlineOfItsColourAroundTheBox) {
  const Picture p = drawn_over(plain_grey(8, 6, 255, 120), {{{1, 1, 5, 4}, 0x102030, 1}});
  EXPECT_EQ(p.depth(), Depth::kColour);
  EXPECT_EQ(p.dpi(), 120);
  EXPECT_EQ(shown(p, 0x102030), (std::vector<std::string>{"........", ".ooooo..", ".o...o..", ".o...o..", ".ooooo..", "........"}));
}

TEST(DrawnOver, FillsHalfTransparentWhereTheOutlineHasNoWidth) {
  const Picture p = drawn_over(plain_grey(5, 4, 255), {{{1, 1, 3, 2}, 0xff0000, 0}});
  EXPECT_EQ(shown(p, 0xffa5a5), (std::vector<std::string>{".....", ".ooo.", ".ooo.", "....."}));
}

TEST(DrawnOver, LeavesOutABoxThatIsNone) {
  const Picture p = drawn_over(plain_grey(5, 4, 255), {{{1, 1, -3, 2}, 0xff0000, 1}, {{0, 0, 1, 1}, 0x00ff00, 0}});
  EXPECT_EQ(shown(p, 0xa5ffa5), (std::vector<std::string>{"o....", ".....", ".....", "....."}));
}

TEST(DrawnOver, DrawsOnInkAndKeepsNothingEmpty) {
  const Picture p = drawn_over(ink_of({"#.", ".."}), {});
  EXPECT_EQ(rgb_at(p, 0, 0), 0u);
  EXPECT_EQ(rgb_at(p, 1, 0), 0xffffffu);
  EXPECT_TRUE(drawn_over({}, {{{0, 0, 1, 1}, 0, 1}}).empty());
}

}  // namespace overlay_test
}  // namespace banthuek::picture
