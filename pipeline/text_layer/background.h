// What a page's text stands on: paper, a scan, or a pale picture (letterhead, watermark, tinted ground). Pure.
#pragma once

#include "pipeline/picture/picture.h"
#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek::text_layer {

// Is the picture only a ground? `image` says where on the page `picture` (as it is stored) lies. True where hardly a
// pixel is dark, neither under the letters (a scan with its text set over it) nor elsewhere (a scanned form, filled in
// by a program).
bool is_pale_ground(const picture::Picture& picture, const PdfImage& image, const LayerText& text);

}  // namespace banthuek::text_layer
