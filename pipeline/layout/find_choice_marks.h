// Signs of choice on a page: check boxes and rings among text, and whatever stands alone in a table's cell.
//
// Told by shape (choice_mark.h). A sign becomes a segment of its own that is not recognised, so that it keeps its place in the reading order.
#pragma once

#include <vector>

#include "pipeline/layout/lines.h"
#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Boxes and large rings among `among`, which loses them and what lies inside them.
std::vector<Segment> take_boxes(const picture::Components& all, std::vector<int>& among, double body);

// In a cell: short segments, and large pieces in `odd`, that are signs become marks.
void mark_lone_signs(const picture::Components& all, Segments& segments, double body);

}  // namespace banthuek::layout
