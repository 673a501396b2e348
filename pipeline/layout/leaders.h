// Dotted leaders and dashed lines: rows of like specks that lead from a label to a value or part a page.
//
// A leader is at least five specks or dashes on one level at like distances. The dots of พ.ศ., of "..." or of a table's "-" are none.
// Up to eight close between two words (กอง.....-/๒๕๖๔) are written back into the line (read/line_dots): the recogniser, left to read
// them, reads one.
#pragma once

#include <vector>

#include "pipeline/picture/components.h"

namespace banthuek::layout {

struct Leader {
  Box box;
  std::vector<int> pieces;  // indices of its components
};

// Leaders among the components `among` (indices into `all`). `body`: height of the body letters in pixels.
std::vector<Leader> find_leaders(const picture::Components& all, const std::vector<int>& among, double body);

}  // namespace banthuek::layout
