#include "pipeline/text_layer/shown_letters.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"

namespace banthuek::text_layer {
namespace shown_letters_test {

TEST(ShownLetters, AreThoseThatStandInLines) {
  Drawing page(1000, 800);
  for (int y = 100; y <= 700; y += 100) page.letters(100, y, 30, 20, 34);
  const int letters = shown_letters(page.grey());
  EXPECT_GT(letters, 100);
  EXPECT_LE(letters, 140);
}

TEST(ShownLetters, AreNoneOfAPhotograph) {
  Drawing photograph(1000, 800);
  unsigned noise = 1;
  for (int y = 0; y < 800; ++y)
    for (int x = 0; x < 1000; ++x) {
      noise = noise * 1664525 + 1013904223;
      photograph.pixels[static_cast<std::size_t>(y * 1000 + x)] = static_cast<std::uint8_t>(40 + x / 8 + y / 16 + noise % 32 / 1);
    }
  for (int i = 0; i < 12; ++i) photograph.fill(37 + i * 73 % 900, 51 + i * 131 % 700, 60 + 9 * i, 40 + 7 * i, static_cast<std::uint8_t>(20 * i));
  EXPECT_LT(shown_letters(photograph.grey()), 20);
  EXPECT_EQ(shown_letters(Drawing(1000, 800).grey()), 0);
  EXPECT_EQ(shown_letters({}), 0);
}

TEST(ShownLetters, AreNoneWhereFewStandTogether) {
  Drawing page(1000, 800);
  for (int y = 100; y <= 700; y += 100)
    for (int x = 100; x < 900; x += 200) page.letters(x, y, 30, 2, 34);
  EXPECT_EQ(shown_letters(page.grey()), 0);
}

}  // namespace shown_letters_test
}  // namespace banthuek::text_layer
