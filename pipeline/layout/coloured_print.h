// Print in colour (headings, slides, the name that a stamp prints under a signature) told from what a pen writes, by shape: its letters
// stand on one baseline, are of even height, and their strokes of one width. Colour alone does not tell.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"

namespace banthuek::layout {

// Boxes of its lines. `coloured`: ink with a colour; `black_letters`: pieces of black ink on the page. On a page that is mostly black a stamp
// in an upper corner (received on, number, time) is a form that a pen fills in, and left alone.
std::vector<Box> find_coloured_print(const picture::Picture& coloured, std::size_t black_letters);

}  // namespace banthuek::layout
