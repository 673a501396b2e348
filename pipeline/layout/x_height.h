// How high the body letters (ก, without marks) of a page are: the yardstick of every other measure in layout.
//
// Source: Thai body letters make the strongest peak among the heights of connected pieces; marks are under half of it, letters with
// ascenders 1.4 of it. Found by shape alone, so resolutions and page sizes that lie do no harm.
#pragma once

#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Pixels; 0 where the page holds too few pieces that could be letters (under 5).
double body_height(const picture::Components& components);

}  // namespace banthuek::layout
