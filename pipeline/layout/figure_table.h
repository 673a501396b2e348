// Tables with neither rule nor ground, told by their figures: at least two columns of short texts of one width, or with one right edge, row below
// row.
//
// Prose, lists and signatures side by side have none. The rows end where a text stands across two columns, or far below. Above them stand the
// headings, each within its column, or over several columns of figures alone; a caption reaches further. A line without figures goes on with the
// nearer row. Units are the caller's, y downwards. Pure.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"

namespace banthuek::layout {

// `text`: as find_open_grids takes it; `body`: height of ก. Gives grids of at least three columns and four rows with figures below a
// heading, or five, from top to bottom, that overlap none of `taken`.
std::vector<Grid> find_figure_grids(std::span<const Box> text, std::span<const Grid> taken, double body);

}  // namespace banthuek::layout
