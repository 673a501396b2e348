// Pieces that are letters of two lines: lines of letters 30 high with their feet at 100 and 170, from x = 150 on.
#include "pipeline/layout/grown_together.h"

#include <gtest/gtest.h>

#include "pipeline/layout/lines.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace grown_together_test {

constexpr int kBody = 30;

// "pieces of the first line, of the second, odd ones", with a block of ink, or only its outline, drawn before the lines.
std::string with_block(const Box& block, bool outlined = false) {
  Drawing d(900, 400);
  for (const int feet : {100, 170}) d.letters(150, feet, kBody, 10, 30);
  d.fill(block.x, block.y, block.w, block.h);
  if (outlined) d.fill(block.x + 4, block.y + 4, block.w - 8, block.h - 8, 255);
  picture::Components all = d.components();
  const Segments s = find_segments(all, all_of(all), kBody);
  std::string out;
  for (const Segment& line : s.list) out += std::to_string(line.pieces.size()) + (line.box.x == block.x ? " with it, " : ", ");
  return out + std::to_string(s.odd.size()) + " odd";
}

// Heading lines close under each other on a photocopy: ป ฏ ิ of the upper and ป ร ะ of the lower are one blot.
TEST(GrownTogether, BesideTwoLinesAreLettersOfBoth) {
  EXPECT_EQ(with_block({50, 66, 92, 106}), "11 with it, 11 with it, 0 odd");
  EXPECT_EQ(with_block({455, 66, 92, 106}), "11, 11, 0 odd") << "at their end";
}

TEST(GrownTogether, AreNothingThatMayBeAPictureOrAPen) {
  const std::string alone = "10, 10, 1 odd";
  EXPECT_EQ(with_block({20, 66, 92, 106}), "10, 1 with it, 10, 0 odd") << "apart from the lines: a heavy letter of the lower";
  EXPECT_EQ(with_block({50, 66, 92, 106}, true), alone) << "not dense";
  EXPECT_EQ(with_block({50, 40, 92, 132}), alone) << "higher than the marks over the upper line";
  EXPECT_EQ(with_block({50, 66, 92, 124}), alone) << "lower than those under the lower";
  EXPECT_EQ(with_block({50, 66, 92, 42}), alone) << "of the upper line alone";
}

}  // namespace grown_together_test
}  // namespace banthuek::layout
