// Letters of a line that nothing was read for: a picture of bars between white columns, and the columns of what was read.
#include "pipeline/recognise/unread_ink.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek::recognise {
namespace unread_ink_test {

// Each letter of `shape` is ten columns of ink as high as a body letter and two of white: 'a' a letter, 'A' two that touch (24 columns), 'W' three,
// '(' a bracket of three columns, '.' a stop, ' ' seven white columns.
struct Row {
  explicit Row(const std::string& shape) {
    for (const char c : shape) {
      const int width = c == 'A' ? 26 : c == 'W' ? 50 : c == '(' ? 3 : c == '.' ? 3 : c == ' ' ? 7 : 10;
      const int top = c == '.' ? 33 : 22, bottom = 36;
      x0.push_back(line.width);
      if (c != ' ') ink.push_back({line.width, line.width + width, top, bottom});
      line.width += width + 2;
    }
    line.grey.assign(static_cast<std::size_t>(line.width) * kLineHeight, 255);
    for (const Ink& i : ink)
      for (int y = i.top; y < i.bottom; ++y) std::fill_n(line.grey.begin() + y * line.width + i.x0, i.x1 - i.x0, std::uint8_t{0});
  }
  struct Ink {
    int x0, x1, top, bottom;
  };
  LinePicture line;
  std::vector<Ink> ink;
  std::vector<int> x0;  // of each sign of the shape
};

// A character read in the middle of each sign of `shape` but those at `left_out`, moved by `off` columns.
std::vector<UnreadInk> found(const std::string& shape, const std::vector<std::size_t>& left_out, double off = 0) {
  const Row row(shape);
  std::vector<double> middles;
  for (std::size_t i = 0, stroke = 0; i < shape.size(); ++i) {
    if (shape[i] == ' ') continue;
    const Row::Ink& ink = row.ink[stroke++];
    if (std::find(left_out.begin(), left_out.end(), i) == left_out.end()) middles.push_back((ink.x0 + ink.x1) / 2.0 + off);
  }
  return unread_ink(row.line, middles);
}

TEST(LineReadWhole, HasNoUnreadInk) {
  EXPECT_TRUE(found("aaaa aaa", {}).empty());
  EXPECT_TRUE(found("aaaa (aaa(", {}).empty());
  EXPECT_TRUE(found("aa.aa. a", {2, 5}).empty()) << "a stop is no letter";
  EXPECT_TRUE(unread_ink(Row("aaa").line, {}).empty()) << "nothing was read at all";
  EXPECT_TRUE(unread_ink({}, {3.0}).empty());
}

TEST(Characters, MayStandBesideTheirLetters) {
  EXPECT_TRUE(found("aaaa aaa", {}, 7).empty());
  EXPECT_TRUE(found("aaaa aaa", {}, -7).empty());
}

TEST(LetterLeftOut, IsFoundWithTheWordItStandsIn) {
  const Row row("aaa aaaa aa");
  const std::vector<UnreadInk> places = found("aaa aaaa aa", {5});
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].x0, row.x0[4]);
  EXPECT_EQ(places[0].x1, row.x0[7] + 10);
  EXPECT_EQ(places[0].first, 3u);
  EXPECT_EQ(places[0].last, 6u);
  EXPECT_TRUE(places[0].begins_word);
  EXPECT_TRUE(places[0].ends_word);
}

TEST(LetterLeftOut, IsFoundAtEitherEndOfTheLine) {
  const std::vector<UnreadInk> first = found("aaa aa", {0}), last = found("aaa aa", {5});
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].x0, 0);
  EXPECT_EQ(first[0].first, 0u);
  EXPECT_EQ(first[0].last, 2u);
  ASSERT_EQ(last.size(), 1u);
  EXPECT_EQ(last[0].first, 3u);
  EXPECT_EQ(last[0].last, 4u);
}

TEST(StemLeftOut, IsFoundAndToldFromALetter) {
  const std::vector<UnreadInk> places = found("aaa (aaa( aaaa", {4});
  ASSERT_EQ(places.size(), 1u);
  EXPECT_TRUE(places[0].stem);
  EXPECT_FALSE(found("aaa aaa", {4}).at(0).stem);
}

TEST(WordLeftOut, IsAPlaceWithoutCharacters) {
  const std::vector<UnreadInk> places = found("aaa a aa", {4});
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].first, 3u);
  EXPECT_EQ(places[0].last, 3u);
}

TEST(LettersThatTouch, NeedACharacterEach) {
  EXPECT_EQ(found("aa Aa", {}).size(), 1u);
  const Row row("aa Aa");
  std::vector<double> middles{5, 17, static_cast<double>(row.x0[3]) + 6, static_cast<double>(row.x0[3]) + 20, static_cast<double>(row.x0[4]) + 5};
  EXPECT_TRUE(unread_ink(row.line, middles).empty());
  const Row three("W");
  EXPECT_EQ(unread_ink(three.line, {10.0, 40.0}).size(), 1u);
  EXPECT_TRUE(unread_ink(three.line, {10.0, 25.0, 40.0}).empty());
  EXPECT_TRUE(unread_ink(three.line, {5.0, 10.0, 25.0, 40.0, 45.0}).empty());
}

TEST(PlaceInALongWord, ReachesFourLettersToEachSide) {
  const Row row("aaaaaaaaaaaaaa");
  const std::vector<UnreadInk> places = found("aaaaaaaaaaaaaa", {7});
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].x0, row.x0[3]);
  EXPECT_EQ(places[0].x1, row.x0[11] + 10);
  EXPECT_FALSE(places[0].begins_word);
  EXPECT_FALSE(places[0].ends_word);
}

TEST(PlacesThatOverlap, AreOne) {
  const Row row("aaaaaaaaaaaaaa aa");
  const std::vector<UnreadInk> places = found("aaaaaaaaaaaaaa aa", {4, 10});
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].x0, row.x0[0]);
  EXPECT_EQ(places[0].x1, row.x0[13] + 10);
  EXPECT_EQ(places[0].last, 12u);
  EXPECT_TRUE(places[0].ends_word);
}

}  // namespace unread_ink_test
}  // namespace banthuek::recognise
