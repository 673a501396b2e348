#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "extractors/error.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/recognise/model_file.h"
#include "pipeline/recognise/tesseract_recogniser.h"
#include "tests/recognise/line_crops.h"

namespace banthuek {
namespace {

TEST(Recogniser, OfABlankPictureReadsNothing) {
  const std::unique_ptr<Recogniser> recogniser = make_recogniser();
  const Reading reading = recogniser->recognise(LinePicture{});
  EXPECT_EQ(reading.text, "");
  EXPECT_EQ(reading.confidence, 0);
  EXPECT_TRUE(reading.symbols.empty());
}

TEST(Recogniser, SaysWhichModelReads) {
  const ModelIdentity model = make_recogniser()->model();
  EXPECT_FALSE(model.name.empty());
  EXPECT_GE(model.sha256.size(), 64U);
}

TEST(Recogniser, ReadsLinesInFontsThatTrainingNeverSaw) {
  const std::unique_ptr<Recogniser> recogniser = make_recogniser();
  const char* texts[] = {"ที่ กก ๑๒๓๔๕/๖๗๘๙ วันที่ ๓๐ กันยายน ๒๕๖๘", "สำนักงานจังหวัด ร้อยละ ๙๘.๗๖ คะแนน",
                         "การประเมินคุณธรรมและความโปร่งใส ITA ปีงบประมาณ พ.ศ. ๒๕๖๔"};
  for (const int number : {1, 3}) EXPECT_EQ(recogniser->recognise(prepare_line(line_crop(number))).text, texts[number - 1]);
}

TEST(Recogniser, GivesEveryCharacterItsPlaceFromLeftToRight) {
  const LineCrop crop = line_crop(1);
  const Reading reading = make_recogniser()->recognise(prepare_line(crop));
  std::string joined;
  double before = 0;
  for (const Symbol& symbol : reading.symbols) {
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
    find_model("/nowhere", "tha_saraban");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::kDisk);
    EXPECT_STREQ(error.what(), "/nowhere/tha_saraban.traineddata: no such model; set BANTHUEK_MODEL to the file, or make it with tools/train");
  }
}

}  // namespace
}  // namespace banthuek
