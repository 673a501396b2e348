#include "extractors/text/word_breaks.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek::text {
namespace word_breaks_test {

struct Case {
  const char* text;
  const char* words;  // parted by |
};

class Words : public testing::TestWithParam<Case> {};

TEST_P(Words, AreFoundWithTheirPunctuation) {
  std::string found;
  const std::string_view text = GetParam().text;
  for (const WordRange& w : word_ranges(text)) found += (found.empty() ? "" : "|") + std::string(text.substr(w.begin, w.end - w.begin));
  EXPECT_EQ(found, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(OfALine, Words,
                         testing::Values(Case{"", ""}, Case{"   ", ""}, Case{"บันทึกข้อความ", "บันทึก|ข้อความ"},
                                         Case{"ส่วนราชการ สำนักปลัด", "ส่วน|ราชการ|สำนัก|ปลัด"}, Case{"(นายสมชาย)", "(นาย|สมชาย)"},
                                         Case{"ต่าง ๆ นั้น", "ต่าง|ๆ|นั้น"}, Case{"ต่างๆ", "ต่างๆ"}, Case{"๒๕๖๖.", "๒๕๖๖."},
                                         Case{"คะแนน ๗๔.๓๖", "คะแนน|๗๔.๓๖"}, Case{"ITA : ok", "ITA|:|ok"}, Case{"..... -", ".....|-"},
                                         Case{"“บันทึก” ((ข้อความ))", "“บันทึก”|((ข้อความ))"}, Case{"ก/ข ต้น-ปลาย", "ก/|ข|ต้น-|ปลาย"},
                                         Case{"กรุงเทพฯ ฯลฯ", "กรุงเทพฯ|ฯลฯ"}, Case{"-ทราบ-", "-|ทราบ-"}, Case{"บันทึก\u3000ข้อความ", "บันทึก|ข้อความ"},
                                         Case{"( ก", "(|ก"}, Case{"ก(ข", "ก|(ข"}, Case{"« ok »", "«|ok|»"}));

}  // namespace word_breaks_test
}  // namespace banthuek::text
