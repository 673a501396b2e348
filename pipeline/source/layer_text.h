// Glyphs to clusters: what a page's own text layer says, with its certain defects mended, each counted.
//
// A cluster is a base character with its Thai marks in their order, with the place it is drawn at.
// Mended, because it is certain:
// - private-use codes U+F700 to U+F71A of Thai Windows fonts are the marks they look like (table in layer_text.cpp;
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

#include "pipeline/source/pdf_content.h"

namespace banthuek {

struct Cluster {
  std::u32string text;    // base and marks; not yet composed
  double x0 = 0, x1 = 0;  // of its advance
  double baseline = 0;
  double size = 0;            // height of the em
  double body = 0;            // height of ก; told from how wide the font's consonants are
  int font = -1;              // of its base, and
  unsigned code = 0;          // its code there
  bool space_before = false;  // a space is written before it
  bool repaired = false;
};

// What was found while mending.
struct LayerDefects {
  int characters = 0;   // visible, without spaces
  int thai = 0;         // Thai letters and marks among them
  int unmapped = 0;     // glyphs without a Unicode, U+FFFD, private-use codes of no known meaning, controls
  int private_use = 0;  // mended
  int lost_am = 0, split_am = 0, lost_marks = 0, reordered = 0, mojibake = 0, thai_digits = 0;  // mended
  int words_without_am = 0;                                                                     // that lack it and could not be mended
  int stray_marks = 0;                                                                          // Thai marks that stand on nothing: not mended
  int slanted = 0;  // characters written neither across nor down: left out

  int repaired() const { return private_use + lost_am + split_am + lost_marks + reordered + mojibake + thai_digits; }
};

struct LayerText {
  std::vector<Cluster> clusters;  // in the order of the content stream
  LayerDefects defects;
};

// Takes the visible glyphs that are written across (direction 0; see turn).
LayerText read_glyphs(const PdfContent& content);

}  // namespace banthuek
