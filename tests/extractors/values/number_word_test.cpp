#include "extractors/values/number_word.h"

#include <gtest/gtest.h>

namespace banthuek::values {
namespace number_word_test {

TEST(NumberIn, IsOfAWordOrOfDigits) {
  for (const auto& [text, number] :
       {std::pair{"หนึ่ง", "1"}, {"แรก", "1"}, {"สิบ", "10"}, {"สิบเอ็ด", "11"}, {"ยี่สิบ", "20"}, {"๑๒", "12"}, {"๓.๒", "3.2"}, {"ยี่สิบเอ็ด", ""}, {"", ""}})
    EXPECT_EQ(number_in(text), number) << text;
}

// "number style rest", or "".
std::string letter(const std::string& text) {
  const auto found = item_letter(text);
  return found ? std::to_string(found->number) + " " + found->style + " " + text.substr(found->rest) : "";
}

TEST(ItemLetter, BeginsAnItemOfAList) {
  EXPECT_EQ(letter("ก. เปิดเผย"), "1 ก. เปิดเผย");
  EXPECT_EQ(letter("(ค) อบรม"), "3 (ก) อบรม");
  EXPECT_EQ(letter("ข) ไม่รับ"), "2 ก) ไม่รับ");
  for (const char* text : {"ก.พ. ๒๕๖๖", "ก.ส.ค. มีมติ", "กองคลัง", "(ก. เปิดเผย", "ก.", "ด. เปิดเผย", ""}) EXPECT_EQ(letter(text), "") << text;
}

}  // namespace number_word_test
}  // namespace banthuek::values
