#include "pipeline/picture/ink_ops.h"

#include "pipeline/picture/pix.h"

namespace banthuek {

Picture opened(const Picture& ink, int w, int h) {
  return as_picture(own(pixOpenBrick(nullptr, ink.pix(), w, h)), ink.dpi());
}

Picture without(const Picture& ink, std::span<const Run> runs) {
  PixPtr copy = own(pixCopy(nullptr, ink.pix()));
  for (const Run& run : runs) {
    l_uint32* row = pixGetData(copy.get()) + static_cast<std::size_t>(run.y) * pixGetWpl(copy.get());
    for (int x = run.x0; x < run.x1; ++x) CLEAR_DATA_BIT(row, x);
  }
  return as_picture(std::move(copy), ink.dpi());
}

int count_in(const Picture& mask, std::span<const Run> runs) {
  int n = 0;
  for (const Run& run : runs) {
    const std::uint32_t* row = mask.row(run.y);
    for (int x = run.x0; x < run.x1; ++x) n += GET_DATA_BIT(row, x);
  }
  return n;
}

}  // namespace banthuek
