// A number's ink as the networks take it: cut to what belongs to it, scaled by areas to one height.
#pragma once

#include "pipeline/pen/digit_network.h"
#include "pipeline/picture/picture.h"

namespace banthuek::pen {

constexpr int kPenSide = 4;  // columns of paper at each side

// `ink` (kInk): nothing but the number's. Specks beside it count for nothing in its height. `rows`: how high its ink is drawn, at most kPenHeight; a
// few columns of paper are left at both sides. Width 0 where there is no ink, or where it is far too wide to be a number.
PenPicture pen_picture(const picture::Picture& ink, int rows);

}  // namespace banthuek::pen
