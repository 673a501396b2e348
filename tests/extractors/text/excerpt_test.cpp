#include "extractors/text/excerpt.h"

#include <gtest/gtest.h>

#include "extractors/text/field.h"
#include "tests/extractors/builders.h"

namespace banthuek::text {
namespace excerpt_test {

using test::line;
using test::quote;

// "begin-end page:x confidence" of each piece, parted by "; ".
std::string pieces(const Excerpt& quote) {
  std::string out;
  for (const Piece& p : quote.pieces)
    out += (out.empty() ? "" : "; ") + std::to_string(p.begin) + "-" + std::to_string(p.end) + " " + std::to_string(p.place.page) + ":" +
           std::to_string(p.place.box.x) + " " + std::to_string(p.confidence).substr(0, 4);
  return out;
}

TEST(ReadingOfALine, IsItsWordsWithTheirPlaces) {
  Line l = line("ab ab  cd");
  l.words = {{"ab", {1, 0, 5, 5}, 0.5}, {" ab ", {2, 0, 5, 5}, 0.6}, {"xx", {3, 0, 5, 5}, 0.7}, {" ", {4, 0, 5, 5}, 0.7}, {"cd", {5, 0, 5, 5}, 0.8}};
  const Excerpt out = reading_of(l, 3);
  EXPECT_EQ(out.text, "ab ab  cd");
  EXPECT_EQ(pieces(out), "0-2 3:1 0.50; 3-5 3:2 0.60; 7-9 3:5 0.80");
}

TEST(ReadingOfALine, WithoutWordsIsOnePiece) {
  EXPECT_EQ(pieces(reading_of(line("กข", {7, 0, 9, 9}, 0.25), 2)), "0-6 2:7 0.25");
  EXPECT_EQ(pieces(reading_of(line(""), 2)), "");
}

TEST(ReadingOfACell, JoinsItsPrintedLines) {
  Cell cell;
  cell.text = "not looked at";
  cell.lines = {line("การ", {1, 0, 5, 5}), line("แก้ไข", {2, 0, 5, 5}), line("- ข้อ", {3, 0, 5, 5})};
  cell.lines[1].script = Script::kHandwriting;
  EXPECT_EQ(reading_of(cell, 1).text, "การ\n- ข้อ");
  cell.lines[1].script = Script::kPrint;
  EXPECT_EQ(reading_of(cell, 1).text, "การแก้ไข\n- ข้อ");
}

TEST(ReadingOfACell, WithoutLinesIsCutAtTheNewlinesOfItsText) {
  Cell cell;
  cell.text = " a \n\nb\n";
  cell.box = {4, 0, 5, 5};
  cell.confidence = 0.5;
  const Excerpt out = reading_of(cell, 6);
  EXPECT_EQ(out.text, "a b");
  EXPECT_EQ(pieces(out), "0-1 6:4 0.50; 2-3 6:4 0.50");
}

TEST(Slice, CutsItsPiecesAndTrimsWhiteSpace) {
  Excerpt q{"abc def ghi", {{0, 3, {1, {1, 0, 1, 1}}, 0.5}, {4, 7, {1, {2, 0, 1, 1}}, 0.6}, {8, 11, {1, {3, 0, 1, 1}}, 0.7}}};
  EXPECT_EQ(slice(q, 2, 8).text, "c def");
  EXPECT_EQ(pieces(slice(q, 2, 8)), "0-1 1:1 0.50; 2-5 1:2 0.60");
  EXPECT_EQ(pieces(slice(q, 3, 9)), "0-3 1:2 0.60; 4-5 1:3 0.70");
  EXPECT_EQ(pieces(slice(q, 4, 6)), "0-2 1:2 0.60");
  EXPECT_EQ(slice(q, 8, 99).text, "ghi");
  EXPECT_EQ(slice(q, 99, 120).text, "");
  EXPECT_EQ(slice(q, 5, 2).text, "");
  EXPECT_TRUE(slice(q, 3, 4).empty());
  EXPECT_EQ(slice(q, std::string_view(q.text).substr(4, 3)).text, "def");
}

TEST(Append, JoinsOnlyWhereBothSidesSaySomething) {
  Excerpt out;
  append(out, "+", quote("ab"));
  append(out, "+", Excerpt{});
  append(out, "+", quote("cd", 0.5));
  EXPECT_EQ(out.text, "ab+cd");
  EXPECT_EQ(pieces(out), "0-2 1:10 1.00; 3-5 1:10 0.50");
}

TEST(QuoteOf, AFieldIsItsTextAtItsFirstPlace) {
  Field field = test::field("ab", {5, 0, 9, 9}, 4);
  field.places.push_back({5, {6, 0, 9, 9}});
  EXPECT_EQ(pieces(quote_of(field)), "0-2 4:5 1.00");
  field.places.clear();
  EXPECT_EQ(pieces(quote_of(field)), "");
  EXPECT_EQ(quote_of(field).text, "ab");
}

TEST(BeginsItem, IsANumberOrABullet) {
  for (const char* text : {"๒) ก",     "๒. ก", " ๒.ก",  "๒.",  "๒ . ก", "(๒) ก", "( ๒๑ ) ก", "(๑๒๓)", "๑.๒ ก", "๑.๒. ก",
                           "12.10) ก", "ก) ข", "(ก) ข", "- ก", "–ก",    "—ก",    "• ก",      "●ก",    "▪ ก",   "➢ ก"})
    EXPECT_TRUE(begins_item(text)) << text;
  for (const char* text :
       {"", "ก", "๒๕๖๖", "๒๕๖๖. ก", "๒ ก", "74.36", "12.10ก", "(กก) ข", "(๑๒๓๔) ก", "-", "a) b", "ที่ ๑. ก", "๘๗.๙๖ คะแนน และ", "12.50 บาท"})
    EXPECT_FALSE(begins_item(text)) << text;
}

struct Joined {
  const char *line, *next, *joiner;
};

TEST(JoinerBetween, IsANewlineBeforeAnItemNothingInAWordElseASpace) {
  for (const auto& [line, next, joiner] :
       {Joined{"", "ก", ""}, Joined{"ก", "", ""}, Joined{"ก", "๒) ข", "\n"}, Joined{"ก", "ข", ""}, Joined{"ก", "abc", " "}, Joined{"abc", "ก", " "},
        Joined{"ก ", "abc", ""}, Joined{"abc", " ข", ""}, Joined{"พ.ศ. ๒๕", "๖๖", ""}, Joined{"2๕", "66", ""}, Joined{"ปี ๒๕๖", "๖ ข", ""},
        Joined{"๒๕๖", "๖๖", " "}, Joined{"๒๕", "๖", " "}, Joined{"๑๒๕", "๖๖", " "}, Joined{"๒๕", "๖๖๖", " "}, Joined{"๒๔", "๖๖", " "},
        Joined{"๒๕", "ข", " "}, Joined{"การดำเนินงานของหน่วย", "งานราชการส่วน", ""}})
    EXPECT_EQ(joiner_between(line, next), joiner) << line << "|" << next;
}

TEST(MakeField, GivesABoxForEachPageAndTheLeastSurePiece) {
  Excerpt q = quote("ก", 0.9, 1, {10, 10, 10, 10});
  append(q, " ", quote("ข", 0.8, 1, {30, 10, 10, 20}));
  append(q, " ", quote("ค", 0.95, 2, {5, 5, 5, 5}));
  const Field field = make_field(q, "v", "a/b@1");
  EXPECT_EQ(field.raw, "ก ข ค");
  EXPECT_EQ(field.value, "v");
  EXPECT_EQ(field.rule, "a/b@1");
  EXPECT_EQ(field.places, (std::vector<Place>{{1, {10, 10, 30, 20}}, {2, {5, 5, 5, 5}}}));
  EXPECT_DOUBLE_EQ(field.confidence, 0.8);
  EXPECT_EQ(make_field(q, "a/b@1").value, "ก ข ค");
}

}  // namespace excerpt_test
}  // namespace banthuek::text
