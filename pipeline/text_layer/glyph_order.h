// The order in which a page draws its glyphs, where that is against the way they are read: some programs draw a line from its end. What a mark
// stands on, and what stands beside a glyph, is told by that order. Pure.
#pragma once

#include <vector>

#include "pipeline/text_layer/drawn_page.h"

namespace banthuek::text_layer {

// Puts each row's glyphs in the order of their places where most of the page is drawn from right to left.
void order_glyphs(std::vector<Glyph>& glyphs);

}  // namespace banthuek::text_layer
