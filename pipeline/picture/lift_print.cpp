#include "pipeline/picture/lift_print.h"

#include <algorithm>

#include "pipeline/picture/grey_counts.h"

namespace banthuek::picture {

void take_as_print(PageInk& ink, const Picture& page, std::span<const Box> boxes) {
  if (boxes.empty() || ink.coloured.empty() || page.depth() != Depth::kColour) return;
  constexpr int kDark = 40, kThreshold = 150;  // what typical ink of the box becomes; darker is ink
  PixPtr grey = own(pixCopy(nullptr, ink.grey.pix())), bits = own(pixCopy(nullptr, ink.bits.pix())),
         coloured = own(pixCopy(nullptr, ink.coloured.pix()));
  const auto eye_at = [&](int x, int y) {
    const l_uint32 v = pixGetData(page.pix())[static_cast<std::size_t>(y) * pixGetWpl(page.pix()) + x];
    return brightness(static_cast<int>(v >> 24), static_cast<int>(v >> 16 & 255), static_cast<int>(v >> 8 & 255));
  };
  for (const Box& given : boxes) {
    const Box box = intersect(given, {0, 0, page.width(), page.height()});
    Counts all{}, inked{};
    for (int y = box.y; y < box.bottom(); ++y)
      for (int x = box.x; x < box.right(); ++x) {
        const int eye = eye_at(x, y);
        ++all[eye];
        if (ink.coloured.ink_at(x, y) || ink.bits.ink_at(x, y)) ++inked[eye];
      }
    const int paper = percentile(all, 0.85), dark = percentile(inked, 0.4);
    if (paper - dark < kDark) continue;
    for (int y = box.y; y < box.bottom(); ++y) {
      const Bytes row = bytes_of(grey.get(), y);
      l_uint32* bit_row = pixGetData(bits.get()) + static_cast<std::size_t>(y) * pixGetWpl(bits.get());
      l_uint32* mask_row = pixGetData(coloured.get()) + static_cast<std::size_t>(y) * pixGetWpl(coloured.get());
      for (int x = box.x; x < box.right(); ++x) {
        const int value = std::clamp(kDark + (eye_at(x, y) - dark) * (255 - kDark) / (paper - dark), 0, 255);
        if (value < row[x]) row[x] = static_cast<std::uint8_t>(value);
        if (value < kThreshold) SET_DATA_BIT(bit_row, x);
        CLEAR_DATA_BIT(mask_row, x);
      }
    }
  }
  ink.lifted = true;
  ink.grey = Picture::adopt(grey.release(), ink.grey.dpi());
  ink.bits = Picture::adopt(bits.release(), ink.bits.dpi());
  ink.coloured = Picture::adopt(coloured.release(), ink.coloured.dpi());
}

void take_rims_as_ink(PageInk& ink, std::span<const Box> boxes, int rim) {
  if (boxes.empty() || ink.coloured.empty()) return;
  PixPtr bits = own(pixCopy(nullptr, ink.bits.pix())), coloured = own(pixCopy(nullptr, ink.coloured.pix()));
  for (const Box& box : boxes) {
    const Box sides[] = {{box.x - rim, box.y - rim, box.w + 2 * rim, rim},
                         {box.x - rim, box.bottom(), box.w + 2 * rim, rim},
                         {box.x - rim, box.y, rim, box.h},
                         {box.right(), box.y, rim, box.h}};
    for (const Box& side : sides) {
      const Box strip = intersect(side, {0, 0, ink.bits.width(), ink.bits.height()});
      for (int y = strip.y; y < strip.bottom(); ++y) {
        l_uint32* const bit_row = pixGetData(bits.get()) + static_cast<std::size_t>(y) * pixGetWpl(bits.get());
        l_uint32* const mask_row = pixGetData(coloured.get()) + static_cast<std::size_t>(y) * pixGetWpl(coloured.get());
        for (int x = strip.x; x < strip.right(); ++x)
          if (GET_DATA_BIT(mask_row, x)) {
            SET_DATA_BIT(bit_row, x);
            CLEAR_DATA_BIT(mask_row, x);
          }
      }
    }
  }
  ink.bits = Picture::adopt(bits.release(), ink.bits.dpi());
  ink.coloured = Picture::adopt(coloured.release(), ink.coloured.dpi());
}

void take_as_negative(PageInk& ink, const Picture& page, std::span<const Box> boxes) {
  if (boxes.empty()) return;
  constexpr int kThreshold = 140, kContrast = 40;
  PixPtr grey = own(pixCopy(nullptr, ink.grey.pix())), bits = own(pixCopy(nullptr, ink.bits.pix()));
  PixPtr coloured = ink.coloured.empty() ? PixPtr() : own(pixCopy(nullptr, ink.coloured.pix()));
  for (const Box& given : boxes) {
    const Box box = intersect(given, {0, 0, page.width(), page.height()});
    if (box.empty()) continue;
    const Picture part = page.cut(box).grey();
    const Counts counts = count_grey(part.pix());
    const int ground = percentile(counts, 0.4), bright = percentile(counts, 0.995);
    if (bright - ground < kContrast) continue;
    // Print in black on a tint, of which the paper around or a gap shows more than the tint is bright.
    if (ground - percentile(counts, 0.03) > bright - ground) continue;
    for (int y = 0; y < box.h; ++y) {
      const Bytes row = bytes_of(grey.get(), box.y + y);
      l_uint32* bit_row = pixGetData(bits.get()) + static_cast<std::size_t>(box.y + y) * pixGetWpl(bits.get());
      for (int x = 0; x < box.w; ++x) {
        const int value = std::clamp(255 - (part.grey_at(x, y) - ground) * 255 / (bright - ground), 0, 255);
        row[box.x + x] = static_cast<std::uint8_t>(value);
        if (value < kThreshold)
          SET_DATA_BIT(bit_row, box.x + x);
        else
          CLEAR_DATA_BIT(bit_row, box.x + x);
        if (coloured) CLEAR_DATA_BIT(pixGetData(coloured.get()) + static_cast<std::size_t>(box.y + y) * pixGetWpl(coloured.get()), box.x + x);
      }
    }
  }
  ink.lifted = true;
  ink.grey = Picture::adopt(grey.release(), ink.grey.dpi());
  ink.bits = Picture::adopt(bits.release(), ink.bits.dpi());
  if (coloured) ink.coloured = Picture::adopt(coloured.release(), page.dpi());
}

}  // namespace banthuek::picture
