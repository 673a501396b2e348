#include "extractors/types/export_json.h"

#include <gtest/gtest.h>

#include <set>

#include "extractors/types/ordered_json.h"
#include "tests/extractors/full_document.h"
#include "tests/extractors/text_pages.h"
#include "tests/source_dir.h"

namespace banthuek {
namespace export_json_test {

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

using Json = OrderedJson;

const Json& export_schema() {
  static const Json schema = Json::parse(test::read_file(test::source_dir() / "schemas" / "export.schema.json"));
  return schema;
}

std::set<std::string> keys(const Json& object) {
  std::set<std::string> out;
  for (const auto& [key, value] : object.items()) out.insert(key);
  return out;
}

// What a value of the schema is made of: followed to where it is defined, and past null.
const Json& defined(const Json& at) {
  if (at.contains("$ref")) return defined(export_schema()["$defs"][at["$ref"].get<std::string>().substr(std::string("#/$defs/").size())]);
  if (at.contains("anyOf"))
    for (const Json& one : at["anyOf"])
      if (one.contains("properties")) return one;
  return at;
}

// Every object holds the keys that the schema names, no more and no fewer; gives how many objects were looked at.
int hold_every_key(const Json& schema, const Json& json, const std::string& path) {
  const Json& wanted = defined(schema);
  int objects = 0;
  if (json.is_array() && wanted.contains("items"))
    for (std::size_t i = 0; i < json.size(); ++i) objects += hold_every_key(wanted["items"], json[i], path + "/" + std::to_string(i));
  if (!json.is_object() || !wanted.contains("properties")) return objects;
  if (wanted.value("additionalProperties", Json(false)) == Json(false))
    EXPECT_EQ(keys(json), keys(wanted["properties"])) << path;
  else  // of a record: the fields of its kind beside them
    for (const std::string& key : keys(wanted["properties"])) EXPECT_TRUE(json.contains(key)) << path << "/" << key;
  for (const auto& [key, value] : json.items())
    if (wanted["properties"].contains(key)) objects += hold_every_key(wanted["properties"][key], value, path + "/" + key);
  return objects + 1;
}

TEST(DocumentJson, HoldsEveryKeyOfTheSchema) {
  const Json& schema = export_schema()["$defs"]["document"];
  const Json full = document_json(test::full_document(), {"a.pdf", "00ff"}, Provenance::kLeft);
  // document, source, organisation, memo, ita_result, two measures, a period, two each of signatures, items, scores and findings, and a record
  EXPECT_EQ(hold_every_key(schema, full, ""), 17);
  EXPECT_EQ(hold_every_key(schema, document_json({}, {}, Provenance::kLeft), ""), 3);
}

TEST(DocumentJson, GivesEveryValueAtItsPathAndNullWhereTheDocumentDoesNotSay) {
  const Document d = test::full_document();
  const Json left = document_json(d, {"a.pdf", "00ff"}, Provenance::kLeft), given = document_json(d, {"a.pdf", "00ff"}, Provenance::kGiven);
  for_each_field(d, [&](std::string_view path, const Field& field) {
    const Json::json_pointer at("/" + std::string(path));
    EXPECT_EQ(left.value(at, ""), field.value) << path;
    EXPECT_EQ(given.value(at / "value", ""), field.value) << path;
    EXPECT_EQ(given.value(at / "raw", ""), field.raw) << path;
  });
  EXPECT_EQ(left["organisation"]["dla_code"], "5410101");
  EXPECT_EQ(left["layouts"], (Json{"memo", "results"}));
  for (const auto& [key, value] : left["measures"][1].items()) EXPECT_TRUE(key == "pages" ? value.empty() : value.is_null()) << key;
  const Json empty = document_json({}, {}, Provenance::kLeft);
  for (const char* key : {"title", "fiscal_year", "memo", "ita_result"}) EXPECT_TRUE(empty[key].is_null()) << key;
  for (const auto& [key, value] : empty["organisation"].items()) EXPECT_TRUE(value.is_null()) << key;
}

TEST(DocumentJson, GivesNumbersWhereTheSchemaSaysSo) {
  Document d = test::full_document();
  for_each_field(d, [&](std::string_view, Field& field) { field.value = "12.5"; });
  const Json json = document_json(d, {}, Provenance::kLeft);
  std::string numbers;
  for_each_field(d, [&](std::string_view path, const Field&) {
    if (json.at(Json::json_pointer("/" + std::string(path))).is_number()) numbers += std::string(path) + " ";
  });
  EXPECT_EQ(
      numbers,
      "fiscal_year ita_result/fiscal_year ita_result/score ita_result/change scores/0/iit scores/0/eit scores/0/oit scores/0/total records/0/cost ");
}

TEST(DocumentJson, GivesANumberAsItIsWrittenAndNoOther) {
  for (const auto& [value, expected] : {std::pair{"2566", "2566"},
                                        {"-5", "-5"},
                                        {"74.36", "74.36"},
                                        {"80.00", "80.0"},
                                        {"+5", "\"+5\""},
                                        {"12a", "\"12a\""},
                                        {"7.x", "\"7.x\""},
                                        {"", "\"\""},
                                        {"๗", "\"๗\""}}) {
    Document d;
    d.fiscal_year = field("x", value);
    EXPECT_EQ(document_json(d, {}, Provenance::kLeft)["fiscal_year"].dump(), expected);
  }
}

TEST(PagesOf, AMeasureAreThoseOfItsValues) {
  Measure m;
  int page = 0;
  for (MaybeField* f : {&m.no, &m.title, &m.method, &m.responsible, &m.monitoring, &m.status, &m.result, &m.outcome, &m.recommendation})
    *f = field("x", "x", ++page);
  m.period = PeriodField{field("x", "x", ++page), {}, {}, {}};
  m.title->places.push_back({5, {}});
  EXPECT_EQ(pages_of(m), (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  EXPECT_TRUE(pages_of({}).empty());
}

TEST(DocumentJson, SaysWhatTheDocumentSays) {
  const auto json = document_json(sample(), {"a.pdf", "00ff"}, Provenance::kLeft);
  EXPECT_EQ(json["source"]["file"], "a.pdf");
  EXPECT_EQ(json["source"]["sha256"], "00ff");
  EXPECT_EQ(json["pages"], (Json{1, 3}));
  EXPECT_EQ(json["fiscal_year"], 2566);
  EXPECT_EQ(json["ita_result"]["score"], 74.36);
  EXPECT_EQ(json["ita_result"]["change"], 23.29);
  EXPECT_TRUE(json["ita_result"]["grade"].is_null());
  EXPECT_EQ(json["memo"]["date"], "2022-10-05");
  const auto& measure = json["measures"][0];
  EXPECT_EQ(measure["pages"], (Json{2, 3}));
  EXPECT_EQ(measure["period"]["start"], "2022-10");
  EXPECT_TRUE(measure["period"]["end"].is_null());
  EXPECT_EQ(json["findings"][0].dump(),
            R"({"code":"year_mismatch","severity":"warning","page":2,"field":"fiscal_year","value":"๒๕๖๕","reason":"why","reading":""})");
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
  EXPECT_EQ(json["documents"][1]["measures"], Json::array());
}

TEST(ExportJson, OfATableHasEveryCellThatHoldsSomething) {
  Document d = sample();
  DataTable& table = d.tables.emplace_back();
  table.first_page = table.last_page = 2;
  table.columns = {{field("วงเงิน", "วงเงิน"), CellType::kMoney}, {{}, CellType::kText}};
  DataRow& row = table.rows.emplace_back();
  row.cells = {{field("๑๒,๐๐๐", "12000", 2), CellType::kMoney}, {}};
  const Json json = document_json(d, {}, Provenance::kGiven)["tables"][0];
  EXPECT_EQ(json["pages"], (Json{2, 2}));
  EXPECT_NE(json["columns"][0]["heading"], nullptr);
  EXPECT_EQ(json["columns"][1]["heading"], nullptr);
  const Json& cells = json["rows"][0]["cells"];
  EXPECT_EQ(cells[0]["text"], "๑๒,๐๐๐");
  EXPECT_EQ(cells[0]["value"], 12000);
  EXPECT_EQ(cells[0]["places"][0]["page"], 2);
  EXPECT_EQ(cells[1], nullptr) << "nothing stands there";
}

}  // namespace export_json_test
}  // namespace banthuek
