#include "pipeline/layout/lines.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

constexpr int kBody = 30;

Segments read(const Drawing& d) {
  Components c = d.components();
  return find_segments(c, all_of(c), kBody);
}

TEST(Lines, AreFoundByTheFeetOfTheirLetters) {
  Drawing d(900, 400);
  d.letters(50, 100, kBody, 12, 30);
  d.letters(50, 190, kBody, 12, 30);
  const Segments s = read(d);
  ASSERT_EQ(s.list.size(), 2u);
  EXPECT_NEAR(s.list[0].base, 100, 1);
  EXPECT_NEAR(s.list[0].top, 70, 1);
  EXPECT_NEAR(s.list[1].base, 190, 1);
  EXPECT_EQ(s.list[0].letters, 12);
}

TEST(Lines, GiveAMarkToTheLineItStandsOn) {
  struct Case {
    const char* what;
    int y, h;  // of the mark, in the column of the fourth letter
    std::size_t line;
  };
  // Feet at 100 and 190, so the second line's letters begin at 160.
  const Case cases[] = {{"upper vowel of the second line", 145, 11, 1},
                        {"lower vowel of the first line", 104, 12, 0},
                        {"upper vowel of the first line", 55, 11, 0},
                        {"lower vowel of the second line", 194, 12, 1}};
  for (const Case& c : cases) {
    Drawing d(900, 400);
    d.letters(50, 100, kBody, 12, 30);
    d.letters(50, 190, kBody, 12, 30);
    d.fill(144, c.y, 16, c.h);
    const Segments s = read(d);
    ASSERT_EQ(s.list.size(), 2u) << c.what;
    EXPECT_EQ(s.list[c.line].pieces.size(), 13u) << c.what;
  }
}

TEST(Lines, FollowTheFirstMarkUpToTheSecondStorey) {
  // Tight lines: the tone mark of the second line stands as near to the first line as to its own letters.
  Drawing d(900, 400);
  d.letters(50, 100, kBody, 12, 30);
  d.letters(50, 175, kBody, 12, 30);
  d.fill(144, 130, 16, 10);  // vowel
  d.fill(152, 114, 5, 12);   // tone mark close over it
  const Segments s = read(d);
  ASSERT_EQ(s.list.size(), 2u);
  EXPECT_EQ(s.list[0].pieces.size(), 12u);
  EXPECT_EQ(s.list[1].pieces.size(), 14u);
}

TEST(Lines, EndWhereAWideGapBegins) {
  Drawing d(1400, 300);
  const int end = d.letters(50, 100, kBody, 8, 30);
  d.letters(end + 100, 100, kBody, 8, 30);
  EXPECT_EQ(read(d).list.size(), 2u);
}

TEST(Lines, AreNotMadeOfTwoMarksThatTouch) {
  Drawing d(900, 300);
  d.letters(50, 150, kBody, 12, 30);
  d.fill(114, 94, 16, 23);  // vowel and tone mark in one piece, as high as many a letter
  const Segments s = read(d);
  ASSERT_EQ(s.list.size(), 1u);
  EXPECT_EQ(s.list[0].pieces.size(), 13u);
}

TEST(Lines, AreCutApartWhereADescenderTouchesTheNextLinesMark) {
  Drawing d(900, 400);
  d.letters(50, 100, kBody, 12, 30);
  d.letters(50, 190, kBody, 12, 30);
  d.fill(230, 70, 6, 120);  // one stroke over both lines
  const Segments s = read(d);
  ASSERT_EQ(s.list.size(), 2u);
  EXPECT_LT(s.list[0].box.bottom(), 150);
  EXPECT_GT(s.list[1].box.y, 100);
}

TEST(Lines, LeaveOutWhatIsFarTooLarge) {
  Drawing d(900, 600);
  d.letters(50, 100, kBody, 12, 30);
  d.fill(300, 250, 200, 200);
  const Segments s = read(d);
  EXPECT_EQ(s.list.size(), 1u);
  EXPECT_EQ(s.odd.size(), 1u);
}

TEST(Lines, KeepALoneDash) {
  Drawing d(300, 200);
  d.fill(100, 100, 16, 4);
  const Segments s = read(d);
  ASSERT_EQ(s.list.size(), 1u);
  EXPECT_EQ(s.list[0].letters, 0);
}

TEST(Lines, SplitALargerBolderLabelFromItsValue) {
  Drawing d(1200, 300);
  int x = 50;
  for (int i = 0; i < 5; ++i, x += 42) d.letter(x, 150, 39, 9);
  x += 24;
  d.letters(x, 150, kBody, 10, 30);
  const Segments s = read(d);
  ASSERT_EQ(s.list.size(), 2u);
  EXPECT_NEAR(s.list[0].body(), 39, 1.5);
  EXPECT_NEAR(s.list[1].body(), 30, 1.5);
}

}  // namespace
}  // namespace banthuek
