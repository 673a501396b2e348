#include "extractors/text/fold.h"

#include <gtest/gtest.h>

namespace banthuek::text {
namespace fold_test {

TEST(Utf32, KeepsEveryCharacterAndMarksWhatIsNone) {
  EXPECT_EQ(to_u32("กa\xF0\x9F\x99\x82"), U"กa\U0001F642");
  EXPECT_EQ(to_u32("ก\xff\xE0\xB8"), U"ก\uFFFD\uFFFD");
  EXPECT_EQ(to_utf8(U"กa\U0001F642"), "กa\xF0\x9F\x99\x82");
  EXPECT_EQ(to_utf8(std::u32string{U'a', char32_t{0x110000}, char32_t{0xD800}}), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

struct Sign {
  char32_t c;
  bool is;
};

TEST(IsThaiSign, IsTheBlockWithoutDigitsAndBaht) {
  for (const auto& [c, is] :
       {Sign{0x0E00, false}, Sign{0x0E01, true}, Sign{0x0E3E, true}, Sign{0x0E3F, false}, Sign{0x0E40, true}, Sign{0x0E4F, true}, Sign{0x0E50, false},
        Sign{0x0E59, false}, Sign{0x0E5A, true}, Sign{0x0E5B, true}, Sign{0x0E5C, false}, Sign{U'a', false}})
    EXPECT_EQ(is_thai_sign(c), is) << std::hex << static_cast<unsigned>(c);
}

TEST(IsDigit, IsAsciiAndThai) {
  for (const auto& [c, is] : {Sign{U'/', false}, Sign{U'0', true}, Sign{U'9', true}, Sign{U':', false}, Sign{0x0E4F, false}, Sign{U'๐', true},
                              Sign{U'๙', true}, Sign{0x0E5A, false}, Sign{U'໒', false}})
    EXPECT_EQ(is_digit(c), is) << std::hex << static_cast<unsigned>(c);
}

TEST(IsLeader, IsEveryDotThatLeadersAreDrawnWith) {
  for (const char32_t c : U".…·_‥") {
    if (c != 0) {
      EXPECT_TRUE(is_leader(c)) << std::hex << static_cast<unsigned>(c);
    }
  }
  for (const char32_t c : {U',', U'-', U'ก', U' '}) EXPECT_FALSE(is_leader(c));
}

TEST(IsSpace, IsWhiteSpaceOfAnyKind) {
  for (const char32_t c : {U' ', U'\n', U'\t', U'\u00a0', U'\u3000'}) EXPECT_TRUE(is_space(c));
  EXPECT_FALSE(is_space(U'.'));
}

TEST(Fold, TakesAwayWhatVariesAndKeepsWhereEachCharacterStood) {
  const Folded folded = fold("ก ๒–B…É:_");
  EXPECT_EQ(folded.text, U"ก2-bé");
  EXPECT_EQ(folded.at, (std::vector<std::size_t>{0, 4, 7, 10, 14, 18}));
  EXPECT_EQ(fold("๐๙–—−‑‐ÀɎ").text, U"09-----àɏ");
  EXPECT_EQ(fold("ΩЖ").text, U"ΩЖ");  // no other script's case
  EXPECT_EQ(fold("").at, std::vector<std::size_t>{0});
}

struct Distance {
  const char32_t *a, *b;
  int limit, distance;
};

TEST(EditDistance, IsExactUpToItsLimitAndOneMoreBeyond) {
  for (const auto& [a, b, limit, distance] :
       {Distance{U"abc", U"abc", 0, 0}, Distance{U"abc", U"xbc", 0, 1}, Distance{U"abc", U"xbc", 1, 1}, Distance{U"abc", U"abx", 1, 1},
        Distance{U"abc", U"xyz", 1, 2}, Distance{U"abc", U"xyz", 2, 3}, Distance{U"abc", U"xyz", 3, 3}, Distance{U"abc", U"xyz", 9, 3},
        Distance{U"", U"abc", 2, 3}, Distance{U"", U"abc", 3, 3}, Distance{U"", U"", 0, 0}, Distance{U"abcd", U"acd", 1, 1},
        Distance{U"kitten", U"sitting", 2, 3}, Distance{U"kitten", U"sitting", 3, 3}, Distance{U"ab", U"ba", 5, 2},
        Distance{U"abcdef", U"b", 9, 5}}) {
    EXPECT_EQ(edit_distance(a, b, limit), distance) << to_utf8(a) << " " << to_utf8(b) << " " << limit;
    EXPECT_EQ(edit_distance(b, a, limit), distance) << to_utf8(b) << " " << to_utf8(a) << " " << limit;
  }
}

TEST(Similarity, IsOneLessTheShareOfTheLongerThatDiffers) {
  EXPECT_DOUBLE_EQ(similarity("", ""), 1);
  EXPECT_DOUBLE_EQ(similarity("", "ก"), 0);
  EXPECT_DOUBLE_EQ(similarity("กขคง", "กขคจ"), 0.75);
  EXPECT_DOUBLE_EQ(similarity("กข", "กขคง"), 0.5);
  EXPECT_DOUBLE_EQ(similarity("กขคง", "กข"), 0.5);
  EXPECT_DOUBLE_EQ(similarity("ก ข.๑", "กข1"), 1);
}

struct Search {
  const char32_t *text, *word;
  int errors;
  const char* found;  // "begin end errors", or "none"
};

std::string shown(const std::optional<Approximate>& a) {
  return a ? std::to_string(a->begin) + " " + std::to_string(a->end) + " " + std::to_string(a->errors) : "none";
}

TEST(FindApproximate, GivesTheFewestErrorsThenTheFirstPlace) {
  for (const auto& [text, word, errors, found] :
       {Search{U"xxabcxx", U"abc", 0, "2 5 0"}, Search{U"abc", U"abc", 0, "0 3 0"}, Search{U"abcabc", U"abc", 1, "0 3 0"},
        Search{U"abxab", U"abc", 1, "0 2 1"}, Search{U"abdxabc", U"abc", 1, "4 7 0"}, Search{U"xbcd", U"abcd", 1, "0 4 1"},
        Search{U"xbcd", U"abcd", 0, "none"}, Search{U"xxcd", U"abcd", 1, "none"}, Search{U"xxcd", U"abcd", 2, "0 4 2"},
        Search{U"aabbc", U"abc", 0, "none"}, Search{U"zzabXcdzz", U"abcd", 1, "2 7 1"}, Search{U"zzacdzz", U"abcd", 1, "2 5 1"},
        Search{U"", U"abc", 3, "none"}, Search{U"abc", U"", 3, "none"}, Search{U"b", U"a", 1, "0 1 1"}})
    EXPECT_EQ(shown(find_approximate(text, word, errors)), found) << to_utf8(word) << " in " << to_utf8(text) << " " << errors;
}

TEST(BeginsWith, GivesTheBestEndOfThePrefix) {
  for (const auto& [text, word, errors, found] :
       {Search{U"abcdef", U"abc", 0, "0 3 0"}, Search{U"abc", U"abc", 0, "0 3 0"}, Search{U"xabc", U"abc", 0, "none"},
        Search{U"xabc", U"abc", 1, "0 4 1"}, Search{U"xxabc", U"abc", 1, "none"}, Search{U"abxdef", U"abc", 1, "0 2 1"},
        Search{U"abbc", U"abc", 1, "0 4 1"}, Search{U"acbc", U"abc", 1, "0 2 1"}, Search{U"xa", U"a", 1, "0 2 1"}, Search{U"xyz", U"a", 1, "0 0 1"},
        Search{U"ab", U"abc", 0, "none"}, Search{U"ab", U"abc", 1, "0 2 1"}, Search{U"", U"abc", 2, "none"}, Search{U"", U"abc", 3, "0 0 3"},
        Search{U"abc", U"", 1, "none"}, Search{U"axc", U"abc", 1, "0 3 1"}})
    EXPECT_EQ(shown(begins_with(text, word, errors)), found) << to_utf8(text) << " with " << to_utf8(word) << " " << errors;
}

TEST(AllowedErrors, IsAQuarterAndOneFromThreeCharactersOn) {
  const int expected[] = {0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3};
  for (std::size_t n = 0; n < std::size(expected); ++n) EXPECT_EQ(allowed_errors(n), expected[n]) << n;
}

struct Trimmed {
  const char *text, *trimmed, *without_leaders;
};

TEST(Trim, TakesWhiteSpaceAndLeadersFromTheEndsAlone) {
  for (const auto& [text, trimmed, without_leaders] : {Trimmed{"", "", ""},
                                                       Trimmed{" \t\n", "", ""},
                                                       Trimmed{"ก", "ก", "ก"},
                                                       Trimmed{"  ก ข\u00a0", "ก ข", "ก ข"},
                                                       Trimmed{"....", "....", ""},
                                                       Trimmed{"....ก....", "....ก....", "ก"},
                                                       Trimmed{"ก.", "ก.", "ก."},
                                                       Trimmed{"ก. ", "ก.", "ก."},
                                                       Trimmed{"อำเภอ.", "อำเภอ.", "อำเภอ"},
                                                       Trimmed{"โทร.", "โทร.", "โทร."},
                                                       Trimmed{"สสสสส.", "สสสสส.", "สสสสส."},
                                                       Trimmed{"ก..", "ก..", "ก"},
                                                       Trimmed{"ก. .", "ก. .", "ก"},
                                                       Trimmed{"ก…", "ก…", "ก"},
                                                       Trimmed{"ก_", "ก_", "ก"},
                                                       Trimmed{".ก", ".ก", "ก"},
                                                       Trimmed{" . ก . ", ". ก .", "ก ."},
                                                       Trimmed{"ก.ข", "ก.ข", "ก.ข"},
                                                       Trimmed{"…ก·ข‥", "…ก·ข‥", "ก·ข"},
                                                       Trimmed{"a", "a", "a"}}) {
    EXPECT_EQ(trim(text), trimmed) << text;
    EXPECT_EQ(trim_leaders(text), without_leaders) << text;
  }
}

TEST(RowOfSigns, IsFiveAndMoreOfThreeKindsAtMost) {
  for (const char* text : {"*****", "- - - - -", "XXMXXMNXX", "๐๐๐๐๐", "๛ ๛ ๛ ๛ ๛"}) EXPECT_TRUE(is_row_of_signs(text)) << text;
  for (const char* text : {"", "****", "XYMNX", "กกกกกก", "*****ก", "12345"}) EXPECT_FALSE(is_row_of_signs(text)) << text;
}

}  // namespace fold_test
}  // namespace banthuek::text
