// A TrueType font without ink, for text that is found, selected and copied but not seen.
//
// Two glyphs, both empty; em of 1000, ascent 750, descent -250. Made after the OpenType specification: head, hhea,
// maxp, hmtx, loca, glyf, post, cmap, name, OS/2, each as small as a strict reader takes it.
#pragma once

#include <string>

namespace banthuek::write {

std::string glyphless_font();

}  // namespace banthuek::write
