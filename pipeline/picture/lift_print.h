// Print that is no black on paper, found by its shape: lifted into the ink of its page.
#pragma once

#include <span>

#include "pipeline/picture/binarise.h"

namespace banthuek::picture {

// Coloured ink of `page` inside the boxes is print: it becomes ink as black print is, and is coloured no more.
void take_as_print(PageInk& ink, const Picture& page, std::span<const Box> boxes);

// What has colour in a rim (pixels) around the boxes is ink as rules are: the edges of grounds whose insides become paper.
void take_rims_as_ink(PageInk& ink, std::span<const Box> boxes, int rim);

// Inside the boxes what is bright on a dark or coloured ground is print, and the ground is paper.
void take_as_negative(PageInk& ink, const Picture& page, std::span<const Box> boxes);

}  // namespace banthuek::picture
