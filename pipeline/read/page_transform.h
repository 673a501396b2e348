// A page's boxes at another scale, and its lines and tables in one order.
#pragma once

#include "extractors/types/page.h"

namespace banthuek::read {

// Every box and baseline of the page times `f`.
void scale_page(Page& page, double f);

// Lines and tables in one order: a table stands before the first line that begins below its top; of two pages on one sheet
// (parted at x = `fold`) the left one comes first. What a pen wrote stands in no order.
void flow_together(Page& page, int fold);

// Gives a cell the text and the confidence of its printed lines.
void take_text(Cell& cell);

}  // namespace banthuek::read
