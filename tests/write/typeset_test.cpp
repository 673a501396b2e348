#include "pipeline/write/typeset.h"

#include <gtest/gtest.h>

#include "extractors/types/error.h"
#include "pipeline/source/source.h"
#include "tests/memory_file.h"

namespace banthuek::write {
namespace typeset_test {

std::string evidence() {
  std::string jpeg("\xff\xd8\xff\xc0\x00\x11\x08\x01\x2c\x01\x90\x03", 12);
  Typeset sheet("ประเด็น", "หัวกระดาษ");
  sheet.text("รายงานหลักฐาน", Typeset::Style::kTitle);
  sheet.picture(jpeg + "whatever the camera wrote");
  for (int i = 0; i < 60; ++i) sheet.pair("มูลค่า", "บันทึกข้อความ");
  return sheet.finish();
}

TEST(Typeset, IsAPdfWhoseTextIsFoundTheSameEachTime) {
  std::string pdf;
  try {
    pdf = evidence();
  } catch (const Error& e) {
    GTEST_SKIP() << "SKIPPED: " << e.what();
  }
  EXPECT_EQ(pdf, evidence());
  EXPECT_NE(pdf.find("whatever the camera wrote"), std::string::npos);
  EXPECT_NE(pdf.find("/Title <feff0e1b0e230e300e400e140e470e19>"), std::string::npos);
  const base::Descriptor file = memory_file(pdf);
  const auto source = source::open_source(file.get(), "a.pdf");
  ASSERT_EQ(source->pages(), 3);
  EXPECT_GT(source->picture(1).width(), 0);
}

TEST(Typeset, BeginsAPageWhereThereIsNotTheRoomThatIsNeeded) {
  const auto pages = [](double needed) {
    Typeset sheet("ก", "ข");
    sheet.gap(500);
    sheet.need(needed);
    sheet.text("ค", Typeset::Style::kTitle);
    const std::string pdf = sheet.finish();
    int count = 0;
    for (std::size_t at = 0; (at = pdf.find("/Type /Page ", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  try {
    EXPECT_EQ(pages(300), pages(20) + 1);
  } catch (const Error& e) {
    GTEST_SKIP() << "SKIPPED: " << e.what();
  }
}

TEST(Typeset, LeavesOutAPictureThatIsNoJpeg) {
  const auto sheet = [](bool picture) {
    Typeset sheet("ก", "ข");
    sheet.text("ค", Typeset::Style::kTitle);
    if (picture) sheet.picture("no JPEG");
    sheet.text("ง", Typeset::Style::kTitle);
    return sheet.finish();
  };
  try {
    EXPECT_EQ(sheet(true), sheet(false));
  } catch (const Error& e) {
    GTEST_SKIP() << "SKIPPED: " << e.what();
  }
}

}  // namespace typeset_test
}  // namespace banthuek::write
