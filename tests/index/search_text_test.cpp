#include "pipeline/index/search_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>

#include "extractors/text/fold.h"
#include "pipeline/index/skeleton.h"

namespace banthuek::index {
namespace search_text_test {

// The clusters of a text with | between them.
std::string cut(std::string_view text) {
  std::string out;
  for (const Cluster cluster : search_text(text).clusters) out += (out.empty() ? "" : "|") + to_utf8(cluster);
  return out;
}

struct Case {
  const char *text, *clusters;
};

class SearchText : public testing::TestWithParam<Case> {};

TEST_P(SearchText, IsCutInto) {
  EXPECT_EQ(cut(GetParam().text), GetParam().clusters) << GetParam().text;
  std::vector<Cluster> appended;
  append_clusters(GetParam().text, appended);
  EXPECT_EQ(appended, search_text(GetParam().text).clusters);
}

INSTANTIATE_TEST_SUITE_P(Letters, SearchText,
                         testing::Values(Case{"", ""}, Case{"AZaz", "a|z|a|z"}, Case{"@[`{", "@|[|`|{"}, Case{"ÉÀ", "é|à"}, Case{"๐๑๙", "0|1|9"},
                                         Case{"๏๚", "๏|๚"}, Case{"กา", "ก|า"}, Case{"กะๆ", "ก|ะ|ๆ"}, Case{"฿ก", "฿|ก"}, Case{"😀ก", "😀|ก"}));
INSTANTIATE_TEST_SUITE_P(Signs, SearchText,
                         testing::Values(Case{"\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-|-|-|-|-|-|-"},
                                         Case{"\u2016\u200F\u2213", "\u2016|\u200F|\u2213"}, Case{"\u2018\u2019\u201A", "'|'|\u201A"},
                                         Case{"\u201C\u201D\u201E", "\"|\"|\u201E"}));
INSTANTIATE_TEST_SUITE_P(ZeroWidth, SearchText,
                         testing::Values(Case{"a\u200B\u200C\u200D\uFEFF\u2060\u00ADb", "a|b"}, Case{"a\u200Eb", "a|\u200E|b"},
                                         Case{"a\u2061b", "a|\u2061|b"}, Case{"ก\u200Bา", "ก|า"}, Case{"ก\u200B่", "ก่"}));
INSTANTIATE_TEST_SUITE_P(Spaces, SearchText,
                         testing::Values(Case{"ก ข", "ก|ข"}, Case{"ก a", "ก|a"}, Case{"a ก", "a|ก"}, Case{"a 1", "a| |1"}, Case{"9 z", "9| |z"},
                                         Case{"0 0", "0| |0"}, Case{"  a  ", "a"}, Case{"a - b", "a|-|b"}, Case{"/ a", "/|a"}, Case{": a", ":|a"},
                                         Case{"` a", "`|a"}, Case{"{ a", "{|a"}, Case{"a /", "a|/"}, Case{"é é", "é| |é"},
                                         Case{"a\t\n\v\f\r b", "a| |b"}, Case{"a\x08z", "a|\x08|z"}, Case{"a\x0Ez", "a|\x0E|z"},
                                         Case{"a\u00A0b", "a| |b"}, Case{"a\u3000b", "a| |b"}, Case{"๑ ๒", "1| |2"}, Case{"a ่b", "a|่|b"},
                                         Case{"จัดซื้อ\nจัดจ้าง", "จั|ด|ซื้|อ|จั|ด|จ้|า|ง"}));
INSTANTIATE_TEST_SUITE_P(Marks, SearchText,
                         testing::Values(Case{"กั", "กั"}, Case{"กิกีกึกืกุกูกฺ", "กิ|กี|กึ|กื|กุ|กู|กฺ"}, Case{"ก็ก่ก้ก๊ก๋ก์กํก๎", "ก็|ก่|ก้|ก๊|ก๋|ก์|กํ|ก๎"},
                                         Case{"e\u0300e\u0301e\u036F", "e\u0300|e\u0301|e\u036F"}, Case{"e\u02FFe\u0370", "e|\u02FF|e|\u0371"},
                                         Case{"ก่่", "ก่"}, Case{"กิิ่่", "กิ่"}, Case{"่ก", "่|ก"}, Case{"ก่ิ", "กิ่"}, Case{"ก้ื", "กื้"}, Case{"ก่้", "ก่้"},
                                         Case{"ก่์", "ก์่"}, Case{"กิ่์", "กิ์่"}, Case{"กิ่์ุ", "กิ์่|ุ"}, Case{"😀่", "😀|่"}));
INSTANTIATE_TEST_SUITE_P(SaraAm, SearchText,
                         testing::Values(Case{"กำ", "กำ"}, Case{"ก\u0E4Dา", "กำ"}, Case{"น้ำ", "น้ำ"}, Case{"น\u0E4D้า", "น้ำ"}, Case{"น้\u0E4Dา", "น้ำ"},
                                         Case{"น่า", "น่|า"}, Case{"ก\u0E4D", "ก\u0E4D"}));
INSTANTIATE_TEST_SUITE_P(SaraAe, SearchText,
                         testing::Values(Case{"แม่", "แ|ม่"}, Case{"เเม่", "แ|ม่"}, Case{"เเเ", "แ|เ"}, Case{"เก", "เ|ก"}, Case{"เ่เ", "เ่|เ"},
                                         Case{"แเ", "แ|เ"}));
INSTANTIATE_TEST_SUITE_P(Damaged, SearchText,
                         testing::Values(Case{"\xE0\xB8", "\uFFFD"},
                                         Case{"a\xFF"
                                              "b",
                                              "a|\uFFFD|b"},
                                         Case{"\xE0\xB8z", "\uFFFD|z"}, Case{"\xE0\xB8\xC0", "\uFFFD|\uFFFD"}));

TEST(SearchTextOffsets, AreThoseOfTheTextAsItWas) {
  using Offsets = std::vector<std::uint32_t>;
  EXPECT_EQ(search_text("").offsets, Offsets{0});
  EXPECT_EQ(search_text("ab").offsets, (Offsets{0, 1, 2}));
  EXPECT_EQ(search_text("a  b").offsets, (Offsets{0, 1, 3, 4}));
  EXPECT_EQ(search_text(" ก ข ").offsets, (Offsets{1, 5, 9}));
  EXPECT_EQ(search_text("น\u0E4D้าa").offsets, (Offsets{0, 12, 13}));
  EXPECT_EQ(search_text("เเก").offsets, (Offsets{0, 6, 9}));
  EXPECT_EQ(search_text("a\u200Bb").offsets, (Offsets{0, 4, 5}));
  EXPECT_EQ(search_text("กิ่์ุ").offsets, (Offsets{0, 12, 15}));
  EXPECT_EQ(search_text("😀่").offsets, (Offsets{0, 4, 7}));
}

TEST(SearchTextOffsets, OfABeginningGoOnPastWhatIsNeeded) {
  const std::string text(100, 'x');
  for (const std::size_t most : {0, 1, 5, 98}) {
    const auto part = index::search_text(text, most);
    EXPECT_GT(part.clusters.size(), most);
    EXPECT_LE(part.clusters.size(), most + 2);
    EXPECT_EQ(part.offsets.size(), part.clusters.size() + 1);
    EXPECT_EQ(part.offsets.back(), part.clusters.size());
  }
  EXPECT_EQ(index::search_text(text, 100).clusters.size(), 100u);
}

TEST(SearchTextParts, AppendedOneAfterTheOtherHaveNoSpaceBetween) {
  std::vector<Cluster> out;
  append_clusters("ab", out);
  append_clusters("cd", out);
  EXPECT_EQ(to_utf8(out), "abcd");
}

Cluster cluster(std::string_view text) { return cluster_of(text); }

TEST(Skeleton, OfATextIsThatOfItsClustersAndHoldsThatOfEachPart) {
  // Everything the cutter treats in a way of its own, in any order.
  const std::u32string signs = U"กขา\u0E33ิุ่้ํ็ฯๆเแโ๐๙0aZ -–\n\u200B“éé\u0301中😀฿\u0E3A";
  std::mt19937 random(7);
  for (int k = 0; k < 3000; ++k) {
    std::u32string letters;
    for (int i = 0; i < 12; ++i) letters += signs[random() % signs.size()];
    const std::string text = text::to_utf8(letters);
    const std::vector<Cluster> all = search_text(text).clusters;
    std::string whole;
    append_skeleton(text, whole);
    ASSERT_EQ(whole, skeleton(all)) << text;
    std::string near;
    append_letters(text, near);
    ASSERT_EQ(near, index::letters(all)) << text;
    const std::size_t from = all.empty() ? 0 : random() % all.size();
    ASSERT_NE(whole.find(skeleton(std::span(all).subspan(from, std::min<std::size_t>(3, all.size() - from)))), whole.npos) << text;
  }
}

TEST(Skeleton, PartsMostTextsThatShareTheirPairs) {
  const auto of = [](const char* text) {
    std::string out = "?";
    append_skeleton(text, out);
    return out;
  };
  EXPECT_EQ(of(""), "?");
  EXPECT_EQ(of("แผน ๒๕"), of("ผน25"));
  EXPECT_EQ(of("การ"), of("กร"));
  EXPECT_NE(of("การประชุม"), of("การประชา"));
  EXPECT_EQ(skeleton(search_text("เา").clusters), "");
}

TEST(Cluster, ComesBackFromItsText) {
  for (const char* text : {"a", "ก", "กิ่", "กิ์่", "น้ำ", "😀", "\uFFFD", "e\u0301"}) {
    EXPECT_EQ(to_utf8(cluster_of(text)), text);
    EXPECT_EQ(search_text(text).clusters, std::vector<Cluster>{cluster_of(text)}) << text;
  }
  EXPECT_EQ(cluster_of("ก่"), 0x0E48'0E01u);
  EXPECT_EQ(cluster_of("กิ่์"), 0x0E4C'0E48'0E34'0E01u);
  EXPECT_EQ(cluster_of("กิ่์ุ"), 0x0E4C'0E48'0E34'0E01u) << "no room for a fifth";
  EXPECT_EQ(cluster_of("😀"), 0x1F600u);
  EXPECT_EQ(cluster_of(""), 0u);
}

TEST(Cluster, WithoutItsTones) {
  const std::pair<const char*, const char*> cases[] = {{"ก", "ก"}, {"ก่", "ก"}, {"ก้", "ก"}, {"ก๊", "ก"},   {"ก๋", "ก"},
                                                       {"ก์", "ก์"}, {"ก็", "ก็"}, {"กิ่", "กิ"}, {"น้ำ", "นำ"}, {"่", "่"}};
  for (const auto& [with, without] : cases) EXPECT_EQ(without_tone(cluster(with)), cluster(without)) << with;
}

TEST(Cluster, IsThaiAWordADigit) {
  for (const char* thai : {"ก", "ฯ", "ฺ", "฿", "๐", "๛", "กิ่"}) EXPECT_TRUE(is_thai(cluster(thai))) << thai;
  for (const char* other : {"a", "1", "-", "\u0E00", "\u0E5C", "é"}) EXPECT_FALSE(is_thai(cluster(other))) << other;
  for (const char* word : {"ก", "กิ่", "า", "ๆ", "a", "1", "é", "฿", "๏", "\U00010400"}) EXPECT_TRUE(is_word(cluster(word))) << word;
  for (const char* sign : {"-", " ", "ฯ", "๚", "๛", "่", "(", ".", "😀"}) EXPECT_FALSE(is_word(cluster(sign))) << sign;
  for (const char* digit : {"0", "5", "9"}) EXPECT_TRUE(is_digit(cluster(digit))) << digit;
  for (const char* other : {"/", ":", "a", "๑"}) EXPECT_FALSE(is_digit(cluster(other))) << other;
}

TEST(Cluster, BeginsWithAnotherOfFewerMarks) {
  EXPECT_TRUE(begins_with(cluster("กิ่"), cluster("กิ")));
  EXPECT_TRUE(begins_with(cluster("กิ่"), cluster("ก")));
  EXPECT_TRUE(begins_with(cluster("กิ่"), cluster("กิ่")));
  EXPECT_FALSE(begins_with(cluster("กิ"), cluster("กิ่")));
  EXPECT_FALSE(begins_with(cluster("กี่"), cluster("กิ")));
  EXPECT_FALSE(begins_with(cluster("ข"), cluster("ก")));
}

}  // namespace search_text_test
}  // namespace banthuek::index
