#include "pipeline/layout/leaders.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace leaders_test {

constexpr int kBody = 100;

// A row of dots `w` x `h` at the given steps.
std::vector<Leader> leaders_of(const std::vector<int>& steps, int w = 10, int h = 10, int rise = 0, double body = kBody) {
  Scene s;
  int x = 50;
  s.piece(x, 500, w, h);
  for (std::size_t i = 0; i < steps.size(); ++i) s.piece(x += steps[i], 500 + (i % 2 ? 0 : rise), w, h);
  return find_leaders(s.all, s.every(), body);
}

std::vector<Leader> row(int count, int step, int w = 10, int h = 10, int rise = 0, double body = kBody) {
  return leaders_of(std::vector<int>(count - 1, step), w, h, rise, body);
}

TEST(Leaders, AreRowsOfLikeDotsAndNothingElse) {
  Drawing d(1200, 300);
  for (int i = 0; i < 30; ++i) d.fill(100 + 12 * i, 150, 4, 4);
  d.fill(700, 150, 4, 4), d.fill(712, 150, 4, 4), d.fill(724, 150, 4, 4);  // "..."
  d.letters(800, 150, 30, 5, 40);
  const picture::Components c = d.components();
  const auto leaders = find_leaders(c, all_of(c), 30);
  ASSERT_EQ(leaders.size(), 1u);
  EXPECT_EQ(leaders[0].pieces.size(), 30u);
}

TEST(Leaders, HaveFiveDotsAndMore) {
  EXPECT_TRUE(row(4, 40).empty());
  ASSERT_EQ(row(5, 40).size(), 1u);
  EXPECT_EQ(row(5, 40)[0].box, (Box{50, 500, 170, 10}));
  EXPECT_EQ(row(5, 40)[0].pieces, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(Leaders, AreMadeOfSpecks) {
  EXPECT_EQ(last_that(10, 40, [](int h) { return !row(5, 40, 10, h).empty(); }), 30);
  EXPECT_EQ(first_that(1, 10, [](int h) { return !row(5, 40, 10, h).empty(); }), 4);
  EXPECT_EQ(last_that(86, 130, [](int w) { return !row(5, 105, w).empty(); }), 120);
}

TEST(Leaders, HaveNoWideGaps) {
  EXPECT_EQ(last_that(10, 100, [](int gap) { return !row(5, gap + 20, 20).empty(); }), 79);
  EXPECT_EQ(last_that(10, 60, [](int w) { return !row(5, w + 79, w).empty(); }), 31) << "and steps of at most 1.1 body heights";
  EXPECT_EQ(first_that(10, 60, [](int step) { return !row(5, step, 40).empty(); }), 21) << "dots that overlap by a fifth are on each other";
}

TEST(Leaders, LieOnOneLevel) {
  EXPECT_EQ(last_that(0, 20, [](int rise) { return !row(5, 40, 10, 10, rise).empty(); }), 10);
  EXPECT_EQ(last_that(-20, 0, [](int rise) { return row(5, 40, 10, 10, rise).empty(); }), -11);
  EXPECT_EQ(last_that(0, 5, [](int rise) { return !row(5, 4, 1, 1, rise, 10).empty(); }), 1) << "in small print a pixel and a half";
}

// Of nine steps five must be like the middle one, within 0.35 of it.
TEST(Leaders, HaveLikeSteps) {
  EXPECT_EQ(last_that(50, 80, [](int step) { return !leaders_of({50, 50, 20, step, step, 20, step, step, 20}).empty(); }), 67);
  EXPECT_EQ(first_that(20, 50, [](int step) { return !leaders_of({50, 50, 80, step, step, 80, step, step, 80}).empty(); }), 33);
  EXPECT_FALSE(leaders_of({50, 50, 50, 50, 50, 20, 20, 80}).empty());
  EXPECT_TRUE(leaders_of({50, 50, 50, 50, 20, 20, 80, 80}).empty());
  EXPECT_EQ(last_that(4, 10,
                      [](int step) {
                        return !leaders_of({4, 4, 1, step, step, 1, step, step, 1}, 1, 1, 0, 20).empty();
                      }),
            6)
      << "two pixels are alike";
}

TEST(Leaders, OfTwelveDotsMayBeUneven) {
  const std::vector<int> uneven{20, 50, 80, 20, 50, 80, 20, 50, 80, 20};
  EXPECT_TRUE(leaders_of(uneven).empty());
  std::vector<int> more = uneven;
  more.push_back(80);
  EXPECT_EQ(leaders_of(more).size(), 1u);
}

TEST(Leaders, OnLevelsOfTheirOwnAreTwo) {
  Scene s;
  for (int i = 9; i >= 0; --i) s.piece(50 + 40 * i, 500, 10, 10), s.piece(70 + 40 * i, 560, 10, 10);  // given from right to left
  const auto leaders = find_leaders(s.all, s.every(), kBody);
  ASSERT_EQ(leaders.size(), 2u);
  EXPECT_EQ(leaders[0].box, (Box{50, 500, 370, 10}));
  EXPECT_EQ(leaders[1].box, (Box{70, 560, 370, 10}));
  EXPECT_EQ(leaders[0].pieces.front(), 18);
  EXPECT_EQ(leaders[0].pieces.back(), 0);
}

// Levels eight apart run together: each dot goes to the nearer end.
TEST(Leaders, GoOnAtTheNearestEnd) {
  Scene s;
  for (int i = 0; i < 6; ++i) s.piece(50 + 40 * i, 500, 10, 10);
  s.piece(40, 508, 10, 10);
  s.piece(300, 504, 10, 10);
  const auto leaders = find_leaders(s.all, s.every(), kBody);
  ASSERT_EQ(leaders.size(), 1u);
  EXPECT_EQ(leaders[0].pieces, (std::vector<int>{6, 0, 1, 2, 3, 4, 5, 7}));
}

TEST(Leaders, OfPiecesThatAreNotAskedForAreNone) {
  Scene s;
  for (int i = 0; i < 6; ++i) s.piece(50 + 40 * i, 500, 10, 10);
  EXPECT_TRUE(find_leaders(s.all, {0, 1, 2, 3}, kBody).empty());
  EXPECT_TRUE(find_leaders(s.all, {}, kBody).empty());
}

}  // namespace leaders_test
}  // namespace banthuek::layout
