#include "pipeline/picture/morphology.h"

#include <algorithm>

#include "pipeline/picture/pix.h"

namespace banthuek::picture {

Picture opened(const Picture& ink, int w, int h) { return Picture::adopt(own(pixOpenBrick(nullptr, ink.pix(), w, h)).release(), ink.dpi()); }

Picture without(const Picture& ink, std::span<const Run> runs) {
  PixPtr copy = own(pixCopy(nullptr, ink.pix()));
  for (const Run& run : runs) {
    l_uint32* row = pixGetData(copy.get()) + static_cast<std::size_t>(run.y) * pixGetWpl(copy.get());
    for (int x = run.x0; x < run.x1; ++x) CLEAR_DATA_BIT(row, x);
  }
  return Picture::adopt(copy.release(), ink.dpi());
}

Picture either(const Picture& a, const Picture& b) { return Picture::adopt(pixOr(nullptr, a.pix(), b.pix()), a.dpi()); }

Picture painted(const Components& all, std::span<const int> indices, const Box& box) {
  PixPtr out = blank(std::max(1, box.w), std::max(1, box.h), 1);
  for (int i : indices)
    for (const Run& run : all.runs_of(all.list[i])) {
      if (run.y < box.y || run.y >= box.bottom()) continue;
      l_uint32* row = pixGetData(out.get()) + static_cast<std::size_t>(run.y - box.y) * pixGetWpl(out.get());
      for (int x = std::max(run.x0, box.x); x < std::min(run.x1, box.right()); ++x) SET_DATA_BIT(row, x - box.x);
    }
  return Picture::adopt(out.release(), 0);
}

int count_in(const Picture& mask, std::span<const Run> runs) {
  int n = 0;
  for (const Run& run : runs) {
    const std::uint32_t* row = mask.row(run.y);
    for (int x = run.x0; x < run.x1; ++x) n += GET_DATA_BIT(row, x);
  }
  return n;
}

}  // namespace banthuek::picture
