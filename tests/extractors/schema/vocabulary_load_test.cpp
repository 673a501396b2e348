#include "extractors/schema/vocabulary_load.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"

namespace banthuek::schema {
namespace vocabulary_load_test {

Vocabulary loaded(const std::string& file, const std::string& text) {
  Vocabulary out;
  add_vocabulary(out, "vocabularies/" + file, text);
  finish_vocabulary(out);
  return out;
}

TEST(Vocabulary, OfOfficesIsATable) {
  const Vocabulary v =
      loaded("local-governments.tsv", "dla_code\tname\ttype\tdistrict\tprovince\n# made by hand\n\n1\tเทศบาล ก\tเทศบาลตำบล\tข\tค\n2\tเทศบาล ง\t\t\t");
  ASSERT_EQ(v.offices.size(), 2u);
  EXPECT_EQ(v.offices[0].dla_code + v.offices[0].name + v.offices[0].type + v.offices[0].district + v.offices[0].province, "1เทศบาล กเทศบาลตำบลขค");
  EXPECT_EQ(v.offices[1].province, "");
  EXPECT_EQ(v.office_names, (std::unordered_set<std::string>{"เทศบาล ก", "เทศบาล ง"}));
}

TEST(Vocabulary, OfPlacesGathersTheDistrictsOfAProvince) {
  const Vocabulary v = loaded("places.tsv", "province\tletters\tdistrict\nก\tกก\tข\nก\tกก\tค\nง\tงง\tข\n");
  ASSERT_EQ(v.provinces.size(), 2u);
  EXPECT_EQ(v.provinces[0].districts, (std::vector<std::string>{"ข", "ค"}));
  EXPECT_EQ(v.provinces[0].letters, "กก");
  ASSERT_NE(v.province("ง"), nullptr);
  EXPECT_EQ(v.province("ง")->letters, "งง");
  EXPECT_EQ(v.province("จ"), nullptr);
}

TEST(Vocabulary, OfOitItemsSaysWhichAreSure) {
  const Vocabulary v = loaded("oit-items.tsv", "year\tcode\ttitle\tsure\n2566\tO1\tก\tyes\n2565\tO2\tข\tno\n");
  ASSERT_EQ(v.oit_titles.size(), 2u);
  EXPECT_EQ(v.oit_titles[0].year, 2566);
  EXPECT_EQ(v.oit_titles[0].code + v.oit_titles[0].title, "O1ก");
  EXPECT_TRUE(v.oit_titles[0].sure);
  EXPECT_FALSE(v.oit_titles[1].sure);
}

TEST(Vocabulary, OfWordsIsLongestFirstAndEachOnce) {
  const Vocabulary v = loaded("words.toml", R"(
[title]
words = ["นาย", "นางสาว", "นาย"]
[department]
words = ["ก", "กข"]
[position]
words = ["ข", "กขค", "กข"]
[status]
not_started = ["a"]
in_progress = ["b"]
done = ["c", "d"]
[mark]
chosen = ["x"]
empty = ["o"]
[[group]]
name = "IIT"
weight = 30
wordings = ["i"]
indicators = ["k", "l"]
[[group]]
name = "EIT"
[[organisation]]
word = "w"
type = "t"
shorts = ["s"]
[[organisation]]
word = "v"
)");
  using Words = std::vector<std::string>;
  EXPECT_EQ(v.titles, (Words{"นางสาว", "นาย"}));
  EXPECT_EQ(v.departments, (Words{"กข", "ก"}));
  EXPECT_EQ(v.positions, (Words{"กขค", "กข", "ข"}));
  EXPECT_EQ(v.statuses, (std::map<std::string, Words>{{"not_started", {"a"}}, {"in_progress", {"b"}}, {"done", {"c", "d"}}}));
  EXPECT_EQ(v.chosen_marks, Words{"x"});
  EXPECT_EQ(v.empty_marks, Words{"o"});
  EXPECT_EQ(v.groups, (std::map<std::string, Words>{{"IIT", {"i"}}, {"EIT", {}}}));
  EXPECT_EQ(v.weights, (std::map<std::string, double>{{"IIT", 30}, {"EIT", 0}}));
  EXPECT_EQ(v.indicators, (std::map<std::string, std::string>{{"k", "IIT"}, {"l", "IIT"}}));
  ASSERT_EQ(v.organisation_kinds.size(), 2u);
  EXPECT_EQ(v.organisation_kinds[0].word + v.organisation_kinds[0].type + v.organisation_kinds[0].shorts.at(0), "wts");
  EXPECT_EQ(v.organisation_kinds[1].type, "");
}

TEST(Vocabulary, HoldsHowNamesOfOfficesAreBuilt) {
  const OfficeWords w = loaded("offices.toml",
                               "[office]\nheads = [\"a\"]\nmarks = [\"b\"]\nnumbered = [\"c\"]\nnot_numbered = [\"d\"]\nnever = [\"e\"]\nnamed = "
                               "[\"f\", \"ff\"]\nissuing = "
                               "[\"g\"]\nshared = [\"h\"]\n")
                            .office_words;
  EXPECT_EQ(w.heads[0] + w.marks[0] + w.numbered[0] + w.not_numbered[0] + w.never[0] + w.named[0] + w.issuing[0] + w.shared[0], "abcdeffgh");
}

TEST(Vocabulary, OfLevelsIsOfEveryYearAndScoreWhereItSaysNoOther) {
  const Vocabulary v = loaded("levels.toml", "[[level]]\nname = \"A\"\nfrom_year = 1\nto_year = 2\nleast = 3.5\nmost = 4\n[[level]]\nname = \"B\"\n");
  ASSERT_EQ(v.levels.size(), 2u);
  EXPECT_EQ(v.levels[0].name, "A");
  EXPECT_EQ(v.levels[0].from_year * 10 + v.levels[0].to_year, 12);
  EXPECT_EQ(v.levels[0].least + v.levels[0].most, 7.5);
  EXPECT_EQ(v.levels[1].from_year, 0);
  EXPECT_EQ(v.levels[1].to_year, 9999);
  EXPECT_EQ(v.levels[1].least, 0);
  EXPECT_EQ(v.levels[1].most, 100);
}

TEST(Vocabulary, KnowsWhichTotalsALevelHolds) {
  Vocabulary v;
  v.levels = {{"A", 2563, 2566, 85, 94.99}, {"A", 2567, 9999, 80, 90}, {"AA", 2563, 2566, 95, 100}};
  EXPECT_EQ(v.is_of_level(84.99, "A"), true);  // of the later years
  EXPECT_EQ(v.is_of_level(94.99, "A"), true);
  EXPECT_EQ(v.is_of_level(95, "A"), false);
  EXPECT_EQ(v.is_of_level(79.99, "A"), false);
  EXPECT_EQ(v.is_of_level(94.996, "AA"), true);  // rounded
  EXPECT_EQ(v.is_of_level(94.99, "AA"), false);
  EXPECT_EQ(v.is_of_level(50, "B"), std::nullopt);
}

TEST(Vocabulary, OfSpellingsIsLongestFirst) {
  const Vocabulary v = loaded("spellings.toml", "[spelling]\nwords = [\"กขคงจฉ\", \"กขคงจฉช\", \"abcdef\"]\nspared = [\"กก\"]\n");
  EXPECT_EQ(v.spellings, (std::vector<std::u32string>{U"กขคงจฉช", U"กขคงจฉ", U"abcdef"}));
  EXPECT_EQ(v.spared, std::vector<std::u32string>{U"กก"});
}

struct Fault {
  const char *file, *text, *message;
};

void PrintTo(const Fault& c, std::ostream* os) { *os << c.file << ": " << c.text; }

class VocabularyFaults : public testing::TestWithParam<Fault> {};

TEST_P(VocabularyFaults, AreShownWithTheirPlace) {
  try {
    loaded(GetParam().file, GetParam().text);
    FAIL() << "was taken";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kSchema);
    EXPECT_EQ(e.what(), "vocabularies/" + std::string(GetParam().message));
  }
}

INSTANTIATE_TEST_SUITE_P(
    OfAllFiles, VocabularyFaults,
    testing::Values(
        Fault{"places.tsv", "province\tletters\tdistrict\n\nก\tกก\n", "places.tsv:3: 2 columns, not 3; part them by tabs\n  ก\tกก\n  ^"},
        Fault{"local-governments.tsv", "1\t2\t3\t4\t5\t6", "local-governments.tsv:1: 6 columns, not 5; part them by tabs\n  1\t2\t3\t4\t5\t6\n  ^"},
        Fault{"oit-items.tsv", "1\n", "oit-items.tsv:1: 1 columns, not 4; part them by tabs\n  1\n  ^"},
        Fault{"other.tsv", "",
              "other.tsv: no vocabulary of this name is known; there are local-governments.tsv, places.tsv, oit-items.tsv, words.toml, levels.toml, "
              "spellings.toml, offices.toml and "
              "search.toml"},
        Fault{"offices.toml", "", "offices.toml:1: [office] is missing; begin the file with it\n  \n  ^"},
        Fault{"search.toml", "x = \n",
              "search.toml:1: no TOML: Error while parsing key-value pair: expected value, saw '\\n'; see toml.io\n  x = \n      ^"},
        Fault{"words.toml", "[titel]\n", "words.toml:1: unknown key 'titel'; perhaps 'title'\n  [titel]\n   ^"},
        Fault{"words.toml", "[title]\nword = []\n", "words.toml:2: unknown key 'word'; perhaps 'words'\n  word = []\n  ^"},
        Fault{"words.toml", "[department]\nword = []\n", "words.toml:2: unknown key 'word'; perhaps 'words'\n  word = []\n  ^"},
        Fault{"words.toml", "[position]\nword = []\n", "words.toml:2: unknown key 'word'; perhaps 'words'\n  word = []\n  ^"},
        Fault{"words.toml", "[status]\nfinished = []\n", "words.toml:2: unknown key 'finished'; perhaps 'done'\n  finished = []\n  ^"},
        Fault{"words.toml", "[mark]\nchose = []\n", "words.toml:2: unknown key 'chose'; perhaps 'chosen'\n  chose = []\n  ^"},
        Fault{"words.toml", "[[group]]\nname = \"a\"\nwieght = 1\n", "words.toml:3: unknown key 'wieght'; perhaps 'weight'\n  wieght = 1\n  ^"},
        Fault{"words.toml", "[[group]]\nweight = 1\n", "words.toml:1: 'name' is missing; add it here\n  [[group]]\n  ^"},
        Fault{"words.toml", "[[organisation]]\nword = \"a\"\nshort = []\n", "words.toml:3: unknown key 'short'; perhaps 'shorts'\n  short = []\n  ^"},
        Fault{"words.toml", "[[organisation]]\ntype = \"a\"\n", "words.toml:1: 'word' is missing; add it here\n  [[organisation]]\n  ^"},
        Fault{"levels.toml", "[[levels]]\n", "levels.toml:1: unknown key 'levels'; perhaps 'level'\n  [[levels]]\n    ^"},
        Fault{"levels.toml", "[[level]]\nname = \"a\"\nmin = 1\n", "levels.toml:3: unknown key 'min'; perhaps 'most'\n  min = 1\n  ^"},
        Fault{"levels.toml", "[[level]]\nleast = 1\n", "levels.toml:1: 'name' is missing; add it here\n  [[level]]\n  ^"},
        Fault{"spellings.toml", "", "spellings.toml:1: [spelling] is missing; begin the file with it\n  \n  ^"},
        Fault{"spellings.toml", "[spellings]\n", "spellings.toml:1: unknown key 'spellings'; perhaps 'spelling'\n  [spellings]\n   ^"},
        Fault{"spellings.toml", "[spelling]\nword = []\n", "spellings.toml:2: unknown key 'word'; perhaps 'words'\n  word = []\n  ^"},
        Fault{"spellings.toml", "[spelling]\nwords = [\"กขคงจฉ\", \"กขคงจ\"]\n",
              "spellings.toml:2: 'กขคงจ' has fewer than 6 characters; remove it, other words are too near\n  words = [\"กขคงจฉ\", \"กขคงจ\"]\n       "
              "   ^"}));

}  // namespace vocabulary_load_test
}  // namespace banthuek::schema
