#include "extractors/types/page_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace banthuek {
inline namespace types {
namespace {

using Json = nlohmann::json;
using Out = nlohmann::ordered_json;

constexpr int kMaxGrid = 10000;  // rows or columns of a table: more is no table

// ---- to JSON

Out to_json(const Box& b) { return Out::array({b.x, b.y, b.w, b.h}); }

template <typename T, typename Function>
Out each(const std::vector<T>& items, Function function) {
  Out out = Out::array();
  for (const T& item : items) out.push_back(function(item));
  return out;
}

Out word_json(const Word& w) { return {{"text", w.text}, {"box", to_json(w.box)}, {"confidence", w.confidence}}; }

Out line_json(const Line& l) {
  return {{"text", l.text},
          {"box", to_json(l.box)},
          {"confidence", l.confidence},
          {"baseline", l.baseline},
          {"script", l.script == Script::kPrint ? "print" : "handwriting"},
          {"words", each(l.words, word_json)}};
}

Out mark_json(const Mark& m) { return {{"kind", name_of(m.kind)}, {"box", to_json(m.box)}, {"confidence", m.confidence}}; }

Out region_json(const Region& r) {
  Out out{{"kind", name_of(r.kind)}, {"box", to_json(r.box)}, {"confidence", r.confidence}};
  if (!r.lines.empty()) out["lines"] = each(r.lines, line_json);
  return out;
}

Out grid_cell_json(const Cell& c) {
  return {{"row", c.row},
          {"column", c.column},
          {"row_span", c.row_span},
          {"column_span", c.column_span},
          {"text", c.text},
          {"box", to_json(c.box)},
          {"confidence", c.confidence},
          {"lines", each(c.lines, line_json)},
          {"marks", each(c.marks, mark_json)}};
}

Out grid_table_json(const Table& t) {
  return {{"box", to_json(t.box)},
          {"rows", t.rows},
          {"columns", t.columns},
          {"edges", t.edges == Edges::kRuled ? "ruled" : "open"},
          {"cells", each(t.cells, grid_cell_json)}};
}

Out flow_json(const FlowItem& f) { return Out::array({f.kind == FlowItem::Kind::kLine ? "line" : "table", f.index}); }

Out page_finding_json(const Finding& f) {
  return {{"code", f.code},      {"severity", name_of(f.severity)}, {"page", f.page}, {"field", f.field}, {"value", f.value}, {"reason", f.reason},
          {"reading", f.reading}};
}

// ---- from JSON: whatever does not fit throws, and page_from_json turns that into nothing.

struct Misfit : std::runtime_error {
  Misfit() : std::runtime_error("no page") {}
};

void need(bool holds) {
  if (!holds) throw Misfit();
}

int whole(const Json& j) {
  need(j.is_number_integer());
  const auto n = j.get<long long>();
  need(n >= -1'000'000'000 && n <= 1'000'000'000);
  return static_cast<int>(n);
}

int whole(const Json& j, const char* key, int missing) { return j.contains(key) ? whole(j.at(key)) : missing; }

double real(const Json& j, const char* key, double missing) {
  if (!j.contains(key)) return missing;
  const Json& value = j.at(key);
  need(value.is_number());
  const double n = value.get<double>();
  need(std::isfinite(n));
  return n;
}

std::string string(const Json& j, const char* key, const char* missing = "") {
  if (!j.contains(key)) return missing;
  need(j.at(key).is_string());
  return j.at(key).get<std::string>();
}

template <typename Function>
auto list(const Json& j, const char* key, Function function) {
  std::vector<decltype(function(j))> out;
  if (!j.contains(key)) return out;
  need(j.at(key).is_array());
  for (const Json& item : j.at(key)) out.push_back(function(item));
  return out;
}

template <typename T>
T known(std::optional<T> value) {
  need(value.has_value());
  return *value;
}

Box box(const Json& j) {
  if (!j.contains("box")) return {};
  const Json& b = j.at("box");
  need(b.is_array() && b.size() == 4);
  return {whole(b[0]), whole(b[1]), whole(b[2]), whole(b[3])};
}

Word word(const Json& j) {
  need(j.is_object());
  return {string(j, "text"), box(j), real(j, "confidence", 0)};
}

Line line(const Json& j) {
  need(j.is_object());
  Line out;
  out.text = string(j, "text");
  out.box = box(j);
  out.confidence = real(j, "confidence", 0);
  out.baseline = whole(j, "baseline", 0);
  const std::string script = string(j, "script", "print");
  need(script == "print" || script == "handwriting");
  out.script = script == "print" ? Script::kPrint : Script::kHandwriting;
  out.words = list(j, "words", word);
  return out;
}

Mark mark(const Json& j) {
  need(j.is_object());
  return {known(mark_kind(string(j, "kind"))), box(j), real(j, "confidence", 0)};
}

Region region(const Json& j) {
  need(j.is_object());
  return {known(region_kind(string(j, "kind"))), box(j), real(j, "confidence", 0), list(j, "lines", line)};
}

Cell cell(const Json& j) {
  need(j.is_object());
  Cell out;
  out.row = whole(j, "row", 0);
  out.column = whole(j, "column", 0);
  out.row_span = whole(j, "row_span", 1);
  out.column_span = whole(j, "column_span", 1);
  out.text = string(j, "text");
  out.box = box(j);
  out.confidence = real(j, "confidence", 0);
  out.lines = list(j, "lines", line);
  out.marks = list(j, "marks", mark);
  return out;
}

Table table(const Json& j) {
  need(j.is_object());
  Table out;
  out.box = box(j);
  out.cells = list(j, "cells", cell);
  int rows = 0, columns = 0;
  for (const Cell& c : out.cells) {
    need(c.row >= 0 && c.column >= 0 && c.row_span >= 1 && c.column_span >= 1);
    need(c.row_span <= kMaxGrid && c.column_span <= kMaxGrid && c.row <= kMaxGrid && c.column <= kMaxGrid);
    rows = std::max(rows, c.row + c.row_span);
    columns = std::max(columns, c.column + c.column_span);
  }
  out.rows = whole(j, "rows", rows);
  out.columns = whole(j, "columns", columns);
  need(out.rows >= rows && out.columns >= columns && out.rows <= kMaxGrid && out.columns <= kMaxGrid);
  const std::string edges = string(j, "edges", "ruled");
  need(edges == "ruled" || edges == "open");
  out.edges = edges == "ruled" ? Edges::kRuled : Edges::kOpen;
  return out;
}

FlowItem flow_item(const Json& j) {
  need(j.is_array() && j.size() == 2 && j[0].is_string());
  const std::string kind = j[0].get<std::string>();
  need(kind == "line" || kind == "table");
  return {kind == "line" ? FlowItem::Kind::kLine : FlowItem::Kind::kTable, whole(j[1])};
}

Finding finding(const Json& j) {
  need(j.is_object());
  Finding out;
  out.code = string(j, "code");
  const std::string severity = string(j, "severity", "warning");
  need(severity == "info" || severity == "warning" || severity == "error");
  out.severity = severity == "info" ? Severity::kInfo : severity == "error" ? Severity::kError : Severity::kWarning;
  out.page = whole(j, "page", 0);
  out.field = string(j, "field");
  out.value = string(j, "value");
  out.reason = string(j, "reason");
  out.reading = string(j, "reading");
  return out;
}

void check_flow(const Page& page) {
  std::vector<char> lines(page.lines.size()), tables(page.tables.size());
  for (const FlowItem& f : page.flow) {
    std::vector<char>& seen = f.kind == FlowItem::Kind::kLine ? lines : tables;
    need(f.index >= 0 && static_cast<std::size_t>(f.index) < seen.size() && !seen[f.index]);
    seen[f.index] = 1;
  }
}

Page page(const Json& j) {
  need(j.is_object());
  Page out;
  out.number = whole(j, "page", 0);
  out.width = whole(j, "width", 0);
  out.height = whole(j, "height", 0);
  out.dpi = real(j, "dpi", 0);
  out.turned = whole(j, "turned", 0);
  out.skew = real(j, "skew", 0);
  out.source = known(page_source(string(j, "source", "scan")));
  out.source_reason = string(j, "source_reason");
  out.lines = list(j, "lines", line);
  out.tables = list(j, "tables", table);
  out.flow = list(j, "flow", flow_item);
  out.marks = list(j, "marks", mark);
  out.regions = list(j, "regions", region);
  out.findings = list(j, "findings", finding);
  check_flow(out);
  return out;
}

}  // namespace

Out page_to_json(const Page& page) {
  return {{"page", page.number},
          {"width", page.width},
          {"height", page.height},
          {"dpi", page.dpi},
          {"turned", page.turned},
          {"skew", page.skew},
          {"source", name_of(page.source)},
          {"source_reason", page.source_reason},
          {"text", page_text(page)},
          {"lines", each(page.lines, line_json)},
          {"tables", each(page.tables, grid_table_json)},
          {"flow", each(page.flow, flow_json)},
          {"marks", each(page.marks, mark_json)},
          {"regions", each(page.regions, region_json)},
          {"findings", each(page.findings, page_finding_json)}};
}

std::string page_to_json_text(const Page& page) { return page_to_json(page).dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace); }

std::optional<Page> page_from_json(const Json& json) try { return page(json); } catch (const std::exception&) {
  return std::nullopt;
}

std::optional<Page> page_from_json_text(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? std::nullopt : page_from_json(json);
}

}  // namespace types
}  // namespace banthuek
