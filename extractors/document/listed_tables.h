// Tables without a single rule: lines whose parts stand below each other, as in a list of a committee ("๑. name   position   role") or a printout of
// figures.
//
// Three columns and four rows at least, parted by gaps that run through all of them, the first ones beginning at one edge; and rows that are numbered
// or a column of figures: what else lines up (signatures side by side, boxes of a chart, blocks of a poster) is none. A line with fewer parts below a
// numbered row is the rest of it. Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "extractors/document/reading_order.h"

namespace banthuek::document {

// A flow with its tables without rules in place of their lines. Its parts point into the pages of the flow it was made of, and into itself.
class ListedTables {
 public:
  explicit ListedTables(const ReadingOrder& flow);
  ListedTables(const ListedTables&) = delete;
  ListedTables& operator=(const ListedTables&) = delete;

  const ReadingOrder& flow() const { return flow_; }
  std::size_t part_of(std::size_t part) const { return parts_[part]; }  // the part of the given flow that it is, or begins with

 private:
  std::deque<Table> tables_;
  ReadingOrder flow_;
  std::vector<std::size_t> parts_;
};

}  // namespace banthuek::document
