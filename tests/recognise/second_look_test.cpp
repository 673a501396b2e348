#include "pipeline/recognise/second_look.h"

#include <gtest/gtest.h>

#include <functional>

namespace banthuek {
namespace {

// Strokes 20 high on rows 40 to 60 of a crop.
LineCrop strokes() {
  LineCrop crop{300, 90, 1, std::vector<std::uint8_t>(300 * 90, 240), {}, {}};
  for (int x = 20; x < 280; x += 12)
    for (int y = 40; y < 60; ++y)
      for (int i = 0; i < 5; ++i) crop.pixels[static_cast<std::size_t>(y) * 300 + x + i] = 20;
  return crop;
}

class FakeRecogniser : public Recogniser {
 public:
  explicit FakeRecogniser(std::function<double(const LinePicture&)> sure) : sure_(std::move(sure)) {}
  Reading recognise(const LinePicture& line) override {
    ++asked;
    return {std::to_string(asked), sure_(line), {}};
  }
  ModelIdentity model() const override { return {"fake", ""}; }
  int asked = 0;

 private:
  std::function<double(const LinePicture&)> sure_;
};

TEST(SecondLook, IsNotTakenAtASureLine) {
  FakeRecogniser recogniser([](const LinePicture&) { return 0.9; });
  int looks = 5;
  EXPECT_EQ(best_look(recogniser, strokes(), std::nullopt, looks).reading.text, "1");
  EXPECT_EQ(recogniser.asked, 1);
  EXPECT_EQ(looks, 5);
}

TEST(SecondLook, KeepsTheSurestReadingAndItsBand) {
  FakeRecogniser recogniser([](const LinePicture& line) { return line.band.top > 43 && line.band.bottom < 61 ? 0.9 : 0.4; });
  int looks = 5;
  const Look look = best_look(recogniser, strokes(), std::nullopt, looks);
  EXPECT_EQ(look.reading.confidence, 0.9);
  EXPECT_GT(look.band.top, 43);
  EXPECT_EQ(looks, 0);
}

TEST(SecondLook, EndsOnceItIsSureAndWhenItsLooksAreUsed) {
  FakeRecogniser sure([](const LinePicture& line) { return line.band.top > 43 ? 0.99 : 0.4; });
  int looks = 5;
  best_look(sure, strokes(), std::nullopt, looks);
  EXPECT_EQ(sure.asked, 2);
  FakeRecogniser never([](const LinePicture&) { return 0.4; });
  looks = 2;
  EXPECT_EQ(best_look(never, strokes(), std::nullopt, looks).reading.text, "1");  // none was surer than the first
  EXPECT_EQ(never.asked, 3);
  EXPECT_EQ(looks, 0);
}

TEST(SecondLook, TriesTheMeasureOfTheLayoutFirst) {
  FakeRecogniser recogniser([](const LinePicture& line) { return line.band.top == 30 ? 0.99 : 0.4; });
  int looks = 5;
  EXPECT_EQ(best_look(recogniser, strokes(), Band{30, 60}, looks).band.top, 30);
  EXPECT_EQ(recogniser.asked, 2);
}

}  // namespace
}  // namespace banthuek
