#include "pipeline/layout/find_choice_marks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace find_choice_marks_test {

constexpr int kBody = 40;

void frame(Drawing& d, int x, int y, int w, int h, int t = 4) {
  d.fill(x, y, w, t), d.fill(x, y + h - t, w, t), d.fill(x, y, t, h), d.fill(x + w - t, y, t, h);
}

void ring(Drawing& d, int x, int y, int side, double t = 4) {
  for (int j = 0; j < side; ++j)
    for (int i = 0; i < side; ++i)
      if (const double r = std::hypot(i + 0.5 - side / 2.0, j + 0.5 - side / 2.0); r < side / 2.0 && r > side / 2.0 - t) d.fill(x + i, y + j, 1, 1);
}

void tick(Drawing& d, int x, int y, int side) {
  for (int i = 0; i < side; ++i) d.fill(x + i, i < side / 3 ? y + 6 * side / 10 + i : y + side - 1 - (i - side / 3) * 3 / 2, 4, 4);
}

struct Taken {
  std::vector<Segment> boxes;
  std::vector<int> rest;
};
Taken take(const Drawing& d) {
  const picture::Components c = d.components();
  Taken t;
  t.rest = all_of(c);
  t.boxes = take_boxes(c, t.rest, kBody);
  return t;
}

TEST(Boxes, AreTakenFromAmongTheText) {
  Drawing d(600, 200);
  frame(d, 50, 60, 40, 40);
  d.letters(120, 100, kBody, 8, 45);
  const Taken t = take(d);
  ASSERT_EQ(t.boxes.size(), 1u);
  const Segment& s = t.boxes[0];
  EXPECT_EQ(s.box, (Box{50, 60, 40, 40}));
  EXPECT_EQ(s.top, 60);
  EXPECT_EQ(s.base, 100);
  EXPECT_EQ(s.letters, 1);
  EXPECT_EQ(s.pieces, (std::vector<int>{0}));
  ASSERT_TRUE(s.mark) << "the box is a sign";
  EXPECT_EQ(s.mark->kind, MarkKind::kBoxEmpty);
  EXPECT_EQ(s.mark->box, s.box);
  EXPECT_GT(s.mark->confidence, 0.9);
  EXPECT_EQ(t.rest.size(), 8u);
}

// A pen ticks a box with a stroke that leaves it above.
TEST(Boxes, AreSeenUnderAStrokeThatLeavesThem) {
  const auto ticked = [](int out, int letter_at = 0) {
    Drawing d(600, 300);
    frame(d, 50, 150, 40, 40, 3);
    for (int i = 0; i < 30 + out; ++i) d.fill(60 + i, 182 - i, 4, 4);
    if (letter_at) d.letter(letter_at, 190, kBody);
    const Taken t = take(d);
    if (t.boxes.empty()) return std::string("none");
    return std::string(name_of(t.boxes[0].mark->kind)) + " " + text_of(t.boxes[0].box) + ", left " + std::to_string(t.rest.size());
  };
  EXPECT_EQ(ticked(30), "box_checked 50,150 40x40, left 0");
  EXPECT_EQ(ticked(60), "box_checked 50,150 40x40, left 0");
  EXPECT_EQ(ticked(160), "none") << "a pen's long stroke";
  EXPECT_EQ(ticked(30, 110), "box_checked 50,150 40x40, left 1");
  EXPECT_EQ(ticked(10, 96), "none") << "one letter of two that touch";
  Drawing open(600, 300);
  open.fill(50, 150, 3, 40), open.fill(50, 187, 40, 3), open.fill(87, 150, 3, 40);  // บ, and a mark that touches it
  for (int i = 0; i < 30; ++i) open.fill(60 + i, 150 - i, 30, 4);
  EXPECT_TRUE(take(open).boxes.empty());
}

TEST(Boxes, TakeWhatLiesInThem) {
  Drawing d(600, 200);
  frame(d, 50, 50, 60, 60);
  d.fill(65, 65, 30, 30);
  const Taken t = take(d);
  ASSERT_EQ(t.boxes.size(), 1u);
  EXPECT_EQ(t.boxes[0].pieces, (std::vector<int>{0, 1}));
  ASSERT_TRUE(t.boxes[0].mark);
  EXPECT_EQ(t.boxes[0].mark->kind, MarkKind::kBoxChecked);
  EXPECT_TRUE(t.rest.empty());
}

TEST(Boxes, AreOfALettersSizeAndAboutSquare) {
  const auto taken = [](int w, int h) {
    Drawing d(300, 300);
    frame(d, 50, 50, w, h);
    return take(d).boxes.size() == 1;
  };
  EXPECT_EQ(stretches(10, 120, [&](int side) { return std::string(taken(side, side) ? "box" : "none"); }), "none 25, box 88, none 120");
  EXPECT_EQ(stretches(20, 80, [&](int w) { return std::string(taken(w, 40) ? "box" : "none"); }), "none 27, box 56, none 80");
}

TEST(Boxes, HaveInkAlongAllFourSides) {
  const auto open = [](int x, int y, int w, int h) {
    Drawing d(300, 300);
    frame(d, 50, 50, 60, 60);
    d.fill(x, y, w, h, 255);
    return take(d).boxes.empty() ? std::string("none") : std::string("box");
  };
  EXPECT_EQ(stretches(1, 30, [&](int gap) { return open(50, 70, 4, gap); }), "box 6, none 30");
  EXPECT_EQ(stretches(1, 30, [&](int gap) { return open(106, 70, 4, gap); }), "box 6, none 30");
  EXPECT_EQ(stretches(4, 30,
                      [&](int t) {
                        Drawing d(300, 300);
                        frame(d, 50, 50, 60, 60, t);
                        return take(d).boxes.empty() ? std::string("none") : std::string("box");
                      }),
            "box 11, none 30");
}

TEST(Rings, AreTakenWhereTheyAreLargerThanLetters) {
  const auto taken = [](int side) {
    Drawing d(300, 300);
    ring(d, 50, 50, side);
    return take(d).boxes.empty() ? std::string("none") : std::string("ring");
  };
  EXPECT_EQ(stretches(30, 110, taken), "none 50, ring 88, none 110");
}

TEST(Rings, BesideLettersOfTheirHeightAreLetters) {
  const auto taken = [](int x, int y, int h) {
    Drawing d(600, 300);
    ring(d, 250, 100, 60);
    d.fill(x, y, 20, h);
    return take(d).boxes.empty() ? std::string("none") : std::string("ring");
  };
  EXPECT_EQ(stretches(311, 360, [&](int x) { return taken(x, 100, 60); }), "none 333, ring 360");
  EXPECT_EQ(stretches(180, 229, [&](int x) { return taken(x, 100, 60); }), "ring 206, none 229");
  EXPECT_EQ(stretches(20, 60, [&](int h) { return taken(315, 100, h); }), "ring 36, none 60");
  EXPECT_EQ(stretches(60, 200, [&](int y) { return taken(315, y, 60); }), "ring 70, none 129, ring 200");
}

// The O of heavy letters has ink along all four sides.
TEST(Rings, AreHeavyLettersToo) {
  const auto taken = [](bool letters) {
    Drawing d(600, 300);
    ring(d, 250, 100, 60, 14);
    if (letters) d.fill(215, 100, 25, 60), d.fill(320, 100, 25, 60);
    return !take(d).boxes.empty();
  };
  EXPECT_TRUE(taken(false));
  EXPECT_FALSE(taken(true));
}

// In cells.

Segments lone(const Drawing& d, bool odd = false) {
  const picture::Components c = d.components();
  Segments s;
  if (odd) {
    s.odd = all_of(c);
  } else {
    Segment one;
    one.pieces = all_of(c);
    for (int i : one.pieces) one.box = unite(one.box, c.list[i].box);
    one.base = one.box.bottom(), one.top = one.box.y, one.letters = 1;
    s.list = {one};
  }
  mark_lone_signs(c, s, kBody);
  return s;
}

std::string kind_of(const Segments& s) { return s.list.empty() || !s.list[0].mark ? "none" : name_of(s.list[0].mark->kind); }

TEST(LoneSigns, AreMarks) {
  Drawing d(300, 300);
  tick(d, 100, 100, 50);
  const Segments s = lone(d);
  ASSERT_EQ(s.list.size(), 1u);
  ASSERT_TRUE(s.list[0].mark) << "the tick is a sign";
  EXPECT_EQ(s.list[0].mark->kind, MarkKind::kCheck);
  EXPECT_EQ(s.list[0].mark->box, s.list[0].box);
}

TEST(LoneSigns, AreOfASignsSize) {
  const auto kind = [](int side) {
    Drawing d(400, 400);
    tick(d, 100, 100, side);
    return kind_of(lone(d));
  };
  EXPECT_EQ(stretches(12, 160, kind), "none 15, check 125, none 160");
  const auto wide = [](int w) {
    Drawing d(400, 400);
    frame(d, 50, 50, w, w * 3 / 4);
    return kind_of(lone(d));
  };
  EXPECT_EQ(stretches(40, 150, wide), "box_empty 128, none 150");
}

TEST(LoneSigns, OfSixPiecesAreText) {
  const auto kind = [](int pieces) {
    Drawing d(300, 300);
    frame(d, 50, 50, 60, 60);
    for (int i = 1; i < pieces; ++i) d.fill(56 + 8 * i, 70, 4, 20);
    return kind_of(lone(d));
  };
  EXPECT_EQ(kind(5), "box_checked");
  EXPECT_EQ(kind(6), "none");
}

TEST(LoneSigns, ThatAreRingsAreLargerThanDigits) {
  const auto kind = [](int side) {
    Drawing d(300, 300);
    ring(d, 50, 50, side);
    return kind_of(lone(d));
  };
  EXPECT_EQ(stretches(20, 80, kind), "none 37, circle_empty 80");
  const auto filled = [](int side) {
    Drawing d(300, 300);
    ring(d, 50, 50, side, side);
    return kind_of(lone(d));
  };
  EXPECT_EQ(stretches(20, 80, filled), "circle_filled 80");
}

TEST(LoneSigns, AreLeftAsTheyAreWhereTheyAreMarksAlready) {
  Drawing d(300, 300);
  tick(d, 100, 100, 50);
  const picture::Components c = d.components();
  Segments s;
  Segment one;
  one.pieces = {0}, one.box = c.list[0].box, one.mark = Mark{MarkKind::kSlash, {}, 0.1};
  s.list = {one};
  mark_lone_signs(c, s, kBody);
  EXPECT_EQ(s.list[0].mark->kind, MarkKind::kSlash);
}

TEST(LoneSigns, AmongTheOddPiecesBecomeSegments) {
  Drawing d(400, 400);
  tick(d, 100, 100, 100);
  const Segments s = lone(d, true);
  EXPECT_TRUE(s.odd.empty());
  ASSERT_EQ(s.list.size(), 1u);
  ASSERT_TRUE(s.list[0].mark) << "the tick is a sign";
  EXPECT_EQ(s.list[0].mark->kind, MarkKind::kCheck);
  Drawing letter(300, 300);
  letter.letter(100, 200, 100);
  EXPECT_EQ(lone(letter, true).odd.size(), 1u);
}

}  // namespace find_choice_marks_test
}  // namespace banthuek::layout
