// Scores of likeness and what two texts share, on texts small enough to count by hand.
#include "pipeline/serve/view/text_diff.h"

#include <gtest/gtest.h>

namespace banthuek::serve {
namespace text_diff_test {

struct AlikeCase {
  const char *a, *b;
  double share;
};
TEST(Alike, IsTheShareOfPairsOfCharacters) {
  for (const AlikeCase& c : {AlikeCase{"", "", 0},
                             {"abc", "", 0},
                             {"", "abc", 0},
                             {"abc", "abc", 1},
                             {"a", "b", 0},
                             {"a", "a", 1},
                             {"ab", "ab c", 2.0 / 3},
                             {"abcd", "abce", 4.0 / 6},
                             {"night", "nacht", 0.25},
                             {"a b", "ab", 1},
                             {"a\nb", "ab", 1},
                             {"aaa", "aa", 2.0 / 3},
                             {"กขค", "กขง", 0.5},
                             {"abab", "ab", 0.5},
                             {"ab", "abab", 0.5}}) {
    EXPECT_DOUBLE_EQ(view::alike(c.a, c.b), c.share) << c.a << " " << c.b;
    EXPECT_DOUBLE_EQ(view::alike(c.b, c.a), c.share) << c.a << " " << c.b;
  }
}

std::string shown(const std::vector<view::Piece>& text) {
  std::string out;
  for (const view::Piece& piece : text) out += piece.common ? "[" + piece.text + "]" : "(" + piece.text + ")";
  return out;
}

struct CommonCase {
  const char *a, *b, *in_a, *in_b;
};
TEST(CommonText, KeepsOrderSpacesAndWholeWords) {
  for (const CommonCase& c : {CommonCase{"one two three", "one three", "[one ](two )[three]", "[one three]"},
                              {"a b", "b a", "(a )[b]", "[b ](a)"},
                              {"", "a", "", "(a)"},
                              {"a", "", "(a)", ""},
                              {"x y", "z", "(x y)", "(z)"},
                              {"a  b", "a  b", "[a  b]", "[a  b]"},
                              {"a b c d", "b d", "(a )[b ](c )[d]", "[b d]"},
                              {"one", "ones", "(one)", "(ones)"},
                              {"b d", "a b c d", "[b d]", "(a )[b ](c )[d]"}}) {
    const auto [a, b] = view::common_text(c.a, c.b);
    EXPECT_EQ(shown(a), c.in_a);
    EXPECT_EQ(shown(b), c.in_b);
  }
}

TEST(CommonText, OfMoreThanFourHundredWordsIsNotCompared) {
  std::string most, more;
  for (int i = 0; i < 400; ++i) most += "w ";
  more = most + "w";
  EXPECT_TRUE(view::common_text(most, "w").second.front().common);
  for (const auto& [a, b] : {view::common_text(more, "w"), view::common_text("w", more)}) {
    ASSERT_EQ(a.size(), 1u);
    ASSERT_EQ(b.size(), 1u);
    EXPECT_FALSE(a[0].common || b[0].common);
    EXPECT_TRUE(a[0].text == more || b[0].text == more);
  }
}

}  // namespace text_diff_test
}  // namespace banthuek::serve
