// A document in which every value is there, each with its own path as its value and its raw text in brackets.
#pragma once

#include "extractors/types/record.h"
#include "tests/extractors/builders.h"

namespace banthuek::test {

inline Document full_document() {
  const Field f = field("x");
  Document d;
  d.first_page = 1, d.last_page = 4;
  d.layouts = {"memo", "results"};
  d.organisation = {f, f, f, f, "5410101"};
  d.kind = d.title = d.fiscal_year = f;
  d.memo = Memo{f, f, f, f, f, f, f, f};
  d.ita_result = ItaResult{f, f, f, f, f};
  d.measures = {{f, f, f, f, f, f, PeriodField{f, f, f, f}, f, f, f, f}, {}};
  d.signatures = {{f, f, f, f}, {}};
  d.oit_items = {{f, f}, {}};
  d.scores = {{f, f, f, f, f, f}, {}};
  d.records = {{"training",
                0,
                0,
                {{"course", CellType::kText, f}, {"who", CellType::kPerson, f}, {"day", CellType::kDate, f}, {"cost", CellType::kMoney, f}}}};
  d.findings = {{"year_mismatch", Severity::kError, 2, "fiscal_year", "๒๕๖๕", "because", "๒๕๖๖"},
                {"numbering_gap", Severity::kInfo, 0, "", "", "", ""}};
  int page = 0;
  for_each_field(d, [&](std::string_view path, Field& field) {
    ++page;
    field = {"(" + std::string(path) + ")", std::string(path), {{page, {page, 2, 3, 4}}, {page + 1, {0, 0, 1, 1}}}, 0.97, "memo/date@1"};
  });
  return d;
}

}  // namespace banthuek::test
