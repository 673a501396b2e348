// Headings that a table's rules leave out: on a ground of their own, of which a copy keeps no rules, or above the first rule. Units are the caller's,
// y downwards. Pure.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"

namespace banthuek::layout {

// Stretches on one level joined over gaps of a word's space, but not over a column's edge.
std::vector<Box> joined_lines(std::vector<Box> row, const std::vector<double>& edges, double body);

struct HeadLines {
  double top = 0;          // of the bodies of the upper line
  std::vector<Box> texts;  // of all lines
  double filled = 0;       // of the columns, 0 to 1
};

// The lines close above `y` whose texts keep within the columns, or of which `spans` says that they may stand over several; a caption ends them.
// `above`: stretches of text there; those in `taken` count for nothing.
HeadLines head_lines(double y, const std::vector<double>& edges, std::span<const Box> above, std::span<const Grid> taken, double body,
                     const std::function<bool(const Box&)>& spans);

// Takes a ground with the sides of a table for its headings' row: of a coloured or a copied one nothing may be left of the rules around it. Right
// above the table it becomes its first row; where it is the upper part of the first row, that is parted below it. Whether there is one.
bool take_heading(Grid& grid, std::span<const Box> grounds, double body);

// Takes lines right above the table that keep within three columns and more, and fill nearly all of them, for its headings' row.
bool add_heading(Grid& grid, std::span<const Box> text, std::span<const Grid> grids, double body);

}  // namespace banthuek::layout
