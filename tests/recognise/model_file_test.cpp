#include "pipeline/recognise/model_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/recognise/network_file.h"
#include "tests/recognise/letter_file.h"

namespace banthuek::recognise {
namespace model_file_test {

TEST(Sha256, OfAFileIsWhatTheStandardSays) {
  EXPECT_EQ(base::sha256_of_file(write_letter_file("abc", "abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::sha256_of_file(write_letter_file("empty", "")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  // A million a: more than one buffer, the last one not full.
  EXPECT_EQ(base::sha256_of_file(write_letter_file("million", std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  try {
    base::sha256_of_file("/nowhere/x");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
    EXPECT_STREQ(e.what(), "/nowhere/x: cannot be read; check that it is there and may be read");
  }
}

TEST(ModelFile, IsTheOneThatTheEnvironmentNames) {
  const std::filesystem::path file = write_letter_file("named.traineddata", "x");
  const char* before = std::getenv("BANTHUEK_MODEL");
  const std::string kept = before ? before : "";
  setenv("BANTHUEK_MODEL", file.c_str(), 1);
  const ModelFile named = find_model();
  if (before)
    setenv("BANTHUEK_MODEL", kept.c_str(), 1);
  else
    unsetenv("BANTHUEK_MODEL");
  EXPECT_EQ(named.folder, file.parent_path());
  EXPECT_EQ(named.path(), file);
  EXPECT_EQ(named.letters_path().extension(), ".letters");
  EXPECT_EQ(find_model().name, "tha_saraban");
}

TEST(ModelFile, IsNoFolder) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / ("folder-model-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "x.traineddata");
  EXPECT_THROW(find_model(folder, "x"), Error);
  std::filesystem::remove_all(folder);
}

struct Copy {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("banthuek-model-" + std::to_string(getpid()));
  Copy() {
    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(find_model().path(), folder / "copy.traineddata", std::filesystem::copy_options::overwrite_existing);
  }
  ~Copy() { std::filesystem::remove_all(folder); }
  ModelInfo with(const std::string& json) const {
    std::ofstream(folder / "copy.json") << json;
    return model_info({folder, "copy"});
  }
};

TEST(ModelInfo, OfTheShippedModelKnowsAllThaiDigitsAndSaraAm) {
  const NetworkFile file = load_network(find_model().path());
  for (const char* character : {"๐", "๑", "๒", "๓", "๔", "๕", "๖", "๗", "๘", "๙", "ำ", "฿", "ฌ", "ฯ", "ๆ", "A", "z", "0", "9"})
    EXPECT_NE(std::find(file.symbols.begin(), file.symbols.end(), character), file.symbols.end()) << character;
  EXPECT_LE(std::filesystem::file_size(find_model().path()), 3U << 20U);
}

TEST(ModelInfo, OfTheShippedModelHasItsFigures) {
  const ModelInfo info = model_info(find_model());
  EXPECT_EQ(info.sha256.size(), 64U);
  EXPECT_FALSE(info.figures.empty()) << "pipeline/models/tha_saraban.json is of another file: run tools/train --measure";
}

TEST(ModelInfo, TakesFiguresOnlyOfTheVeryFile) {
  const Copy copy;
  const std::string sha256 = copy.with("{}").sha256;
  EXPECT_TRUE(copy.with("{\"sha256\": \"0\", \"figures\": {\"cer\": 1}}").figures.empty());
  EXPECT_EQ(copy.with("{\"sha256\": \"" + sha256 + "\", \"figures\": {\"cer\": 1}}").figures.at("cer"), 1);
  EXPECT_NE(describe(copy.with("{}")).find("not measured"), std::string::npos);
}

TEST(ModelInfo, IsToldALineEach) {
  ModelInfo info{"name", "/a/name.traineddata", "0123", "[1,48]", 77, 1200, 4096, "stock", {{"cer", 0.5}, {"digits", 99.25}}};
  EXPECT_EQ(describe(info),
            "model      name\nfile       /a/name.traineddata (4 kB)\nsha256     0123\nnetwork    [1,48]\ncharacters 77\n"
            "made from  stock, 1200 steps\nscores     cer: 0.5\nscores     digits: 99.25\n");
  info.from.clear(), info.figures.clear(), info.bytes = 2047;
  EXPECT_EQ(describe(info),
            "model      name\nfile       /a/name.traineddata (1 kB)\nsha256     0123\nnetwork    [1,48]\ncharacters 77\n"
            "scores     not measured; run tools/bench lines\n");
}

TEST(ModelInfo, CountsTheCharactersThatTheModelKnows) {
  const Copy copy;
  const NetworkFile file = load_network(find_model().path());
  int known = 0;
  for (const std::string& symbol : file.symbols) known += !symbol.empty() && symbol != "Joined";
  const ModelInfo info = copy.with("{}");
  EXPECT_EQ(info.characters, known);
  EXPECT_LT(info.characters, static_cast<int>(file.symbols.size()));
  EXPECT_EQ(info.name, "copy");
  EXPECT_EQ(info.path, (copy.folder / "copy.traineddata").string());
  EXPECT_EQ(info.steps, file.iterations);
  EXPECT_EQ(info.network, file.spec);
  EXPECT_EQ(info.bytes, std::filesystem::file_size(find_model().path()));
}

TEST(ModelInfo, TakesWhatIsANumberOfItsFigures) {
  const Copy copy;
  const std::string head = "{\"sha256\": \"" + copy.with("{}").sha256 + "\", \"from\": \"stock\"";
  const ModelInfo info = copy.with(head + ", \"figures\": {\"cer\": 1.5, \"note\": \"x\"}}");
  EXPECT_EQ(info.from, "stock");
  EXPECT_EQ(info.figures, (std::map<std::string, double>{{"cer", 1.5}}));
  EXPECT_TRUE(copy.with(head + "}").figures.empty());
  EXPECT_TRUE(copy.with(head + ", \"figures\": [1]}").figures.empty());
  EXPECT_THROW(copy.with("[1]"), Error);
  EXPECT_EQ(copy.with("{\"sha256\": \"0\", \"from\": \"stock\"}").from, "");
}

TEST(ModelInfo, FiguresThatAreNoJsonAreAnError) {
  const Copy copy;
  try {
    copy.with("{");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "is no JSON object; take it away or write it again with tools/train --measure");
  }
}

}  // namespace model_file_test
}  // namespace banthuek::recognise
