#include "extractors/text/normalise.h"

#include <gtest/gtest.h>

namespace banthuek::text {
namespace normalise_test {

struct Case {
  const char* in;
  const char* out;
};

class ToInternal : public testing::TestWithParam<Case> {};

TEST_P(ToInternal, ComposesAndStaysAsItIsTheSecondTime) {
  EXPECT_EQ(to_internal(GetParam().in), GetParam().out);
  EXPECT_EQ(to_internal(GetParam().out), GetParam().out);
}

INSTANTIATE_TEST_SUITE_P(Text, ToInternal,
                         testing::Values(Case{"ส\u0e4d\u0e32นักงาน", "สำนักงาน"}, Case{"น\u0e49\u0e4d\u0e32", "น้ำ"}, Case{"น\u0e4d\u0e49\u0e32", "น้ำ"},
                                         Case{"ก\u200bข\ufeff", "กข"}, Case{"\xff", "\ufffd"}, Case{"", ""},
                                         Case{"o\uFB03cial \uFB01le", "official file"}, Case{"อํ", "อํ"},
                                         Case{"\uFB00\uFB01\uFB02\uFB03\uFB04\uFB05\uFB06\uFB07", "fffiflffifflstst\uFB07"},
                                         Case{"a\u200B\u200C\u200D\u2060\uFEFF\u00ADb", "ab"}, Case{"a\u200A\u200E\u00ACb", "a\u200A\u200E\u00ACb"},
                                         Case{"น\u0e4d\u0e48\u0e32", "น่ำ"}, Case{"น\u0e4d\u0e4b\u0e32", "น๋ำ"},
                                         Case{"น\u0e4d\u0e4c\u0e32", "น\u0e4d\u0e4c\u0e32"}, Case{"น\u0e4d\u0e47\u0e32", "น\u0e4d\u0e47\u0e32"},
                                         Case{"น\u0e4d\u0e49", "น\u0e4d\u0e49"}, Case{"น\u0e4d\u0e49ก", "น\u0e4d\u0e49ก"},
                                         Case{"นา\u0e4d", "นา\u0e4d"}, Case{"e\u0301", "é"}));

TEST(AsciiDigits, TurnsThaiDigitsOnly) {
  EXPECT_EQ(ascii_digits("พ.ศ. ๒๕๖๖ (2566) ฯ"), "พ.ศ. 2566 (2566) ฯ");
  EXPECT_EQ(ascii_digits("๐๑๒๓๔๕๖๗๘๙"), "0123456789");
  EXPECT_EQ(ascii_digits("๏๚໒\xE0\xB9"), "๏๚໒\xE0\xB9");
}

TEST(Squeeze, LeavesOneSpaceBetweenAndNoneAtTheEnds) {
  EXPECT_EQ(squeeze("  ก \t\n ข\u00a0\u3000ค "), "ก ข ค");
  EXPECT_EQ(squeeze(" a \xff b"), "a \xff b");
  EXPECT_EQ(squeeze(" \n"), "");
}

// Found by tests/fuzz.
TEST(Text, IsNormalAgainWhereSaraAmWasComposedBehindAnotherScriptsMark) {
  const std::string once = to_internal("a\u08F9\u0E4D\u0E49\u0E32");
  EXPECT_EQ(to_internal(once), once);
}

}  // namespace normalise_test
}  // namespace banthuek::text
