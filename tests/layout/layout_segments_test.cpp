// How the pieces of a page become the segments of its lines: dashes, few letters, stretches between wide spaces.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/layout/drawn_layout.h"

namespace banthuek::layout {
namespace layout_segments_test {

TEST(Dashes, BesideALoneNumberAreSegmentsOfTheirOwn) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 24, 30, 30);
  d.fill(760, 90, 14, 3), d.letter(800, 100, 24), d.fill(845, 90, 14, 3);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.text.lines.size(), 2u);
  ASSERT_EQ(l.text.lines[0].size(), 3u);
  EXPECT_TRUE(l.text.segments[l.text.lines[0][0]].dash);
  EXPECT_FALSE(l.text.segments[l.text.lines[0][1]].dash);
  EXPECT_TRUE(l.text.segments[l.text.lines[0][2]].dash);
}

TEST(Dashes, AloneOnTheirLevelAreSpecks) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 24, 30, 30);
  d.fill(1300, 800, 14, 4);
  EXPECT_EQ(layout_of(d, 24).text.segments.size(), 1u);
}

TEST(Lines, OfLowLatinLettersCloseOverThaiOnesStay) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 30, 30, 38);
  d.letters(200, 463, 22, 30, 28);
  const Layout l = layout_of(d, 30);
  ASSERT_EQ(l.text.segments.size(), 2u);
  EXPECT_EQ(l.text.segments[0].letters, 30);
}

// "- ๓ -": dashes in the height of the letters, off them by 0.3 of their body and more. A body of 40; the digit from 400 to 432, its feet at 100.
std::string dashes(Box left, int letters = 1) {
  Drawing d(1200, 400);
  d.letters(200, 300, 40, 12, 50);
  d.letters(400, 100, 40, letters, 45);
  d.fill(left.x, left.y, left.w, left.h);
  const Layout l = layout_of(d, 40);
  std::string out;
  for (const Segment& s : l.text.segments)
    if (s.dash) out += (out.empty() ? "" : "; ") + text_of(s.box);
  return out.empty() ? "none" : out;
}

TEST(Dashes, BesideFewLettersArePartedFromThem) {
  EXPECT_EQ(dashes({360, 80, 20, 4}), "360,80 20x4");
  EXPECT_EQ(stretches(
                350, 398,
                [](int right) {
                  return std::string(dashes({right - 20, 80, 20, 4}) == "none" ? "none" : "dash");
                },
                8),
            "dash 387, none 398");
  EXPECT_EQ(stretches(
                50, 110,
                [](int y) {
                  return std::string(dashes({360, y, 20, 4}) == "none" ? "none" : "dash");
                },
                8),
            "none 68, dash 91, none 110");
  EXPECT_EQ(stretches(
                6, 90,
                [](int w) {
                  return std::string(dashes({380 - w, 80, w, 4}) == "none" ? "none" : "dash");
                },
                8),
            "none 10, dash 59, none 90");
  EXPECT_EQ(stretches(2, 19, [](int h) { return std::string(dashes({350, 80, 30, h}) == "none" ? "none" : "dash"); }), "dash 13, none 19");
  EXPECT_EQ(stretches(1, 6,
                      [](int letters) {
                        return std::string(dashes({360, 80, 20, 4}, letters) == "none" ? "none" : "dash");
                      }),
            "dash 3, none 6");
}

// Two are the empty columns of a table without rules.
TEST(Dashes, BeforeALineStay) {
  const auto dashes_at = [](std::vector<int> places) {
    Drawing d(2400, 400);
    d.letters(1000, 300, 40, 12, 50);
    for (const int x : places) d.fill(x, 280, 24, 4);
    const Layout l = layout_of(d, 40);
    return std::count_if(l.text.segments.begin(), l.text.segments.end(), [](const Segment& s) { return s.dash; });
  };
  EXPECT_EQ(dashes_at({880}), 1);
  EXPECT_EQ(dashes_at({780, 880}), 2);
}

TEST(Dashes, OutsideTablesHaveALineBesideThem) {
  // A line of twelve letters from 200, its feet at 300; a dash of its own segment, on its level or off it.
  const auto kept = [](int x, int y) {
    Drawing d(2400, 400);
    d.letters(1000, 300, 40, 12, 50);
    d.fill(x, y, 30, 4);
    return std::string(layout_of(d, 40).text.segments.size() == 2 ? "dash" : "none");
  };
  EXPECT_EQ(stretches(485, 495, [&](int x) { return kept(x, 280); }), "none 490, dash 495");
  EXPECT_EQ(stretches(2056, 2066, [&](int x) { return kept(x, 280); }), "dash 2061, none 2066");
  EXPECT_EQ(stretches(244, 252, [&](int y) { return kept(700, y); }) + "; " + stretches(308, 314, [&](int y) { return kept(700, y); }),
            "none 248, dash 252; dash 311, none 314");
}

// Few letters take the height of the text around them where theirs is near it.
TEST(Bands, OfFewLettersAreThoseOfTheText) {
  const auto band = [](int h, int letters, int around = 12) {
    Drawing d(1600, 600);
    d.letters(200, 500, 40, around, 50);
    d.letters(200, 200, h, letters, h + 10);
    for (const Segment& s : layout_of(d, 40).text.segments)
      if (s.base < 300) return s.lent ? "lent " + std::to_string(std::lround(s.body())) : std::string("own");
    return std::string("none");
  };
  EXPECT_EQ(stretches(
                26, 80, [&](int h) { return band(h, 2); }, 8),
            "own 36, lent 40 60, none 80");
  EXPECT_EQ(stretches(1, 6, [&](int letters) { return band(50, letters); }), "lent 40 3, own 6");
  EXPECT_EQ(band(50, 2, 7), "lent 40") << "of the page, where no text around it is long";
  // The middle of those of eight letters and more.
  Drawing d(1600, 900);
  d.letters(200, 800, 36, 12, 50), d.letters(200, 700, 42, 8, 50), d.letters(200, 600, 44, 8, 60), d.letters(200, 500, 60, 7, 80);
  d.letters(200, 200, 50, 2, 60);
  const Layout l = layout_of(d, 40);
  ASSERT_TRUE(l.text.segments[0].lent);
  EXPECT_EQ(l.text.segments[0].body(), 42);
}

TEST(Headings, KeepTheHooksOfTheirSaraA) {
  Drawing d(1600, 600);
  d.letters(200, 500, kBody, 30, 36);
  for (int x : {400, 460, 560, 620}) d.letter(x, 300, 48);
  for (int y : {254, 280}) d.fill(516, y, 30, 20);  // higher than half a letter of the body
  EXPECT_EQ(text_of(layout_of(d, kBody).text), "400,252 258x48 5\n200,470 1068x30 30\n");
}

// A number between wide spaces ("ข้อ  ๗  ให้ ...") is read with the text beside it.
TEST(ShortStretches, AreOneWithTheirNeighbour) {
  const auto stretches_of = [](int gap, int h = kBody, int letters = 1, int stroke = 4, int drop = 0) {
    Drawing d(1600, 300);
    int x = 100;
    for (int i = 0; i < letters; ++i, x += 30) d.letter(x, 200 + drop, h, stroke);
    d.letters(x - 30 + 8 * h / 10 + gap, 200, kBody, 12, 30);
    return layout_of(d, kBody).text.lines.at(0).size();
  };
  EXPECT_EQ(last_that(45, 140, [&](int gap) { return stretches_of(gap) == 1; }), 105);
  EXPECT_EQ(last_that(1, 8, [&](int letters) { return stretches_of(60, kBody, letters) == 1; }), 3);
  EXPECT_EQ(stretches_of(60, 40, 2), 1u);
  EXPECT_EQ(stretches_of(60, 40, 2, 7), 2u) << "a label, larger and bolder";
  EXPECT_EQ(stretches_of(60, kBody, 1, 4, 6), 2u) << "on another level";
}

TEST(ShortStretches, FindAnEverLongerNeighbour) {
  Drawing d(1600, 300);
  d.letters(100, 200, kBody, 2, 30), d.letter(220, 200, kBody), d.letters(310, 200, kBody, 10, 30);
  EXPECT_EQ(text_of(layout_of(d, kBody).text), "100,170 504x30 13\n");
}

}  // namespace layout_segments_test
}  // namespace banthuek::layout
