// What must hold for any text: nothing is invented, normalising twice is normalising once.
#include <gtest/gtest.h>

#include <random>

#include "extractors/extract/extract.h"
#include "extractors/text/fold.h"
#include "extractors/values/period.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::extract {
namespace property_test {

// Texts put together from what documents hold, at random: headings, numbers, dates, names, tables.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> parts{"บันทึกข้อความ\n",
                                              "ส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ\n",
                                              "ที่ ",
                                              "วันที่ ๓๑ ก.พ. ๖๖\n",
                                              "เรื่อง ",
                                              "เรียน ปลัด\n",
                                              "มาตรการ\tผู้รับผิดชอบ\tระยะเวลา\n",
                                              "๑. ก\tกองคลัง\tต.ค. ๖๔ - ๓๐ ก.ย. ๖๕\n",
                                              "\t\t\n",
                                              "(นายทดสอบ ระบบดี)\n",
                                              "ความเห็นของปลัด.....-ทราบ-\n",
                                              "ข้อ O๑ โครงสร้าง\n",
                                              "คะแนน ๗๔.๓๖ ระดับ C ",
                                              "ปีงบประมาณ พ.ศ. ๒๕๖๖ ",
                                              "IIT\n",
                                              "\f\n",
                                              "๒๕๖๖",
                                              "/มาตรการ...\n",
                                              "- ๒ -\n",
                                              " ",
                                              "\xE0\xB9",
                                              "โทร. ๐๔๓ - ๐๐๐๑๒๓\n",
                                              "ตลอดปีงบประมาณ\t",
                                              "○\t⊗\t○\n",
                                              "ดังนี้\n"};
  std::string out;
  for (int n = static_cast<int>(random() % 40); n > 0; --n) out += parts[random() % parts.size()];
  return out;
}

TEST(Extract, InventsNoCharacterOfARawText) {
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    const std::string text = random_text(random);
    std::u32string all = text::to_u32(text::to_internal(text));
    for (const Document& d : extract(test::pages_of(text), test::schemas()))
      for_each_field(d, [&](std::string_view path, const Field& field) {
        for (const char32_t c : text::to_u32(field.raw))
          ASSERT_TRUE(text::is_space(c) || all.find(c) != std::u32string::npos) << path << " of " << text;
        EXPECT_GE(field.confidence, 0);
        EXPECT_LE(field.confidence, 1);
        EXPECT_NE(field.rule.find('@'), std::string::npos) << path;
      });
  }
}

TEST(Text, NormalisedTwiceIsNormalisedOnce) {
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    const std::string once = text::to_internal(random_text(random));
    EXPECT_EQ(text::to_internal(once), once);
    EXPECT_EQ(text::squeeze(text::squeeze(once)), text::squeeze(once));
    const std::u32string folded = text::fold(once).text;
    EXPECT_EQ(text::fold(text::to_utf8(folded)).text, folded);
  }
}

}  // namespace property_test
}  // namespace banthuek::extract
