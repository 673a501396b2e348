// Photographs and dark banners on a page: a photograph holds no ink, but every threshold makes some of it; print on a banner is brighter than its
// ground.
//
// A photograph is a patch of many tones in a straight frame of paper. Tinted cells, banners and slides have few tones, shadows have no frame.
#pragma once

#include <vector>

#include "pipeline/picture/binarise.h"

namespace banthuek::picture {

struct Patches {
  std::vector<Box> photographs, banners;
  std::vector<Box> toned;  // in colour, of any shape, not of many tones: grounds on which print may be brighter
};

// On `page`, grey or in colour. What covers most of the page is the page: it may carry text.
Patches find_patches(const Picture& page);

// Inside the boxes there is paper, and no colour.
void take_as_paper(PageInk& ink, const std::vector<Box>& boxes);

}  // namespace banthuek::picture
