// Tables whose rows no rule parts: headings set off by a rule or by a ground of their own, and below them texts that line up in columns.
//
// The headings' line is told by what sets it off: a level rule right below it, or a coloured ground behind it. The columns are parted by corridors
// that neither the headings nor the lines below enter; the table ends with the line that does, at a wide gap, or at a rule that no row follows. A
// line that fills few columns under a line that filled them goes on with its row. Units are the caller's, y downwards. Pure.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"

namespace banthuek::layout {

// `text`: as find_open_grids takes it; `grounds`: coloured areas behind text; `body`: height of ก. Gives grids of at least three columns and three
// rows, or of two columns with a rule or ground at both ends, that overlap none of `taken`.
std::vector<Grid> find_aligned_grids(std::span<const Rule> horizontal, std::span<const Box> grounds, std::span<const Box> text,
                                     std::span<const Grid> taken, double body);

}  // namespace banthuek::layout
