// The five real documents, from their text: skipped where ../shared is absent. BANTHUEK_SEEDS_OUT=FOLDER writes what was extracted.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "extractors/extract/extract.h"
#include "extractors/types/export_json.h"
#include "extractors/types/ordered_json.h"
#include "tests/extractors/text_pages.h"
#include "tests/source_dir.h"

namespace banthuek::extract {
namespace seeds_test {

namespace fs = std::filesystem;

fs::path seeds() { return test::source_dir() / ".." / "shared" / "seeds"; }

class Seed : public testing::TestWithParam<const char*> {};

TEST_P(Seed, GivesItsMeasuresSignaturesAndHeader) {
  const fs::path text = seeds() / (std::string(GetParam()) + ".txt");
  if (!fs::exists(text)) GTEST_SKIP() << "SKIPPED: ../shared/seeds is not there";
  const auto documents = extract(test::pages_of(test::read_file(text)), test::schemas());
  ASSERT_EQ(documents.size(), 1u);
  if (const char* out = std::getenv("BANTHUEK_SEEDS_OUT")) {
    const std::vector<ExportedDocument> all{{{text.filename().string(), ""}, documents[0]}};
    std::ofstream(fs::path(out) / (std::string(GetParam()) + ".json")) << export_json(all, Provenance::kLeft).dump(1);
  }
  const auto expected = nlohmann::json::parse(test::read_file(seeds() / (std::string(GetParam()) + ".expected.json")));
  const auto actual = document_json(documents[0], {}, Provenance::kLeft);
  EXPECT_EQ(actual["measures"].size(), expected["measures"].size());
  EXPECT_EQ(actual["signatures"].size(), expected["signatures"].size());
  EXPECT_EQ(actual["oit_items"].size(), expected["oit_items"].size());
  EXPECT_EQ(actual["fiscal_year"], OrderedJson(expected["fiscal_year"]));
  EXPECT_EQ(actual["organisation"]["name"], OrderedJson(expected["organisation"]["name"]));
  for (std::size_t i = 0; i < std::min(actual["measures"].size(), expected["measures"].size()); ++i) {
    EXPECT_EQ(actual["measures"][i]["status"], OrderedJson(expected["measures"][i]["status"]));
    EXPECT_EQ(actual["measures"][i]["no"], OrderedJson(expected["measures"][i]["no"]));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Seed, testing::Values("000", "001", "002", "003", "004"),
                         [](const auto& i) { return std::string("Seed") + i.param; });

}  // namespace seeds_test
}  // namespace banthuek::extract
