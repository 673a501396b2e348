// What lies where on a page that stands straight: rules, tables with their cells, leaders, segments of text in reading order, regions.
//
// Nothing is recognised here. Pixels of the picture given, origin at the top left. Every limit scales with the height of the body letters.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"
#include "pipeline/layout/leaders.h"
#include "pipeline/layout/lines.h"
#include "pipeline/layout/rules.h"
#include "pipeline/picture/binarise.h"
#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Text as it lies in one place (the page outside tables, or one cell): segments, and the lines they make in reading order.
struct TextBlock {
  std::vector<Segment> segments;
  std::vector<std::vector<int>> lines;  // indices into `segments`, left to right
};

struct CellLayout {
  GridCell place;
  TextBlock text;
};

struct TableLayout {
  Grid grid;
  Edges edges = Edges::kRuled;
  std::vector<CellLayout> cells;  // as grid.cells
};

struct Layout {
  double body = 0;                 // height of the body letters
  picture::Components components;  // of the ink without rules
  PageRules rules;
  std::vector<Leader> leaders;
  std::vector<TableLayout> tables;  // from top to bottom
  TextBlock text;                   // outside the tables
  std::vector<Box> frames;
  int fold = 0;                   // x between two pages on one sheet; 0 where it is one page
  std::vector<Region> regions;    // coloured ink, pictures, signatures
  std::vector<picture::Run> pen;  // ink of long coloured strokes, from top to bottom: what they cross has lost some of its own
  std::vector<Box> reaching;      // signatures and the like that reach into lines of print
};

Layout find_layout(const picture::PageInk& ink, double body);

}  // namespace banthuek::layout
