// What is wrong with a page's own text layer, and what became of it.
#pragma once

namespace banthuek::text_layer {

// What was found while mending.
struct LayerDefects {
  int characters = 0;   // visible, without spaces
  int thai = 0;         // Thai letters and marks among them
  int unmapped = 0;     // glyphs without a Unicode, U+FFFD, private-use codes of no known meaning, controls
  int private_use = 0;  // mended
  int lost_am = 0, split_am = 0, split_ae = 0, lost_marks = 0, reordered = 0, mojibake = 0, thai_digits = 0;  // mended
  int decoded = 0;                                                                                            // letters read, not said: mended
  int wrong_codes = 0;       // letters whose code says another: mended
  int words_without_am = 0;  // that lack it and could not be mended
  int stray_marks = 0;       // Thai marks that stand on nothing: not mended
  int slanted = 0;           // characters written neither across nor down: left out

  int repaired() const {
    return private_use + lost_am + split_am + split_ae + lost_marks + reordered + mojibake + thai_digits + wrong_codes + decoded;
  }
};

// What became of a page's own text layer.
enum class LayerVerdict {
  kNone,      // the page has no text of its own
  kTaken,     // as it is
  kRepaired,  // certain defects mended; `layer` is the mended one
  kReplaced,  // not to be trusted: recognise the picture
};

}  // namespace banthuek::text_layer
