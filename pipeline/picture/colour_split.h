// Colour lifted out of a page: the black ink that is left, and where coloured ink stands.
#pragma once

#include <cstddef>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/pix.h"

namespace banthuek::picture {

struct ColourSplit {
  PixPtr black;     // 8 bits; bright coloured ground counts as paper, coloured ink is taken out as far as it goes
  PixPtr coloured;  // 1 bit: coloured ink
  std::size_t coloured_pixels = 0;
  std::vector<Box> tints;  // areas of bright coloured ground that fill a box, to a tile's size
};

// `rgb`: 32 bits, of the size of the results. Channels are balanced on the paper's colour first.
ColourSplit split_colour(Pix* rgb);

}  // namespace banthuek::picture
