#include "pipeline/read_line.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

Line line_of_words(std::vector<Word> words, const std::string& text) {
  Line line;
  line.text = text;
  line.words = std::move(words);
  for (const Word& word : line.words) line.box = unite(line.box, word.box);
  return line;
}

Leader dots(int x, int count) { return {{x, 55, 8 * count, 4}, std::vector<int>(static_cast<std::size_t>(count))}; }

TEST(ShortLeader, BetweenTwoWordsIsPrintedText) {
  Line line = line_of_words({{"กอง", {100, 30, 60, 30}, 0.9}, {"-/๒๕๖๔", {204, 30, 80, 30}, 0.8}}, "กอง -/๒๕๖๔");
  keep_short_leaders(line, std::vector<Leader>{dots(163, 5)}, 20);
  EXPECT_EQ(line.text, "กอง.....-/๒๕๖๔");
  ASSERT_EQ(line.words.size(), 3u);
  EXPECT_EQ(line.words[1].box.x, 163);
  EXPECT_EQ(line.words[1].confidence, 0.8);
}

TEST(ShortLeader, WithRoomBesideItOrLongLeadsOn) {
  const Line line = line_of_words({{"ที่", {100, 30, 20, 30}, 0.9}, {"กส", {220, 30, 40, 30}, 0.9}}, "ที่ กส");
  for (const Leader& leader : {dots(160, 5), dots(123, 12), dots(300, 5), Leader{{123, 95, 90, 4}, std::vector<int>(8)}}) {
    Line here = line;
    keep_short_leaders(here, std::vector<Leader>{leader}, 20);
    EXPECT_EQ(here.text, line.text) << leader.box.x;
    EXPECT_EQ(here.words.size(), 2u);
  }
}

}  // namespace
}  // namespace banthuek
