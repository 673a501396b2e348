// Ink that is no printed text: coloured pens and stamps, signatures, pictures. Kept with its place, read as no text.
#pragma once

#include <vector>

#include "extractors/page.h"
#include "pipeline/picture/components.h"
#include "pipeline/picture/ink.h"

namespace banthuek {

// Indices of the components that are black print; what is coloured becomes regions: a stamp where it is large and wide, else
// handwriting.
std::vector<int> set_aside_colour(const Components& all, const PageInk& ink, double body, std::vector<Region>& regions);

// Pieces that no line took: groups of large ones become a picture (dense), a logo (high up, dense) or a signature.
void add_odd_regions(const Components& all, const std::vector<int>& odd, double body, std::vector<Region>& regions);

}  // namespace banthuek
