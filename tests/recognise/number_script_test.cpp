#include "pipeline/recognise/number_script.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

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
        Case{"half and half stays", {sure("๒"), or_else("6", "๖", 0.3)}, "๒6"},
        Case{"over points and slashes", {sure("๑"), sure("/"), or_else("3", "๓", 0.2), sure("/"), sure("๒")}, "๑/๓/๒"},
        Case{"a code beside a number is another run", {sure("๒"), sure("๔"), sure(" "), or_else("6", "๖", 0.3)}, "๒๔ 6"},
        Case{"the same value before a likelier other", {sure("๒"), sure("๕"), {"6", 0, 1, 0.5, {{"๐", 0.3}, {"๖", 0.2}}}, sure("๔")}, "๒๕๖๔"},
        Case{"hardly likely", {sure("๒"), sure("๕"), or_else("6", "๖", 0.01), sure("๔")}, "๒๕6๔"}, Case{"nothing", {}, ""}));

}  // namespace
}  // namespace banthuek
