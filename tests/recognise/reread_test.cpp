#include "pipeline/recognise/reread.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <string>

namespace banthuek::recognise {
namespace reread_test {

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
  EXPECT_EQ(best_look(recogniser, strokes(), Measure{{30, 60}, 1}, looks).band.top, 30);
  EXPECT_EQ(recogniser.asked, 2);
}

// The bands that a line of band 40 to 60 is read by, none of them well.
std::vector<std::string> bands_tried(LineCrop crop, const std::optional<Measure>& measured) {
  std::vector<std::string> out;
  FakeRecogniser recogniser([&](const LinePicture& line) {
    char text[40];
    std::snprintf(text, sizeof text, "%.2f-%.2f", line.band.top, line.band.bottom);
    out.push_back(text);
    return 0.4;
  });
  int looks = 9;
  best_look(recogniser, crop, measured, looks);
  EXPECT_EQ(looks, 10 - static_cast<int>(out.size()));
  return out;
}

using Bands = std::vector<std::string>;

TEST(SecondLook, OfACropAloneTriesALowerHeadAndItsInk) {
  EXPECT_EQ(bands_tried(strokes(), std::nullopt), (Bands{"40.00-60.00", "44.90-60.00", "40.00-60.00", "38.60-61.40", "41.40-61.40", "38.60-58.60"}));
}

TEST(SecondLook, OfInkBeyondTheBodyTriesWhereItBeginsAndEnds) {
  LineCrop crop = strokes();
  for (int y = 32; y < 36; ++y)
    for (int x = 100; x < 110; ++x) crop.pixels[static_cast<std::size_t>(y) * 300 + x] = 20;  // a mark above
  const Bands bands = bands_tried(crop, std::nullopt);
  ASSERT_EQ(bands.size(), 6u);
  EXPECT_EQ(bands[0], "40.00-60.00");
  const double top = std::stod(bands[2]);  // to a row of the prepared picture
  EXPECT_NEAR(top, 32, 1.5);
  EXPECT_EQ(bands[2].substr(bands[2].find('-')), "-60.00");
}

TEST(SecondLook, OfAMeasuredCropTriesThatMeasure) {
  EXPECT_EQ(bands_tried(strokes(), Measure{{30, 50}, 1}), (Bands{"40.00-60.00", "30.00-50.00", "38.60-61.40", "41.40-61.40", "38.60-58.60"}));
}

// A row of marks over nearly every letter looks like the letters' heads to who sees rows of ink only.
TEST(SecondLook, TheLayoutsHeadsAreTakenWhereMarksWereTakenForHeads) {
  EXPECT_EQ(bands_tried(strokes(), Measure{{45, 60}, 3})[0], "45.00-60.00");
  EXPECT_EQ(bands_tried(strokes(), Measure{{45, 60}, 2})[0], "45.00-60.00");
}

TEST(SecondLook, TheRecognisersOwnMeasureIsKeptWhereTheLayoutsIsNoBetter) {
  EXPECT_EQ(bands_tried(strokes(), Measure{{45, 60}, 1})[0], "40.00-60.00");   // of one letter, which may be a high one
  EXPECT_EQ(bands_tried(strokes(), Measure{{43, 60}, 30})[0], "43.00-60.00");  // higher by a sixth
  EXPECT_EQ(bands_tried(strokes(), Measure{{42, 60}, 30})[0], "40.00-60.00");  // hardly higher
  EXPECT_EQ(bands_tried(strokes(), Measure{{30, 60}, 30})[0], "40.00-60.00");  // lower
  EXPECT_EQ(bands_tried(strokes(), Measure{{45, 55}, 30})[0], "40.00-60.00");  // other feet
  EXPECT_EQ(bands_tried(strokes(), Measure{{52, 60}, 30})[0], "40.00-60.00");  // the layout saw low pieces only
}

TEST(SecondLook, OfACropThatKnowsItsBandMeasuresIt) {
  LineCrop crop = strokes();
  crop.band = Band{30, 50};
  EXPECT_EQ(bands_tried(crop, Measure{{20, 70}, 1}), (Bands{"30.00-50.00", "40.00-60.00", "28.60-51.40", "31.40-51.40", "28.60-48.60"}));
}

TEST(SecondLook, IsTakenBelowFourFifthsUntilNineteenTwentieths) {
  const auto asked = [](double first, double second) {
    int count = 0;
    FakeRecogniser recogniser([&](const LinePicture&) { return count++ == 0 ? first : second; });
    int looks = 2;
    best_look(recogniser, strokes(), std::nullopt, looks);
    return recogniser.asked;
  };
  EXPECT_EQ(asked(0.8, 0.9), 1);
  EXPECT_EQ(asked(0.79, 0.95), 2);
  EXPECT_EQ(asked(0.79, 0.94), 3);
}

TEST(SecondLook, KeepsTheFirstOfReadingsAlike) {
  FakeRecogniser recogniser([](const LinePicture&) { return 0.5; });
  int looks = 3;
  EXPECT_EQ(best_look(recogniser, strokes(), std::nullopt, looks).reading.text, "1");
}

TEST(SecondLook, IsNotTakenAtABlankCrop) {
  FakeRecogniser recogniser([](const LinePicture&) { return 0.0; });
  int looks = 3;
  LineCrop blank{300, 90, 1, std::vector<std::uint8_t>(300 * 90, 240), {}, {}};
  EXPECT_EQ(best_look(recogniser, blank, std::nullopt, looks).reading.confidence, 0);
  EXPECT_EQ(recogniser.asked, 1);
  EXPECT_EQ(looks, 3);
}

}  // namespace reread_test
}  // namespace banthuek::recognise
