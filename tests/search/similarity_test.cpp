#include "pipeline/search/similarity.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace banthuek::search {
namespace similarity_test {

std::vector<index::Cluster> clusters(std::string_view text) { return index::search_text(text).clusters; }
Pieces pieces(std::string_view text) { return pieces_of(clusters(text)); }
double share(std::string_view a, std::string_view b) { return share_in_common(pieces(a), pieces(b)); }

TEST(Similarity, PiecesAreOfFiveClustersAndAShortTextIsOne) {
  const std::pair<const char*, std::size_t> cases[] = {{"", 0},       {"a", 1},       {"abcd", 1},      {"abcde", 1},
                                                       {"abcdef", 2}, {"abcdefg", 3}, {"aaaaaaaaa", 1}, {"กิ่งไม้ใหญ่", 3}};
  for (const auto& [text, count] : cases) {
    EXPECT_EQ(pieces(text).size(), count) << text;
    const Pieces sorted = pieces(text);
    EXPECT_TRUE(std::is_sorted(sorted.begin(), sorted.end()));
  }
}

TEST(Similarity, TheShareIsOfAllPiecesThoseThatBothHold) {
  EXPECT_EQ(share("abcdef", "abcdef"), 1);
  EXPECT_EQ(share("abcdef", "abcdex"), 1.0 / 3);
  EXPECT_EQ(share("abcdex", "abcdef"), 1.0 / 3);
  EXPECT_EQ(share("abcdefg", "abcdefgh"), 3.0 / 4);
  EXPECT_EQ(share("abcde", "vwxyz"), 0);
  EXPECT_EQ(share("abcd", "abcde"), 0);
  EXPECT_EQ(share("abcde", ""), 0);
  EXPECT_EQ(share("", ""), 0);
  EXPECT_EQ(share("abcdefghij", "fghijabcde"), 2.0 / 10) << "in any order";
  EXPECT_EQ(share("ปี ๒๕๖๖ AB", "ปี 2566 ab"), 1) << "as the search sees them";
}

TEST(Similarity, PiecesInAnotherOrderAreOthers) {
  EXPECT_EQ(share("abcde", "bacde"), 0);
  EXPECT_EQ(share("abcde", "abced"), 0);
}

TEST(Similarity, SketchesOfOneTextAgreeAndEveryBinIsFilled) {
  for (const char* text : {"a", "abcde", "abcdefgh", "การใช้งบประมาณ"}) {
    const Sketch sketch = sketch_of(clusters(text));
    EXPECT_EQ(estimated_share(sketch, sketch_of(clusters(text))), 1);
    EXPECT_EQ(std::count(sketch.begin(), sketch.end(), ~0u), 0) << text;
    EXPECT_EQ(std::set<std::uint32_t>(sketch.begin(), sketch.end()).size(), 63u) << "no bin says the same as another";
  }
  const Sketch nothing = sketch_of({});
  EXPECT_EQ(std::count(nothing.begin(), nothing.end(), ~0u), 63) << "of nothing none is";
  Sketch a{}, b{};
  b[0] = b[62] = 1;
  EXPECT_EQ(estimated_share(a, b), 61.0 / 63);
}

// Over many pairs the estimate is right on the average, for long texts and for those with fewer pieces than bins.
TEST(Similarity, EstimatesAreWithoutBias) {
  std::mt19937 random(8);
  for (const int length : {12, 40, 300})
    for (const double kept : {0.3, 0.6, 0.9}) {
      double error = 0, squares = 0;
      constexpr int kPairs = 200;
      for (int pair = 0; pair < kPairs; ++pair) {
        std::vector<index::Cluster> a, b;
        for (int i = 0; i < length; ++i) a.push_back('a' + random() % 26 + 1000 * (random() % 3));
        b = a;
        for (std::size_t i = static_cast<std::size_t>(kept * length); i < b.size(); ++i) b[i] = '0' + random() % 10;
        const double off = estimated_share(sketch_of(a), sketch_of(b)) - share_in_common(pieces_of(a), pieces_of(b));
        error += off / kPairs;
        squares += off * off / kPairs;
      }
      EXPECT_LT(std::abs(error), 0.03) << length << " " << kept;
      EXPECT_LT(squares, 0.03) << length << " " << kept;
    }
}

}  // namespace similarity_test
}  // namespace banthuek::search
