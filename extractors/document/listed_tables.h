// Tables without a single rule: lines whose parts stand below each other, as in a list of a committee ("๑. name   position   role") or a printout of
// figures.
//
// Three columns and four rows at least, parted by gaps that run through all of them, the first ones beginning at one edge; and rows that are numbered
// or a column of figures: what else lines up (signatures side by side, boxes of a chart, blocks of a poster) is none. A line with fewer parts below a
// numbered row is the rest of it. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "extractors/document/reading_order.h"

namespace banthuek::document {

struct ListedTable {
  std::size_t first = 0, last = 0;  // parts of the flow that it takes the place of
  Table table;
};

std::vector<ListedTable> listed_tables(const ReadingOrder& flow);

}  // namespace banthuek::document
