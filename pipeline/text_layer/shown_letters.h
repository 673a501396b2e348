// Does a picture show print? A photograph, a tint or a drawing under or beside a page's text does not; a scan and a diagram do. Pure.
#pragma once

#include "pipeline/picture/picture.h"

namespace banthuek::text_layer {

// Letters of the picture that stand side by side in lines, by shape alone: 0 for photographs and patterns, hundreds for a page of text.
int shown_letters(const picture::Picture& picture);

}  // namespace banthuek::text_layer
