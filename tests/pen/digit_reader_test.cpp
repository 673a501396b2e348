#include "pipeline/pen/digit_reader.h"

#include <gtest/gtest.h>

#include "pipeline/recognise/model_file.h"
#include "tests/pen/strokes.h"

namespace banthuek::pen {
namespace digit_reader_test {

const DigitReader& reader() {
  static const DigitReader reader(recognise::find_model().pen_path(), kSureShare);
  return reader;
}

std::string read(const std::vector<int>& digits, double thick = 4) {
  StrokePaper paper(400, 100);
  double x = 20;
  for (const int digit : digits) {
    paper.line(stroke_of(digit), x, 10, thick);
    x += 58;
  }
  const auto reading = reader().read(paper.ink());
  return reading ? reading->digits : "";
}

TEST(DigitReader, ReadsNumbersDrawnWithAPen) {
  EXPECT_EQ(read({1}), "๑");
  EXPECT_EQ(read({7, 0}), "๗๐");
  EXPECT_EQ(read({3, 1, 0}), "๓๑๐");
  EXPECT_EQ(read({7, 3, 0, 1}, 3), "๗๓๐๑");
}

TEST(DigitReader, IsNeverCertain) {
  StrokePaper paper(100, 100);
  paper.line(stroke_of(0), 20, 10, 4);
  const auto reading = reader().read(paper.ink());
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->count, 1);
  EXPECT_LT(reading->confidence, 0.95);
}

TEST(DigitReader, ReadsNoNumberInAStrokeOrABlank) {
  StrokePaper paper(400, 100);
  EXPECT_FALSE(reader().read(paper.ink()));
  paper.line({{10, 60}, {60, 10}, {90, 80}, {140, 20}, {200, 70}, {340, 30}}, 0, 0, 4);
  const auto reading = reader().read(paper.ink());
  EXPECT_TRUE(!reading || !reading->sure);
}

}  // namespace digit_reader_test
}  // namespace banthuek::pen
