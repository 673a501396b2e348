// What rules leave whole in a table and its text parts: rows that only line up, a heading on a dark ground, columns within a mere frame.
//
// Some tables have rules between the columns alone, some a frame and a rule below the headings; on a copy a dark heading keeps nothing of the rules
// within. There the lines tell: a line in the key column (a number, a name that does not wrap) begins a row; headings that keep within the columns
// below are theirs. Where they do not tell, the table stays as it is ruled. Units are the caller's, y downwards. Pure.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"

namespace banthuek::layout {

// Boxes within `grids` whose text is to be known: rows many lines high in tables of few rows, headings of several columns on a ground, frames.
std::vector<Box> places_to_part(std::span<const Grid> grids, std::span<const Box> grounds, double body);

// Parts what can be told of one grid by `text`, which holds the stretches of text there, as find_open_grids takes them.
void part_cells(Grid& grid, std::span<const Box> grounds, std::span<const Box> text, double body);

// Adds to the ruled `grids` of a page those that rules part not at all or across only (aligned_table.h, the first in the place of a frame that it
// fills; open_table.h), takes grounds with a table's sides for its headings' row, and parts the cells of all. `text`: outside the grids and in
// places_to_part. Gives how many at the front are ruled.
std::size_t complete_grids(std::vector<Grid>& grids, std::span<const Rule> horizontal, std::span<const Box> grounds, std::span<const Box> text,
                           double body);

}  // namespace banthuek::layout
