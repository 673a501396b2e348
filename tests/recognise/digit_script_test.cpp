#include "pipeline/recognise/digit_script.h"

#include <gtest/gtest.h>

#include <utility>

namespace banthuek::recognise {
namespace digit_script_test {

struct Case {
  const char* what;
  std::vector<Symbol> read;
  const char* want;
};

Symbol sure(const char* text) { return {text, 0, 1, 0.99, {}}; }
Symbol or_else(const char* text, const char* other, double confidence) { return {text, 0, 1, 0.6, {{other, confidence}}}; }

class NumberScript : public testing::TestWithParam<Case> {};

TEST_P(NumberScript, AgreesWhereADigitIsInDoubt) {
  std::vector<Symbol> symbols = GetParam().read;
  agree_in_numbers(symbols);
  std::string text;
  for (const Symbol& symbol : symbols) text += symbol.text;
  EXPECT_EQ(text, GetParam().want) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, NumberScript,
    testing::Values(
        Case{"a Thai year with a doubtful 6", {sure("๒"), sure("๕"), or_else("6", "๖", 0.3), sure("๔")}, "๒๕๖๔"},
        Case{"an ASCII year with a doubtful ๐", {sure("2"), or_else("๐", "0", 0.3), sure("1"), sure("9")}, "2019"},
        Case{"clearly mixed, as printed", {sure("2"), sure("5"), sure("๖"), sure("2")}, "25๖2"},
        Case{"half and half, the surer leads", {sure("๒"), or_else("6", "๖", 0.3)}, "๒๖"},
        Case{"half and half, the surer last", {or_else("๐", "0", 0.3), sure("7")}, "07"},
        Case{"two numbers, each of its kind", {sure("1"), sure("0"), sure("/"), or_else("๒", "2", 0.3), or_else("๕", "5", 0.3)}, "10/๒๕"},
        Case{"half and half, both clear", {sure("๒"), sure("6")}, "๒6"},
        Case{"an amount whose comma may be a point",
             {sure("4"), sure("0"), or_else(".", ",", 0.1), sure("0"), sure("0"), sure("0"), sure("."), sure("0"), sure("0")},
             "40,000.00"},
        Case{"an amount with one comma read",
             {sure("1"), sure("."), sure("2"), sure("3"), sure("4"), sure(","), sure("5"), sure("6"), sure("7")},
             "1,234,567"},
        Case{"a code read clearly", {sure("4"), sure("0"), sure("."), sure("0"), sure("0"), sure("0"), sure("."), sure("0"), sure("0")}, "40.000.00"},
        Case{"the nought of a code", {sure("E"), sure("R"), sure("-"), or_else("O", "0", 0.04), sure("1"), sure("2")}, "ER-012"},
        Case{"a clear O", {sure("E"), sure("R"), sure("-"), or_else("O", "0", 0.02), sure("1"), sure("2")}, "ER-O12"},
        Case{"a formula", {sure("C"), or_else("O", "0", 0.4), sure("2")}, "CO2"},
        Case{"a standard", {sure("I"), sure("S"), or_else("O", "0", 0.4), sure("9"), sure("0")}, "ISO90"},
        Case{"between a digit and another", {sure("H"), sure("2"), or_else("O", "0", 0.4), sure("2")}, "H2O2"},
        Case{"a Thai one", {sure("H"), sure("-"), or_else("o", "๐", 0.1), sure("๔")}, "H-๐๔"},
        Case{"an item's letter", {sure(" "), or_else("O", "0", 0.4), sure("1"), sure("-"), or_else("O", "0", 0.4), sure("9")}, " O1-O9"},
        Case{"a word", {sure("G"), or_else("o", "0", 0.4), sure("l"), sure("d")}, "Gold"},
        Case{"a decimal", {sure("4"), sure("0"), or_else(".", ",", 0.1), sure("0"), sure("0")}, "40.00"},
        Case{"groups of a code",
             {sure("0"), sure("0"), sure("3"), sure("3"), or_else(".", ",", 0.1), sure("0"), sure("0"), sure("1"), or_else(".", ",", 0.1), sure("0"),
              sure("9")},
             "0033.001.09"},
        Case{"a group of two inside",
             {sure("1"), or_else(".", ",", 0.1), sure("2"), sure("3"), or_else(".", ",", 0.1), sure("5"), sure("6"), sure("7")},
             "1.23.567"},
        Case{"alone in a line of the other kind",
             {sure("๓"), sure(" "), or_else("1", "๑", 0.1), sure(" "), sure("๖"), sure(" "), sure("๙")},
             "๓ ๑ ๖ ๙"},
        Case{"not to another value", {sure("๓"), sure(" "), or_else("8", "๑", 0.1), sure(" "), sure("๖"), sure(" "), sure("๙")}, "๓ 8 ๖ ๙"},
        Case{"one in three is no rarity", {sure("๓"), sure(" "), or_else("1", "๑", 0.1), sure(" "), sure("๖")}, "๓ 1 ๖"},
        Case{"over points and slashes", {sure("๑"), sure("/"), or_else("3", "๓", 0.2), sure("/"), sure("๒")}, "๑/๓/๒"},
        Case{"a code beside a number is another run", {sure("๒"), sure("๔"), sure(" "), or_else("6", "๖", 0.3)}, "๒๔ 6"},
        Case{"the same value before a likelier other", {sure("๒"), sure("๕"), {"6", 0, 1, 0.5, {{"๐", 0.3}, {"๖", 0.2}}}, sure("๔")}, "๒๕๖๔"},
        Case{"hardly likely", {sure("๒"), sure("๕"), or_else("6", "๖", 0.01), sure("๔")}, "๒๕6๔"}, Case{"nothing", {}, ""}));

// In a run of two Thai digits and one ASCII one that may be a Thai one too.
Symbol after_agreeing(Symbol doubtful) {
  std::vector<Symbol> symbols{sure("๑"), sure("๒"), std::move(doubtful)};
  agree_in_numbers(symbols);
  EXPECT_EQ(symbols[0].confidence, 0.99);
  return symbols[2];
}

TEST(NumberScript, AddsUpTheConfidencesOfTheTwoReadings) {
  const Symbol symbol = after_agreeing(or_else("3", "๓", 0.3));
  EXPECT_EQ(symbol.text, "๓");
  EXPECT_DOUBLE_EQ(symbol.confidence, 0.9);
  ASSERT_EQ(symbol.alternatives.size(), 1u);
  EXPECT_EQ(symbol.alternatives[0].text, "3");
  EXPECT_DOUBLE_EQ(symbol.alternatives[0].confidence, 0.6);
  EXPECT_DOUBLE_EQ(after_agreeing(or_else("3", "๓", 0.39)).confidence, 0.95);
  EXPECT_DOUBLE_EQ(after_agreeing(or_else("3", "๓", 0.05)).confidence, 0.65);
  EXPECT_EQ(after_agreeing(or_else("3", "๓", 0.049)).text, "3");
}

TEST(NumberScript, TakesTheFirstDigitOfTheOtherKindWhereNoneHasItsValue) {
  EXPECT_EQ(after_agreeing({"3", 0, 1, 0.6, {{"x", 0.3}, {"8", 0.2}, {"๘", 0.2}, {"๗", 0.1}}}).text, "๘");
  EXPECT_EQ(after_agreeing({"3", 0, 1, 0.6, {{"๘", 0.2}, {"๓", 0.01}}}).text, "๘");
}

TEST(NumberScript, KnowsEveryDigitAndJoint) {
  const char* thai[] = {"๐", "๑", "๒", "๓", "๔", "๕", "๖", "๗", "๘", "๙"};
  for (int digit = 0; digit < 10; ++digit) {
    const std::string ascii = std::to_string(digit);
    EXPECT_EQ(after_agreeing({ascii, 0, 1, 0.6, {{thai[(digit + 1) % 10], 0.3}, {thai[digit], 0.2}}}).text, thai[digit]);
    std::vector<Symbol> symbols{sure("1"), sure("2"), or_else(thai[digit], ascii.c_str(), 0.2)};
    agree_in_numbers(symbols);
    EXPECT_EQ(symbols[2].text, ascii);
  }
  for (const auto& [between, joined] :
       {std::pair{".", true}, {",", true}, {"/", true}, {"-", true}, {":", false}, {"ก", false}, {"๏", false}, {"๚", false}, {"00", false}}) {
    std::vector<Symbol> symbols{sure("๑"), sure("๒"), sure(between), or_else("3", "๓", 0.2)};
    agree_in_numbers(symbols);
    EXPECT_EQ(symbols[3].text, joined ? "๓" : "3") << between;
  }
}

}  // namespace digit_script_test
}  // namespace banthuek::recognise
