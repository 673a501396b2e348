// Print on grounds that are no paper (slides, posters, banners, boxes in colour), whatever its colour and theirs, as black ink on white paper.
//
// A ground is what is even and wide: pixels like their neighbours that hang together about a core wider than the strokes of letters, so that it may
// fade from one colour into another. Every pixel is held against the ground nearest to it: white on blue, red on white and black on yellow alike
// become dark by how much they differ, for how much the print around differs. Letters with strokes wider than a core come out as outlines.
// Grounds are looked for on a picture made smaller; a page of A4 at 300 dpi takes about 0.2 s.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"

namespace banthuek::picture {

// Whether so much of `page` (grey or in colour) is of another colour than most of it that it is print on grounds, not ink on paper; `photographs` are
// left out, and its edges, which a scan blackens. A page all of one dark colour stands on none: it is a negative.
bool stands_on_grounds(const Picture& page, std::span<const Box> photographs);

struct EvenPage {
  Picture grey;              // kGrey, of the page's size and resolution: print is dark, every ground white
  std::vector<Box> grounds;  // that are no paper and fill a box, to a few pixels
  double covered = 0;        // part of the page that is ground and no paper
};

// `page`: grey or in colour, not empty.
EvenPage even_grounds(const Picture& page);

}  // namespace banthuek::picture
