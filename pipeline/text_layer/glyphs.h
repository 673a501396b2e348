// Glyphs to clusters: what a page's own text layer says, with its certain defects mended, each counted.
//
// Mended, because it is certain:
// - private-use codes U+F700 to U+F71A of Thai Windows fonts are the marks they look like (table in glyphs.cpp;
// source:
//   Microsoft's Thai OpenType shaping, seen in files made by Word and Distiller);
// - marks of no width that are mapped to a space (the ring of ำ in files of Word 2007: สานักงาน, ส านักงาน) or to
// nothing;
// - space between a consonant and า, which begins no word: the split ำ;
// - marks written before their consonant or in the wrong order, by where they are drawn;
// - TIS-620 codes taken for Latin-1 (ÊÓ¹Ñ¡), where most of a font's text is that;
// - ASCII digits of a font that draws Thai digits for them (PdfFont::thai_digits).
// Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "pipeline/text_layer/cluster.h"
#include "pipeline/text_layer/defects.h"
#include "pipeline/text_layer/drawn_page.h"

namespace banthuek::text_layer {

struct LayerText {
  std::vector<Cluster> clusters;  // in the order of the content stream
  LayerDefects defects;
  std::vector<Box> unmapped{};  // where letters of unknown codes stand: of fonts whose others are letters, or are known by reading alone
};

// Takes the visible glyphs that are written across (direction 0; see turn).
LayerText read_glyphs(const PdfContent& content);

}  // namespace banthuek::text_layer
