// Debug pictures: boxes and rules drawn over a page, in colours.
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/picture/picture.h"

namespace banthuek::picture {

struct DrawnBox {
  Box box;
  std::uint32_t rgb = 0xff0000;  // 0xRRGGBB
  int width = 2;                 // of the outline, pixels; 0 fills half transparent
};

// `page` (any depth) in colour with the boxes over it.
Picture drawn_over(const Picture& page, const std::vector<DrawnBox>& boxes);

}  // namespace banthuek::picture
