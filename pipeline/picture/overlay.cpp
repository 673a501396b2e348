#include "pipeline/picture/overlay.h"

#include "pipeline/picture/pix.h"

namespace banthuek::picture {

Picture drawn_over(const Picture& page, const std::vector<DrawnBox>& boxes) {
  if (page.empty()) return page;
  PixPtr pix = own(pixConvertTo32(page.pix()));
  for (const DrawnBox& b : boxes) {
    const int r = static_cast<int>(b.rgb >> 16 & 255), g = static_cast<int>(b.rgb >> 8 & 255), blue = static_cast<int>(b.rgb & 255);
    ::Box* box = boxCreate(b.box.x, b.box.y, b.box.w, b.box.h);
    if (!box) continue;
    if (b.width == 0)
      pixBlendInRect(pix.get(), box, b.rgb << 8, 0.35f);
    else
      pixRenderBoxArb(pix.get(), box, b.width, static_cast<l_uint8>(r), static_cast<l_uint8>(g), static_cast<l_uint8>(blue));
    boxDestroy(&box);
  }
  return Picture::adopt(pix.release(), page.dpi());
}

}  // namespace banthuek::picture
