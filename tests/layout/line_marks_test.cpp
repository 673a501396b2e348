// Which line a mark above or below letters belongs to.
#include <gtest/gtest.h>

#include "tests/layout/line_scene.h"

namespace banthuek::layout {
namespace line_marks_test {

// Who owns a mark whose middle is at x and whose upper side is at y.
std::string owner_of(int second, int x, int y, int w, int h, const std::vector<Box>& others = {}) {
  Scene s = two_lines(second);
  for (const Box& b : others) s.piece(b.x, b.y, b.w, b.h);
  const int mark = s.piece(x - w / 2, y, w, h);
  return found(s).owner(mark);
}

TEST(Marks, OfOneLineReachAboveAndBelowIt) {
  EXPECT_EQ(stretches(650, 1150, [](int y) { return owner_of(0, 540, y, 40, 30); }), "odd 794, 1 1061, odd 1150");
  EXPECT_EQ(stretches(650, 1150, [](int y) { return owner_of(0, 540, y, 10, 30); }), "odd 794, 1 1061, odd 1150");
  EXPECT_EQ(stretches(650, 1150, [](int y) { return owner_of(0, 540, y, 20, 10); }), "odd 814, 1 1061, odd 1150");
}

TEST(Marks, OfTheSecondStoreyStandOverOthers) {
  // A vowel over the letters from 850 to 880; with it, a tone mark may stand higher.
  EXPECT_EQ(stretches(650, 900, [](int y) { return owner_of(0, 540, y, 20, 25, {{515, 850, 50, 30}}); }), "odd 779, 1 900");
}

TEST(Marks, BesideALineBelongToIt) {
  EXPECT_EQ(stretches(-300, 0, [](int x) { return owner_of(0, x, 940, 20, 20); }), "odd -191, 1 0");
  EXPECT_EQ(stretches(1100, 1450, [](int x) { return owner_of(0, x, 940, 20, 20); }), "1 1370, odd 1450");
  EXPECT_EQ(stretches(1100, 1450, [](int x) { return owner_of(0, x, 850, 20, 20); }), "1 1260, odd 1450");
  EXPECT_EQ(stretches(-300, 0, [](int x) { return owner_of(0, x, 1010, 20, 20); }), "odd -81, 1 0");
}

TEST(Marks, BetweenTwoLinesGoToTheOneTheyBelongTo) {
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1300, 540, y, 40, 30); }), "1 1061, odd 1094, 2 1200");
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1250, 540, y, 40, 30); }), "1 1051, 2 1200");
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1220, 540, y, 40, 30); }), "1 1038, 2 1200");
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1220, 540, y, 12, 30); }), "1 1038, 2 1200");
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1250, 540, y, 12, 35); }), "1 1048, 2 1200");
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1250, 540, y, 16, 36); }), "1 1048, 2 1200");
  EXPECT_EQ(stretches(1000, 1200, [](int y) { return owner_of(1250, 540, y, 17, 35); }), "1 1048, 2 1200");
}

// So tight that each line's marks are near the other: an upper vowel floats further from its letters than a lower one hangs.
TEST(Marks, BetweenTightLinesGoWhereTheirDistanceIsUsual) {
  EXPECT_EQ(owner_of(1180, 540, 1021, 70, 45), "2") << "0.21 under the upper line, 0.14 over the lower";
  EXPECT_EQ(owner_of(1180, 540, 1019, 70, 47), "2");
  EXPECT_EQ(owner_of(1180, 540, 1006, 35, 42), "1") << "0.06 under the upper line, 0.32 over the lower";
  EXPECT_EQ(owner_of(1180, 540, 1007, 35, 45), "1");
  EXPECT_EQ(owner_of(1180, 540, 1007, 70, 66), "2") << "higher than lower vowels are";
  // Under a heading twice as large its own lower vowel is as high.
  Scene s;
  s.letters(0, 1000, 2 * kLarge, 8, 200);
  s.letters(0, 1190, kLarge, 12, 100);
  const int vowel = s.piece(480, 1006, 70, 72);
  EXPECT_EQ(found(s).owner(vowel), "1");
}

TEST(Marks, BetweenTwoLinesFollowTheirStack) {
  // The lower line's vowel stands at 1110 to 1140; over it a mark.
  EXPECT_EQ(stretches(1000, 1110, [](int y) { return owner_of(1250, 540, y, 20, 25, {{515, 1110, 50, 30}}); }), "1 1039, 2 1110");
  EXPECT_EQ(stretches(1000, 1110, [](int y) { return owner_of(1300, 540, y, 20, 25, {{515, 1160, 50, 30}}); }), "1 1061, odd 1089, 2 1110");
  EXPECT_EQ(stretches(1000, 1110, [](int y) { return owner_of(1250, 540, y, 10, 25, {{515, 1110, 50, 30}}); }), "1 1039, 2 1110");
  // Which stands over it only where they share half of the narrower one.
  EXPECT_EQ(stretches(440, 640, [](int x) { return owner_of(1250, x, 1055, 20, 25, {{515, 1110, 50, 30}}); }), "2 640");
}

TEST(Marks, OfPrintAreNotAPensBesideIt) {
  const auto owner = [](int x, int y, int base = 1000) {
    Scene s;
    s.letters(0, base, 160, 2, 170);
    s.letters(460, 1000, kLarge, 12, 100);
    const int mark = s.piece(x, y, 40, 30);
    const Found f = found(s);
    for (const Segment& segment : f.segments.list)
      if (std::count(segment.pieces.begin(), segment.pieces.end(), mark)) return segment.letters == 2 ? "pen" : "print";
    return "none";
  };
  EXPECT_STREQ(owner(480, 845), "print");
  EXPECT_STREQ(owner(330, 845), "pen") << "beside the pen's last letter";
}

TEST(Marks, OnTheBaselineAreNoMarksOfTheLineBelow) {
  Scene s;
  s.letters(0, 1000, kLarge, 2, 100);
  s.letters(0, 1150, kLarge, 12, 100);
  const int stop = s.piece(225, 980, 20, 20);
  EXPECT_EQ(found(s).owner(stop), "1");
}

TEST(Marks, OfPrintAreNotLowerVowelsOfFewLetters) {
  const auto owner = [](int above, int below) {
    Scene s;
    s.letters(400, 1040, kLarge, above, 100);
    s.letters(0, 1200, kLarge, below, 100);
    const int mark = s.piece(440, 1050, 40, 32);
    return found(s).owner(mark);
  };
  EXPECT_EQ(owner(3, 12), "2");
  EXPECT_EQ(owner(4, 12), "1");
  EXPECT_EQ(owner(3, 8), "2");
  EXPECT_EQ(owner(3, 7), "1");
}

// A signature's two strokes reach down to a name: what lies right over a letter of it is that letter's mark.
TEST(Marks, OfANameAreNotOfTheStrokesThatReachDownToIt) {
  const auto owner = [](int strokes, int y) {
    Scene s;
    s.letters(400, 1085, 140, strokes, 130);
    s.letters(0, 1200, kLarge, 12, 100);
    const int mark = s.piece(550, y, 20, 32);  // between the strokes
    return found(s).owner(mark);
  };
  EXPECT_EQ(owner(2, 1050), "2");
  EXPECT_EQ(owner(2, 1030), "1") << "too far over the name";
  EXPECT_EQ(owner(4, 1050), "1") << "so many stand side by side in print";
}

// ที่ in bold before a value of lower digits: vowel and tone mark in one piece, higher than the digits.
TEST(Marks, OfALabelThatIsLargerThanItsValueBelongToIt) {
  Scene s;
  s.piece(0, 860, 100, 140, 0.8);
  const int mark = s.piece(10, 740, 90, 118, 0.8);
  s.letters(180, 1000, kLarge, 12, 100);
  const Found f = found(s);
  ASSERT_EQ(f.segments.list.size(), 2u);
  EXPECT_TRUE(f.owner(mark) == f.owner(0)) << f.owner(mark) << " and " << f.owner(0);
}

TEST(Marks, BetweenFarLinesGoToTheNearerNeighbour) {
  EXPECT_EQ(stretches(1000, 1250, [](int y) { return owner_of(1350, 540, y, 40, 30); }), "1 1061, odd 1144, 2 1250");
  EXPECT_EQ(stretches(1000, 1250, [](int y) { return owner_of(1330, 590, y, 10, 30); }), "1 1061, odd 1124, 2 1250") << "between two letters";
  // Of two heights.
  Scene s;
  s.letters(0, 1000, 60, 16, 60);
  s.letters(0, 1250, 120, 10, 100);
  const auto owner = [&](int y) {
    Scene t = s;
    const int i = t.piece(515, y, 40, 20);
    return found(t).owner(i);
  };
  EXPECT_EQ(stretches(940, 1250, owner), "1 1037, 2 1250");
}

}  // namespace line_marks_test
}  // namespace banthuek::layout
