#include "pipeline/search/synonyms.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/store/samples.h"

namespace banthuek::search {
namespace synonyms_test {

Clusters clusters(std::string_view text) { return index::search_text(text).clusters; }

class Vocabulary : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = (folder / "search.toml").string();

  SearchVocabulary read(const std::string& text) {
    std::ofstream(path) << text;
    return read_vocabulary(path);
  }
  std::string said(const std::string& text) {
    return message_of([&] { read(text); });
  }
  // The ways to write a term with | between them.
  static std::string ways(const std::string& term, const SearchVocabulary& vocabulary, Widen widen = Widen::kMeaning) {
    std::string out;
    for (const Clusters& way : ways_to_write(clusters(term), vocabulary, widen)) out += (out.empty() ? "" : "|") + index::to_utf8(way);
    return out;
  }
};

TEST_F(Vocabulary, YearsStandWithAndWithoutTheirEra) {
  const SearchVocabulary none;
  const std::pair<const char*, const char*> cases[] = {{"2566", "2566"},
                                                       {"พ.ศ.2566", "2566"},
                                                       {"พ.ศ. ๒๕๖๖", "2566"},
                                                       {"พ.ศ2566", "2566"},
                                                       {"พศ.2566", "2566"},
                                                       {"ปีพ.ศ.2566", "ปี2566|ปีพ.ศ.2566"},
                                                       {"แผน2566", "แผน2566|แผนพ.ศ.2566"},
                                                       {"ปี2400", "ปี2400|ปีพ.ศ.2400"},
                                                       {"ปี2699", "ปี2699|ปีพ.ศ.2699"},
                                                       {"ปี2399", "ปี2399"},
                                                       {"ปี2700", "ปี2700"},
                                                       {"ปี1566", "ปี1566"},
                                                       {"ปี25666", "ปี25666"},
                                                       {"ปี12566", "ปี12566"},
                                                       {"ปี256", "ปี256"},
                                                       {"ปี25x6", "ปี25x6|ปี25 x 6|ปี25x 6|ปี25 x6"},
                                                       {"ปี256x", "ปี256x|ปี256 x"},
                                                       {"ปี2566x", "ปี2566x|ปีพ.ศ.2566x|ปี2566 x|ปีพ.ศ.2566 x"},
                                                       {"พ.ศ.", "พ.ศ."},
                                                       {"พ.ศ.ก", "พ.ศ.ก"},
                                                       {"ก2566-2567", "ก2566-2567|กพ.ศ.2566-2567|ก2566-พ.ศ.2567"},
                                                       {"พ.ศ.2566-พ.ศ.2567", "2566-2567|2566-พ.ศ.2567"},
                                                       {"พ.ศ.พ.ศ.2566", "พ.ศ.2566|พ.ศ.พ.ศ.2566"},
                                                       {"ที่ ๓ พ.ศ. ๒๕๕๕", "ที่3พ.ศ.2555"},
                                                       {"กพ.ศ.2562ขพศ.2563", "ก2562ข2563|กพ.ศ.2562ขพศ.2563|กพ.ศ.2562ข2563|ก2562ขพ.ศ.2563"}};
  for (const auto& [term, expected] : cases) EXPECT_EQ(ways(term, none, Widen::kSpelling), expected) << term;
}

TEST_F(Vocabulary, ALatinLetterAndADigitAreOneWithAndWithoutASpaceAndLatinWordsMayStandClose) {
  const SearchVocabulary none;
  const std::pair<const char*, const char*> cases[] = {{"o14", "o14|o 14"},
                                                       {"o 14", "o 14|o14"},
                                                       {"4 14", "4 14"},
                                                       {"ita oit", "ita oit|itaoit"},
                                                       {"open data of o14", "open data of o14|open data of o 14|opendataofo14|opendataofo 14"},
                                                       {"ข้อ o 14 ก", "ข้อo 14ก|ข้อo14ก"},
                                                       {"ข้อ 14", "ข้อ14"},
                                                       {"a1b2c", "a1b2c|a 1 b 2c|a1 b 2c|a 1b 2c|a1b 2c|a 1 b2c|a1 b2c|a 1b2c"}};
  for (const auto& [term, expected] : cases) EXPECT_EQ(ways(term, none, Widen::kSpelling), expected) << term;
}

TEST_F(Vocabulary, AbbreviationsAreWrittenOutAndShort) {
  const SearchVocabulary v = read("[abbreviation]\n\"อบต.\" = \"ตำบล\"\n\"ก.\" = \"กอง\"\n");
  ASSERT_EQ(v.abbreviations.size(), 2u);
  EXPECT_EQ(ways("อบต.", v), "อบต.|ตำบล");
  EXPECT_EQ(ways("อบต.บ้าน", v), "อบต.บ้าน|ตำบลบ้าน");
  EXPECT_EQ(ways("ในอบต.", v), "ในอบต.|ในตำบล");
  EXPECT_EQ(ways("ตำบลบ้าน", v), "ตำบลบ้าน|อบต.บ้าน");
  EXPECT_EQ(ways("อบต", v), "อบต|ตำบล") << "alone it may lack its last full stop";
  EXPECT_EQ(ways("อบตบ้าน", v), "อบตบ้าน");
  EXPECT_EQ(ways("ก", v), "ก") << "one letter says nothing";
  EXPECT_EQ(ways("ก.", v), "ก.|กอง");
  EXPECT_EQ(ways("บ้าน", v), "บ้าน");
  EXPECT_EQ(ways("อบต.2566", v), "อบต.2566|อบต.พ.ศ.2566|ตำบล2566|ตำบลพ.ศ.2566");
  EXPECT_EQ(ways("อบต.", v, Widen::kSpelling), "อบต.|ตำบล");
}

TEST_F(Vocabulary, SynonymsStandForTheWholeTerm) {
  const SearchVocabulary v = read("synonyms = [[\"ไลน์\", \"line\", \"ไลน\"], [\"รถ\", \"ยาน\"]]\n");
  EXPECT_EQ(ways("ไลน์", v), "ไลน์|line|ไลน");
  EXPECT_EQ(ways("LINE", v), "line|ไลน์|ไลน");
  EXPECT_EQ(ways("ยาน", v), "ยาน|รถ");
  EXPECT_EQ(ways("ไลน์กลุ่ม", v), "ไลน์กลุ่ม");
  EXPECT_EQ(ways("ไลน์", v, Widen::kSpelling), "ไลน์");
}

TEST_F(Vocabulary, NoMoreThanTwelveWaysAreTried) {
  for (const int count : {11, 12, 13, 20}) {
    std::string list;
    for (int i = 0; i < count; ++i) list += (i ? "," : "") + ("\"" + std::string(1, static_cast<char>('a' + i)) + "\"");
    const SearchVocabulary v = read("synonyms = [[" + list + "]]\n");
    EXPECT_EQ(ways_to_write(clusters("a"), v, Widen::kMeaning).size(), static_cast<std::size_t>(std::min(count, 12)));
  }
}

TEST_F(Vocabulary, OfAFileThatIsWrongNamesTheLine) {
  EXPECT_EQ(said(""), "");
  EXPECT_EQ(said("[abbreviation]\n\"ก.\" = 5\n"), path + ":2: an abbreviation has no text; write \"อบต.\" = \"...\"");
  EXPECT_EQ(said("\nsynonyms = [[\"ก\", \"ข\"],\n\"ค\"]\n"), path + ":3: synonyms are a list of two words or more");
  EXPECT_EQ(said("synonyms = [[\"ก\"]]\n"), path + ":1: synonyms are a list of two words or more");
  const std::string broken = said("\n[abbreviation\n");
  EXPECT_TRUE(broken.starts_with(path + ":2: ")) << broken;
  EXPECT_TRUE(broken.ends_with("; mend the line")) << broken;
}

TEST_F(Vocabulary, OfTheProgramKnowsWhatOfficesAreCalled) {
  const SearchVocabulary v = default_vocabulary();
  EXPECT_EQ(ways("อบต.", v), "อบต.|องค์การบริหารส่วนตำบล");
  EXPECT_EQ(ways("line", v), "line|ไลน์");
}

}  // namespace synonyms_test
}  // namespace banthuek::search
