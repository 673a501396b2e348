#include "extractors/page_json.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

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
  p.regions = {{RegionKind::kStamp, {1, 1, 2, 2}, 0.2}};
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
                                         R"({"findings": [{"severity": "grim"}]})"));

}  // namespace
}  // namespace banthuek
