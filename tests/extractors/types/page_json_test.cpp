#include "extractors/types/page_json.h"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "tests/extractors/json_places.h"

namespace banthuek {
namespace page_json_test {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

Page full_page() {
  Page p;
  p.number = 3;
  p.width = 2480;
  p.height = 3508;
  p.dpi = 299.97;
  p.turned = 90;
  p.skew = -0.1;
  p.source = PageSource::kRepairedLayer;
  p.source_reason = "ำ put right in 3 words";
  const Word word{"บันทึก", {10, 20, 30, 40}, 1.0 / 3};
  const Line line{"บันทึก \"ข้อ\nความ", {10, 20, 90, 40}, 0.97, 55, Script::kHandwriting, {word, word}};
  p.lines = {line, line};
  Table table{{0, 100, 500, 300}, 2, 2, Edges::kOpen, {}};
  table.cells = {{0, 0, 1, 2, "ก\nข", {1, 2, 3, 4}, 0.5, {line}, {{MarkKind::kCircleCrossed, {5, 6, 7, 8}, 0.75}}}, {1, 0, 1, 1, "", {}, 1, {}, {}}};
  p.tables = {table};
  p.flow = {{FlowItem::Kind::kLine, 1}, {FlowItem::Kind::kTable, 0}, {FlowItem::Kind::kLine, 0}};
  p.marks = {{MarkKind::kSlash, {9, 9, 9, 9}, 0.1}};
  p.regions = {{RegionKind::kStamp, {1, 1, 2, 2}, 0.2, {p.lines.front()}}};
  p.findings = {{"odd", Severity::kError, 3, "a/b", "v", "r", "m"}};
  return p;
}

TEST(PageJson, ComesBackAsItWas) {
  const std::string text = page_to_json_text(full_page());
  const auto back = page_from_json_text(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(page_to_json_text(*back), text);
  EXPECT_EQ(back->lines[0].words[1].confidence, 1.0 / 3);
  EXPECT_EQ(back->lines[0].script, Script::kHandwriting);
  EXPECT_EQ(back->tables[0].edges, Edges::kOpen);
  EXPECT_EQ(back->tables[0].cells[0].marks[0].kind, MarkKind::kCircleCrossed);
  ASSERT_EQ(back->regions[0].lines.size(), 1u);
  EXPECT_EQ(back->regions[0].lines[0].text, full_page().lines[0].text);
  EXPECT_EQ(back->findings, full_page().findings);
  EXPECT_EQ(page_text(*back), page_text(full_page()));
}

TEST(PageJson, BytesThatAreNoUtf8BecomeReplacementCharacters) {
  Page p;
  p.source_reason = "\xff";
  EXPECT_NE(page_to_json_text(p).find("\ufffd"), std::string::npos);
}

TEST(PageJson, MissingKeysAreThoseOfAnEmptyPage) {
  const auto page = page_from_json_text(R"({"tables": [{"cells": [{"row": 1, "column": 2}]}]})");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->tables[0].rows, 2);
  EXPECT_EQ(page->tables[0].columns, 3);
  const auto empty = page_from_json_text(R"({"tables": [{"cells": []}]})");
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->tables[0].rows, 0);
  EXPECT_EQ(empty->tables[0].columns, 0);
}

TEST(PageJson, GivesNothingForAnotherTypeAnywhere) {
  const Json whole = Json::parse(page_to_json_text(full_page()));
  int places = 0;
  test::each_place(whole, Pointer(), [&](const Pointer& at, const Json& json) {
    if (at == Pointer("/text")) return;  // not read back
    ++places;
    const auto refused = [&](const Json& wrong) {
      Json changed = whole;
      changed[at] = wrong;
      EXPECT_FALSE(page_from_json(changed)) << at << " " << wrong;
    };
    refused(nullptr);
    refused(json.is_string() ? Json(1) : Json("x"));
    refused(json.is_object() ? Json::array({1}) : Json::object({{"x", 1}}));
    if (!json.is_number_integer() || at.back() == "confidence") return;
    refused(1.5);
    refused(1'000'000'001);
    refused(-1'000'000'001);
  });
  EXPECT_GT(places, 100);
}

TEST(PageJson, WithoutAKeyHasWhatAnEmptyPageHasThere) {
  const Json whole = Json::parse(page_to_json_text(full_page()));
  test::each_place(whole, Pointer(), [&](const Pointer& at, const Json& json) {
    if (!json.is_object()) return;
    for (const auto& [key, value] : json.items()) {
      Json changed = whole;
      changed[at].erase(key);
      const bool needed = key == "kind" || (at.empty() && (key == "lines" || key == "tables"));  // the flow names those
      EXPECT_EQ(page_from_json(changed).has_value(), !needed) << at << "/" << key;
    }
  });
  const auto page = page_from_json_text(
      R"({"lines": [{}], "tables": [{"cells": [{}]}], "marks": [{"kind": "check"}], "regions": [{"kind": "logo"}], "findings": [{}]})");
  ASSERT_TRUE(page);
  Page expected;
  expected.lines.emplace_back();
  Table table;
  table.rows = table.columns = 1;
  table.cells.emplace_back();
  expected.tables = {table};
  expected.marks = {{MarkKind::kCheck, {}, 0}};
  expected.regions = {{RegionKind::kLogo, {}, 0, {}}};
  expected.findings.emplace_back();
  EXPECT_EQ(page_to_json_text(*page), page_to_json_text(expected));
}

std::string table_of(const std::string& table, const std::string& cell) {
  const auto page = page_from_json_text(R"({"tables": [{)" + table + R"("cells": [{)" + cell + "}]}]}");
  return page ? std::to_string(page->tables[0].rows) + "x" + std::to_string(page->tables[0].columns) : "none";
}

TEST(PageJson, HasEveryCellInItsTable) {
  EXPECT_EQ(table_of("", ""), "1x1");
  EXPECT_EQ(table_of("", R"("row": 2, "column": 3, "row_span": 4, "column_span": 5)"), "6x8");
  EXPECT_EQ(table_of(R"("rows": 6, "columns": 8, )", R"("row": 2, "column": 3, "row_span": 4, "column_span": 5)"), "6x8");
  EXPECT_EQ(table_of(R"("rows": 7, "columns": 9, )", R"("row": 2, "column": 3, "row_span": 4, "column_span": 5)"), "7x9");
  EXPECT_EQ(table_of(R"("rows": 5, )", R"("row": 2, "row_span": 4)"), "none");
  EXPECT_EQ(table_of(R"("columns": 7, )", R"("column": 3, "column_span": 5)"), "none");
  for (const char* cell : {R"("row": -1)", R"("column": -1)", R"("row_span": 0)", R"("column_span": 0)", R"("row": 10000)", R"("column": 10000)",
                           R"("row": 10001)", R"("column": 10001)", R"("row_span": 10001)", R"("column_span": 10001)"})
    EXPECT_EQ(table_of("", cell), "none") << cell;
  EXPECT_EQ(table_of("", R"("row": 9999)"), "10000x1");
  EXPECT_EQ(table_of("", R"("column_span": 10000)"), "1x10000");
  EXPECT_EQ(table_of(R"("rows": 10001, )", ""), "none");
  EXPECT_EQ(table_of(R"("columns": 10001, )", ""), "none");
}

TEST(PageJson, TakesNumbersUpToAThousandMillions) {
  const auto width = [](const char* text) {
    const auto page = page_from_json_text(std::string(R"({"width": )") + text + "}");
    return page ? page->width : -1;
  };
  EXPECT_EQ(width("1000000000"), 1'000'000'000);
  EXPECT_EQ(width("-1000000000"), -1'000'000'000);
  EXPECT_EQ(width("1000000001"), -1);
  EXPECT_EQ(width("99999999999999999999"), -1);
}

TEST(PageJson, KnowsEveryKindByItsName) {
  for (const MarkKind kind : {MarkKind::kCircleEmpty, MarkKind::kCircleFilled, MarkKind::kCircleCrossed, MarkKind::kBoxEmpty, MarkKind::kBoxChecked,
                              MarkKind::kCheck, MarkKind::kCross, MarkKind::kSlash})
    for (const RegionKind region : {RegionKind::kStamp, RegionKind::kHandwriting, RegionKind::kSignature, RegionKind::kPicture, RegionKind::kLogo})
      for (const PageSource source : {PageSource::kScan, PageSource::kTextLayer, PageSource::kRepairedLayer})
        for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
          Page page;
          page.marks = {{kind, {}, 0}};
          page.regions = {{region, {}, 0, {}}};
          page.source = source;
          page.findings = {{"a", severity, 0, "", "", "", ""}};
          const auto back = page_from_json(page_to_json(page));
          ASSERT_TRUE(back);
          EXPECT_EQ(back->marks[0].kind, kind);
          EXPECT_EQ(back->regions[0].kind, region);
          EXPECT_EQ(back->source, source);
          EXPECT_EQ(back->findings[0].severity, severity);
        }
}

class NoPage : public testing::TestWithParam<const char*> {};

TEST_P(NoPage, GivesNothing) { EXPECT_FALSE(page_from_json_text(GetParam())); }

INSTANTIATE_TEST_SUITE_P(PageJson, NoPage,
                         testing::Values("", "{", "[]", "null", R"({"page": "1"})", R"({"page": 1e30})", R"({"dpi": "x"})", R"({"lines": {}})",
                                         R"({"lines": [1]})", R"({"lines": [{"box": [1, 2, 3]}]})",
                                         R"({"lines": [{"script": "print"}], "flow": [["line", 1]]})",
                                         R"({"lines": [{}], "flow": [["line", 0], ["line", 0]]})", R"({"flow": [["table", 0]]})",
                                         R"({"flow": [["word", 0]]})", R"({"lines": [{"script": "cuneiform"}]})", R"({"marks": [{"kind": "smile"}]})",
                                         R"({"source": "dream"})", R"({"tables": [{"rows": 1, "cells": [{"row": 1}]}]})",
                                         R"({"tables": [{"cells": [{"row": -1}]}]})", R"({"tables": [{"cells": [{"row_span": 2000000000}]}]})",
                                         R"({"findings": [{"severity": "grim"}]})", R"({"tables": [{"edges": "torn"}]})",
                                         R"({"lines": [{}], "flow": [["line", -1]]})", R"({"lines": [{}], "flow": [["line"]]})",
                                         R"({"lines": [{}], "flow": [["line", 0, 0]]})", R"({"tables": [{}], "flow": [["table", 0], ["table", 0]]})",
                                         R"({"lines": [{}], "flow": [["table", 0]]})", R"({"dpi": 1e999})", R"({"page": true})"));

}  // namespace page_json_test
}  // namespace banthuek
