// Tells the signs of choice (○ ● ⊗ ☐ ☑ ✓ ✗ /) by their shape, where no model can: a network has seen few of them, and pens draw
// them as they like.
//
// By measure, not by template, so that it holds for any font and for a pen: a ring is ink at one distance from its middle all
// the way round; a box is ink along its four sides; what stands inside tells empty from crossed or filled, and a
// square printed full says what a ticked box says; the strokes
// without a ring are told by where their ends lie and where they bend. Pure; pixels; safe from any thread.
#pragma once

#include <optional>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"

namespace banthuek::layout {

struct MarkShape {
  MarkKind kind = MarkKind::kCircleEmpty;
  double confidence = 0;  // 0 to 1
};

// What the sign in `ink` (kInk, one sign, empty margins allowed) is; nothing where it is none of them, a letter for instance.
// `body`: height of the body letters around it in pixels, 0 where not known; a ring not larger than a digit is told with less
// confidence, since ๐ is a ring too.
std::optional<MarkShape> classify_mark(const picture::Picture& ink, double body = 0);

}  // namespace banthuek::layout
