#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "extractors/types/error.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/recognise/model_file.h"
#include "pipeline/recognise/tesseract_recogniser.h"
#include "tests/recognise/line_crops.h"

namespace banthuek {
namespace recogniser_test {

TEST(Recogniser, OfABlankPictureReadsNothing) {
  const std::unique_ptr<recognise::Recogniser> recogniser = recognise::make_recogniser();
  const recognise::Reading reading = recogniser->recognise(recognise::LinePicture{});
  EXPECT_EQ(reading.text, "");
  EXPECT_EQ(reading.confidence, 0);
  EXPECT_TRUE(reading.symbols.empty());
}

TEST(Recogniser, SaysWhichModelReads) {
  const recognise::ModelIdentity model = recognise::make_recogniser()->model();
  EXPECT_FALSE(model.name.empty());
  EXPECT_GE(model.sha256.size(), 64U);
}

TEST(Recogniser, ReadsLinesInFontsThatTrainingNeverSaw) {
  const std::unique_ptr<recognise::Recogniser> recogniser = recognise::make_recogniser();
  const char* texts[] = {"ที่ กก ๑๒๓๔๕/๖๗๘๙ วันที่ ๓๐ กันยายน ๒๕๖๘", "สำนักงานจังหวัด ร้อยละ ๙๘.๗๖ คะแนน",
                         "การประเมินคุณธรรมและความโปร่งใส ITA ปีงบประมาณ พ.ศ. ๒๕๖๔"};
  for (const int number : {1, 3}) EXPECT_EQ(recogniser->recognise(recognise::prepare_line(line_crop(number))).text, texts[number - 1]);
}

TEST(Recogniser, GivesEveryCharacterItsPlaceFromLeftToRight) {
  const recognise::LineCrop crop = line_crop(1);
  const recognise::Reading reading = recognise::make_recogniser()->recognise(recognise::prepare_line(crop));
  std::string joined;
  double before = 0;
  for (const recognise::Symbol& symbol : reading.symbols) {
    joined += symbol.text;
    EXPECT_LE(symbol.x0, symbol.x1);
    EXPECT_GE(symbol.x0, before) << symbol.text;
    EXPECT_LE(symbol.x1, crop.width + 1.0);
    EXPECT_GE(symbol.confidence, 0);
    EXPECT_LE(symbol.confidence, 1);
    before = symbol.x0;
  }
  EXPECT_EQ(joined, reading.text);
  EXPECT_GT(reading.confidence, 0.9);
}

TEST(ModelFile, ThatIsMissingIsAnErrorThatSaysWhatToTry) {
  try {
    recognise::find_model("/nowhere", "tha_saraban");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::kDisk);
    EXPECT_STREQ(error.what(), "/nowhere/tha_saraban.traineddata: no such model; set BANTHUEK_MODEL to the file, or make it with tools/train");
  }
}

}  // namespace recogniser_test
}  // namespace banthuek
