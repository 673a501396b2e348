#include "extractors/check/markings.h"

#include <gtest/gtest.h>

namespace banthuek::check {
namespace markings_test {

Line line_of(const std::string& text) {
  Line line;
  line.text = text;
  return line;
}

// Findings of a document of two pages, the line on the first and the stamp on the second: "page value".
std::string markings(const std::string& line, const std::string& stamp) {
  Page first, second;
  first.number = 4, second.number = 5;
  first.lines = {line_of("เรื่อง ขอส่งรายงาน"), line_of(line)};
  second.regions = {{RegionKind::kStamp, {}, 0.7, {line_of("เทศบาลตำบลตัวอย่าง"), line_of(stamp)}}};
  Document d;
  find_markings(d, std::vector<Page>{first, second});
  std::string out;
  for (const Finding& f : d.findings) out += f.code + " " + std::to_string(f.page) + " " + f.value + "; ";
  return out;
}

TEST(Markings, AreWordsThatStandAlone) {
  EXPECT_EQ(markings("ลับ", ""), "marking 4 ลับ; ");
  EXPECT_EQ(markings("- ลับมาก -", "(ลับมาก)"), "marking 4 ลับมาก; ") << "once for a document";
  EXPECT_EQ(markings("", "สำเนาถูกต้อง"), "marking 5 สำเนาถูกต้อง; ");
  EXPECT_EQ(markings("ลับที่สุด", "สำเนา ถูกต้อง"), "marking 4 ลับที่สุด; marking 5 สำเนาถูกต้อง; ");
}

TEST(Markings, MayHaveALetterReadWrongWhereTheyAreLong) {
  EXPECT_EQ(markings("", "สำเนาถูกค้อง"), "marking 5 สำเนาถูกต้อง; ");
  EXPECT_EQ(markings("", "สับ"), "");
  EXPECT_EQ(markings("ลับมาด", ""), "");
}

TEST(Markings, AreNoWordsOfTheText) {
  EXPECT_EQ(markings("ด้วยเอกสารลับมากฉบับนี้", "สำเนาคู่ฉบับ"), "");
  EXPECT_EQ(markings("สำเนาบัตรประชาชน", "ด่วนที่สุด"), "");
}

}  // namespace markings_test
}  // namespace banthuek::check
