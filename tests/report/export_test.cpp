#include "pipeline/report/export.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "extractors/types/ordered_json.h"
#include "tests/store/samples.h"

namespace banthuek::report {
namespace export_test {

std::string exported(store::Store& store, ExportFormat format, const ExportOptions& options = {}) {
  std::string out;
  export_text(store, format, options, [&](std::string_view piece) { out += piece; });
  return out;
}

class Export : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  void SetUp() override {
    Document d = report_of();
    d.measures[0].title = field("=HYPERLINK(\"http://x\")");
    d.measures[1].title = field("บรรทัดหนึ่ง\nบรรทัดสอง, \"คำ\"");
    store.put_file(stored_file("b.pdf", d));
    store.put_file(stored_file("a.pdf", report_of()));
  }
};

TEST_F(Export, JsonIsWhatRecordJsonMakesOfAllDocuments) {
  std::vector<ExportedDocument> documents;
  store.for_each_document(store::Detail::kAll, [&](const store::StoredDocument& d) { documents.push_back({{d.file, d.sha256}, d.document}); });
  EXPECT_EQ(nlohmann::json::parse(exported(store, ExportFormat::kJson)), nlohmann::json(export_json(documents, Provenance::kLeft)));
  EXPECT_EQ(nlohmann::json::parse(exported(store, ExportFormat::kJson, {Provenance::kGiven, std::nullopt})),
            nlohmann::json(export_json(documents, Provenance::kGiven)));
}

TEST_F(Export, TheSameRecordsGiveTheSameBytesWhateverWasDoneBefore) {
  store::Store other = new_store(folder / "b.db");
  other.put_file(stored_file("a.pdf", report_of("เทศบาลอื่น")));
  Document d = report_of();
  d.measures[0].title = field("=HYPERLINK(\"http://x\")");
  d.measures[1].title = field("บรรทัดหนึ่ง\nบรรทัดสอง, \"คำ\"");
  other.put_file(stored_file("a.pdf", report_of()));
  other.put_file(stored_file("b.pdf", d));
  other.finish();
  for (const ExportFormat format : {ExportFormat::kJson, ExportFormat::kJsonLines, ExportFormat::kCsv})
    EXPECT_EQ(exported(store, format, {Provenance::kGiven, std::nullopt}), exported(other, format, {Provenance::kGiven, std::nullopt}));
}

TEST_F(Export, CsvHasAMarkAndCrlfAndNothingThatASpreadsheetWouldRun) {
  const std::string csv = exported(store, ExportFormat::kCsv);
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBFmeasure,office,"));
  EXPECT_NE(csv.find("\r\n"), std::string::npos);
  EXPECT_NE(csv.find(",\"'=HYPERLINK(\"\"http://x\"\")\","), std::string::npos);
  EXPECT_NE(csv.find(",\"บรรทัดหนึ่ง\nบรรทัดสอง, \"\"คำ\"\"\","), std::string::npos);
}

TEST_F(Export, OnlyTheMeasuresAskedFor) {
  const std::int64_t id = store.db().integer("SELECT min(id) FROM measures");
  const std::string csv = exported(store, ExportFormat::kCsv, {Provenance::kLeft, std::unordered_set<std::int64_t>{id}});
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\r'), 2);
  EXPECT_EQ(
      nlohmann::json::parse(exported(store, ExportFormat::kJson, {Provenance::kLeft, std::unordered_set<std::int64_t>{id}}))["documents"].size(), 1u);
}

}  // namespace export_test
}  // namespace banthuek::report
