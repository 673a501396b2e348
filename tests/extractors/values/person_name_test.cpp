#include "extractors/values/person_name.h"

#include <gtest/gtest.h>

#include "tests/extractors/text_pages.h"

namespace banthuek::values {
namespace person_name_test {

const schema::Vocabulary& words() { return test::schemas().vocabulary; }

TEST(PersonName, IsATitleAndTwoWordsOrMoreInBracketsOrAlone) {
  for (const auto& [text, expected] : {std::pair{"(นายทดสอบ ระบบดี)", "นายทดสอบ ระบบดี"},
                                       {"....(นายทดสอบ ระบบดี)....", "นายทดสอบ ระบบดี"},
                                       {"( นายทดสอบ  ระบบดี )", "นายทดสอบ  ระบบดี"},
                                       {"[นายทดสอบ ระบบดี]", "นายทดสอบ ระบบดี"},
                                       {"(ลงชื่อ).....(นายทดสอบ ระบบดี)", "นายทดสอบ ระบบดี"},
                                       {"(ทดสอบ ระบบดี)", "ทดสอบ ระบบดี"},
                                       {"(ว่าที่ร้อยตรี ทดสอบ ระบบดี)", "ว่าที่ร้อยตรี ทดสอบ ระบบดี"},
                                       {"(นายทดสอบ ระบบ ดี มาก จริง)", "นายทดสอบ ระบบ ดี มาก จริง"},
                                       {"(นายทดสอบ ระบบ ดี มาก จริง แท้)", "none"},  // six words
                                       {"(นายทดสอบ)", "none"},
                                       {"(อาจารย์ทดสอบ ระบบดี)", "อาจารย์ทดสอบ ระบบดี"},
                                       {"(อาจารย์ ดร.ทดสอบ ระบบดี)", "อาจารย์ ดร.ทดสอบ ระบบดี"},
                                       {"(อาจารย์ประจำหลักสูตร สาขาสมมุติ)", "none"},  // a post
                                       {"(อาจารย์ที่ปรึกษา โครงการ)", "none"},
                                       {"(อาจารย์ภาคภูมิ ระบบดี)", "อาจารย์ภาคภูมิ ระบบดี"},
                                       {"(ปลัด เทศบาล)", "none"},  // a position
                                       {"(นายทดสอบ 123)", "none"},
                                       {"(...............)", "none"},
                                       {"(นายทดสอบ ระบบดี", "นายทดสอบ ระบบดี"},
                                       {"นายทดสอบ ระบบดี)", "นายทดสอบ ระบบดี"},
                                       {"(ทดสอบ ระบบดี", "none"},  // one bracket is not enough without a title
                                       {"นายทดสอบ ระบบดี", "นายทดสอบ ระบบดี"},
                                       {"..นายทดสอบ ระบบดี..", "นายทดสอบ ระบบดี"},
                                       {"ทดสอบ ระบบดี", "none"},
                                       {"นายกเทศมนตรี ตำบลสมมุติ", "none"},  // a position, though it begins as a title does
                                       {"(นายกเทศมนตรี ตำบลสมมุติ)", "นายกเทศมนตรี ตำบลสมมุติ"},
                                       {"นายท ระบบดี", "none"},  // one letter is no first name
                                       {"", "none"}})
    EXPECT_EQ(person_name(text, words()).value_or("none"), expected) << text;
}

TEST(PersonName, IsNotLongerThanNamesAre) {
  const auto name = [](std::size_t letters, const char* before, const char* behind) {
    std::string out = "นาย";
    for (std::size_t i = 0; i < letters; ++i) out += (i == 20 ? " ด" : "ด");
    return person_name(before + out + behind, words()).has_value();
  };
  EXPECT_TRUE(name(39, "", ""));
  EXPECT_FALSE(name(40, "", ""));  // 130 bytes: 9 + 3 * 40 + 1
  EXPECT_TRUE(name(48, "(", ")"));
  EXPECT_FALSE(name(49, "(", ")"));  // 29 letters in a word
}

TEST(BeginsPosition, IsAPositionOrADepartment) {
  for (const char* text : {"ปลัดเทศบาล", "หัวหน้าสำนักปลัด", "นักวิชาการคลัง", "รักษาราชการแทน", "กองคลัง", "ผู้อำนวยการกอง", "ผู้อำนวยกร"})
    EXPECT_TRUE(begins_position(text, words())) << text;
  for (const char* text : {"", "นายทดสอบ", "ทราบ", "ท่านปลัด", "ปลดเทศ"}) EXPECT_FALSE(begins_position(text, words())) << text;
  schema::Vocabulary v;
  v.positions = {"กข", "กขคงจฉชซ", "ดตถทธนบ"};
  EXPECT_FALSE(begins_position("กขx", v));      // two letters are too few
  EXPECT_TRUE(begins_position("กขคงจฉชฮ", v));  // of eight letters one may be misread
  EXPECT_FALSE(begins_position("ดตถทธนฮ", v));  // of seven none
  EXPECT_TRUE(begins_position("ดตถทธนบ", v));
}

}  // namespace person_name_test
}  // namespace banthuek::values
