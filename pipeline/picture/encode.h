// Pictures as files for showing: JPEG in memory, and covered places.
#pragma once

#include <string>
#include <vector>

#include "pipeline/picture/picture.h"

namespace banthuek::picture {

// A baseline JPEG in memory; `quality` 1 to 100. Ink is written as grey. Throws Error kMemory.
std::string jpeg_of(const Picture& picture, int quality);

// `picture` made smaller or larger to exactly that size (smooth; ink becomes grey).
Picture resized(const Picture& picture, int width, int height);

// `picture` with flat grey over each box: what must not be seen is gone from the pixels.
Picture covered(const Picture& picture, const std::vector<Box>& boxes);

}  // namespace banthuek::picture
