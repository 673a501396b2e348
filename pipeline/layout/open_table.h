// Tables ruled across only: rows between level rules, columns that only line up.
//
// A stack of at least three rules of the same ends, with text between each two and no upright rule through it; its
// columns are parted by corridors that no text enters but lines that stand alone in their row (group headings). Prose between two rules, three lines
// and more from side to side, ends it. Units
// are the caller's, y downwards. Pure.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"

namespace banthuek::layout {

// `text`: boxes of stretches of text without wide gaps, bodies of the letters only (marks may overlap rules). `body`:
// height of ก. Gives grids of at least two rows and two columns, from top to bottom, that overlap none of `ruled`.
std::vector<Grid> find_open_grids(std::span<const Rule> horizontal, std::span<const Box> text, std::span<const Grid> ruled, double body);

}  // namespace banthuek::layout
