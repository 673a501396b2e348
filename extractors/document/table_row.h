// One row of a table of measures: what stands in which column, its number, its marks; and rows that are none.
//
// Rows count from 0 in the grid of one page's table. Pure.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extractors/document/record_tables.h"
#include "extractors/document/table_map.h"
#include "extractors/text/excerpt.h"
#include "extractors/values/status.h"

namespace banthuek::document {

// The grid of a table: which cell covers each place.
struct Grid {
  const Table& table;
  std::vector<const Cell*> at;

  explicit Grid(const Table& t) : table(t), at(static_cast<std::size_t>(std::max(0, t.rows)) * static_cast<std::size_t>(std::max(0, t.columns))) {
    for (const Cell& cell : t.cells)
      for (int r = cell.row; r < cell.row + cell.row_span && r < t.rows; ++r)
        for (int c = cell.column; c < cell.column + cell.column_span && c < t.columns; ++c)
          if (r >= 0 && c >= 0) at[place(r, c)] = &cell;
  }
  const Cell* cell(int row, int column) const { return at[place(row, column)]; }
  std::size_t place(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(table.columns) + static_cast<std::size_t>(column);
  }
};

// One row of a table as read, before it is known whether it begins a measure.
struct Row {
  std::map<std::string, text::Excerpt> text;      // cells that begin in this row
  std::map<std::string, text::Excerpt> covering;  // cells that reach into it from above
  std::array<values::Choice, 3> choices{values::Choice::kNothing, values::Choice::kNothing, values::Choice::kNothing};
  std::array<text::Excerpt, 3> choice_readings;
  bool has_choices = false;
  std::optional<NumberCut> number;
  text::Excerpt number_reading;
  std::optional<NumberCut> title_number;  // before its title, where a column of numbers has one too
  bool first_on_page = false;
  int page = 0;
};

// 0 not started, 1 in progress, 2 done for the roles of columns of choices; -1 for others.
int choice_index(const std::string& role);

Row read_row(const Grid& grid, const TableMap& map, int r, int page, const schema::Schemas& schemas);

// The text of a row that is only a heading: one cell over most of the table, or one that spans columns and names a group.
std::optional<text::Excerpt> heading_row(const Grid& grid, int r, int page, const schema::Schemas& schemas);

// The text of a row of at most two cells that together take most of the table's width: the heading of a group, cut in two by a rule
// that is none.
std::optional<text::Excerpt> row_in_two(const Grid& grid, int r, int page);

// Whether the row is the table's headings once more: a table that goes on below the name of a group.
bool repeats_headings(const Grid& grid, const TableMap& map, int r);

}  // namespace banthuek::document
