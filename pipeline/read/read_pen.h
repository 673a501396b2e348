// Numbers that a pen wrote into the blanks of print: the running number behind the stroke of a reference, the day before a printed month.
#pragma once

#include "extractors/types/page.h"
#include "pipeline/layout/layout.h"
#include "pipeline/pen/digit_reader.h"
#include "pipeline/read/straighten.h"

namespace banthuek::read {

// Looks only where print stands around a blank that holds ink of no line: a pen's colour, or black that no line took. What is sure goes into its line
// as a word; what is not becomes a finding (number_by_hand) with the reading as its value. Both stand as a line of script handwriting in a region of
// handwriting. `page` in pixels of `up`, before it is put in order.
void read_pens(Page& page, const Upright& up, const layout::Layout& layout, const pen::DigitReader& reader);

}  // namespace banthuek::read
