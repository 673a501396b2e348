#include "pipeline/read/line_dots.h"

#include <gtest/gtest.h>

#include "tests/read/words_line.h"

namespace banthuek::read {
namespace line_dots_test {

using test::line_of_words;

layout::Leader dots(int x, int count) { return {{x, 55, 8 * count, 4}, std::vector<int>(static_cast<std::size_t>(count))}; }

TEST(ShortLeader, BetweenTwoWordsIsPrintedText) {
  Line line = line_of_words({{"กอง", {100, 30, 60, 30}, 0.9}, {"-/๒๕๖๔", {204, 30, 80, 30}, 0.8}}, "กอง -/๒๕๖๔");
  keep_short_leaders(line, std::vector<layout::Leader>{dots(163, 5)}, 20);
  EXPECT_EQ(line.text, "กอง.....-/๒๕๖๔");
  ASSERT_EQ(line.words.size(), 3u);
  EXPECT_EQ(line.words[1].box.x, 163);
  EXPECT_EQ(line.words[1].confidence, 0.8);
}

TEST(ShortLeader, WithRoomBesideItOrLongLeadsOn) {
  const Line line = line_of_words({{"ที่", {100, 30, 20, 30}, 0.9}, {"กส", {220, 30, 40, 30}, 0.9}}, "ที่ กส");
  for (const layout::Leader& leader : {dots(160, 5), dots(123, 12), dots(300, 5), layout::Leader{{123, 95, 90, 4}, std::vector<int>(8)}}) {
    Line here = line;
    keep_short_leaders(here, std::vector<layout::Leader>{leader}, 20);
    EXPECT_EQ(here.text, line.text) << leader.box.x;
    EXPECT_EQ(here.words.size(), 2u);
  }
}

TEST(ShortLeader, OfALineFilledInOverDotsIsAPartOfThose) {
  Line line = line_of_words({{"วันที่", {100, 30, 60, 30}, 0.9}, {"2", {204, 30, 80, 30}, 0.8}}, "วันที่ 2");
  keep_short_leaders(line, std::vector<layout::Leader>{dots(163, 5), dots(300, 20)}, 20);
  EXPECT_EQ(line.text, "วันที่ 2");
  keep_short_leaders(line, std::vector<layout::Leader>{dots(163, 5), {{300, 95, 160, 4}, std::vector<int>(20)}}, 20);
  EXPECT_EQ(line.text, "วันที่.....2") << "the long one is of the next line";
}

// A letter 20 high and `count` dots `size` wide and high behind it, on the baseline at 60 or `rise` above it; what the line says then.
std::string with_dots(const char* text, int count, int gap = 4, int size = 4, int rise = 0, int step = 10) {
  picture::Components all;
  layout::Segment segment;
  segment.top = 40, segment.base = 60;
  const auto piece = [&](const Box& box) {
    picture::Component c;
    c.box = box;
    segment.pieces.push_back(static_cast<int>(all.list.size()));
    segment.box = unite(segment.box, box);
    all.list.push_back(c);
  };
  piece({100, 40, 20, 20});
  for (int i = 0; i < count; ++i) piece({120 + gap + i * step, 60 - size / 2 - rise, size, size});
  Line line = line_of_words({{text, segment.box, 0.9}}, text);
  keep_last_dots(line, segment, all);
  std::string words;
  for (const Word& w : line.words) words += (words.empty() ? "" : " ") + w.text;
  EXPECT_EQ(words, line.text) << "words give the text";
  return line.text;
}

TEST(LastDots, AreAsManyAsStandOnThePaper) {
  EXPECT_EQ(with_dots("ก.", 3), "ก...");
  EXPECT_EQ(with_dots("ก", 4), "ก....") << "none of them was read";
  EXPECT_EQ(with_dots("ก....", 3), "ก....") << "more of them were read";
  EXPECT_EQ(with_dots("ก.", 2), "ก.") << "an abbreviation's";
  EXPECT_EQ(with_dots("ก.", 8), "ก........");
  EXPECT_EQ(with_dots("ก.", 9), "ก.") << "a leader";
  EXPECT_EQ(with_dots("ก.", 3, 9), "ก...");
  EXPECT_EQ(with_dots("ก.", 3, 10), "ก ...") << "half a body height is a space";
  EXPECT_EQ(with_dots("ก.", 3, 4, 6), "ก...");
  EXPECT_EQ(with_dots("ก.", 3, 4, 7), "ก.") << "too large for dots";
  EXPECT_EQ(with_dots("ก.", 3, 4, 4, 7), "ก...");
  EXPECT_EQ(with_dots("ก.", 3, 4, 4, 8), "ก.") << "too high";
  EXPECT_EQ(with_dots("ก.", 3, 4, 4, -3), "ก.") << "too low";
  EXPECT_EQ(with_dots("ก.", 3, 4, 4, 0, 18), "ก...");
  EXPECT_EQ(with_dots("ก.", 3, 4, 4, 0, 19), "ก.") << "too far apart";
  EXPECT_EQ(with_dots("...", 3), "...");
}

// Words at 100 to 160 and from 216 on, on rows 30 to 60; body letters 20 high. Whether the dots of that box are written into the line.
bool kept(const Box& box, std::size_t count = 8) {
  Line line = line_of_words({{"กอง", {100, 30, 60, 30}, 0.9}, {"ก", {216, 30, 80, 30}, 0.8}}, "กอง ก");
  keep_short_leaders(line, std::vector<layout::Leader>{{box, std::vector<int>(count)}}, 20);
  return line.words.size() == 3;
}

TEST(ShortLeader, StandsWithinSixTenthsOfABodyOfBothWords) {
  EXPECT_TRUE(kept({172, 50, 32, 4}));
  EXPECT_FALSE(kept({173, 50, 31, 4}));
  EXPECT_FALSE(kept({172, 50, 31, 4}));
  EXPECT_TRUE(kept({148, 50, 80, 4}));  // over them by as much
  EXPECT_FALSE(kept({147, 50, 80, 4}));
  EXPECT_FALSE(kept({148, 50, 81, 4}));
}

TEST(ShortLeader, IsOfEightDotsAtMostAndNearTheLine) {
  EXPECT_FALSE(kept({172, 50, 32, 4}, 9));
  EXPECT_TRUE(kept({172, 30, 32, 4}));
  EXPECT_FALSE(kept({172, 29, 32, 4}));
  EXPECT_TRUE(kept({172, 66, 32, 4}));  // half a body below
  EXPECT_FALSE(kept({172, 67, 32, 4}));
}

TEST(ShortLeader, IsPutBetweenTheRightTwoOfMoreWords) {
  Line line =
      line_of_words({{"ก", {0, 30, 20, 30}, 1}, {"ก", {30, 30, 20, 30}, 0.7}, {"ก", {84, 30, 20, 30}, 0.8}, {"ก", {130, 30, 20, 30}, 1}}, "ก ก ก ก");
  keep_short_leaders(line, std::vector<layout::Leader>{{{52, 50, 30, 4}, std::vector<int>(5)}}, 20);
  EXPECT_EQ(line.text, "ก ก.....ก ก");
  ASSERT_EQ(line.words.size(), 5u);
  EXPECT_EQ(line.words[2].text, ".....");
  EXPECT_EQ(line.words[2].box, (Box{52, 50, 30, 4}));
  EXPECT_EQ(line.words[2].confidence, 0.7);
}

}  // namespace line_dots_test
}  // namespace banthuek::read
