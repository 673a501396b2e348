#include "extractors/values/number_word.h"

#include <gtest/gtest.h>

namespace banthuek::values {
namespace number_word_test {

TEST(NumberIn, IsOfAWordOrOfDigits) {
  for (const auto& [text, number] :
       {std::pair{"หนึ่ง", "1"}, {"แรก", "1"}, {"สิบ", "10"}, {"สิบเอ็ด", "11"}, {"ยี่สิบ", "20"}, {"๑๒", "12"}, {"๓.๒", "3.2"}, {"ยี่สิบเอ็ด", ""}, {"", ""}})
    EXPECT_EQ(number_in(text), number) << text;
}

}  // namespace number_word_test
}  // namespace banthuek::values
