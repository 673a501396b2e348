#include "pipeline/layout/x_height.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace x_height_test {

// So many pieces of each size.
struct Some {
  int count, w, h;
  double fill = 0.4;
};

double body_of(std::initializer_list<Some> pieces) {
  Scene s;
  for (const Some& some : pieces)
    for (int i = 0; i < some.count; ++i) s.piece(0, 0, some.w, some.h, some.fill);
  return body_height(s.all);
}

TEST(Body, IsTheHeightMostLettersHave) {
  Drawing d(1600, 800);
  for (int line = 0; line < 6; ++line) {
    d.letters(100, 150 + 100 * line, 30, 30, 40);
    for (int i = 0; i < 15; ++i) d.fill(110 + 80 * i, 95 + 100 * line, 14, 11);
  }
  d.letters(100, 760, 60, 8, 80);
  EXPECT_NEAR(body_height(d.components()), 30, 1);
  EXPECT_EQ(body_height(Drawing(200, 200).components()), 0);
}

TEST(Body, IsToldByFivePiecesAndMore) {
  EXPECT_EQ(body_of({{4, 30, 40}}), 0);
  EXPECT_EQ(body_of({{5, 30, 40}}), 40);
}

TEST(Body, IsToldByPiecesOfALettersShape) {
  struct Case {
    const char* what;
    Some pieces;
    bool letters;
  };
  const Case cases[] = {
      {"4 high", {5, 4, 4}, false},
      {"5 high", {5, 4, 5}, true},
      {"394 high", {5, 300, 394}, true},
      {"395 high", {5, 300, 395}, false},
      {"a quarter as wide as high", {5, 10, 40}, true},
      {"narrower", {5, 9, 40}, false},
      {"four times as wide", {5, 160, 40}, true},
      {"wider", {5, 161, 40}, false},
      {"ink of 0.08", {5, 100, 100, 0.08}, true},
      {"thinner", {5, 100, 100, 0.0799}, false},
      {"ink of 0.85", {5, 100, 100, 0.85}, true},
      {"fuller", {5, 100, 100, 0.8501}, false},
  };
  for (const Case& c : cases) EXPECT_EQ(body_of({c.pieces}), c.letters ? c.pieces.h : 0) << c.what;
}

TEST(Body, IsTheMeanOfThePeak) {
  EXPECT_DOUBLE_EQ(body_of({{10, 30, 38}, {20, 30, 40}, {30, 30, 41}}), (10 * 38 + 20 * 40 + 30 * 41) / 60.0);
  // A stretch of a twelfth either way.
  EXPECT_DOUBLE_EQ(body_of({{20, 40, 50}, {5, 40, 58}}), (20 * 50 + 5 * 58) / 25.0);
  EXPECT_DOUBLE_EQ(body_of({{20, 40, 50}, {5, 40, 59}}), 50);
  EXPECT_DOUBLE_EQ(body_of({{20, 8, 10}, {4, 8, 11}}), (20 * 10 + 4 * 11) / 24.0);
}

// 20 letters of 30 against specks of 12: as many as 48 outweigh them, since weight grows with the height.
TEST(Body, OfMoreSmallPiecesIsTheirsOnlyWhereTheyAreFarMore) {
  EXPECT_EQ(body_of({{20, 24, 30}, {47, 12, 12}}), 30);
  EXPECT_EQ(body_of({{20, 24, 30}, {48, 12, 12}}), 12);
}

// A title of 20 letters 50 high over a line of small ones; marks of the title, which are as high, do not stand side by side.
TEST(Body, IsThatOfSmallPrintUnderATitleThatIsMostOfTheInk) {
  const auto body = [](int small, int h, int step, int large = 20, double fill = 0.4) {
    Scene s;
    s.letters(0, 200, 50, large, 60);
    for (int i = 0; i < small; ++i) s.piece(step * i, 300 - h, 8 * h / 10, h, fill);
    return body_height(s.all);
  };
  EXPECT_EQ(first_that(10, 40, [&](int small) { return body(small, 22, 26) == 22; }), 23) << "more than the title has, with a neighbour at each side";
  EXPECT_EQ(first_that(10, 40, [&](int small) { return body(small, 22, 26, 12) == 22; }), 17);
  EXPECT_EQ(body(30, 22, 60), 50) << "marks";
  EXPECT_EQ(first_that(12, 26, [&](int h) { return body(40, h, h + 4) == h; }), 18) << "lower are dots";
  EXPECT_EQ(body(40, 22, 26, 20, 0.9), 50) << "filled";
}

TEST(Body, NeedsThreePiecesOfItsHeight) {
  EXPECT_EQ(body_of({{2, 250, 300}, {3, 20, 20}}), 20);
  EXPECT_EQ(body_of({{3, 250, 300}, {3, 20, 20}}), 300);
}

TEST(Body, OfACopyFullOfSaltIsThatOfWhatStandsInRows) {
  // 300 letters of 30, 40 apart; so many specks of 8 scattered over the page that they outweigh them.
  const auto body = [](int specks, int per_row, int apart) {
    Scene s;
    for (int i = 0; i < 300; ++i) s.piece(40 * (i % per_row), 100 * (i / per_row), 24, 30, 0.4);
    for (int i = 0; i < specks; ++i) s.piece(37 * i % 3000, 61 * i % 2900 + (i % 7) * apart, 8, 8, 0.6);
    return body_height(s.all);
  };
  EXPECT_EQ(body(3000, 30, 3), 30);
  EXPECT_EQ(body(3000, 1, 3), 8) << "letters below each other are no rows";
  EXPECT_EQ(body(90, 30, 3), 30);
}

TEST(Body, OfSmallLettersInRowsIsTheirs) {
  Scene s;
  for (int i = 0; i < 3000; ++i) s.piece(12 * (i % 60), 30 * (i / 60), 8, 10, 0.4);
  for (int i = 0; i < 30; ++i) s.piece(40 * i, 2000, 24, 30, 0.4);
  EXPECT_EQ(body_height(s.all), 10);
}

}  // namespace x_height_test
}  // namespace banthuek::layout
