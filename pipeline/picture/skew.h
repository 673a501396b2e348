// Which way the text of a page runs, and how far it is askew.
//
// Source: feet of the letters (bottom ends of connected pieces of letter size) are projected along each tried angle; the angle
// at which they fall into the fewest rows is the text's (Postl's projection on points instead of pixels). Tried coarsely to
// 45 degrees, then in steps of 0.02. Heads and feet are upside down the same: which end is up is for the reader to tell.
#pragma once

#include "pipeline/picture/components.h"

namespace banthuek::picture {

enum class Runs { kAcross, kUpright };  // lines of text lie level, or stand (a page on its side)

struct Skew {
  Runs runs = Runs::kAcross;
  double degrees = 0;     // clockwise from level (or from upright); taken out by rotated(picture, -degrees)
  double confidence = 0;  // 0 to 1; 0 where there is too little text to tell
};

// `body`: height of the body letters in pixels (body_height in layout/body.h, or a guess from the resolution).
Skew find_tilt(const Components& components, int width, int height, double body);

// Turned clockwise about its centre by any angle, linear between pixels, outside is paper; the size stays below 10 degrees and
// grows to hold the corners above. Grey, colour and ink (ink: nearest pixel).
Picture rotated(const Picture& picture, double degrees);

}  // namespace banthuek::picture
