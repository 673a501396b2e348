#include "pipeline/pen/ink_picture.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/pen/strokes.h"

namespace banthuek::pen {
namespace ink_picture_test {

TEST(InkPicture, IsCutToTheInkAndScaledByAreas) {
  StrokePaper paper(200, 100);
  paper.fill({50, 30, 30, 20});
  const PenPicture picture = pen_picture(paper.ink(), 40);
  EXPECT_EQ(picture.width, 60 + 8);
  for (int y = 0; y < kPenHeight; ++y)
    for (int x = 0; x < picture.width; ++x)
      EXPECT_EQ(picture.ink[static_cast<std::size_t>(y) * picture.width + x], y >= 4 && y < 44 && x >= 4 && x < 64 ? 255 : 0) << x << " " << y;
}

TEST(InkPicture, KeepsTheShareOfInkWhenItShrinks) {
  StrokePaper paper(200, 200);
  paper.fill({10, 10, 120, 120});
  paper.clear({40, 40, 60, 60});
  const PenPicture picture = pen_picture(paper.ink(), 40);
  const double ink = std::accumulate(picture.ink.begin(), picture.ink.end(), 0.0);
  EXPECT_NEAR(ink / (40 * 40 * 255), 0.75, 0.005);
}

TEST(InkPicture, SpecksBesideItDoNotMakeItHigher) {
  StrokePaper paper(200, 200);
  paper.fill({50, 60, 30, 40});
  paper.fill({20, 2, 4, 4});
  EXPECT_EQ(pen_picture(paper.ink(), 40).width, 30 + 8);
}

TEST(InkPicture, NothingIsMadeOfNoInkAndOfALongStroke) {
  EXPECT_EQ(pen_picture(StrokePaper(50, 50).ink(), 40).width, 0);
  StrokePaper paper(400, 50);
  paper.fill({2, 20, 380, 6});
  EXPECT_EQ(pen_picture(paper.ink(), 40).width, 0);
}

}  // namespace ink_picture_test
}  // namespace banthuek::pen
