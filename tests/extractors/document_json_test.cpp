#include "extractors/document_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace banthuek {
namespace {

Field field(const std::string& raw) { return {raw, "v" + raw, {{1, {2, 3, 4, 5}}, {2, {0, 0, 1, 1}}}, 0.97, "memo/date@1"}; }

// Every optional value is there.
Document full() {
  Document d;
  d.first_page = 1, d.last_page = 4;
  d.layouts = {"memo", "results"};
  d.organisation = {field("อบต."), field("a"), field("b"), field("c"), "5410101"};
  d.title = field("t"), d.fiscal_year = field("๒๕๖๖");
  d.memo = Memo{field("1"), field("2"), field("3"), field("4"), field("5"), field("6")};
  d.ita_result = ItaResult{field("1"), field("2"), field("3"), field("4"), field("5")};
  Measure m{field("1"), field("2"), field("3"), field("4"), field("5"), field("6"), {}, field("7"), field("8"), field("9"), field("0")};
  m.period = PeriodField{field("p"), field("s"), field("e"), field("f")};
  d.measures = {m, {}};
  d.signatures = {{field("1"), field("2"), field("3"), field("4")}};
  d.oit_items = {{field("O1"), field("x")}};
  d.scores = {{field("1"), field("2"), field("3"), field("4"), field("5"), field("6")}};
  d.findings = {{"year_mismatch", Severity::kError, 2, "fiscal_year", "๒๕๖๕", "because", "๒๕๖๖"}};
  return d;
}

int fields(const Document& d) {
  int n = 0;
  for_each_field(d, [&](std::string_view, const Field&) { ++n; });
  return n;
}

TEST(WholeDocumentJson, BringsEveryValueBack) {
  const Document before = full();
  const auto after = document_from_json(nlohmann::json::parse(document_to_json(before).dump()));
  ASSERT_TRUE(after);
  EXPECT_EQ(fields(before), 43);
  EXPECT_EQ(fields(*after), 43);
  EXPECT_EQ(document_to_json(*after), document_to_json(before));
  EXPECT_EQ(after->findings, before.findings);
  EXPECT_EQ(after->memo->date->places, before.memo->date->places);
  EXPECT_EQ(after->organisation.dla_code, "5410101");
}

TEST(WholeDocumentJson, BringsAnEmptyDocumentBackEmpty) {
  const auto after = document_from_json(document_to_json({}));
  ASSERT_TRUE(after);
  EXPECT_EQ(fields(*after), 0);
  EXPECT_FALSE(after->memo);
}

TEST(WholeDocumentJson, GivesNothingForAnotherShape) {
  for (const char* text : {"null", "[]", "{}", "3", R"({"first_page": "x"})"}) EXPECT_FALSE(document_from_json(nlohmann::json::parse(text))) << text;
  nlohmann::json json = document_to_json(full());
  json["measures"][0]["title"] = {"only one"};
  EXPECT_FALSE(document_from_json(json));
}

}  // namespace
}  // namespace banthuek
