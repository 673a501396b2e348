#include "extractors/text.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

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
                                         Case{"o\uFB03cial \uFB01le", "official file"}, Case{"อํ", "อํ"}));

TEST(AsciiDigits, TurnsThaiDigitsOnly) { EXPECT_EQ(ascii_digits("พ.ศ. ๒๕๖๖ (2566) ฯ"), "พ.ศ. 2566 (2566) ฯ"); }

TEST(Squeeze, LeavesOneSpaceBetweenAndNoneAtTheEnds) { EXPECT_EQ(squeeze("  ก \t\n ข\u00a0\u3000ค "), "ก ข ค"); }

// Found by tests/fuzz.
TEST(Text, IsNormalAgainWhereSaraAmWasComposedBehindAnotherScriptsMark) {
  const std::string once = to_internal("a\u08F9\u0E4D\u0E49\u0E32");
  EXPECT_EQ(to_internal(once), once);
}

}  // namespace
}  // namespace banthuek
