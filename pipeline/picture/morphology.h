// Operations on 1-bit ink that layout needs: morphology, differences, painting of runs. All take and give kInk.
#pragma once

#include <span>

#include "pipeline/picture/components.h"
#include "pipeline/picture/picture.h"

namespace banthuek::picture {

// What remains where a brick of w x h ink fits: horizontal strokes (h = 1) or upright ones (w = 1) at least that long.
Picture opened(const Picture& ink, int w, int h);

// `ink` with the given runs set to paper.
Picture without(const Picture& ink, std::span<const Run> runs);

// Ink of either; both of one size.
Picture either(const Picture& a, const Picture& b);

// The given components alone, on a picture of the size of `box` whose corner is box.x, box.y.
Picture painted(const Components& all, std::span<const int> indices, const Box& box);

// How many of the pixels of `runs` are set in `mask` (same size as the picture the runs come from).
int count_in(const Picture& mask, std::span<const Run> runs);

}  // namespace banthuek::picture
