// Kinds of records that an archive's tables suggest: those that no layout and no kind knows, grouped by their headings, and for a group the file of
// schemas/records to begin with.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "pipeline/store/store.h"

namespace banthuek::report {

struct SuggestedColumn {
  std::string heading;              // the commonest wording
  std::vector<std::string> others;  // and the others, the commonest first
  CellType type = CellType::kText;  // of most of its tables
  std::size_t filled = 0;           // cells that hold something
};

struct TableGroup {
  std::size_t tables = 0, rows = 0, offices = 0, documents = 0;
  std::vector<SuggestedColumn> columns;
  std::string document;                         // key of the first that has one, to look at
  int page = 0;                                 // on which it begins
  std::vector<std::vector<std::string>> first;  // its first rows
};

// Groups of tables with the same headings, letters misread or not, the largest first. Tables without headings are in none.
std::vector<TableGroup> group_tables(store::Store& store);

// The text of a file of schemas/records for the group: types by what its cells hold, wordings as they were met, names and units of fields that a kind
// of `schemas` has under the same heading, a sample with what it gives. It passes `schemas check` as it is, or says in its first line what is to be
// mended; names of columns are to be made better by hand.
std::string suggest_kind(const TableGroup& group, const std::string& name, const schema::Schemas& schemas);

}  // namespace banthuek::report
