// What a PDF says that a run of glyphs reads as (/ActualText, ISO 32000-1, 14.9.4), laid upon the glyphs.
//
// LibreOffice writes it wherever a cluster is drawn by several glyphs: ำ is its ring, whose code the font's mapping calls ำ or even ้ำ, and า. Without
// it every such file reads สำานักงาน. It may lie like all of a text layer, so it is taken for a few Thai letters at a time alone. Pure; safe from any
// thread.
#pragma once

#include <string>
#include <vector>

#include "pipeline/text_layer/drawn_page.h"

namespace banthuek::text_layer {

// Gives the glyphs from `first` on the letters `said`: the marks that come first to the first glyph, the rest to the widest, which then reaches from
// the first to the last; the others go. Leaves them as they are where they say so already, or where `said` is longer or other than a cluster of Thai.
void lay_actual_text(std::vector<Glyph>& glyphs, std::size_t first, const std::u32string& said);

}  // namespace banthuek::text_layer
