#include "extractors/record_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace banthuek {
namespace {

Field field(const char* raw, const char* value, int page = 1) { return {raw, value, {{page, {10, 20, 30, 40}}}, 0.97, "memo/date@1"}; }

Document sample() {
  Document d;
  d.first_page = 1;
  d.last_page = 3;
  d.layouts = {"memo"};
  d.organisation.name = field("เทศบาลตำบลทดสอบ", "เทศบาลตำบลทดสอบ");
  d.fiscal_year = field("๒๕๖๖", "2566");
  d.memo = Memo{};
  d.memo->date = field("๕ ตุลาคม ๒๕๖๕", "2022-10-05");
  d.ita_result = ItaResult{};
  d.ita_result->score = field("๗๔.๓๖", "74.36");
  d.ita_result->change = field("+๒๓.๒๙", "23.29");
  Measure m;
  m.no = field("๑.", "1", 2);
  m.title = field("ก", "ก", 2);
  m.method = field("ข", "ข", 3);
  m.period = PeriodField{field("ต.ค. ๖๕", "ต.ค. ๖๕", 2), field("ต.ค. ๖๕", "2022-10", 2), {}, {}};
  d.measures.push_back(m);
  d.findings.push_back({"year_mismatch", Severity::kWarning, 2, "fiscal_year", "๒๕๖๕", "why", ""});
  return d;
}

TEST(DocumentJson, HoldsEveryKeyAndNullWhereTheDocumentDoesNotSay) {
  const auto json = document_json(sample(), {"a.pdf", "00ff"}, Provenance::kLeft);
  EXPECT_EQ(json["source"]["file"], "a.pdf");
  EXPECT_EQ(json["pages"], (nlohmann::ordered_json{1, 3}));
  EXPECT_EQ(json["fiscal_year"], 2566);
  EXPECT_EQ(json["ita_result"]["score"], 74.36);
  EXPECT_EQ(json["ita_result"]["change"], 23.29);
  EXPECT_TRUE(json["ita_result"]["grade"].is_null());
  EXPECT_EQ(json["memo"]["date"], "2022-10-05");
  EXPECT_TRUE(json["organisation"]["district"].is_null());
  const auto& measure = json["measures"][0];
  EXPECT_EQ(measure["pages"], (nlohmann::ordered_json{2, 3}));
  EXPECT_EQ(measure["period"]["start"], "2022-10");
  EXPECT_TRUE(measure["period"]["end"].is_null());
  EXPECT_TRUE(measure["status"].is_null());
  EXPECT_EQ(json["findings"][0]["severity"], "warning");
}

TEST(DocumentJson, WithProvenanceGivesRawPlacesConfidenceAndRuleOfEveryValue) {
  const auto json = document_json(sample(), {"a.pdf", "00ff"}, Provenance::kGiven);
  EXPECT_EQ(json["memo"]["date"].dump(), R"({"value":"2022-10-05","raw":"๕ ตุลาคม ๒๕๖๕","places":[{"page":1,"box":[10,20,30,40]}],)"
                                         R"("confidence":0.97,"rule":"memo/date@1"})");
  EXPECT_EQ(json["fiscal_year"]["value"], 2566);
  EXPECT_TRUE(json["memo"]["to"].is_null());
}

TEST(DocumentJson, GivesANumberThatIsNoneAsItsText) {
  Document d = sample();
  d.ita_result->score->value = "๗๔,๓";
  EXPECT_EQ(document_json(d, {}, Provenance::kLeft)["ita_result"]["score"], "๗๔,๓");
}

TEST(ExportJson, FramesTheDocumentsWithTheSchemaVersion) {
  const std::vector<ExportedDocument> documents{{{"a.pdf", "00"}, sample()}, {{"b.pdf", "11"}, {}}};
  const auto json = export_json(documents, Provenance::kLeft);
  EXPECT_EQ(json["schema_version"], 1);
  ASSERT_EQ(json["documents"].size(), 2u);
  EXPECT_TRUE(json["documents"][1]["memo"].is_null());
  EXPECT_EQ(json["documents"][1]["measures"], nlohmann::ordered_json::array());
}

}  // namespace
}  // namespace banthuek
