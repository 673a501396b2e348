// A picture made smaller by averaging blocks of its pixels: what runs along a block stays, the noise across it goes.
#pragma once

#include "pipeline/picture/picture.h"

namespace banthuek::picture {

// `grey` is kGrey; gives kGrey of floor(width / w) x floor(height / h), each pixel the mean of a block of w x h.
Picture averaged(const Picture& grey, int w, int h);

}  // namespace banthuek::picture
