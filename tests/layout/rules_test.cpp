#include "pipeline/layout/rules.h"

#include <gtest/gtest.h>

#include "pipeline/picture/morphology.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace rules_test {

constexpr int kBody = 30;

TEST(Rules, AreLongThinInkAndLeaveTheInkClean) {
  Drawing d(1000, 400);
  d.fill(50, 100, 800, 4);
  d.fill(50, 300, 800, 4);
  d.fill(50, 100, 4, 204);
  d.fill(846, 100, 4, 204);
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_EQ(r.horizontal.size(), 2u);
  EXPECT_EQ(r.vertical.size(), 2u);
  EXPECT_EQ(picture::find_components(picture::without(d.ink(), r.ink)).list.size(), 0u);
}

// The frame of a column grows out of its dark heading: all of it one piece of ink.
TEST(Rules, MayHangFromADarkGround) {
  const auto frame = [](int heading) {
    Drawing d(1000, 1000);
    d.fill(100, 100, 600, heading);
    d.fill(100, 100, 5, 800), d.fill(695, 100, 5, 800), d.fill(100, 895, 600, 5);
    return find_rules(d.ink(), kBody);
  };
  const PageRules r = frame(150);
  ASSERT_EQ(r.vertical.size(), 2u);
  EXPECT_NEAR(r.vertical[0].y0, 250, 3) << "from the ground on";
  EXPECT_NEAR(r.vertical[0].y1, 900, 3);
  EXPECT_EQ(r.horizontal.size(), 1u);
  EXPECT_EQ(frame(770).vertical.size(), 0u) << "what is left is shorter than a rule";
}

TEST(Rules, MayBeThickerThanAnyStrokeWhereTheyAreLong) {
  Drawing d(1000, 400);
  d.fill(50, 100, 800, 15);
  d.fill(50, 300, 800, 15);
  d.fill(300, 150, 100, 15);  // a bar, as bold letters have
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_EQ(r.horizontal.size(), 2u);
}

TEST(Rules, AreNotMadeOfLettersInARow) {
  Drawing d(1000, 300);
  d.letters(50, 150, kBody, 25, 30);
  d.letters(50, 240, 2 * kBody, 10, 60);
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_TRUE(r.horizontal.empty());
  EXPECT_TRUE(r.vertical.empty());
}

TEST(Rules, LeaveAStrokeThatCrossesThemWhole) {
  Drawing d(1000, 300);
  d.fill(50, 150, 800, 3);
  d.fill(400, 120, 5, 60);
  const PageRules r = find_rules(d.ink(), kBody);
  ASSERT_EQ(r.horizontal.size(), 1u);
  const picture::Components c = picture::find_components(picture::without(d.ink(), r.ink));
  ASSERT_EQ(c.list.size(), 1u);
  EXPECT_EQ(c.list[0].box.h, 60);
}

TEST(Rules, AreNotSeenInTheNoiseOfAShadedRow) {
  Drawing d(1000, 400);
  for (int y : {100, 170}) d.fill(50, y, 800, 4);
  for (int x : {50, 846}) d.fill(x, 100, 4, 74);
  // Upright strokes from rule to rule and level ones, with specks beside them.
  for (int x : {300, 340, 380}) d.fill(x, 104, 3, 66);
  for (int y : {120, 150}) d.fill(300, y, 80, 2);
  for (int y = 104; y < 170; ++y)
    for (int x = 280; x < 420; ++x)
      if ((x * 7919 + y * 104729) % 5 < 2) d.fill(x, y, 1, 1);
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_EQ(r.horizontal.size(), 2u);
  EXPECT_EQ(r.vertical.size(), 2u);
}

TEST(Rules, ThatAreShortMeetTwoLongOnes) {
  const auto level = [](int second) {
    Drawing d(1000, 400);
    d.fill(100, 50, 4, 300), d.fill(second, 50, 4, 300);
    d.fill(100, 200, 84, 4);  // from one to the other, where it is near
    return find_rules(d.ink(), kBody).horizontal.size();
  };
  EXPECT_EQ(level(180), 1u);
  EXPECT_EQ(level(600), 0u);
}

// How a page of rules is seen: "2 level, 1 upright".
std::string seen(const Drawing& d) {
  const PageRules r = find_rules(d.ink(), kBody);
  return std::to_string(r.horizontal.size()) + " level, " + std::to_string(r.vertical.size()) + " upright";
}

TEST(Rules, LieWhereTheirInkDoes) {
  Drawing d(1000, 400);
  d.fill(50, 100, 800, 4);
  d.fill(300, 120, 5, 200);
  const PageRules r = find_rules(d.ink(), kBody);
  ASSERT_EQ(r.horizontal.size(), 1u);
  EXPECT_EQ(r.horizontal[0].x0, 50);
  EXPECT_EQ(r.horizontal[0].x1, 850);
  EXPECT_EQ(r.horizontal[0].y0, 102);
  EXPECT_EQ(r.horizontal[0].y1, 102);
  EXPECT_EQ(r.horizontal[0].width, 4);
  ASSERT_EQ(r.vertical.size(), 1u);
  EXPECT_EQ(r.vertical[0].x0, 302.5);
  EXPECT_EQ(r.vertical[0].x1, 302.5);
  EXPECT_EQ(r.vertical[0].y0, 120);
  EXPECT_EQ(r.vertical[0].y1, 320);
  EXPECT_EQ(r.vertical[0].width, 5);
  // Their pixels, row by row.
  int pixels = 0;
  for (std::size_t i = 0; i < r.ink.size(); ++i) {
    pixels += r.ink[i].x1 - r.ink[i].x0;
    if (i > 0) {
      EXPECT_LE(r.ink[i - 1].y, r.ink[i].y);
    }
  }
  EXPECT_EQ(pixels, 800 * 4 + 200 * 5);
}

TEST(Rules, ThatFallKeepTheirEnds) {
  Drawing d(1000, 400);
  for (int i = 0; i < 8; ++i) d.fill(50 + 100 * i, 100 + i, 100, 4);
  for (int i = 0; i < 8; ++i) d.fill(900 + i, 20 + 40 * i, 5, 40);
  const PageRules r = find_rules(d.ink(), kBody);
  ASSERT_EQ(r.horizontal.size(), 1u);
  EXPECT_NEAR(r.horizontal[0].y0, 102.4, 0.2);
  EXPECT_NEAR(r.horizontal[0].y1, 108.6, 0.2);
  ASSERT_EQ(r.vertical.size(), 1u);
  EXPECT_NEAR(r.vertical[0].x0, 903.21, 0.01);
  EXPECT_NEAR(r.vertical[0].x1, 908.79, 0.01);
}

TEST(Rules, AreFourBodiesLongOrMeetOthers) {
  EXPECT_EQ(stretches(
                30, 160,
                [](int w) {
                  Drawing d(400, 200);
                  d.fill(50, 100, w, 3);
                  return seen(d);
                },
                8),
            "0 level, 0 upright 119, 1 level, 0 upright 160");
  EXPECT_EQ(stretches(
                30, 160,
                [](int h) {
                  Drawing d(200, 400);
                  d.fill(100, 50, 3, h);
                  return seen(d);
                },
                8),
            "0 level, 0 upright 134, 0 level, 1 upright 160");
  // An upright that stands on a level rule, or between two.
  EXPECT_EQ(stretches(
                30, 100,
                [](int h) {
                  Drawing d(400, 300);
                  d.fill(50, 200, 300, 3), d.fill(200, 200 - h, 3, h);
                  return seen(d);
                },
                8),
            "1 level, 0 upright 62, 1 level, 1 upright 100");
  EXPECT_EQ(stretches(
                30, 100,
                [](int h) {
                  Drawing d(400, 300);
                  d.fill(50, 200, 300, 3), d.fill(50, 200 - h, 300, 3), d.fill(200, 200 - h, 3, h);
                  return seen(d);
                },
                8),
            "2 level, 0 upright 39, 2 level, 1 upright 100");
  // A level one between two long uprights.
  EXPECT_EQ(stretches(
                40, 160,
                [](int w) {
                  Drawing d(400, 400);
                  d.fill(50, 50, 3, 300), d.fill(50 + w, 50, 3, 300), d.fill(50, 200, w, 3);
                  return seen(d);
                },
                8),
            "0 level, 2 upright 41, 1 level, 2 upright 160");
  EXPECT_EQ(stretches(
                100, 160,
                [](int h) {
                  Drawing d(400, 400);
                  d.fill(50, 50, 3, h), d.fill(130, 50, 3, h), d.fill(50, 80, 80, 3);
                  return seen(d);
                },
                8),
            "0 level, 0 upright 134, 1 level, 2 upright 160");
}

TEST(Rules, AreThinUnlessTheyAreLong) {
  EXPECT_EQ(stretches(2, 25,
                      [](int t) {
                        Drawing d(400, 200);
                        d.fill(50, 100, 200, t);
                        return seen(d);
                      }),
            "1 level, 0 upright 9, 0 level, 0 upright 25");
  EXPECT_EQ(stretches(2, 25,
                      [](int t) {
                        Drawing d(400, 200);
                        d.fill(50, 100, 300, t);
                        return seen(d);
                      }),
            "1 level, 0 upright 18, 0 level, 0 upright 25");
  EXPECT_EQ(stretches(200, 260,
                      [](int w) {
                        Drawing d(400, 200);
                        d.fill(50, 100, w, 15);
                        return seen(d);
                      }),
            "0 level, 0 upright 239, 1 level, 0 upright 260");
  EXPECT_EQ(stretches(2, 25,
                      [](int t) {
                        Drawing d(200, 400);
                        d.fill(100, 50, t, 200);
                        return seen(d);
                      }),
            "0 level, 1 upright 9, 0 level, 0 upright 25");
}

// Pieces `w` long, `gap` apart, over 600 pixels.
std::string dashed(int w, int gap, bool upright = false, int length = 600) {
  Drawing d(upright ? 100 : 1000, upright ? 1000 : 100);
  for (int at = 50; at < 50 + length; at += w + gap) upright ? d.fill(50, at, 3, w) : d.fill(at, 50, w, 3);
  return seen(d);
}

TEST(Rules, AreInkedForTheMostOfTheirWay) {
  EXPECT_EQ(stretches(
                5, 100, [](int gap) { return dashed(100, gap); }, 8),
            "1 level, 0 upright 75, 0 level, 0 upright 100");
  EXPECT_EQ(stretches(
                5, 100, [](int gap) { return dashed(100, gap, true); }, 8),
            "0 level, 1 upright 57, 0 level, 0 upright 100");
  EXPECT_EQ(stretches(
                2, 70, [](int gap) { return dashed(60, gap); }, 8),
            "1 level, 0 upright 11, 0 level, 0 upright 70");
  EXPECT_EQ(stretches(
                2, 70, [](int gap) { return dashed(60, gap, true, 900); }, 8),
            "0 level, 1 upright 11, 0 level, 0 upright 70");
  EXPECT_EQ(stretches(
                200, 700, [](int length) { return dashed(60, 8, false, length); }, 8),
            "0 level, 0 upright 408, 1 level, 0 upright 700");
  EXPECT_EQ(stretches(
                500, 930, [](int length) { return dashed(60, 6, true, length); }, 8),
            "0 level, 0 upright 858, 0 level, 1 upright 930");
}

// Noise beside a rule: ink in a part of the rows two to four pixels off it, on one side or both.
TEST(Rules, StandAloneOnOneSideAtLeast) {
  const auto with = [](int part, bool both, int off, int length = 300) {
    Drawing d(500, 200);
    d.fill(50, 100, length, 4);
    for (int x = 50; x < 50 + length; ++x)
      if ((x * 37) % 100 < part) {
        d.fill(x, 104 + off, 1, 1);
        if (both) d.fill(x, 99 - off, 1, 1);
      }
    return seen(d);
  };
  EXPECT_EQ(stretches(5, 60, [&](int part) { return with(part, true, 2); }), "1 level, 0 upright 42, 0 level, 0 upright 60");
  EXPECT_EQ(with(90, false, 2), "1 level, 0 upright");
  EXPECT_EQ(with(90, true, 2, 380), "1 level, 0 upright") << "long rules are rules";
  EXPECT_EQ(stretches(0, 8, [&](int off) { return with(60, true, off); }), "1 level, 0 upright 1, 0 level, 0 upright 3, 1 level, 0 upright 8");
  const auto upright = [](int part, int off, bool both) {
    Drawing d(200, 500);
    d.fill(100, 50, 4, 300);
    for (int y = 50; y < 350; ++y)
      if ((y * 37) % 100 < part) {
        d.fill(104 + off, y, 1, 1);
        if (both) d.fill(99 - off, y, 1, 1);
      }
    return seen(d);
  };
  EXPECT_EQ(stretches(5, 60, [&](int part) { return upright(part, 2, true); }), "0 level, 1 upright 42, 0 level, 0 upright 60");
  EXPECT_EQ(upright(90, 2, false), "0 level, 1 upright");
}

// What is left where a stroke meets a rule four pixels thick: it is cut off at the rule where it ends within an edge's raggedness, else it stays
// whole.
TEST(Rules, LeaveStrokesThatCrossThem) {
  const auto left = [](int above, int below) {
    Drawing d(600, 200);
    d.fill(50, 100, 500, 4);
    d.fill(300, 100 - above, 6, above), d.fill(300, 104, 6, below);
    const picture::Components c = picture::find_components(picture::without(d.ink(), find_rules(d.ink(), kBody).ink));
    std::string out;
    for (const picture::Component& one : c.list) out += text_of(one.box) + " ";
    return out;
  };
  EXPECT_EQ(left(0, 0), "");
  EXPECT_EQ(left(2, 2), "");
  EXPECT_EQ(left(2, 3), "300,104 6x3 ");
  EXPECT_EQ(left(3, 3), "300,97 6x10 ");
  EXPECT_EQ(left(20, 0), "300,80 6x20 ");
  EXPECT_EQ(left(20, 2), "300,80 6x20 ");
  EXPECT_EQ(left(20, 3), "300,80 6x27 ");
  EXPECT_EQ(left(20, 20), "300,80 6x44 ");
  const auto beside = [](int before, int after) {
    Drawing d(200, 600);
    d.fill(100, 50, 4, 500);
    d.fill(100 - before, 300, before, 6), d.fill(104, 300, after, 6);
    const picture::Components c = picture::find_components(picture::without(d.ink(), find_rules(d.ink(), kBody).ink));
    std::string out;
    for (const picture::Component& one : c.list) out += text_of(one.box) + " ";
    return out;
  };
  EXPECT_EQ(beside(2, 2), "");
  EXPECT_EQ(beside(20, 0), "80,300 20x6 ");
  EXPECT_EQ(beside(20, 3), "80,300 27x6 ");
}

}  // namespace rules_test
}  // namespace banthuek::layout
