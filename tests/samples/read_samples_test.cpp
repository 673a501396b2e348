// Every sample, born-digital and as each of its kept scans and lying text layers, read and extracted in this process: the records it must give, its
// letters, where everything stands. `tools/test --accept` rewrites the outlines; differences.toml is written by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tests/samples/differences.h"
#include "tests/samples/outline.h"
#include "tests/source_dir.h"

namespace banthuek::test {

void PrintTo(const Input& input, std::ostream* out) { *out << input.sample << "/" << input.name; }

namespace read_samples_test {

namespace fs = std::filesystem;

fs::path outlines() { return test::source_dir() / "tests" / "samples" / "outlines"; }

fs::path outline_path(const Input& input) { return outlines() / (input.sample + "." + input.name + ".txt"); }

// Those of `all` that are not in `others`, each as often as it is more.
std::vector<Difference> without(std::vector<Difference> all, const std::vector<Difference>& others) {
  for (const Difference& other : others)
    if (const auto found = std::find(all.begin(), all.end(), other); found != all.end()) all.erase(found);
  return all;
}

void expect_allowed(const Input& input, const std::string& kind, const std::vector<Difference>& found) {
  const std::vector<Difference> allowed = allowed_differences(input, kind);
  EXPECT_THAT(without(found, allowed), testing::IsEmpty()) << "differs, and differences.toml does not allow it for [[" << kind << "]]";
  EXPECT_THAT(without(allowed, found), testing::IsEmpty()) << "no longer differs so: take it out of [[" << kind << "]] in differences.toml";
}

class Sample : public testing::TestWithParam<Input> {};

TEST_P(Sample, GivesItsRecords) {
  const Input& input = GetParam();
  const std::vector<Difference> found = record_differences(input, result_of(input));
  if (input.born_digital())
    EXPECT_THAT(found, testing::IsEmpty()) << "of a born-digital file nothing may differ";
  else
    expect_allowed(input, "record", found);
}

// What is printed is read from the born-digital file, whose outline is kept.
class Copy : public testing::TestWithParam<Input> {};

TEST_P(Copy, HasThePrintedLetters) {
  const Input& input = GetParam();
  expect_allowed(input, "text", text_differences(result_of(input), result_of(born_digital(input))));
}

TEST_P(Sample, LooksAsItsOutline) {
  const Input& input = GetParam();
  const std::string now = outline(result_of(input));
  if (std::getenv("BANTHUEK_ACCEPT")) std::ofstream(outline_path(input), std::ios::binary) << now;
  EXPECT_EQ(read_text(outline_path(input)), now) << "if that is right: tools/test --accept";
}

TEST_P(Sample, SaysOfEachValueWhereItStandsAndWhy) {
  const Result& result = result_of(GetParam());
  ASSERT_FALSE(result.documents.empty());
  for (const Document& document : result.documents)
    for_each_field(document, [&](std::string_view path, const Field& field) {
      SCOPED_TRACE(std::string(path) + " = " + field.value);
      EXPECT_GT(field.confidence, 0);
      EXPECT_LE(field.confidence, 1);
      EXPECT_FALSE(field.value.empty());
      EXPECT_FALSE(field.rule.empty());
      ASSERT_FALSE(field.places.empty());
      for (const Place& place : field.places) {
        ASSERT_GE(place.page, document.first_page);
        ASSERT_LE(place.page, document.last_page);
        const Page& page = result.pages.at(static_cast<std::size_t>(place.page - 1));
        EXPECT_FALSE(place.box.empty());
        EXPECT_EQ(intersect(place.box, {0, 0, page.width, page.height}), place.box) << "beyond the page";
      }
    });
}

// "memo_and_measures__scan_office200": tests/CMakeLists.txt runs the inputs of a sample together, by this name.
std::string test_name(const testing::TestParamInfo<Input>& info) {
  std::string name = info.param.sample + "__" + info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<Input> copies() {
  std::vector<Input> out = inputs();
  std::erase_if(out, [](const Input& input) { return input.born_digital(); });
  return out;
}

INSTANTIATE_TEST_SUITE_P(Samples, Sample, testing::ValuesIn(inputs()), test_name);
INSTANTIATE_TEST_SUITE_P(Samples, Copy, testing::ValuesIn(copies()), test_name);

TEST(KeptOfSamples, IsOfInputsThatAreThere) {
  std::vector<std::string> names, files;
  for (const Input& input : inputs()) {
    names.push_back(input.sample + "/" + input.name);
    files.push_back(outline_path(input).filename().string());
  }
  EXPECT_GE(names.size(), 20u);
  for (const std::string& name : inputs_with_differences()) EXPECT_THAT(names, testing::Contains(name)) << "in differences.toml";
  for (const auto& entry : fs::directory_iterator(outlines()))
    EXPECT_THAT(files, testing::Contains(entry.path().filename().string())) << "in outlines/";
}

}  // namespace read_samples_test
}  // namespace banthuek::test
