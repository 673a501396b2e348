#include "pipeline/index/combinations.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace banthuek::index {
namespace combinations_test {

TEST(Combinations, NumberWhatStandsTogetherEachOnce) {
  std::mt19937 random(3);
  for (const std::uint32_t values : {1u, 3u, 4000000000u}) {
    std::vector<std::vector<std::uint32_t>> columns(3);
    for (std::vector<std::uint32_t>& column : columns)
      for (int i = 0; i < 65536; ++i) column.push_back(i % 5 && i > 0 ? column.back() : static_cast<std::uint32_t>(random() % values));
    const Combinations found = combine(columns);
    ASSERT_EQ(found.of_place.size(), 65536u);
    std::set<std::vector<std::uint32_t>> kinds;
    for (std::size_t i = 0; i < 65536; ++i) {
      for (std::size_t c = 0; c < columns.size(); ++c) ASSERT_EQ(found.columns[c][found.of_place[i]], columns[c][i]) << i;
      kinds.insert({columns[0][i], columns[1][i], columns[2][i]});
    }
    EXPECT_EQ(found.size(), kinds.size());
  }
}

TEST(Combinations, OfNothingAreNone) {
  EXPECT_EQ(combine({}).size(), 0u);
  EXPECT_EQ(combine(std::vector<std::vector<std::uint32_t>>(2)).of_place.size(), 0u);
}

}  // namespace combinations_test
}  // namespace banthuek::index
