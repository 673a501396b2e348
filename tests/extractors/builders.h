// Values made by hand, for tests of one unit: lines, cells, quotes and fields with a place that does not matter unless it is given.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/text/excerpt.h"
#include "extractors/types/page.h"
#include "extractors/types/record.h"

namespace banthuek::test {

inline constexpr Box kSomewhere{10, 10, 100, 20};

inline Field field(const std::string& value, const Box& box = kSomewhere, int page = 1, double confidence = 1) {
  return {value, value, {{page, box}}, confidence, "a/b@1"};
}

inline text::Excerpt quote(const std::string& text, double confidence = 1, int page = 1, const Box& box = kSomewhere) {
  return {text, {{0, text.size(), {page, box}, confidence}}};
}

inline Line line(const std::string& text, const Box& box = kSomewhere, double confidence = 1) {
  Line out;
  out.text = text;
  out.box = box;
  out.confidence = confidence;
  return out;
}

inline Cell cell(int row, int column, const std::string& text, const Box& box = {}, int row_span = 1, int column_span = 1) {
  Cell out;
  out.row = row;
  out.column = column;
  out.row_span = row_span;
  out.column_span = column_span;
  out.text = text;
  out.box = box;
  out.confidence = 1;
  return out;
}

// A table of texts, each cell 100 wide and 20 high; "|" alone stands for a place that no cell begins at.
inline Table table(const std::vector<std::vector<std::string>>& rows) {
  Table out;
  out.rows = static_cast<int>(rows.size());
  for (int r = 0; r < out.rows; ++r) {
    const auto& row = rows[static_cast<std::size_t>(r)];
    out.columns = std::max(out.columns, static_cast<int>(row.size()));
    for (int c = 0; c < static_cast<int>(row.size()); ++c)
      if (row[static_cast<std::size_t>(c)] != "|") out.cells.push_back(cell(r, c, row[static_cast<std::size_t>(c)], {100 * c, 20 * r, 100, 20}));
  }
  out.box = {0, 0, 100 * out.columns, 20 * out.rows};
  return out;
}

inline Cell& at(Table& table, int row, int column) {
  for (Cell& cell : table.cells)
    if (cell.row == row && cell.column == column) return cell;
  throw std::out_of_range("no cell begins there");
}

// The value, or that there is none: for tests that would else dereference an empty optional.
inline std::string value_of(const MaybeField& field) { return field ? field->value : "(none)"; }

// The field at this path ("measures/0/period/start"); where there is none, one that says so.
inline Field field_at(const Document& document, std::string_view path) {
  const std::string none = "(none at " + std::string(path) + ")";
  Field out{none, none, {}, -1, none};
  for_each_field(document, [&](std::string_view at, const Field& field) {
    if (at == path) out = field;
  });
  return out;
}
inline Field field_at(const std::vector<Measure>& measures, std::string_view path) {
  Document document;
  document.measures = measures;
  return test::field_at(std::as_const(document), "measures/" + std::string(path));
}

}  // namespace banthuek::test
