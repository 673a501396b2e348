// Dots that are printed text: those that end a line, and short leaders between two of its words. The recogniser reads a row of like signs as one, or
// does not see them at all; they are written into its line from the ink.
#pragma once

#include <span>

#include "extractors/types/page.h"
#include "pipeline/layout/leaders.h"
#include "pipeline/layout/lines.h"
#include "pipeline/picture/components.h"

namespace banthuek::read {

// Writes the dots with which the segment ends on the paper (/ระเบียบวาระที่ ๒...) at the end of its line, as many as there are.
// Three to eight dots.
void keep_last_dots(Line& line, const layout::Segment& segment, const picture::Components& components);

// Writes the dots of short leaders that stand close between two words of the line (กอง.....-/๒๕๖๔) into it: those are printed text, where
// long ones and those with room beside them lead from a label to what is filled in. `body`: height of the body letters.
void keep_short_leaders(Line& line, std::span<const layout::Leader> leaders, double body);

}  // namespace banthuek::read
