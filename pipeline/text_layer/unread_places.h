// Places of a page that may show letters of which its text layer says nothing: pictures, and rows of letters drawn as curves. Pure.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek::text_layer {

struct UnreadPlace {
  Box box;
  int image = -1;   // index in PdfContent::images where the picture as it is stored shows the place, else -1: it must be drawn
  int letters = 0;  // that it must show to be worth reading
};

// The largest six at most, none over another. Pictures on which text of the layer stands must show three times as many letters.
std::vector<UnreadPlace> unread_places(const PdfContent& content, const LayerText& text);

}  // namespace banthuek::text_layer
