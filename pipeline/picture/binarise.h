// What is ink on a page and what is paper, and which ink is coloured: paper made even, then one bit a pixel.
//
// Steps: channels are balanced on the paper's colour; bright coloured ground (highlighters, tinted cells) counts as paper; coloured
// ink (pens, stamps) is lifted out of the grey (max + 1.5 (max - min - 25), as measured in the notes on reading Thai) and kept as a
// mask of its own; the paper's brightness is found in tiles and divided out (shadows, uneven light, grey or watermarked ground); a
// threshold between paper and typical ink makes the bits, a higher one where print is paler than elsewhere on the page.
// All sizes scale with the picture. One pass over the pixels per step; an RGB page of 300 dpi takes about 60 ms.
#pragma once

#include "pipeline/picture/picture.h"

namespace banthuek::picture {

struct PageInk {
  Picture grey;              // black ink on even paper: 255 paper; coloured ink is taken out as far as it goes
  Picture bits;              // kInk: ink of `grey`
  Picture coloured;          // kInk: ink with a colour; empty where the page has none
  int threshold = 128;       // of `grey`: darker is ink
  bool lifted = false;       // print in colour or on dark grounds was made ink of it
  double coverage = 0;       // part of the page that is ink
  bool shaded = false;       // parts of it stand on a darker ground
  std::vector<Box> grounds;  // coloured or dark areas behind print, which is ink as elsewhere: heads and rows of tables, banners
  int paper = 255;           // brightness of its ground before it was made even: a black page has a black ground
};

PageInk separate_ink(const Picture& page);

// Even paper and bits of one grey picture alone (a crop looked at again): `bias` moves the threshold, positive takes more as ink.
Picture to_bits(const Picture& grey, int threshold);
int ink_threshold(const Picture& grey, bool shaded = false);  // between its paper and its typical ink; see PageInk
Picture ink_bits(const Picture& grey, bool shaded);           // at that threshold, and at a higher one where the print is paler than elsewhere

}  // namespace banthuek::picture
