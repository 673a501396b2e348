// Connected pieces of ink, as runs: the unit that lines, marks and leaders are made of.
//
// Coordinates: pixels of the picture given, origin at the top left. Eight neighbours connect. Values, no ties to the picture.
// Source: two passes over horizontal runs with union-find; linear in the number of runs.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"

namespace banthuek::picture {

struct Run {
  int y = 0, x0 = 0, x1 = 0;  // columns [x0, x1)
};

struct Component {
  Box box;
  int area = 0;              // pixels of ink
  int first = 0, count = 0;  // its runs in Components::runs, from top to bottom
};

struct Components {
  std::vector<Component> list;
  std::vector<Run> runs;

  std::span<const Run> runs_of(const Component& c) const { return {runs.data() + c.first, static_cast<std::size_t>(c.count)}; }
};

// The pieces of `ink` (kInk), ordered by their first pixel. Beyond `limit` runs the rest of the page is left out (noise of a
// photograph as print): a page of text has under 400,000.
Components find_components(const Picture& ink, std::size_t limit = 6'000'000);

// The runs of one row of ink, left to right, appended to `out`.
void append_runs(const Picture& ink, int y, std::vector<Run>& out);

}  // namespace banthuek::picture
