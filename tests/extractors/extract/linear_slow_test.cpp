// RE2's linear time is kept: a million bytes of one kind go through in seconds.
#include <gtest/gtest.h>

#include <ctime>

#include "extractors/extract/extract.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::extract {
namespace linear_slow_test {

class MillionOf : public testing::TestWithParam<const char*> {};

TEST_P(MillionOf, GoesThroughInSecondsOfCpu) {
  std::string line;
  while (line.size() < 1'000'000) line += GetParam();
  const std::vector<Page> pages = test::pages_of("บันทึกข้อความ\nเรื่อง " + line + "\nเรียน ปลัด\n");
  const std::clock_t before = std::clock();
  extract(pages, test::schemas());
  EXPECT_LT(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC, 20);
}

INSTANTIATE_TEST_SUITE_P(Characters, MillionOf, testing::Values("ก", "๑", ".", "(", "ที่ ", "/"));

}  // namespace linear_slow_test
}  // namespace banthuek::extract
