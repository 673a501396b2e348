// Reading order: segments to lines, lines over columns and side-by-side blocks.
//
// Segments on one baseline are one line, however wide the gap (`ที่ ...    วันที่ ...`), unless the gap is a corridor between blocks:
// signature blocks side by side (their lines are centred under each other) or columns of prose (their lines fill the column). Blocks are
// read one after the other, left to right; what crosses a corridor is read before or after it. Pure.
#pragma once

#include <span>
#include <vector>

#include "pipeline/layout/grid.h"
#include "pipeline/layout/lines.h"

namespace banthuek::layout {

// Lines in reading order, each as indices into `segments`, left to right. `extents` (may be empty, else one for each segment) widens a
// segment by the leader that belongs to it, so that "ลงชื่อ......" counts as wide as it is drawn. `sides`: of frames (frame_sides); one in a gap
// all along its rows makes the gap a corridor.
std::vector<std::vector<int>> order_lines(std::span<const Segment> segments, std::span<const Box> extents, double body,
                                          std::span<const Rule> sides = {});

// Of the upright rules those that meet a level one at an end. What a scanner draws down a page meets none.
// With the sides of `grounds`: a box in colour parts as a frame does.
std::vector<Rule> frame_sides(std::span<const Rule> horizontal, std::span<const Rule> vertical, std::span<const Box> grounds, double body);

}  // namespace banthuek::layout
