// A base character with its Thai marks in their order, with the place it is drawn at.
#pragma once

#include <string>

namespace banthuek::text_layer {

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
  double confidence = 1;  // of its least sure glyph, as read (Glyph::confidence)
};

}  // namespace banthuek::text_layer
