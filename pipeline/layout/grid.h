// From drawn rules to the grid of a table: pure geometry, the same for a scan's rules and for the vector rules of a
// born-digital page.
//
// Units are the caller's (pixels of the page picture), origin at the top left, y downwards; every tolerance is given, none is
// absolute. Tolerates rules that are broken, doubled, slightly askew or bent (as several segments), that stop short of their crossing
// or run past it. A side that is not drawn at all (open tables) is put where the rules across it end.
// Source: row and column edges are clusters of rule positions; two neighbouring places are one cell where no rule parts
// them; a cell that would not be a rectangle grows to one. Pure; never throws.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek::layout {

// A straight piece of a rule, from end to end, with its thickness. Which way it runs is said by the list it stands in.
struct Rule {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  double width = 1;
};

struct GridCell {
  int row = 0, column = 0;
  int row_span = 1, column_span = 1;
  Box box;  // between the rules around it, the rules themselves left out
};

struct Grid {
  Box box;                           // with its outer rules
  std::vector<double> row_edges;     // y of each edge, rows + 1, ascending
  std::vector<double> column_edges;  // x of each edge, columns + 1, ascending
  std::vector<GridCell> cells;       // by row, then column; together they cover every place once
  std::vector<Rule> arrows;          // drawn along a row (charts of time): they part nothing

  int rows() const { return static_cast<int>(row_edges.size()) - 1; }
  int columns() const { return static_cast<int>(column_edges.size()) - 1; }
};

struct GridSettings {
  double reach = 10;     // rules this near count as touching; parallel ones this near (double rules) as one edge
  double bridge = 20;    // a gap of a broken rule up to this long is closed
  double shortest = 20;  // no row or column is narrower, and no rule shorter after bridging counts
  double covered = 0.5;  // part of a cell's side that rules must cover to be a border
};

// Settings for text whose body letters (ก) are `body` high: 0.45, 1.2 and 0.6 of it.
GridSettings grid_settings(double body);

// The grids of a page, from top to bottom. A grid has at least two places; a lone frame around something is none (see
// find_frames). Where a grid stands inside a cell of another, both are given.
std::vector<Grid> find_grids(std::span<const Rule> horizontal, std::span<const Rule> vertical, const GridSettings& settings);

// Lone rectangles drawn on all four sides that part nothing: borders of pages, boxes around a note.
std::vector<Box> find_frames(std::span<const Rule> horizontal, std::span<const Rule> vertical, const GridSettings& settings);

// Rules as find_grids takes them together: pieces on one straight are joined over gaps of `bridge`, doubles within `reach` made
// one, pieces under `shortest` dropped; none over a gap at whose ends rules of `across` stand (sides of two tables; given for upright rules). Kept
// separate for debug pictures and for removing rules from under text.
enum class Direction { kHorizontal, kVertical };
std::vector<Rule> join_rules(std::span<const Rule> pieces, Direction direction, const GridSettings& settings, std::span<const Rule> across = {});

}  // namespace banthuek::layout
