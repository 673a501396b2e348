#include "pipeline/layout/body.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

TEST(Body, IsTheHeightMostLettersHave) {
  Drawing d(1600, 800);
  for (int line = 0; line < 6; ++line) {
    d.letters(100, 150 + 100 * line, 30, 30, 40);
    for (int i = 0; i < 15; ++i) d.fill(110 + 80 * i, 95 + 100 * line, 14, 11);
  }
  d.letters(100, 760, 60, 8, 80);
  EXPECT_NEAR(body_height(d.components()), 30, 1);
  EXPECT_EQ(body_height(Drawing(200, 200).components()), 0);
}

}  // namespace
}  // namespace banthuek
