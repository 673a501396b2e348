#include "extractors/values/spelling.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/extractors/builders.h"

namespace banthuek::values {
namespace spelling_test {

using test::quote;

schema::Vocabulary vocabulary(const std::vector<std::string>& words, const std::vector<std::string>& spared = {}) {
  schema::Vocabulary out;
  for (const std::string& word : words) out.spellings.push_back(text::to_u32(word));
  for (const std::string& word : spared) out.spared.push_back(text::to_u32(word));
  return out;
}

struct Case {
  const char* read;
  double confidence;
  const char* meant;
};

TEST(Mended, IsOneEditOfAnUnsureReading) {
  const schema::Vocabulary words = vocabulary({"ดำเนินการ"});
  for (const Case& c :
       {// A letter for one of its kind.
        Case{"ดำเนืนการ", 0.95, "ดำเนินการ"}, Case{"ดำเนิมการ", 0.95, "ดำเนินการ"}, Case{"ดาเนินการ", 0.95, "ดำเนินการ"},
        Case{"ดำเนินกกร", 0.95, "ดำเนินการ"}, Case{"ดำเนินาาร", 0.95, "ดำเนินการ"}, Case{"ดำเนินกาธ", 0.95, "ดำเนินการ"},
        Case{"คำเนินการ", 0.95, "ดำเนินการ"}, Case{"ได้คำเนินการแล้ว", 0.95, "ได้ดำเนินการแล้ว"},
        // A letter for one of another kind.
        Case{"ดำเนินำาร", 0.95, "ดำเนินำาร"}, Case{"ดำเนินก่ร", 0.95, "ดำเนินก่ร"}, Case{"ดำเนินก็ร", 0.95, "ดำเนินก็ร"}, Case{"ดกเนินการ", 0.95, "ดกเนินการ"},
        Case{"ดำเนกนการ", 0.95, "ดำเนกนการ"}, Case{"ดำเนิ1การ", 0.95, "ดำเนิ1การ"}, Case{"ดำเนินกaร", 0.95, "ดำเนินกaร"},
        Case{"าำเนินการ", 0.95, "าำเนินการ"},
        // The limit of an unsure reading.
        Case{"คำเนินการ", 0.984, "ดำเนินการ"}, Case{"คำเนินการ", 0.985, "คำเนินการ"}, Case{"ดำเนิมการ", 0.984, "ดำเนินการ"},
        Case{"ดำเนิมการ", 0.985, "ดำเนิมการ"},
        // A mark too many, a mark or a letter lost.
        Case{"ดำเนิ่นการ", 0.95, "ดำเนินการ"}, Case{"ดำเนิ่นการ", 0.99, "ดำเนิ่นการ"}, Case{"ดำเนนการ", 0.95, "ดำเนินการ"},
        Case{"ดำเนนการ", 0.999, "ดำเนินการ"}, Case{"ดำเนนการ", 1, "ดำเนนการ"}, Case{"ดำเนิการ", 0.95, "ดำเนินการ"}, Case{"ดำเนิการ", 0.99, "ดำเนิการ"},
        Case{"ดำเนินกการ", 0.95, "ดำเนินกการ"}, Case{"ดำเนินกา", 0.95, "ดำเนินกา"}, Case{"ำเนินการ", 0.95, "ำเนินการ"},
        // A mark behind the word makes it another.
        Case{"คำเนินการ์", 0.95, "คำเนินการ์"}, Case{"คำเนินการก", 0.95, "ดำเนินการก"},
        // Two edits are too many for so short a word.
        Case{"คำเนินกาธ", 0.95, "คำเนินกาธ"}, Case{"คำเนนการ", 0.95, "คำเนนการ"},
        // White space does not count; other text stays.
        Case{"ดำ เนืน การ ", 0.95, "ดำ เนิน การ "}, Case{"ก คำเนินการ ข ดำเนืนการ ค", 0.95, "ก ดำเนินการ ข ดำเนินการ ค"},
        // No UTF-8: left alone.
        Case{"คำเนินการ\xff", 0.95, "คำเนินการ\xff"}, Case{"", 0.95, ""}, Case{"ค", 0.95, "ค"}}) {
    EXPECT_EQ(mended(quote(c.read, c.confidence), words), c.meant) << c.read << " " << c.confidence;
  }
}

TEST(Mended, IsTwoEditsFromFourteenCharactersOn) {
  const schema::Vocabulary words = vocabulary({"กรรมการบริหารช", "อนุกรมบริการส"});
  ASSERT_EQ(words.spellings[0].size(), 14u);
  ASSERT_EQ(words.spellings[1].size(), 13u);
  EXPECT_EQ(mended(quote("กรรมกาธบริหาธช", 0.95), words), "กรรมการบริหารช");
  EXPECT_EQ(mended(quote("กรธมกาธบริหาธช", 0.95), words), "กรธมกาธบริหาธช");
  EXPECT_EQ(mended(quote("อนุกรมบรืกาธส", 0.95), words), "อนุกรมบรืกาธส");
  EXPECT_EQ(mended(quote("อนุกรมบริกาธส", 0.95), words), "อนุกรมบริการส");
}

TEST(Mended, IsByTheOneWordThatFits) {
  EXPECT_EQ(mended(quote("กขคงจซ", 0.95), vocabulary({"กขคงจฉ", "กขคงจช"})), "กขคงจซ");
  EXPECT_EQ(mended(quote("กขคงจธช", 0.95), vocabulary({"กขคงจฉช", "กขคงจด"})), "กขคงจฉช");  // the longer
  EXPECT_EQ(mended(quote("กขคงจธ", 0.95), vocabulary({"กขคงจฉช", "กขคงจด"})), "กขคงจด");
  EXPECT_EQ(mended(quote("กขคงจธ", 0.95), vocabulary({})), "กขคงจธ");
}

TEST(Mended, LeavesWhatIsAWordAlready) {
  EXPECT_EQ(mended(quote("คำเนินการ", 0.95), vocabulary({"ดำเนินการ"}, {"คำเนินการ"})), "คำเนินการ");
  EXPECT_EQ(mended(quote("คำเนินการ", 0.95), vocabulary({"ดำเนินการ"}, {"คำเนินกาล"})), "ดำเนินการ");
  EXPECT_EQ(mended(quote("คำเนินการ", 0.95), vocabulary({"ดำเนินการ", "คำเนินการ"})), "คำเนินการ");
  EXPECT_EQ(mended(quote("กขคงจฉ", 0.95), vocabulary({"กข่คงจฉ", "กขคงจฉ"})), "กขคงจฉ");  // nothing is put into it
  EXPECT_EQ(mended(quote("ซำเนินการ", 0.95), vocabulary({"ดำเนินการ"}, {"ซำ"})), "ซำเนินการ");
  EXPECT_EQ(mended(quote("ซำเนินกาธ", 0.95), vocabulary({"ซำเนินการ"}, {"ซำ"})), "ซำเนินการ");  // the word spared is elsewhere
}

TEST(Mended, GoesByHowSurelyEachWordWasRead) {
  const schema::Vocabulary words = vocabulary({"ดำเนินการ"});
  const auto parts = [&](double first, double second) {
    text::Excerpt q = quote("คำเนิน", first);
    text::append(q, "", quote("กาธ", second));
    return mended(q, words);
  };
  EXPECT_EQ(parts(0.9, 0.9), "คำเนินกาธ");
  text::Excerpt q = quote("คำเนิน", 0.9);
  text::append(q, "", quote("การ", 1));
  EXPECT_EQ(mended(q, words), "ดำเนินการ");
  q = quote("ดำเนิน", 1);
  text::append(q, "", quote("กาธ", 0.9));
  EXPECT_EQ(mended(q, words), "ดำเนินการ");
  q = quote("คำเนิน", 1);
  text::append(q, "", quote("การ", 0.9));
  EXPECT_EQ(mended(q, words), "คำเนินการ");
  q = quote("ดำเนินกาธ", 0.9);
  q.pieces[0].begin = 3;  // its first letter is of no piece: as sure as can be
  EXPECT_EQ(mended(q, words), "ดำเนินการ");
  q.text = "คำเนินการ";
  EXPECT_EQ(mended(q, words), "คำเนินการ");
  EXPECT_EQ(mended(quote("คำเนินการ", 1), words), "คำเนินการ");
}

TEST(MakeTextField, SaysWhereItsValueWasMended) {
  const Field mended_field = make_text_field(quote("คำเนินการ", 0.95), "a/b@1", vocabulary({"ดำเนินการ"}));
  EXPECT_EQ(mended_field.raw, "คำเนินการ");
  EXPECT_EQ(mended_field.value, "ดำเนินการ");
  EXPECT_EQ(mended_field.rule, "a/b@1+spelling");
  EXPECT_EQ(make_text_field(quote("ดำเนินการ", 0.95), "a/b@1", vocabulary({"ดำเนินการ"})).rule, "a/b@1");
}

}  // namespace spelling_test
}  // namespace banthuek::values
