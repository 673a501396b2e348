// Which values passages have together in some columns, as one small number each: what facets count. The passages of a document share the values of
// most columns, and what differs between them has few values, so a count looks at two numbers of a passage and not at ten.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace banthuek::index {

struct Combinations {
  std::vector<std::uint16_t> of_place;              // of a segment (IndexReader::Segment::place): the number of its combination
  std::vector<std::vector<std::uint32_t>> columns;  // of each column its value in each combination

  std::size_t size() const { return columns.empty() ? 0 : columns.front().size(); }
};

// Numbers the combinations as they come; the columns are of one length, of a segment at most (65,536).
Combinations combine(std::span<const std::vector<std::uint32_t>> columns);

}  // namespace banthuek::index
