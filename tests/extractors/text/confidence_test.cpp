#include "extractors/text/confidence.h"

#include <gtest/gtest.h>

#include "extractors/text/field.h"

namespace banthuek::text {
namespace confidence_test {

Excerpt of(const std::string& word, int words, double confidence) {
  Excerpt out;
  for (int i = 0; i < words; ++i) append(out, " ", {word, {{0, word.size(), {1, {10 * i, 0, 10, 20}}, confidence}}});
  return out;
}

TEST(ValueConfidence, OfALongTextIsLessThanThatOfAShortOneReadAsWell) {
  EXPECT_GT(value_confidence(of("มาตรการ", 1, 0.995)), value_confidence(of("มาตรการ", 5, 0.995)));
  EXPECT_GT(value_confidence(of("มาตรการ", 5, 0.995)), value_confidence(of("มาตรการ", 40, 0.995)));
  EXPECT_LT(value_confidence(of("มาตรการ", 40, 0.995)), 0.8);
}

TEST(ValueConfidence, IsNeverMoreThanThatOfTheLeastSurePiece) {
  EXPECT_DOUBLE_EQ(value_confidence(of("๓", 1, 0.9)), 0.9);
  Excerpt mixed = of("ก", 3, 1);
  mixed.pieces[1].confidence = 0.4;
  EXPECT_DOUBLE_EQ(value_confidence(mixed), 0.4);
}

TEST(ValueConfidence, CountsLettersNotBytesNorSpaces) {
  EXPECT_DOUBLE_EQ(value_confidence(of("กขคงจฉชซ", 1, 0.99)), value_confidence(of("abcdefgh", 1, 0.99)));
  EXPECT_DOUBLE_EQ(value_confidence(of("abcd efgh", 1, 0.99)), value_confidence(of("abcdefgh", 1, 0.99)));
}

TEST(ValueConfidence, IsOneWhereEveryLetterIsSureAndNoneWhereNothingWasRead) {
  EXPECT_EQ(value_confidence(of("มาตรการ", 100, 1)), 1);
  EXPECT_EQ(value_confidence({}), 0);
}

TEST(ValueConfidence, FallsWithEveryFourLetters) {
  EXPECT_DOUBLE_EQ(value_confidence(of("กขคง", 1, 0.9)), 0.9);
  EXPECT_NEAR(value_confidence(of("กขคงจฉชซ", 1, 0.9)), 0.81, 1e-9);
  EXPECT_NEAR(value_confidence(of("กขคง\nจฉชซ", 1, 0.9)), 0.81, 1e-9);
  EXPECT_NEAR(value_confidence(of("กขคง", 3, 0.9)), 0.729, 1e-9);
}

TEST(LetterConfidence, IsTheValuesOwnForAFewLetters) {
  EXPECT_DOUBLE_EQ(letter_confidence(0.81, "ก"), 0.81);
  EXPECT_DOUBLE_EQ(letter_confidence(0.81, "กขคง"), 0.81);
  EXPECT_NEAR(letter_confidence(0.81, "กขคงจฉชซ"), 0.9, 1e-9);
}

TEST(LetterConfidence, MakesAFieldCutFromAFieldAsSureAsItWas) {
  for (const int words : {1, 3, 60}) {
    const Field field = make_field(of("มาตรการ", words, 0.99), "a/b@1");
    EXPECT_NEAR(make_field(quote_of(field), "a/b@1").confidence, field.confidence, 1e-9) << words;
  }
}

TEST(Legibility, IsTheLeastOfAShortTextAndTheMeanOfALongOne) {
  Excerpt line = of("มาตรการ", 2, 0.9);
  line.pieces[0].confidence = 0.5;
  EXPECT_DOUBLE_EQ(legibility(line), 0.5);
  EXPECT_NEAR(legibility(of("มาตรการ", 60, 0.9)), 0.9, 1e-9);
  EXPECT_EQ(legibility({}), 0);
}

TEST(Legibility, OfATextOf120BytesIsStillItsLeast) {
  const auto text = [](std::size_t bytes) { return Excerpt{std::string(bytes, 'a'), {{0, 40, {}, 0.4}, {40, bytes, {}, 1}}}; };
  EXPECT_DOUBLE_EQ(legibility(text(120)), 0.4);
  EXPECT_NEAR(legibility(text(121)), (40 * 0.4 + 81) / 121, 1e-9);
}

}  // namespace confidence_test
}  // namespace banthuek::text
