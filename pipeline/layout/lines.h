// From pieces of ink to lines of Thai text: body letters find the baselines, everything else goes to its own line by column.
//
// Thai writes on four levels. Letters of like size that stand side by side make a chain; its feet give the baseline, its heads the
// top of the body. Upper vowels, tone marks (second storey too) and lower vowels go to the chain on whose level they stand, in that chain's
// own body heights (1.45 above, 0.6 below); between two lines the nearer neighbour in the mark's own column tells. A piece that reaches over two
// lines (touching lines) is cut between them. Pixels of the page; pure.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Pieces that are less wide and high than this are dust: no line owns them.
inline double speck_size(double body) { return std::max(2.0, 0.08 * body); }

// A stretch of text on one baseline, without wide gaps: what is recognised in one go.
struct Segment {
  Box box;                   // of all its ink, marks included
  double top = 0;            // of the body letters, and
  double base = 0;           // their feet, both at the middle of the box
  double slope = 0;          // rows per column, downwards to the right
  int letters = 0;           // pieces of body size in it
  bool lent = false;         // top comes from the text around it, not from its own letters
  std::vector<int> pieces;   // indices of its components
  std::optional<Mark> mark;  // it is a sign told by shape: not to be recognised
  bool dash = false;         // it is a lone dash, told by shape too
  double body() const { return base - top; }
  double base_at(double x) const { return base + slope * (x - (box.x + box.w / 2.0)); }
  double top_at(double x) const { return top + slope * (x - (box.x + box.w / 2.0)); }
};

struct Segments {
  std::vector<Segment> list;  // from top to bottom, then left to right
  std::vector<int> odd;       // components that belong to no text: too large, too far from any line
};

// `among`: indices into `all.list`, which grows where a piece is cut in two. `body`: height of the page's body letters.
Segments find_segments(picture::Components& all, const std::vector<int>& among, double body);

}  // namespace banthuek::layout
