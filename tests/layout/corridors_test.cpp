#include "pipeline/layout/corridors.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek::layout {
namespace corridors_test {

std::string text_of(const std::vector<Span>& spans) {
  std::string out;
  for (const Span& s : spans) out += std::to_string(static_cast<int>(s.x0)) + "-" + std::to_string(static_cast<int>(s.x1)) + " ";
  return out;
}

Box text(int x0, int x1) { return {x0, 0, x1 - x0, 20}; }

TEST(Corridors, AreTheGapsThatNoTextEnters) {
  EXPECT_EQ(text_of(gaps({{0, 100}, {300, 400}, {90, 150}}, 20)), "150-300 ");
  EXPECT_EQ(text_of(gaps({{0, 400}, {20, 30}, {420, 500}}, 20)), "400-420 ") << "a short text over a long one's middle ends nothing";
  EXPECT_EQ(text_of(gaps({{0, 400}, {420, 500}}, 20.5)), "");
  EXPECT_EQ(text_of(gaps({}, 1)), "");
}

// The heading at the left of a column, its numbers in the middle.
TEST(Corridors, PartTextsOfOneRow) {
  const std::vector<std::vector<Box>> rows{{text(100, 140), text(300, 500)}, {text(170, 180), text(300, 450)}, {text(170, 180), text(300, 450)}};
  EXPECT_EQ(text_of(between_columns({{140, 170}, {180, 300}}, rows, 20)), "180-300 ");
  // A column that only the heading fills is one.
  const std::vector<std::vector<Box>> notes{{text(100, 200), text(300, 400)}, {text(100, 200)}, {text(100, 200)}};
  EXPECT_EQ(text_of(between_columns({{200, 300}}, notes, 20)), "200-300 ");
}

TEST(Corridors, NoWiderThanAWordsSpacePartThreeRowsAtLeast) {
  const auto kept = [](int rows, int gap) {
    return between_columns({{200, 200.0 + gap}},
                           std::vector<std::vector<Box>>(static_cast<std::size_t>(rows), {text(100, 200), text(200 + gap, 300)}), 20)
        .size();
  };
  EXPECT_EQ(kept(2, 19), 0u);
  EXPECT_EQ(kept(3, 19), 1u);
  EXPECT_EQ(kept(1, 20), 1u);
}

}  // namespace corridors_test
}  // namespace banthuek::layout
