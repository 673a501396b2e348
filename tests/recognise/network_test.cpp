#include "pipeline/recognise/network.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "extractors/types/error.h"
#include "pipeline/recognise/ctc.h"
#include "pipeline/recognise/network_recogniser.h"
#include "pipeline/recognise/tesseract_recogniser.h"
#include "tests/recognise/line_crops.h"

namespace banthuek::recognise {
namespace network_test {

const std::filesystem::path kStock = "/usr/share/tesseract-ocr/5/tessdata/Thai.traineddata";

// Outputs: 0 nothing, 1 "a", 2 "b".
struct Decoding {
  const char* what;
  std::vector<std::vector<float>> steps;
  std::vector<int> want;
};

class Decode : public testing::TestWithParam<Decoding> {};

TEST_P(Decode, FindsTheLikeliestText) {
  Outputs outputs;
  outputs.steps = static_cast<int>(GetParam().steps.size());
  outputs.count = outputs.stride = 3;
  for (const auto& step : GetParam().steps) outputs.values.insert(outputs.values.end(), step.begin(), step.end());
  std::vector<int> got;
  for (const Spike& spike : decode(outputs, 0)) got.push_back(spike.output);
  EXPECT_EQ(got, GetParam().want) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Texts, Decode,
                         testing::Values(Decoding{"nothing", {}, {}}, Decoding{"only nothing", {{1, 0, 0}, {1, 0, 0}}, {}},
                                         Decoding{"one character held over steps", {{0, 1, 0}, {0, 1, 0}}, {1}},
                                         Decoding{"the same twice, nothing between", {{0, 1, 0}, {1, 0, 0}, {0, 1, 0}}, {1, 1}},
                                         Decoding{"two characters", {{.1f, .9f, 0}, {.9f, 0, .1f}, {.2f, 0, .8f}}, {1, 2}},
                                         // The best path is nothing, nothing (0.36), but the texts of "a" together are likelier (0.64).
                                         Decoding{"a text whose paths add up", {{.6f, .4f, 0}, {.6f, .4f, 0}}, {1}}));

TEST(NetworkFile, ThatIsDamagedIsAnErrorAndNothingWorse) {
  if (!std::filesystem::exists(kStock)) GTEST_SKIP() << "SKIPPED: tesseract-ocr-script-thai is not installed";
  std::ifstream in(kStock, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  const std::string whole = content.str();
  EXPECT_EQ(parse_network(whole, "Thai").symbols.size(), 182U);
  for (const std::size_t size : {0UL, 3UL, 100UL, 200UL, 5000UL, 400'000UL, 4'240'000UL})
    EXPECT_THROW(parse_network(std::string_view(whole).substr(0, size), "cut"), Error) << size;
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 4; ++i) bytes[std::uniform_int_distribution<std::size_t>(0, 1200)(random)] = static_cast<char>(random());
    try {
      Network network(parse_network(bytes, "bent"), "bent");
    } catch (const Error&) {
    }
  }
}

TEST(NetworkRecogniser, ReadsWhatTesseractReadsWithTheSameModel) {
  const ModelFile model = find_model();
  const auto network = make_network_recogniser(model);
  const auto tesseract = make_tesseract_recogniser({model.folder, model.name});
  // Tesseract reads with integers and guesses spaces its own way: nearly the same is right.
  for (const int number : {1, 2, 3}) {
    const LinePicture line = prepare_line(line_crop(number));
    const std::string ours = without_spaces(network->recognise(line).text), theirs = without_spaces(tesseract->recognise(line).text);
    EXPECT_LE(distance(ours, theirs), ours.size() / 20) << ours << "\n" << theirs;
  }
}

}  // namespace network_test
}  // namespace banthuek::recognise
