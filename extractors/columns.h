// Which column of a table is which field: by its heading, letters misread or not, and failing that by what its cells hold.
//
// A heading's score for a column is its similarity to the nearest of the column's headings, or, where none is near, a lesser one
// for the longest of the column's words that stands in it. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/page.h"
#include "extractors/schema.h"

namespace banthuek {

struct HeadingMatch {
  std::string role;
  double score = 0;  // 1: letter by letter; 0.7 and more: a heading; below: by a word in it
};

// What a cell says as a heading: its lines but those that the noise of a dark ground left beside surely read ones.
std::string heading_text(const Cell& cell);

// The column of the layout whose heading this most likely is; nothing below a score of 0.5 or for an empty text.
std::optional<HeadingMatch> best_column(const SchemaLayout& layout, std::string_view heading);

// The fields of a table's columns.
struct TableMap {
  const SchemaLayout* layout = nullptr;
  std::vector<std::string> roles;  // one per column of the grid; "" where unknown
  std::vector<Box> boxes;          // of the columns, where the table has boxes
  int header_rows = 0;
  double named = 0;  // sum of its headings' scores: more columns named, and better
  double score = 0;  // their mean
};

// The layout whose headings stand in the table's first rows. Nothing where no layout has what it needs.
std::optional<TableMap> map_table(const Table& table, const Schemas& schemas);

// The map of a table without headings that goes on with `before`: columns by their place across the page, or by number where
// there are as many. Nothing where it cannot be the same table.
std::optional<TableMap> continue_map(const Table& table, const TableMap& before);

// The map of a table without headings by what its cells hold. Nothing where that does not tell.
std::optional<TableMap> map_by_content(const Table& table, const Schemas& schemas);

// Left and right of every column of the grid, from the cells that span one column.
std::vector<Box> column_boxes(const Table& table);

}  // namespace banthuek
