#include "pipeline/picture/morphology.h"

#include <gtest/gtest.h>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace morphology_test {

using Rows = std::vector<std::string>;

const Rows kStrokes = {
    "..............",  //
    ".####.###.#...",  //
    "..........#...",  //
    ".##.......#...",  //
    ".##.......#...",  //
    "..............",
};

TEST(Opened, KeepsLevelStrokesThatAreLongEnough) {
  const Rows expected = {"..............", ".####.........", "..............", "..............", "..............", ".............."};
  EXPECT_EQ(rows_of(opened(ink_of(kStrokes), 4, 1)), expected);
}

TEST(Opened, KeepsUprightStrokesThatAreLongEnough) {
  const Rows expected = {"..............", "..........#...", "..........#...", "..........#...", "..........#...", ".............."};
  EXPECT_EQ(rows_of(opened(ink_of(kStrokes), 1, 3)), expected);
}

TEST(Opened, KeepsWhereABrickFits) {
  const Rows expected = {"..............", "..............", "..............", ".##...........", ".##...........", ".............."};
  EXPECT_EQ(rows_of(opened(ink_of(kStrokes), 2, 2)), expected);
  EXPECT_EQ(opened(ink_of(kStrokes, 200), 2, 2).dpi(), 200);
}

TEST(Without, TakesTheRunsAndNothingElse) {
  const Picture ink = ink_of({"#####", "#####", "#####"}, 150);
  const std::vector<picture::Run> runs = {{0, 1, 3}, {2, 0, 5}, {1, 4, 4}};
  const Picture rest = without(ink, runs);
  EXPECT_EQ(rows_of(rest), (Rows{"#..##", "#####", "....."}));
  EXPECT_EQ(rest.dpi(), 150);
  EXPECT_EQ(rows_of(ink), (Rows{"#####", "#####", "#####"})) << "the picture given is a value";
}

TEST(Painted, ShowsTheGivenPiecesInTheirBox) {
  const Components all = find_components(ink_of({"##..#", "##..#", "....#", "#...#"}));
  ASSERT_EQ(all.list.size(), 3u);
  const std::vector<int> first{0}, both{0, 1}, last{2};
  EXPECT_EQ(rows_of(painted(all, first, {0, 0, 5, 4})), (Rows{"##...", "##...", ".....", "....."}));
  EXPECT_EQ(rows_of(painted(all, both, {1, 1, 4, 2})), (Rows{"#..#", "...#"}));
  EXPECT_EQ(rows_of(painted(all, both, {1, 0, 3, 1})), (Rows{"#.."})) << "what lies beside the box is cut off";
  EXPECT_EQ(rows_of(painted(all, last, {0, 3, 1, 1})), (Rows{"#"}));
  EXPECT_EQ(rows_of(painted(all, last, {0, 2, 1, 1})), (Rows{"."})) << "below the box";
  EXPECT_EQ(rows_of(painted(all, first, {-1, -1, 3, 3})), (Rows{"...", ".##", ".##"}));
  EXPECT_EQ(rows_of(painted(all, first, {3, 3, 0, 0})), (Rows{"."})) << "never smaller than a pixel";
}

TEST(CountIn, CountsThePixelsOfTheRunsThatAreSet) {
  const Picture mask = ink_of({"##..#", ".####"});
  EXPECT_EQ(count_in(mask, std::vector<picture::Run>{{0, 0, 5}}), 3);
  EXPECT_EQ(count_in(mask, std::vector<picture::Run>{{0, 1, 4}, {1, 0, 2}}), 2);
  EXPECT_EQ(count_in(mask, std::vector<picture::Run>{{1, 1, 1}}), 0);
  EXPECT_EQ(count_in(mask, {}), 0);
}

}  // namespace morphology_test
}  // namespace banthuek::picture
