// Which end of a page is up: Thai writes most of its marks above the letters, few below.
#pragma once

#include "pipeline/layout/layout.h"

namespace banthuek::read {

struct MarkCount {
  int above = 0, below = 0;  // of the letters of longer lines
};

MarkCount count_marks(const layout::Layout& layout);

}  // namespace banthuek::read
