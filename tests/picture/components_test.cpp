#include "pipeline/picture/components.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace components_test {

using Runs = std::vector<std::vector<int>>;  // y, x0, x1

Runs listed(std::span<const Run> runs) {
  Runs out;
  for (const Run& r : runs) out.push_back({r.y, r.x0, r.x1});
  return out;
}

Runs runs_of_row(const Picture& ink, int y) {
  std::vector<Run> runs;
  append_runs(ink, y, runs);
  return listed(runs);
}

std::vector<Box> boxes(const Components& c) {
  std::vector<Box> out;
  for (const Component& one : c.list) out.push_back(one.box);
  return out;
}

TEST(Runs, OfARowBeginAndEndWhereItsInkDoes) {
  EXPECT_EQ(runs_of_row(ink_of({"........", ".##..#.#"}), 1), (Runs{{1, 1, 3}, {1, 5, 6}, {1, 7, 8}}));
  EXPECT_EQ(runs_of_row(ink_of({"...."}), 0), Runs{});
}

// Words of 32 pixels: runs that end, begin and go on where one does, in rows that end within one or with one.
TEST(Runs, AreTheSameWhereverWordsOfMemoryEnd) {
  std::mt19937 random(3);
  for (int width : {1, 2, 31, 32, 33, 63, 64, 65, 96, 100, 130})
    for (int kind = 0; kind < 12; ++kind) {
      std::string row(width, '.');
      for (int x = 0; x < width; ++x) {
        const bool changes = random() % (kind < 6 ? 3 : 40) == 0, before = x > 0 && row[x - 1] == '#';
        if (kind == 0 || (kind != 1 && before != changes)) row[x] = '#';
      }
      Runs expected;
      for (int x = 0; x < width; ++x) {
        if (row[x] != '#') continue;
        if (x == 0 || row[x - 1] != '#') expected.push_back({0, x, x});
        expected.back()[2] = x + 1;
      }
      EXPECT_EQ(runs_of_row(ink_of({row}), 0), expected) << row;
    }
}

// A negative has ink in what lies beyond the row's end in memory.
TEST(Runs, DoNotReachBeyondTheRowOfANegative) {
  EXPECT_EQ(runs_of_row(ink_of({"..#"}).inverted(), 0), (Runs{{0, 0, 2}}));
  EXPECT_EQ(runs_of_row(ink_of({std::string(31, '.') + "##"}).inverted(), 0), (Runs{{0, 0, 31}}));
  EXPECT_EQ(runs_of_row(ink_of({std::string(40, '.')}).inverted(), 0), (Runs{{0, 0, 40}}));
}

TEST(Components, ConnectAcrossCornersButNotAcrossAGap) {
  EXPECT_EQ(boxes(find_components(ink_of({"##....", "..##..", "....##"}))), (std::vector<Box>{{0, 0, 6, 3}}));
  EXPECT_EQ(boxes(find_components(ink_of({"....##", "..##..", "##...."}))), (std::vector<Box>{{0, 0, 6, 3}}));
  EXPECT_EQ(boxes(find_components(ink_of({"##....", "...##."}))), (std::vector<Box>{{0, 0, 2, 1}, {3, 1, 2, 1}}));
  EXPECT_EQ(boxes(find_components(ink_of({"...##.", "##...."}))), (std::vector<Box>{{3, 0, 2, 1}, {0, 1, 2, 1}}));
  EXPECT_EQ(boxes(find_components(ink_of({"#", ".", "#"}))), (std::vector<Box>{{0, 0, 1, 1}, {0, 2, 1, 1}}));
  EXPECT_EQ(boxes(find_components(ink_of({"#.#.#", "#.#.#"}))), (std::vector<Box>{{0, 0, 1, 2}, {2, 0, 1, 2}, {4, 0, 1, 2}}));
}

TEST(Components, AreOneHoweverLateTheirArmsMeet) {
  const Components c = find_components(ink_of({
      "#.#.#.#..#",
      "#.#.#.#..#",
      "#.###.#..#",
      "#.....#..#",
      "#######..#",
  }));
  ASSERT_EQ(c.list.size(), 3u);
  EXPECT_EQ(c.list[0].box, (Box{0, 0, 7, 5}));
  EXPECT_EQ(c.list[0].area, 15);
  EXPECT_EQ(listed(c.runs_of(c.list[0])), (Runs{{0, 0, 1}, {0, 6, 7}, {1, 0, 1}, {1, 6, 7}, {2, 0, 1}, {2, 6, 7}, {3, 0, 1}, {3, 6, 7}, {4, 0, 7}}));
  EXPECT_EQ(c.list[1].box, (Box{2, 0, 3, 3}));
  EXPECT_EQ(c.list[1].area, 7);
  EXPECT_EQ(listed(c.runs_of(c.list[1])), (Runs{{0, 2, 3}, {0, 4, 5}, {1, 2, 3}, {1, 4, 5}, {2, 2, 5}}));
  EXPECT_EQ(c.list[2].box, (Box{9, 0, 1, 5}));
  EXPECT_EQ(c.list[2].count, 5);
}

TEST(Components, StandInTheOrderOfTheirFirstPixels) {
  EXPECT_EQ(boxes(find_components(ink_of({".....#", "#.....", "#..#.."}))), (std::vector<Box>{{5, 0, 1, 1}, {0, 1, 1, 2}, {3, 2, 1, 1}}));
}

// As many colours as there are pieces, by flooding.
TEST(Components, AreWhatAFloodFills) {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const int width = 20 + round, height = 15;
    std::vector<std::string> rows(height, std::string(width, '.'));
    for (auto& row : rows)
      for (char& c : row)
        if (random() % 100 < 20u + round) c = '#';
    std::vector<std::pair<Box, int>> expected;
    std::vector<std::string> left = rows;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        if (left[y][x] != '#') continue;
        expected.push_back({{}, 0});
        std::vector<std::pair<int, int>> todo{{x, y}};
        left[y][x] = '.';
        while (!todo.empty()) {
          const auto [px, py] = todo.back();
          todo.pop_back();
          expected.back().first = unite(expected.back().first, {px, py, 1, 1}), ++expected.back().second;
          for (int ny = std::max(0, py - 1); ny <= std::min(height - 1, py + 1); ++ny)
            for (int nx = std::max(0, px - 1); nx <= std::min(width - 1, px + 1); ++nx)
              if (left[ny][nx] == '#') left[ny][nx] = '.', todo.push_back({nx, ny});
        }
      }
    const Components c = find_components(ink_of(rows));
    ASSERT_EQ(c.list.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(c.list[i].box, expected[i].first);
      EXPECT_EQ(c.list[i].area, expected[i].second);
      int area = 0;
      for (const auto& r : c.runs_of(c.list[i])) area += r.x1 - r.x0;
      EXPECT_EQ(area, c.list[i].area);
    }
  }
}

TEST(Components, BeyondTheLimitOfRunsAreLeftOut) {
  const Picture ink = ink_of({"#.#", "...", "..#", "#.."});
  EXPECT_EQ(find_components(ink, 2).list.size(), 2u);
  EXPECT_EQ(find_components(ink, 3).list.size(), 3u);
  EXPECT_EQ(find_components(ink, 4).list.size(), 4u);
  EXPECT_EQ(find_components(ink, 1).list.size(), 2u);  // a row is taken whole
}

TEST(Components, OfNoPictureAreNone) { EXPECT_TRUE(find_components(Picture{}).list.empty()); }

}  // namespace components_test
}  // namespace banthuek::picture
