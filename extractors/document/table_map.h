// Which column of a table is which field: by its heading (heading_match.h), and failing that by what its cells hold. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::document {

// The fields of a table's columns.
struct TableMap {
  const schema::SchemaLayout* layout = nullptr;
  std::vector<std::string> roles;     // one per column of the grid; "" where unknown
  std::vector<std::string> headings;  // as read, one per column where the table has them
  std::vector<Box> boxes;             // of the columns, where the table has boxes
  int header_rows = 0;
  bool weak_title = false;             // its title's heading does not say what the table is about: a project, an indicator
  double named = 0;                    // sum of its headings' scores: more columns named, and better
  double score = 0;                    // their mean
  bool parts_named = true;             // of a score table: a heading, or their place before the OIT, says which is IIT and which EIT
  std::vector<std::string> row_roles;  // of a transposed score table: what its rows hold; empty: a row is a record
};

// The layout whose headings stand in the table's first rows. Nothing where no layout has what it needs.
std::optional<TableMap> map_table(const Table& table, const schema::Schemas& schemas);

// The map of a table without headings that goes on with `before`: columns by their place across the page, or by number where
// there are as many. Nothing where it cannot be the same table; where its rows count on from that one's (`counts_on`), columns may be of other
// widths.
std::optional<TableMap> continue_map(const Table& table, const TableMap& before, bool counts_on = false);

// The map of a table without headings by what its cells hold. Nothing where that does not tell.
std::optional<TableMap> map_by_content(const Table& table, const schema::Schemas& schemas);

}  // namespace banthuek::document
