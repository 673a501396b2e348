#include "pipeline/picture/averages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace banthuek::picture {
namespace averages_test {

TEST(Averages, AreTheMeansOfBlocks) {
  // 7 x 5 pixels, each its column times 10 plus its row.
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 7; ++x) pixels.push_back(static_cast<std::uint8_t>(10 * x + y));
  const Picture grey = Picture::from_grey(pixels, 7, 5, 7, 300);
  const Picture across = averaged(grey, 3, 1);
  ASSERT_EQ(across.width(), 2);
  ASSERT_EQ(across.height(), 5);
  EXPECT_EQ(across.grey_at(0, 0), 10);
  EXPECT_EQ(across.grey_at(1, 4), 44);
  const Picture down = averaged(grey, 1, 2);
  ASSERT_EQ(down.width(), 7);
  ASSERT_EQ(down.height(), 2);
  EXPECT_EQ(down.grey_at(6, 1), 62) << "of 62.5";
  EXPECT_TRUE(averaged(grey, 8, 1).empty());
}

}  // namespace averages_test
}  // namespace banthuek::picture
