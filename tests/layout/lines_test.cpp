#include "pipeline/layout/lines.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"
#include "tests/layout/line_scene.h"

namespace banthuek::layout {
namespace lines_test {

constexpr int kBody = 30;

Segments read(const Drawing& d) {
  picture::Components c = d.components();
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

// The number of a list's entry stands over the number of the next, as a mark would; but it stands on the baseline of its own entry.
TEST(Lines, KeepTheNumberThatStandsBeforeThem) {
  const auto number_owner = [](int base, int text = 400, int height = 75) {
    Scene s;
    const int number = s.piece(0, base - height, 70, height);
    s.letters(text, 1000, kLarge, 12, 100);
    s.piece(0, 1060, 80, 120);
    s.letters(400, 1180, kLarge, 12, 100);
    const Found f = found(s);
    for (const Segment& segment : f.segments.list)
      if (std::count(segment.pieces.begin(), segment.pieces.end(), number)) return std::lround(segment.base);
    return 0L;
  };
  EXPECT_EQ(number_owner(1000), 1000);
  EXPECT_EQ(number_owner(1009), 1009);
  EXPECT_EQ(number_owner(1000, 400, 55), 1180) << "as low as a mark";
  EXPECT_EQ(number_owner(1015), 1180) << "not on that line's level";
  EXPECT_EQ(number_owner(1000, 600), 1180) << "far from any line";
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

// "A mark between two lines": lines at usual and at tight distances.
// A number by a pen before print: its high letters reach up to the print's marks.
// "๑." over a line set tight below it.
// A signature whose last stroke ends in a letter of the name under it is one piece with it.
// A bold label whose marks run into its letter, before a line of 20 px letters: how many segments, and what became of the label.
Segments with_heavy(const Box& label, int gap_of_strokes = 0, int line_from = 200) {
  Drawing d(1200, 300);
  d.letters(line_from, 150, 20, 12, 30);
  if (gap_of_strokes == 0)
    d.fill(label.x, label.y, label.w, label.h);
  else
    for (int y = label.y; y < label.bottom(); y += gap_of_strokes)
      d.fill(label.x, y, label.w, 3), d.fill(label.x, y, 3, std::min(gap_of_strokes, label.bottom() - y));
  picture::Components c = d.components();
  return find_segments(c, all_of(c), 20);
}

TEST(Lines, TakeAHeavyLetterThatItsMarksRunInto) {
  const auto segments = [](const Segments& s) { return s.list.size() * 10 + s.odd.size(); };
  const Segments label = with_heavy({140, 80, 32, 70});
  ASSERT_EQ(segments(label), 20u);  // a segment of its own, on the line's baseline and as high as a letter of its size
  const Segment& taken = label.list[0].box.x == 140 ? label.list[0] : label.list[1];
  EXPECT_EQ(taken.box.h, 70);
  EXPECT_NEAR(taken.base, 150, 1);
  EXPECT_NEAR(taken.body(), 36, 2);
  EXPECT_EQ(segments(with_heavy({50, 80, 32, 70})), 20u);          // over a leader of six bodies
  EXPECT_EQ(segments(with_heavy({10, 80, 32, 70}, 0, 300)), 11u);  // too far
  EXPECT_EQ(segments(with_heavy({140, 60, 32, 70})), 11u);         // not on the baseline
  EXPECT_EQ(segments(with_heavy({60, 70, 110, 80})), 11u);         // wider than high: a picture
  EXPECT_EQ(segments(with_heavy({140, 50, 40, 100})), 11u);        // far too high
  EXPECT_EQ(segments(with_heavy({140, 80, 32, 70}, 20)), 11u);     // thin strokes: a pen's
}

TEST(Lines, TakeNoLettersThatRanTogetherInsideAWord) {
  const auto odd = [](int gap) {
    Drawing d(1400, 300);
    const int end = d.letters(100, 150, 20, 8, 30) - 14;
    d.fill(end + gap, 80, 40, 70);
    d.letters(end + 2 * gap + 40, 150, 20, 8, 30);
    picture::Components c = d.components();
    return find_segments(c, all_of(c), 20).odd.size();
  };
  EXPECT_EQ(odd(8), 1u);
  EXPECT_EQ(odd(15), 1u);
  EXPECT_EQ(odd(18), 0u);
}

TEST(Lines, TakeTheOtherLettersOfAHeavyWord) {
  Drawing d(1400, 300);
  d.letters(600, 150, 20, 12, 30);
  d.fill(440, 80, 32, 70);   // eight bodies off
  d.fill(400, 100, 32, 50);  // farther, but of the same word
  d.fill(330, 100, 32, 50);  // of none
  picture::Components c = d.components();
  const Segments s = find_segments(c, all_of(c), 20);
  ASSERT_EQ(s.list.size(), 2u);
  EXPECT_EQ(s.odd.size(), 1u);
  const Segment& word = s.list[0].box.x < 600 ? s.list[0] : s.list[1];
  EXPECT_EQ(word.box.x, 400);
  EXPECT_EQ(word.pieces.size(), 2u);
}

TEST(Pieces, OfASignatureEndInALetterOfTheName) {
  const auto letters = [](int w, int bottom, int at) {
    Scene s;
    for (int x : {0, 100, 200, 300, 400, 600, 700, 800}) s.piece(x, 900, 80, 100);
    picture::Component c;
    c.box = {at - 20, 400, w + 20, bottom - 400};
    c.first = static_cast<int>(s.all.runs.size()), c.count = bottom - 400;
    for (int y = 400; y < bottom; ++y) {
      const picture::Run r = y < 890 ? picture::Run{y, at - 20, at - 12} : picture::Run{y, at, at + w};
      s.all.runs.push_back(r), c.area += r.x1 - r.x0;
    }
    s.all.list.push_back(c);
    const Found f = found(s);
    int in_line = 0;
    for (const Segment& segment : f.segments.list) in_line += static_cast<int>(segment.pieces.size());
    return in_line;
  };
  EXPECT_EQ(letters(75, 1000, 505), 9);
  EXPECT_EQ(stretches(10, 90, [&](int w) { return std::to_string(letters(w, 1000, 505)); }), "8 34, 9 90");
  EXPECT_EQ(stretches(900, 1060, [&](int bottom) { return std::to_string(letters(75, bottom, 505)); }), "8 979, 9 1020, 8 1060");
  EXPECT_EQ(letters(75, 1000, 560), 8) << "over a letter that is there";
}

// A signature that reaches down to the marks of the name under it.
TEST(Pieces, AreMarksLettersOrTooLarge) {
  // In a line's place, at its end.
  const auto what = [](int w, int h, double fill = 0.4) {
    Scene s = two_lines(0);
    const int i = s.piece(1200, 1000 - h, w, h, fill);
    const Found f = found(s);
    return f.owner(i) == "1" ? (f.segments.list[0].letters == 13 ? std::string("letter") : std::string("mark")) : f.owner(i);
  };
  EXPECT_EQ(stretches(20, 300, [&](int h) { return what(80, h); }), "mark 49, letter 260, odd 300");
  EXPECT_EQ(stretches(5, 40, [&](int w) { return what(w, 74); }), "mark 16, letter 40");
  EXPECT_EQ(stretches(60, 90, [&](int h) { return what(12, h); }), "mark 74, letter 90");
  EXPECT_EQ(stretches(100, 400, [&](int w) { return what(w, 120, 0.9); }), "letter 150, odd 400");
  EXPECT_EQ(stretches(90, 120, [&](int h) { return what(200, h, 0.9); }), "letter 100, odd 120");
  EXPECT_EQ(stretches(80, 95, [&](int fill) { return what(200, 150, fill / 100.0); }), "letter 88, odd 95");
}

// A heading in letters of 2.5 bodies and more stands where there are three of them.
TEST(Pieces, FarHigherThanLettersMakeAHeadingTogether) {
  const auto kept = [](int count, int h, int step) {
    Scene s;
    s.letters(0, 3000, kLarge, 12, 100);
    for (int i = 0; i < count; ++i) s.piece(step * i, 1000 - h, 8 * h / 10, h);
    return found(s).segments.list.size() == 2;
  };
  EXPECT_TRUE(kept(3, 300, 300));
  EXPECT_FALSE(kept(2, 300, 300));
  EXPECT_EQ(last_that(160, 300, [&](int h) { return kept(1, h, 300); }), 240);
  EXPECT_TRUE(kept(4, 360, 360)) << "figures of a poster, of any height";
  // Close together they are parts of an emblem: under 2.5 of their heights wide.
  EXPECT_EQ(first_that(170, 410, [&](int step) { return kept(2, 200, step); }), 340);
  EXPECT_EQ(first_that(50, 200, [&](int step) { return kept(3, 200, step); }), 170);
  EXPECT_TRUE(kept(3, 150, 90)) << "half higher than letters is none";
  EXPECT_FALSE(kept(3, 151, 90));
}

// โ, ใ, ไ of a heading are higher than what else is a picture.
TEST(Pieces, HigherThanAPagesLettersBelongToItsHeading) {
  const auto taken = [](int w, int h, int off = 0, int letters = 4, int size = 300, int gap = 30) {
    Scene s;
    s.letters(0, 3000, kLarge, 12, 100);
    const int x = s.letters(0, 1000, size, letters, 8 * size / 10 + 30) - 30 + gap;
    const int i = s.piece(x, 1000 + off - h, w, h);
    s.letters(x + w + 30, 1000, size, letters, 8 * size / 10 + 30);
    return found(s).owner(i) != "odd";
  };
  EXPECT_EQ(last_that(341, 800, [&](int h) { return taken(200, h); }), 660);
  EXPECT_EQ(stretches(20, 500, [&](int w) { return std::string(taken(w, 500) ? "taken" : "odd"); }), "odd 59, taken 390, odd 500");
  EXPECT_EQ(last_that(0, 200, [&](int off) { return taken(200, 500, off); }), 44) << "its foot below the line";
  EXPECT_EQ(first_that(1, 4, [&](int letters) { return taken(200, 500, 0, letters); }), 2) << "four letters of a heading about it";
  EXPECT_FALSE(taken(200, 345, 0, 4, 150)) << "beside letters hardly larger than others";
}

// "A line joined over a gap".
TEST(Lines, AreJoinedOverAGapOfABodyAndAQuarter) {
  const auto lines = [](int gap) {
    Scene s;
    s.letters(0, 1000, kLarge, 6, 100);
    s.letters(580 + gap, 1000, kLarge, 6, 100);
    return found(s).segments.list.size();
  };
  EXPECT_EQ(last_that(0, 200, [&](int gap) { return lines(gap) == 1; }), 125);
}

TEST(Lines, KnowTheirBoxTheirBandAndTheirPieces) {
  Scene s = two_lines(1250);
  const int vowel = s.piece(515, 850, 50, 30), low = s.piece(615, 1255, 40, 30);
  const Found f = found(s);
  ASSERT_EQ(f.segments.list.size(), 2u);
  const Segment &a = f.segments.list[0], &b = f.segments.list[1];
  EXPECT_EQ(a.box, (Box{0, 850, 1180, 150}));
  EXPECT_EQ(a.top, 900);
  EXPECT_EQ(a.base, 1000);
  EXPECT_EQ(a.slope, 0);
  EXPECT_EQ(a.letters, 12);
  EXPECT_EQ(a.pieces.size(), 13u);
  EXPECT_EQ(a.pieces.back(), vowel);
  EXPECT_FALSE(a.dash || a.lent || a.mark);
  EXPECT_EQ(b.box, (Box{0, 1150, 1180, 135}));
  EXPECT_EQ(b.pieces.back(), low);
  EXPECT_TRUE(f.segments.odd.empty());
}

TEST(Lines, StandFromTopToBottomAndFromLeftToRight) {
  Scene s;
  for (const auto& [x, base] : {std::pair{2000, 1000}, {0, 1500}, {0, 1000}}) s.letters(x, base, kLarge, 6, 100);
  const Found f = found(s);
  ASSERT_EQ(f.segments.list.size(), 3u);
  EXPECT_EQ(f.segments.list[0].box.x, 0);
  EXPECT_EQ(f.segments.list[1].box.x, 2000);
  EXPECT_EQ(f.segments.list[2].base, 1500);
}

TEST(Lines, ThatFallCarryTheirSlopeToTheirMarks) {
  Scene s;
  for (int i = 0; i < 40; ++i) s.piece(100 * i, 900 + 2 * i, 80, kLarge);
  const int mark = s.piece(3815, 940, 40, 30);  // over the letters there, which stand at 976 to 1076
  const Found f = found(s);
  EXPECT_EQ(f.owner(mark), "1");
  EXPECT_NEAR(f.segments.list[0].slope, 0.02, 1e-6);
  EXPECT_NEAR(f.segments.list[0].base, 1000 + 0.02 * (1990 - 40), 1.5);
  EXPECT_NEAR(f.segments.list[0].base_at(0), 1000, 1.5);
  EXPECT_NEAR(f.segments.list[0].top_at(3980), 979, 1.5);
}

// "The box of a lone dash".
TEST(Dashes, AloneAreSegmentsWithABandAroundThem) {
  Scene s;
  s.piece(500, 700, 60, 20);
  const Found f = found(s);
  ASSERT_EQ(f.segments.list.size(), 1u);
  const Segment& d = f.segments.list[0];
  EXPECT_EQ(d.box, (Box{500, 700, 60, 20}));
  EXPECT_EQ(d.base, 755);
  EXPECT_EQ(d.top, 655);
  EXPECT_EQ(d.pieces, (std::vector<int>{0}));
  EXPECT_TRUE(d.dash);
  const auto what = [](int w, int h) {
    Scene t;
    t.piece(500, 700, w, h);
    const Found g = found(t);
    return g.segments.list.empty() ? std::string("odd") : g.segments.list[0].dash ? std::string("dash") : std::string("rule");
  };
  EXPECT_EQ(stretches(20, 240, [&](int w) { return what(w, 10); }), "odd 29, dash 120, rule 200, odd 240");
  EXPECT_EQ(stretches(5, 49, [&](int h) { return what(100, h); }), "dash 35, odd 49");
  EXPECT_EQ(stretches(20, 60, [&](int w) { return what(w, 20); }), "odd 32, dash 60") << "1.6 times as wide as high and more";
}

// A stroke over two lines is cut 0.35 of the way from the feet of the upper to the heads of the lower.
TEST(Pieces, OverTwoLinesAreCutBetweenThem) {
  const auto cut = [](int x, int y, int h, int second = 1300, int letters = 12) {
    Scene s;
    s.letters(0, 1000, kLarge, letters, 100);
    s.letters(0, second, kLarge, letters, 100);
    const int i = s.piece(x, y, 15, h);
    Found f = found(s);
    const bool done = f.all.list.size() > s.all.list.size();
    return done ? text_of(f.all.list[i].box) + " and " + text_of(f.all.list.back().box) : std::string("whole");
  };
  EXPECT_EQ(cut(585, 900, 400), "585,900 15x170 and 585,1070 15x230");
  EXPECT_EQ(cut(585, 900, 390, 1250), "585,900 15x153 and 585,1053 15x237");
  // It must reach over half of both bodies.
  EXPECT_EQ(stretches(900, 980, [&](int y) { return std::string(cut(585, y, 1300 - y) == "whole" ? "whole" : "cut"); }), "cut 950, whole 980");
  EXPECT_EQ(stretches(1200, 1320, [&](int bottom) { return std::string(cut(585, 900, bottom - 900) == "whole" ? "whole" : "cut"); }),
            "whole 1249, cut 1320");
  EXPECT_EQ(stretches(600, 900, [&](int y) { return std::string(cut(585, y, 1300 - y) == "whole" ? "whole" : "cut"); }), "cut 900");
  EXPECT_EQ(stretches(-200, 1400, [&](int x) { return std::string(cut(x, 900, 400) == "whole" ? "whole" : "cut"); }),
            "whole -108, cut 1272, whole 1400");
  EXPECT_EQ(cut(185, 900, 400, 1300, 2), "whole") << "lines of three letters and more";
  EXPECT_EQ(cut(285, 900, 400, 1300, 3), "285,900 15x170 and 285,1070 15x230");
  // No higher than seven bodies.
  EXPECT_EQ(stretches(600, 800, [&](int h) { return std::string(cut(585, 1310 - h, h) == "whole" ? "whole" : "cut"); }), "cut 700, whole 800");
}

TEST(Pieces, CutInTwoShareTheirInk) {
  Scene s;
  s.letters(0, 1000, kLarge, 12, 100);
  s.letters(0, 1300, kLarge, 12, 100);
  const int i = s.piece(585, 900, 15, 400);
  Found f = found(s);
  ASSERT_EQ(f.all.list.size(), s.all.list.size() + 1);
  const picture::Component &upper = f.all.list[i], &lower = f.all.list.back();
  EXPECT_EQ(upper.area, 170 * 15);
  EXPECT_EQ(lower.area, 230 * 15);
  EXPECT_EQ(upper.count, 170);
  EXPECT_EQ(lower.count, 230);
  EXPECT_EQ(f.all.runs_of(upper).front().y, 900);
  EXPECT_EQ(f.all.runs_of(lower).front().y, 1070);
  EXPECT_EQ(f.owner(i), "1");
  EXPECT_EQ(f.owner(static_cast<int>(f.all.list.size()) - 1), "2");
}

}  // namespace lines_test
}  // namespace banthuek::layout
