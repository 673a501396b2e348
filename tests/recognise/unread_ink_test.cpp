// Letters of a line that nothing was read for: a picture of bars between white columns, and the columns of what was read.
#include "pipeline/recognise/unread_ink.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>

#include "extractors/text/fold.h"

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

std::string shown(const std::vector<UnreadInk>& places) {
  std::string out;
  for (const UnreadInk& p : places)
    out += fmt::format("{}-{} of {} to {}{}{}{}\n", p.x0, p.x1, p.first, p.last, p.begins_word ? ", begins" : "", p.ends_word ? ", ends" : "",
                       p.stem ? ", stem" : "");
  return out;
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
  EXPECT_EQ(shown(places), shown({{row.x0[4], row.x0[7] + 10, 3, 6, true, true, false}}));
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
  EXPECT_EQ(shown(places), shown({{row.x0[3], row.x0[11] + 10, 3, 11, false, false, false}}));
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

// A character each.
std::vector<Symbol> symbols_of(const std::string& text, double confidence = 0.99) {
  std::vector<Symbol> out;
  for (const char32_t c : text::to_u32(text)) out.push_back({text::to_utf8(std::u32string(1, c)), 0, 1, confidence, {}});
  return out;
}

// `line` after what was read for its characters [first, last).
std::string filled(const std::string& line, std::size_t first, std::size_t last, const std::vector<Symbol>& read, const UnreadInk& place = {}) {
  std::vector<Symbol> symbols = symbols_of(line);
  fill_in(symbols, first, last, read, place);
  std::string out;
  double least = 1;
  for (const Symbol& symbol : symbols) out += symbol.text, least = std::min(least, symbol.confidence);
  return out + (least < 0.95 ? " ?" : "");
}

TEST(FillIn, AddsWhatWasLeftOut) {
  EXPECT_EQ(filled("ที่ ๖๑) พ", 4, 7, symbols_of("๔๖๑)")), "ที่ ๔๖๑) พ");
  EXPECT_EQ(filled("กคง", 0, 3, symbols_of("กขคง")), "กขคง");
  EXPECT_EQ(filled("กคง", 0, 3, symbols_of("กขี่คง")), "กขี่คง") << "a letter with its marks";
  EXPECT_EQ(filled("กี่", 0, 3, symbols_of("กี่กี่")), "กี่กี่") << "the same again";
  EXPECT_EQ(filled("ก ขค", 0, 4, symbols_of("กขคง")), "กขคง") << "spaces do not count";
}

TEST(FillIn, LeavesWhatIsReadAlikeAsItWas) {
  EXPECT_EQ(filled("กขค", 0, 3, symbols_of("กขค", 0.5)), "กขค");
  EXPECT_EQ(filled("กขค", 0, 3, {}), "กขค");
}

TEST(FillIn, DoubtsWhatIsReadOtherwise) {
  EXPECT_EQ(filled("กขค", 0, 3, symbols_of("กฃค")), "กขค ?");
  EXPECT_EQ(filled("กขค", 0, 3, symbols_of("กขคง", 0.89)), "กขค ?") << "not sure";
  EXPECT_EQ(filled("กขคง", 0, 4, symbols_of("กคง")), "กขคง ?") << "less than before";
  EXPECT_EQ(filled("กขค", 0, 3, symbols_of("กข)ค")), "กขค ?") << "brackets may be left of rules";
  EXPECT_EQ(filled("กขค", 0, 3, symbols_of("กข–ค")), "กขค ?");
  EXPECT_EQ(filled("กขค", 0, 3, symbols_of("กข่ค")), "กขค ?") << "a mark on a letter that was read without it";
}

TEST(FillIn, TakesAStemForALetterOfALatinWordOnly) {
  const UnreadInk stem{0, 0, 0, 0, false, false, true};
  EXPECT_EQ(filled("(TA)", 0, 4, symbols_of("(ITA)"), stem), "(ITA)");
  EXPECT_EQ(filled("กข", 0, 2, symbols_of("กIข"), stem), "กข") << "a rule's shred makes nothing doubtful";
  EXPECT_EQ(filled("๒๕", 0, 2, symbols_of("๒1๕"), stem), "๒๕");
}

TEST(FillIn, PartsWordsWhereThereIsRoom) {
  const UnreadInk word{0, 0, 0, 0, true, true, false};
  EXPECT_EQ(filled("กข", 1, 1, symbols_of("๔"), word), "ก ๔ ข");
  EXPECT_EQ(filled("ก ข", 2, 2, symbols_of("๔"), word), "ก ๔ ข");
  EXPECT_EQ(filled("กข", 2, 2, symbols_of("๔"), word), "กข ๔");
  EXPECT_EQ(filled("กข", 0, 0, symbols_of("๔"), word), "๔ กข");
  EXPECT_EQ(filled("กข", 1, 1, symbols_of("๔")), "ก๔ข") << "inside a word";
}

}  // namespace unread_ink_test
}  // namespace banthuek::recognise
