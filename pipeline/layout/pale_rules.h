// Rules of a scanned page too pale or too thin to be ink: grey borders, dotted ones, hairlines.
//
// A pale rule is looked for in the grey picture, as a narrow valley between paper on both sides that goes on and on: noise and print do not. It is
// believed where it makes a table together with others, never by itself (leaders and folds are pale valleys too). Pixels, origin at the top left.
#pragma once

#include "pipeline/layout/rules.h"

namespace banthuek::layout {

// `grey`: evened, 255 paper (picture::PageInk); `bits`: the ink in it; `body`: height of the body letters. Adds to `rules`, which find_rules gave,
// the pale rules of tables, and the ink on them that does not go on across.
void add_pale_rules(const picture::Picture& grey, const picture::Picture& bits, double body, PageRules& rules);

}  // namespace banthuek::layout
