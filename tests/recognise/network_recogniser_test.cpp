// What the shipped model reads of three lines, character by character. A new model changes the file (tools/test --accept).
#include "pipeline/recognise/network_recogniser.h"

#include <gtest/gtest.h>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"
#include "tests/recognise/letter_file.h"
#include "tests/recognise/line_crops.h"
#include "tests/recognise/small_network.h"

namespace banthuek::recognise {
namespace network_recogniser_test {

TEST(NetworkRecogniser, GivesPlacesConfidencesAndAlternatives) {
  const auto recogniser = make_network_recogniser(find_model());
  std::string got;
  for (const int number : {1, 2, 3}) {
    const Reading reading = recogniser->recognise(prepare_line(line_crop(number)));
    got += reading.text + figures(" | %.3f\n", reading.confidence);
    for (const Symbol& s : reading.symbols) {
      got += "  " + s.text + figures(" %.1f-%.1f %.3f", s.x0, s.x1, s.confidence);
      for (const Alternative& a : s.alternatives) got += " " + a.text + figures(":%.2f", a.confidence);
      got += "\n";
    }
  }
  expect_as_in_file("recognise/network_recogniser.txt", got);
}

// A model of lines of 48 pixels that was trained on nothing.
struct Model {
  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / ("banthuek-small-" + std::to_string(getpid()));
  explicit Model(int height = 48) {
    std::filesystem::create_directories(folder);
    SmallNetwork small;
    small.layers[0] = input(height);
    std::ofstream(folder / "small.traineddata", std::ios::binary) << small.bytes();
  }
  ~Model() { std::filesystem::remove_all(folder); }
  ModelFile file() const { return {folder, "small"}; }
};

TEST(NetworkRecogniser, NamesItsModelAndItsLetters) {
  const Model model;
  const ModelIdentity alone = make_network_recogniser(model.file())->model();
  EXPECT_EQ(alone.name, "small");
  EXPECT_EQ(alone.sha256, base::sha256_of_file(model.file().path()));
  std::ofstream(model.file().letters_path(), std::ios::binary) << letter_bytes(small_letters());
  const ModelIdentity with = make_network_recogniser(model.file())->model();
  EXPECT_EQ(with.name, "small+letters");
  EXPECT_EQ(with.sha256, alone.sha256 + "+" + base::sha256_of_file(model.file().letters_path()));
}

TEST(NetworkRecogniser, ReadsWithOrWithoutLettersAsMeasured) {
  const Model model;
  std::string got;
  for (const bool letters : {false, true}) {
    if (letters) std::ofstream(model.file().letters_path(), std::ios::binary) << letter_bytes(small_letters());
    const auto recogniser = make_network_recogniser(model.file());
    for (int seed = 1; seed <= 12; ++seed) {
      Dice dice(static_cast<std::uint32_t>(seed));
      const LinePicture line = prepare_line(crop_of(drawn_line(seed), dice));
      const Reading reading = recogniser->recognise(line);
      got += figures("%d%s: ", seed, letters ? " with letters" : "") + reading.text + figures(" | %.3f", reading.confidence);
      for (const Symbol& s : reading.symbols) got += figures(" %.0f-%.0f", s.x0, s.x1);
      got += "\n";
    }
  }
  expect_as_in_file("recognise/small_network.txt", got);
}

TEST(NetworkRecogniser, ReadsNothingOfALineOfTwoColumns) {
  const Model model;
  const auto recogniser = make_network_recogniser(model.file());
  LinePicture line;
  line.width = 2;
  line.grey.assign(2 * kLineHeight, 0);
  EXPECT_TRUE(recogniser->recognise(line).symbols.empty());
}

TEST(NetworkRecogniser, TakesNoModelOfAnotherHeight) {
  const Model model(36);
  try {
    make_network_recogniser(model.file());
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUnsupported);
    EXPECT_EQ(e.what(), model.file().path().string() + ": its lines are 36 pixels high, not 48; such a model can be read with Tesseract only");
  }
}

}  // namespace network_recogniser_test
}  // namespace banthuek::recognise
