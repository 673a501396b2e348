#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "extractors/error.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/recognise/model_file.h"
#include "pipeline/recognise/tesseract_recogniser.h"

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
