#include "pipeline/layout/scan_noise.h"

#include <gtest/gtest.h>

#include "pipeline/layout/layout.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace scan_noise_test {

constexpr int kBody = 100, kWidth = 10000, kHeight = 8000;

// Whether each of the boxes is left.
std::vector<bool> left(const std::vector<Box>& boxes, const std::vector<Rule>& streaks = {}) {
  Scene s;
  for (const Box& b : boxes) s.piece(b.x, b.y, b.w, b.h);
  std::vector<int> among = s.every();
  drop_dirt(s.all, among, streaks, kWidth, kHeight, kBody);
  std::vector<bool> out(boxes.size());
  for (int i : among) out[i] = true;
  return out;
}

using Left = std::vector<bool>;

TEST(Dirt, AlongTheUpperEdgeIsNoText) {
  const auto dropped = [](int y, int w, int h) { return !left({{3000, y, w, h}})[0]; };
  EXPECT_EQ(last_that(0, 200, [&](int y) { return dropped(y, 1300, 50); }), 120);
  EXPECT_EQ(first_that(1100, 1300, [&](int w) { return dropped(0, w, 50); }), 1201);
  EXPECT_EQ(last_that(1100, 1300, [&](int h) { return dropped(0, 5000, h); }), 1199);
  // And with it what lies over its lower side, wherever.
  EXPECT_EQ(left({{3000, 100, 1300, 50}, {200, 0, 80, 150}, {200, 0, 80, 151}, {9920, 20, 80, 80}, {200, 151, 80, 80}}),
            (Left{false, false, true, false, true}));
}

TEST(Dirt, AlongTheLowerEdgeIsNoText) {
  const auto dropped = [](int bottom, int w, int h) { return !left({{3000, bottom - h, w, h}})[0]; };
  EXPECT_EQ(first_that(7800, 8000, [&](int bottom) { return dropped(bottom, 1300, 50); }), 7880);
  EXPECT_EQ(left({{3000, 7900, 1300, 50}, {200, 7900, 80, 100}, {200, 7899, 80, 80}, {0, 7950, 80, 50}}), (Left{false, false, true, false}));
}

TEST(Dirt, AlongTheLeftEdgeIsNoText) {
  const auto dropped = [](int x, int w, int h) { return !left({{x, 3000, w, h}})[0]; };
  EXPECT_EQ(last_that(0, 200, [&](int x) { return dropped(x, 50, 1300); }), 120);
  EXPECT_EQ(first_that(1100, 1300, [&](int h) { return dropped(0, 50, h); }), 1201);
  EXPECT_EQ(last_that(1100, 1300, [&](int w) { return dropped(0, w, 5000); }), 1199);
  EXPECT_EQ(left({{100, 3000, 50, 1300}, {50, 200, 100, 80}, {51, 200, 100, 80}, {0, 7920, 80, 80}}), (Left{false, false, true, false}));
}

TEST(Dirt, AlongTheRightEdgeIsNoText) {
  const auto dropped = [](int right, int w, int h) { return !left({{right - w, 3000, w, h}})[0]; };
  EXPECT_EQ(first_that(9800, 10000, [&](int right) { return dropped(right, 50, 1300); }), 9880);
  EXPECT_EQ(left({{9900, 3000, 50, 1300}, {9900, 200, 100, 80}, {9899, 200, 80, 80}, {9950, 0, 50, 50}}), (Left{false, false, true, false}));
}

TEST(Dirt, IsNotSeenInThePagesMiddle) { EXPECT_EQ(left({{3000, 4000, 2000, 50}, {3000, 4000, 50, 2000}}), (Left{true, true})); }

const Rule kStreak{500, 0, 500, 8000, 3};

TEST(Dirt, OfAStreakIsNarrowAndLiesOnIt) {
  const auto dropped = [](int x, int w, int h) { return !left({{x, 1000, w, h}}, {kStreak})[0]; };
  EXPECT_TRUE(dropped(490, 20, 60));
  EXPECT_EQ(last_that(2, 60, [&](int w) { return dropped(500 - w / 2, w, 60); }), 40);
  EXPECT_EQ(first_that(2, 60, [&](int h) { return dropped(490, 20, h); }), 30);
  EXPECT_EQ(last_that(490, 560, [&](int x) { return dropped(x, 20, 60); }), 524);
  EXPECT_EQ(first_that(400, 490, [&](int x) { return dropped(x, 20, 60); }), 456);
}

TEST(Dirt, OfAStreakThatLeansIsWhereItsMiddleIs) {
  EXPECT_FALSE(left({{490, 1000, 20, 60}}, {{450, 0, 550, 8000, 3}})[0]);
  EXPECT_TRUE(left({{590, 1000, 20, 60}}, {{450, 0, 550, 8000, 3}})[0]);
}

// A stem that happens to stand on a streak.
TEST(Dirt, OfAStreakIsNoLetterThatHasNeighbours) {
  const auto kept = [](Box neighbour, int h = 100) -> bool { return left({{490, 1000, 20, h}, neighbour}, {kStreak})[0]; };
  EXPECT_TRUE(kept({540, 1000, 80, 100}));
  EXPECT_EQ(last_that(510, 620, [&](int x) { return kept({x, 1000, 80, 100}); }), 589);
  EXPECT_EQ(first_that(300, 411, [&](int right) { return kept({right - 80, 1000, 80, 100}); }), 411);
  EXPECT_EQ(last_that(411, 520, [&](int right) { return kept({right - 80, 1000, 80, 100}); }), 490);
  EXPECT_EQ(first_that(10, 60, [&](int w) { return kept({540, 1000, w, 100}); }), 36);
  EXPECT_EQ(last_that(1000, 1090, [&](int y) { return kept({540, y, 80, 100}); }), 1049) << "half of its height and more is shared";
  EXPECT_EQ(first_that(900, 1000, [&](int y) { return kept({540, y, 80, 100}); }), 951);
  EXPECT_EQ(last_that(100, 160, [&](int h) { return kept({540, 1000, 80, 200}, h); }), 130) << "higher than letters are";
}

// A page of salt, each 8 pixels, `step` apart: which of the boxes is left on it. The salt begins a row below the first box's page.
std::vector<bool> left_in_salt(const std::vector<Box>& boxes, int step = 150) {
  Scene s;
  for (const Box& b : boxes) s.piece(b.x, b.y, b.w, b.h);
  for (int y = 4000; y < kHeight; y += step)
    for (int x = 50; x < kWidth; x += step) s.piece(x + y / step % 3 * 30, y, 8, 8);
  std::vector<int> among = s.every();
  drop_salt(s.all, among, kWidth, kHeight, kBody);
  std::vector<bool> out(boxes.size());
  for (int i : among)
    if (i < static_cast<int>(boxes.size())) out[static_cast<std::size_t>(i)] = true;
  return out;
}

const Box kLetterBox{2000, 2000, 80, 100};

TEST(Salt, IsWhatLiesAllOverThePage) {
  // 8,000 squares of the body's height: 1,200 specks are many.
  EXPECT_EQ(left_in_salt({{5000, 1000, 8, 8}}), (Left{false})) << "1,809 others";
  EXPECT_EQ(left_in_salt({{5000, 1000, 8, 8}}, 300), (Left{true})) << "476 others";
  Scene none;
  std::vector<int> among;
  drop_salt(none.all, among, kWidth, kHeight, kBody);
  drop_salt(none.all, among, kWidth, kHeight, 0);
  EXPECT_TRUE(among.empty());
}

TEST(Salt, IsHardlyLargerThanMostOfIt) {
  EXPECT_EQ(last_that(2, 40,
                      [](int size) -> bool {
                        return !left_in_salt({{5000, 1000, size, size}})[0];
                      }),
            12)
      << "half as large again, far from letters";
  EXPECT_EQ(left_in_salt({{5000, 1000, 12, 6}, {5000, 1500, 12, 5}}), (Left{false, true})) << "a dash is flat";
  EXPECT_EQ(left_in_salt({kLetterBox, {2150, 2050, 8, 8}, {2150, 2050, 9, 9}}), (Left{true, false, true})) << "beside letters none is larger";
}

TEST(Salt, IsNoDotOrMarkOfALetter) {
  const auto kept = [](int x, int y) -> bool { return left_in_salt({kLetterBox, {x - 4, y - 4, 8, 8}})[1]; };
  // Within three tenths of a body height at either side, nine above and five below, in tiles of a quarter.
  EXPECT_EQ(last_that(2080, 2300, [&](int x) { return kept(x, 2050); }), 2124);
  EXPECT_EQ(first_that(1800, 2000, [&](int x) { return kept(x, 2050); }), 1950);
  EXPECT_EQ(first_that(1800, 2000, [&](int y) { return kept(2040, y); }), 1900);
  EXPECT_EQ(last_that(2100, 2300, [&](int y) { return kept(2040, y); }), 2174);
  EXPECT_EQ(left_in_salt({{2000, 2000, 80, 49}, {2100, 2020, 8, 8}}), (Left{true, false})) << "too low for a letter";
}

// A clean form: forty lines of dots are no salt, and take no colon with them.
TEST(Salt, IsNotTheDotsOfAForm) {
  Scene s;
  for (int row = 0; row < 40; ++row)
    for (int k = 0; k < 100; ++k) s.piece(500 + 40 * k, 300 + 190 * row, 8, 8);
  const int colon = s.piece(6000, 1000, 8, 8);
  std::vector<int> among = s.every();
  drop_salt(s.all, among, kWidth, kHeight, kBody);
  EXPECT_EQ(among.size(), 4001u);
  EXPECT_EQ(among.back(), colon);
}

TEST(Salt, IsNoLeader) {
  std::vector<Box> dots;
  for (int i = 0; i < 6; ++i) dots.push_back({5000 + 40 * i, 1000, 8, 8});
  EXPECT_EQ(left_in_salt(dots), Left(6, true));
  dots.resize(4);
  EXPECT_EQ(left_in_salt(dots), Left(4, false));
}

TEST(Shreds, AreFlatAndLieAlongARule) {
  const auto dropped = [](Box b, Rule r = {1000, 500, 3000, 500, 4}) {
    Scene s;
    s.piece(b.x, b.y, b.w, b.h);
    std::vector<int> among = s.every();
    drop_shreds(s.all, among, std::vector<Rule>{r}, kBody);
    return among.empty();
  };
  EXPECT_EQ(last_that(2, 30, [&](int h) { return dropped({2000, 505, 60, h}); }), 16);
  EXPECT_EQ(first_that(10, 30, [&](int w) { return dropped({2000, 505, w, 10}); }), 18);
  EXPECT_EQ(first_that(850, 1000, [&](int x) { return dropped({x, 505, 40, 10}); }), 880);
  EXPECT_EQ(last_that(3000, 3200, [&](int x) { return dropped({x, 505, 40, 10}); }), 3080);
  // Half of the rule and of the shred, and a quarter of a body height.
  EXPECT_EQ(last_that(500, 560, [&](int y) { return dropped({2000, y, 40, 10}); }), 526);
  EXPECT_EQ(first_that(440, 500, [&](int y) { return dropped({2000, y, 40, 10}); }), 464);
  // A rule that falls by 100 over its way is 75 lower at three quarters of it.
  EXPECT_TRUE(dropped({2480, 570, 40, 10}, {1000, 500, 3000, 600, 4}));
  EXPECT_FALSE(dropped({2480, 500, 40, 10}, {1000, 500, 3000, 600, 4}));
}

Layout layout_of(const Drawing& d, double body) {
  picture::PageInk ink;
  ink.grey = d.grey(), ink.bits = d.ink();
  return find_layout(ink, body);
}

TEST(Dirt, AlongThePapersEdgesIsNoText) {
  Drawing d(1600, 1200);
  for (int x = 0; x < 1600; ++x) d.fill(x, 1180 - (x / 7) % 5, 1, 30);
  d.letters(200, 600, 24, 30, 30);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.text.segments.size(), 1u);
  EXPECT_EQ(l.text.segments[0].letters, 30);
}

TEST(Dirt, OfAStreakIsNoText) {
  Drawing d(1600, 2000);
  for (int y = 200; y < 1900; y += 300) d.fill(900, y, 3, 140), d.fill(900, y + 180, 3, 30);
  d.letters(200, 600, 24, 20, 30);
  const Layout l = layout_of(d, 24);
  EXPECT_EQ(l.text.segments.size(), 1u);
}

TEST(Dirt, OfARuleThatIsTakenOutIsNoText) {
  Drawing d(1600, 1200);
  for (int y : {200, 300, 400}) d.fill(100, y, 1300, 3);
  for (int x : {100, 700, 1397}) d.fill(x, 200, 3, 203);
  d.fill(300, 207, 40, 3);  // a shred beside the rule
  d.letters(120, 260, 24, 6, 30);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.tables.size(), 1u);
  EXPECT_EQ(l.tables[0].cells[0].text.segments.size(), 1u);
}

}  // namespace scan_noise_test
}  // namespace banthuek::layout
