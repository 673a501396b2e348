#include "pipeline/store/page_words.h"

#include <gtest/gtest.h>

#include <random>

namespace banthuek::store {
namespace page_words_test {

TEST(StoredWords, ComeBackAsTheyWere) {
  std::mt19937 random(3);
  const auto any = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int turn = 0; turn < 200; ++turn) {
    std::vector<PlacedWord> words;
    std::uint32_t at = 0;
    for (int i = 0; i < turn; ++i) {
      PlacedWord word;
      word.begin = at + static_cast<std::uint32_t>(any(turn % 2 ? 3 : 5000));
      word.end = at = word.begin + static_cast<std::uint32_t>(any(90));
      word.box = {any(4000) - 20, any(6000) - 20, any(3000), any(200)};
      words.push_back(word);
    }
    EXPECT_EQ(decode_words(encode_words(words)), words);
  }
}

TEST(StoredWords, TakeSixBytesWhereWordsFollowEachOtherOnALine) {
  std::vector<PlacedWord> words;
  for (int i = 0; i < 100; ++i) {
    const auto at = static_cast<std::uint32_t>(i * 16);
    words.push_back({at, at + 15, {100 + 140 * i, 500 + i % 3, 120, 40 + i % 5}});
  }
  EXPECT_LE(encode_words(words).size(), 606u);
}

TEST(StoredWords, OfDamagedBytesAreThoseBeforeTheFault) {
  const std::vector<PlacedWord> words = {{0, 9, {10, 20, 30, 40}}, {10, 20, {50, 21, 300, 41}}};
  const std::string bytes = encode_words(words);
  EXPECT_TRUE(decode_words("").empty());
  for (std::size_t size = 1; size < bytes.size(); ++size) EXPECT_LE(decode_words(bytes.substr(0, size)).size(), 1u);
  EXPECT_EQ(decode_words(bytes.substr(0, bytes.size() - 1)), std::vector<PlacedWord>(words.begin(), words.begin() + 1));
  EXPECT_TRUE(decode_words(std::string(40, '\xff')).empty());
}

}  // namespace page_words_test
}  // namespace banthuek::store
