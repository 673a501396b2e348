// Every table of a document as data: caption, headings, rows over page breaks, cells typed by their content.
//
// A table of records stays one; its DataTable names the layout that knows it. What only lines up (a memo's header, signatures side by side) is no
// table: without rules it must have three rows, and columns that hold the same kind of thing. Pure.
#pragma once

#include <vector>

#include "extractors/document/record_tables.h"

namespace banthuek::document {

// `pages` has its tables unopened; those without any rule are found among its lines (listed_tables.h); `records` are those of them that hold records.
std::vector<DataTable> extract_tables(const ReadingOrder& pages, const std::vector<RecordTable>& records);

}  // namespace banthuek::document
