#include "pipeline/recognise/letter_doubt.h"

#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include "pipeline/recognise/model_file.h"

namespace banthuek::recognise {
namespace letter_doubt_test {

// The text with each letter that is doubted in brackets; all are read at 0.99.
std::string doubted(const std::string& text) {
  static const CharacterModel letters(find_model().letters_path());
  std::vector<Symbol> symbols;
  const icu::UnicodeString all = icu::UnicodeString::fromUTF8(text);
  for (int i = 0; i < all.length(); ++i) {
    Symbol s;
    all.tempSubString(i, 1).toUTF8String(s.text);
    s.confidence = 0.99;
    symbols.push_back(std::move(s));
  }
  doubt_unlikely_letters(letters, symbols);
  std::string out;
  for (const Symbol& s : symbols) out += s.confidence < 0.99 ? "[" + s.text + "]" : s.text;
  return out;
}

bool is_doubted(const std::string& text) { return doubted(text) != text; }

TEST(LetterDoubt, AMarkThatWasLostIsDoubtedWhereItStood) {
  EXPECT_EQ(doubted("นายสมศักดิ ใจดี"), "นายสมศักด[ิ] ใจดี");
  for (const char* text : {"การจัดซือจัดจ้าง", "องคการบริหารส่วนตำบล", "มาตรการส่งเสริมคุณธรรมและความโปรงใส", "ผูอำนวยการ", "ท่งหญ้า"})
    EXPECT_TRUE(is_doubted(text)) << doubted(text);
}

// The first place is not unlikely enough alone.
TEST(LetterDoubt, MarksLostTogetherAreDoubtedTogether) {
  EXPECT_EQ(doubted("นายบดินทร"), "นายบดินทร");
  EXPECT_EQ(doubted("นายบดินทร วิชุทศน"), "นายบดินท[ร] วิช[ุ][ท]ศน");
}

TEST(LetterDoubt, AMarkTooManyAndALettersKinAreDoubted) {
  for (const char* text : {"การจัดซื้อจัดจ้่าง", "ผลการคำเนินงาน", "สำนักงานปลัต"}) EXPECT_TRUE(is_doubted(text)) << doubted(text);
}

TEST(LetterDoubt, WordsAndNamesAsTheyAreAreNot) {
  for (const char* text : {"นายสมศักดิ์ ใจดี", "การจัดซื้อจัดจ้าง", "องค์การบริหารส่วนตำบล", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ผู้อำนวยการ", "ทุ่งหญ้า",
                           "ซักซ้อมความเข้าใจ", "ดำเนินการ", "สำนักงานปลัด", "๒๕๖๗", "Google", ""})
    EXPECT_EQ(doubted(text), text);
}

// ศซบ. is no word; nor are letters among signs.
TEST(LetterDoubt, AbbreviationsAreNoWords) {
  for (const char* text : {"ศซบ.", "กฌ.", "ฒซ. ๒๕๖๗", "ข้อ ฐ)"}) EXPECT_EQ(doubted(text), text);
}

TEST(LetterDoubt, LowersAndNeverRaises) {
  static const CharacterModel letters(find_model().letters_path());
  std::vector<Symbol> symbols;
  for (const char* text : {"ค", "ำ", "เ", "น", "ิ", "น", "ก", "า", "ร"}) symbols.push_back({text, 0, 0, 0.4, {}});
  doubt_unlikely_letters(letters, symbols);
  for (const Symbol& s : symbols) EXPECT_EQ(s.confidence, 0.4);
}

}  // namespace letter_doubt_test
}  // namespace banthuek::recognise
