// Drawn rules of a scanned page: table borders, underlines, frames; found in the ink, and taken out of it.
//
// A rule is a long, thin, straight piece of ink, level or upright, on a page that stands straight to about a degree. Where text touches
// or crosses a rule, the text keeps its ink. Pixels, origin at the top left.
#pragma once

#include <vector>

#include "pipeline/layout/grid.h"
#include "pipeline/picture/components.h"
#include "pipeline/picture/picture.h"

namespace banthuek::layout {

struct PageRules {
  std::vector<Rule> horizontal, vertical;  // joined (join_rules), only those long enough to be rules
  std::vector<picture::Run> ink;           // the pixels they are made of, by y, to be taken out of the page's ink
};

// `body`: height of the body letters.
PageRules find_rules(const picture::Picture& ink, double body);

}  // namespace banthuek::layout
