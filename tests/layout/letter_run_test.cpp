#include "pipeline/layout/letter_run.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace letter_run_test {

constexpr int kBody = 100;

// Four letters of 100 on 1000, the last of them ending at 380; then a piece.
std::size_t chains_with(Box b, int h = 100) {
  Scene s;
  s.letters(0, 1000, h, 4, 100);
  s.piece(b.x, b.y, b.w, b.h);
  return chain_letters(s.all, s.every(), kBody).size();
}

// Pieces 400 high, `many` of them 0.6 as wide, `gap` apart; the last one as given.
TEST(LargeRows, AreAlikeOnOneBaseline) {
  const auto row = [](int many, int gap, int last_h = 400, int off = 0, double fill = 0.4, int wide = 240) {
    Scene s;
    for (int i = 0; i < many; ++i) {
      const int h = i + 1 == many ? last_h : 400;
      s.piece((wide + gap) * i, 1000 - h + (i + 1 == many ? off : 0), wide, h, fill);
    }
    const auto rows = rows_of_large(s.all, s.every(), 300);
    return rows.empty() ? std::size_t{0} : rows.front().size();
  };
  EXPECT_EQ(row(3, 40), 3u);
  EXPECT_EQ(row(2, 40), 0u) << "two say nothing";
  EXPECT_EQ(last_that(1, 500, [&](int gap) { return row(3, gap) == 3; }), 319);
  EXPECT_EQ(first_that(280, 400, [&](int h) { return row(4, 40, h) == 4; }), 301);
  EXPECT_EQ(last_that(400, 600, [&](int h) { return row(4, 40, h) == 4; }), 533);
  EXPECT_EQ(last_that(0, 50, [&](int off) { return row(4, 40, 400, off) == 4; }), 20);
  EXPECT_EQ(row(3, 40, 400, 0, 0.9), 0u) << "bars of a chart";
  EXPECT_EQ(row(3, 40, 400, 0, 0.15), 0u) << "frames";
  EXPECT_EQ(row(3, 40, 400, 0, 0.4, 500), 0u) << "wider than letters";
  EXPECT_EQ(row(3, 40, 400, 0, 0.4, 70), 0u) << "strokes";
}

TEST(Chains, GoOnOverAGapOfOneBodyAndAQuarter) {
  EXPECT_EQ(last_that(380, 600, [](int x) { return chains_with({x, 900, 80, 100}) == 1; }), 380 + 125);
  // Of lower letters: of 0.8 of the page's body at least.
  EXPECT_EQ(last_that(350, 600, [](int x) { return chains_with({x, 940, 48, 60}, 60) == 1; }), 300 + 48 + 100);
  EXPECT_EQ(last_that(380, 800, [](int x) { return chains_with({x, 850, 80, 150}, 150) == 1; }), 300 + 120 + 187) << "of higher ones: of their own";
}

TEST(Chains, GoOnWithLettersOfLikeSize) {
  EXPECT_EQ(last_that(100, 400, [](int h) { return chains_with({400, 1000 - h, 80, h}) == 1; }), 260);
  EXPECT_EQ(first_that(10, 100, [](int h) { return chains_with({400, 1000 - h, 30, h}) == 1; }), 45);
  // Letters of under half the body count as half of it.
  EXPECT_EQ(last_that(60, 200, [](int h) { return chains_with({400, 1000 - h, 80, h}, 40) == 1; }), 130);
}

TEST(Chains, GoOnWithLettersOfTheSameFeetOrHeads) {
  EXPECT_EQ(last_that(900, 990, [](int y) { return chains_with({400, y, 80, 100}) == 1; }), 932);
  EXPECT_EQ(first_that(800, 900, [](int y) { return chains_with({400, y, 80, 100}) == 1; }), 868);
  // A low piece must share half of its height: 45 high, up to 22 below the feet.
  EXPECT_EQ(last_that(955, 1000, [](int y) { return chains_with({400, y, 80, 45}) == 1; }), 977);
  EXPECT_EQ(last_that(1000, 1060,
                      [](int bottom) {
                        return chains_with({400, 750, 80, bottom - 750}) == 1;
                      }),
            1010)
      << "or be no higher than 2.6 of them";
  EXPECT_EQ(first_that(920, 1000, [](int bottom) { return chains_with({400, 750, 80, bottom - 750}) == 1; }), 968) << "feet";
  EXPECT_EQ(last_that(900, 960, [](int y) { return chains_with({400, y, 80, 1150 - y}) == 1; }), 932) << "heads";
}

// A letter from the heads of one line to the feet of the next goes on with the nearer.
TEST(Chains, GoOnWhereALetterFitsBest) {
  const auto joined = [](int upper_end, int lower_end, int y = 900, int bottom = 1080) {
    Scene s;
    s.letters(upper_end - 380, 1000, 100, 4, 100);
    s.letters(lower_end - 380, 1080, 100, 4, 100);
    const int last = s.piece(450, y, 80, bottom - y);
    for (const LetterRun& c : chain_letters(s.all, s.every(), kBody))
      if (c.letters.back() == last) return c.base < 1040 || c.letters.front() == 0 ? std::string("upper") : std::string("lower");
    return std::string("none");
  };
  EXPECT_EQ(joined(400, 390), "upper");
  EXPECT_EQ(joined(390, 400), "lower");
  EXPECT_EQ(joined(450, 440, 900, 1080), "upper");
  EXPECT_EQ(stretches(380, 440, [&](int end) { return joined(end, 410, 900, 1080); }), "lower 409, upper 440");
  EXPECT_EQ(stretches(890, 960, [&](int y) { return joined(400, 400, y, 1080); }), "lower 899, upper 900, lower 960");
  EXPECT_EQ(stretches(1000, 1110, [&](int bottom) { return joined(400, 400, 905, bottom); }), "upper 1075, lower 1084, upper 1110");
}

// The seven letters before tell the level: an eighth does not.
TEST(Chains, FollowALineThatBends) {
  Scene s;
  int base = 1000;
  for (int i = 0; i < 30; ++i) s.piece(100 * i, (base += 8) - 100, 80, 100);
  EXPECT_EQ(chain_letters(s.all, s.every(), kBody).size(), 1u);
  Scene steep;
  base = 1000;
  for (int i = 0; i < 30; ++i) steep.piece(100 * i, (base += 9) - 100, 80, 100);
  EXPECT_GT(chain_letters(steep.all, steep.every(), kBody).size(), 1u);
}

// The one chain of `count` letters whose feet fall by `slope`.
LetterRun falling(int count, double slope, int step = 100, int h = 100) {
  Scene s;
  for (int i = 0; i < count; ++i) s.piece(step * i, 1000 + static_cast<int>(std::lround(slope * (step * i + 40))) - h, 80, h);
  return chain_letters(s.all, s.every(), kBody).front();
}

TEST(LetterRun, KnowsItsPlaceAndItsBody) {
  Scene s;
  s.letters(50, 1000, 100, 5, 100);
  s.piece(550, 860, 80, 140), s.piece(650, 900, 80, 130);  // an ascender, a descender
  const LetterRun c = chain_letters(s.all, s.every(), kBody).front();
  EXPECT_EQ(c.left, 50);
  EXPECT_EQ(c.right, 730);
  EXPECT_EQ(c.middle, 390);
  EXPECT_EQ(c.base, 1000);
  EXPECT_EQ(c.top, 900);
  EXPECT_EQ(c.slope, 0);
  EXPECT_EQ(c.letters, (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
  ASSERT_EQ(c.shapes.size(), 7u);
  EXPECT_EQ(c.shapes[5], (Box{550, 860, 80, 140}));
}

TEST(LetterRun, OfEightLettersAndMoreHasItsSlope) {
  EXPECT_EQ(falling(7, 0.02, 110).slope, 0);
  EXPECT_EQ(falling(8, 0.02, 100).slope, 0) << "shorter than eight bodies";
  EXPECT_NEAR(falling(9, 0.02, 100).slope, 0.02, 0.001);
  const LetterRun c = falling(20, 0.02);
  EXPECT_NEAR(c.slope, 0.02, 0.0005);
  EXPECT_NEAR(c.base, 1000 + 0.02 * c.middle, 0.5);
  EXPECT_NEAR(c.top, c.base - 100, 1);
  EXPECT_NEAR(falling(20, -0.02).slope, -0.02, 0.0005);
  EXPECT_NEAR(falling(20, 0.0295).slope, 0.0295, 0.0004);
  EXPECT_EQ(falling(20, 0.031).slope, 0) << "no page is so askew";
}

// Twenty letters that fall, and others whose feet are off: a third of a body at first, then a sixth, are no feet.
TEST(LetterRun, DoesNotFollowDescenders) {
  const auto slope = [](int drop) {
    Scene s;
    for (int i = 0; i < 20; ++i) s.piece(100 * i, 900 + i, 80, i >= 16 ? 100 + drop : 100);
    return chain_letters(s.all, s.every(), kBody).front().slope;
  };
  EXPECT_NEAR(slope(0), 0.01, 1e-9);
  EXPECT_EQ(stretches(0, 40, [&](int drop) { return std::string(slope(drop) < 0.0101 ? "straight" : "bent"); }), "straight 0, bent 23, straight 40");
}

TEST(LetterRun, IsNeverFlat) {
  Scene s;
  for (int i = 0; i < 3; ++i) s.piece(100 * i, 999, 80, 1);
  const std::vector<LetterRun> chains = chain_letters(s.all, s.every(), 2);
  for (const LetterRun& c : chains) EXPECT_EQ(c.top, c.base - 2);
}

TEST(LetterRun, HeadIsThatOfTheLargerLetterThere) {
  Scene s;
  s.letters(0, 1000, 100, 5, 100);
  s.piece(500, 850, 80, 150);
  const LetterRun c = chain_letters(s.all, s.every(), kBody).front();
  EXPECT_EQ(stretches(400, 700, [&](int x) { return std::to_string(std::lround(c.head_at(x))); }), "900 484, 850 595, 900 700");
  const auto head = [](Box b) {
    Scene t;
    t.letters(0, 1000, 100, 5, 100);
    const int i = t.piece(b.x, b.y, b.w, b.h);
    LetterRun chain = chain_letters(t.all, {0, 1, 2, 3, 4}, kBody).front();
    chain.shapes.push_back(t.all.list[i].box);
    return chain.head_at(b.x + b.w / 2.0);
  };
  EXPECT_EQ(last_that(100, 300, [&](int h) { return head({500, 1000 - h, 80, h}) == 1000 - h; }), 220);
  EXPECT_EQ(last_that(1000, 1100, [&](int bottom) { return head({500, bottom - 200, 80, 200}) < 900; }), 1035);
  EXPECT_EQ(first_that(900, 1000, [&](int bottom) { return head({500, bottom - 200, 80, 200}) < 900; }), 965);
}

// Two lines made apart, then joined: four letters of 100 on 1000 that end at 380, and four of `h` on `base` from `x`.
std::size_t joined(int x, int base, int h = 100) {
  Scene a;
  a.letters(0, 1000, 100, 4, 100);
  a.letters(x, base, h, 4, h);
  std::vector<LetterRun> chains = chain_letters(a.all, {0, 1, 2, 3}, kBody), more = chain_letters(a.all, {4, 5, 6, 7}, kBody);
  chains.insert(chains.begin(), more.begin(), more.end());  // in any order
  join_chains(a.all, chains);
  for (const LetterRun& c : chains) EXPECT_TRUE(c.alive);
  if (chains.size() == 1) {
    EXPECT_EQ(chains[0].letters, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
    EXPECT_EQ(chains[0].left, 0);
    EXPECT_EQ(chains[0].right, a.all.list[7].box.right());
  }
  return chains.size();
}

TEST(JoinedChains, MeetOverAGapOfOneBodyAndAQuarter) {
  EXPECT_EQ(last_that(380, 600, [](int x) { return joined(x, 1000) == 1; }), 505);
  EXPECT_EQ(last_that(380, 800, [](int x) { return joined(x, 1000, 160) == 1; }), 580) << "of the larger body";
  EXPECT_EQ(joined(380 + 4100, 1000), 2u);
}

// Wide-set type: the hooks of ะ are no letters, and the gap over them is too wide.
TEST(JoinedChains, MeetOverTheHooksOfSaraA) {
  const auto joined_over = [](std::vector<Box> hooks) {
    Scene s;
    s.letters(0, 1000, 100, 4, 100), s.letters(540, 1000, 100, 4, 100);
    std::vector<int> small;
    for (const Box& b : hooks) small.push_back(s.piece(b.x, b.y, b.w, b.h));
    std::vector<LetterRun> chains = chain_letters(s.all, {0, 1, 2, 3, 4, 5, 6, 7}, kBody);
    EXPECT_EQ(chains.size(), 2u);
    join_chains(s.all, chains, small);
    return chains.size() == 1;
  };
  EXPECT_TRUE(joined_over({{430, 905, 60, 40}, {430, 955, 60, 40}}));
  EXPECT_FALSE(joined_over({}));
  EXPECT_FALSE(joined_over({{430, 905, 60, 40}})) << "one hook is no ะ";
  EXPECT_FALSE(joined_over({{430, 905, 60, 15}, {430, 955, 60, 15}})) << "dashes";
  EXPECT_FALSE(joined_over({{430, 905, 15, 40}, {430, 955, 15, 40}})) << "dots";
  EXPECT_FALSE(joined_over({{430, 805, 60, 40}, {430, 855, 60, 40}})) << "above the letters";
}

TEST(JoinedChains, StandOnOneBaseline) {
  EXPECT_EQ(last_that(1000, 1060, [](int base) { return joined(400, base) == 1; }), 1030);
  EXPECT_EQ(first_that(940, 1000, [](int base) { return joined(400, base) == 1; }), 970);
  // Or have the same heads: off by less than a quarter, feet by less than 0.6 of the smaller.
  EXPECT_EQ(stretches(40, 260, [](int h) { return std::to_string(joined(400, 1000, h)); }), "2 49, 1 200, 2 260");
  EXPECT_EQ(stretches(50, 180, [](int h) { return std::to_string(joined(400, 900 + h, h)); }), "2 62, 1 159, 2 180");
  EXPECT_EQ(stretches(900, 1080, [](int base) { return std::to_string(joined(400, base, 80)); }), "2 960, 1 1024, 2 1080");
}

// A line of ten letters on 1000 from 0 to 980, and `count` pieces `w` x `h`, `step` apart, whose heads are at `top`. Gives whether they are its
// marks.
struct Marks {
  int x = 100, top = 850, w = 50, h = 40, count = 2, step = 100;
};
bool dissolved(const Marks& m) {
  Scene s;
  s.letters(0, 1000, 100, 10, 100);
  std::vector<int> line = s.every(), pieces;
  for (int i = 0; i < m.count; ++i) pieces.push_back(s.piece(m.x + i * m.step, m.top, m.w, m.h));
  std::vector<LetterRun> chains = chain_letters(s.all, line, kBody), more = chain_letters(s.all, pieces, kBody);
  EXPECT_EQ(more.size(), 1u) << "one chain of marks";
  chains.insert(chains.begin(), more.begin(), more.end());
  const std::vector<int> marks = dissolve_marks(chains, kBody);
  EXPECT_EQ(marks.size(), chains.size() == 1 ? pieces.size() : 0u);
  return chains.size() == 1;
}

TEST(DissolvedMarks, StandCloseOverTheirLine) {
  EXPECT_EQ(stretches(650, 1150, [](int top) { return std::string(dissolved({.top = top}) ? "mark" : "line"); }),
            "line 744, mark 890, line 974, mark 1040, line 1150");
  EXPECT_EQ(stretches(650, 1150, [](int top) { return std::string(dissolved({.top = top, .h = 60}) ? "mark" : "line"); }),
            "line 744, mark 870, line 974, mark 1020, line 1150");
}

TEST(DissolvedMarks, ReachNoFurtherThanTheirLine) {
  EXPECT_EQ(first_that(-200, 0, [](int x) { return dissolved({.x = x}); }), -100);
  EXPECT_EQ(last_that(800, 1000, [](int x) { return dissolved({.x = x}); }), 980 + 100 - 150);
}

TEST(DissolvedMarks, AreLowerThanLetters) {
  // Two may touch each other and be a little higher.
  EXPECT_EQ(last_that(40, 128, [](int h) { return dissolved({.top = 920 - h, .h = h}); }), 110);
  EXPECT_EQ(last_that(40, 128, [](int h) { return dissolved({.top = 920 - h, .h = h, .count = 3}); }), 92);
  EXPECT_EQ(last_that(40, 128, [](int h) { return dissolved({.top = 920 - h, .h = h, .count = 6}); }), 92);
  EXPECT_EQ(last_that(40, 128, [](int h) { return dissolved({.top = 920 - h, .h = h, .count = 7}); }), 80) << "seven of a letter's size are a line";
}

TEST(DissolvedMarks, AreFewerThanTheLettersOfTheirLine) {
  EXPECT_TRUE(dissolved({.x = 50, .h = 40, .count = 9}));
  EXPECT_TRUE(dissolved({.x = 20, .h = 40, .count = 10}));
  EXPECT_FALSE(dissolved({.x = 0, .h = 40, .count = 11, .step = 90}));
}

// Five and more that fill their stretch by more than six tenths are letters of a low line.
TEST(DissolvedMarks, AreNoLineOfLowLetters) {
  EXPECT_EQ(last_that(40, 128, [](int h) { return dissolved({.top = 920 - h, .w = 70, .h = h, .count = 5}); }), 60);
  EXPECT_EQ(last_that(40, 128, [](int h) { return dissolved({.top = 920 - h, .w = 70, .h = h, .count = 4}); }), 92);
  EXPECT_EQ(last_that(30, 90, [](int w) { return dissolved({.top = 850, .w = w, .h = 70, .count = 5}); }), 54);
}

// The two hooks of ะ in a heading are as high as letters of the body, and stand one over the other.
TEST(DissolvedMarks, AreLowPiecesOnTheLevelOfFarHigherLetters) {
  EXPECT_TRUE(dissolved({.top = 905, .h = 45, .count = 1}));
  EXPECT_TRUE(dissolved({.top = 955, .h = 45, .count = 1}));
  EXPECT_EQ(last_that(30, 90, [](int h) { return dissolved({.top = 990 - h, .h = h, .count = 1}); }), 61);
  EXPECT_TRUE(dissolved({.x = 985, .top = 955, .w = 60, .h = 45, .count = 1})) << "behind the last letter";
  EXPECT_FALSE(dissolved({.x = 1030, .top = 955, .w = 60, .h = 45, .count = 1}));
  EXPECT_FALSE(dissolved({.x = -60, .top = 955, .w = 60, .h = 45, .count = 1})) << "before the first";
  EXPECT_FALSE(dissolved({.x = 300, .top = 955, .w = 60, .h = 45, .count = 3, .step = 90})) << "more are small print";
}

// Letters that touch their marks reach over the whole line: they belong to it, and do not measure it.
TEST(DissolvedMarks, AreLettersThatTouchTheirMarks) {
  const auto high = [](int top, int bottom, int x = 100, int count = 2) {
    return dissolved({.x = x, .top = top, .w = 60, .h = bottom - top, .count = count});
  };
  EXPECT_EQ(stretches(1000, 1200, [&](int bottom) { return std::string(high(850, bottom) ? "mark" : "line"); }), "mark 1090, line 1200");
  EXPECT_EQ(stretches(650, 950, [&](int top) { return std::string(high(top, 1060) ? "mark" : "line"); }), "line 739, mark 920, line 950");
  EXPECT_EQ(stretches(960, 1000, [&](int bottom) { return std::string(high(800, bottom) ? "mark" : "line"); }), "line 979, mark 1000");
  EXPECT_EQ(first_that(-200, 0, [&](int x) { return high(800, 1000, x); }), -129);
  EXPECT_EQ(last_that(800, 1000, [&](int x) { return high(800, 1000, x); }), 980 + 129 - 160);
  EXPECT_TRUE(high(800, 1000, 100, 4));
  EXPECT_FALSE(high(800, 1000, 100, 5));
}

// A label of five letters `h` high with strokes `stroke`, a gap, and five letters of 100 with strokes of 8. Gives how many chains they are.
struct Label {
  int h = 130, stroke = 12, gap = 80;
  int count = 5;
};
std::vector<LetterRun> split(const Label& l, std::vector<Box> small = {}) {
  Scene s;
  int x = 0;
  for (int i = 0; i < l.count; ++i, x += 100) s.piece(x, 1000 - l.h, 80, l.h, l.stroke / 80.0);
  x += l.gap - 20;
  for (int i = 0; i < 5; ++i, x += 100) s.piece(x, 900, 80, 100, 8 / 80.0);
  std::vector<LetterRun> chains = chain_letters(s.all, s.every(), kBody);
  EXPECT_EQ(chains.size(), 1u);
  std::vector<int> fill;
  for (const Box& b : small) fill.push_back(s.piece(b.x, b.y, b.w, b.h));
  split_sizes(s.all, fill, chains);
  return chains;
}

TEST(SplitSizes, PartALargerBolderLabelFromItsValue) {
  const auto chains = split({});
  ASSERT_EQ(chains.size(), 2u);
  EXPECT_EQ(chains[0].letters, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(chains[0].top, 870);
  EXPECT_EQ(chains[0].right, 480);
  EXPECT_EQ(chains[1].letters, (std::vector<int>{5, 6, 7, 8, 9}));
  EXPECT_EQ(chains[1].top, 900);
  EXPECT_EQ(chains[1].left, 560);
}

TEST(SplitSizes, NeedsAGapALargerSizeAndBolderStrokes) {
  EXPECT_EQ(first_that(50, 100, [](int gap) { return split({.gap = gap}).size() == 2; }), 76) << "the body is that of the smaller half";
  EXPECT_EQ(first_that(100, 130, [](int h) { return split({.h = h}).size() == 2; }), 115);
  EXPECT_EQ(first_that(8, 14, [](int stroke) { return split({.stroke = stroke}).size() == 2; }), 11);
  EXPECT_EQ(split({.h = 80, .stroke = 6}).size(), 2u) << "the value may be the larger one";
  EXPECT_EQ(split({.h = 80, .stroke = 12}).size(), 1u) << "bolder, but smaller";
}

// A gap of 480 to 560: what stands in it fills it.
TEST(SplitSizes, IsNotDoneWhereAPieceFillsTheGap) {
  EXPECT_EQ(split({}, {{510, 940, 20, 20}}).size(), 1u);
  const auto filled = [](int x, int y) { return split({}, {{x - 10, y - 10, 20, 20}}).size() == 1; };
  EXPECT_EQ(stretches(400, 640, [&](int x) { return std::string(filled(x, 950) ? "full" : "gap"); }), "gap 479, full 560, gap 640");
  EXPECT_EQ(stretches(800, 1050, [&](int y) { return std::string(filled(520, y) ? "full" : "gap"); }), "gap 899, full 1010, gap 1050");
}

TEST(SplitSizes, GoesByTheLettersOnTheBaseline) {
  EXPECT_EQ(split({.count = 1}).size(), 2u);
  EXPECT_EQ(split({.count = 2}).size(), 2u);
  // Three letters of which one stands on the baseline do not tell.
  const auto with = [](int off) {
    Scene s;
    for (int i = 0; i < 3; ++i) s.piece(100 * i, 870 - (i ? off : 0), 80, 130, 12 / 80.0);
    for (int i = 0; i < 4; ++i) s.piece(380 + 100 * i, 900, 80, 100, 8 / 80.0);
    std::vector<LetterRun> chains = chain_letters(s.all, s.every(), kBody);
    EXPECT_EQ(chains.size(), 1u);
    split_sizes(s.all, {}, chains);
    return chains.size();
  };
  EXPECT_EQ(last_that(0, 32, [&](int off) { return with(off) == 2; }), 24);
}

// A line of many changes is no label and its value.
TEST(SplitSizes, IsNotDoneMoreThanThreeTimes) {
  const auto parts = [](int groups) {
    Scene s;
    int x = 0;
    for (int g = 0; g < groups; ++g, x += 80)
      for (int i = 0; i < 4; ++i, x += 100) g % 2 ? s.piece(x, 900, 80, 100, 0.1) : s.piece(x, 870, 80, 130, 0.15);
    std::vector<LetterRun> chains = chain_letters(s.all, s.every(), kBody);
    EXPECT_EQ(chains.size(), 1u);
    split_sizes(s.all, {}, chains);
    return chains.size();
  };
  EXPECT_EQ(parts(1), 1u);
  EXPECT_EQ(parts(3), 3u);
  EXPECT_EQ(parts(4), 4u);
  EXPECT_EQ(parts(5), 1u);
}

}  // namespace letter_run_test
}  // namespace banthuek::layout
