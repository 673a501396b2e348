#include "pipeline/layout/orientation.h"

namespace banthuek::layout {

MarkCount count_marks(const Layout& layout) {
  MarkCount count;
  const auto add = [&](const TextBlock& block) {
    for (const Segment& s : block.segments) {
      if (s.letters < 6 || s.mark) continue;
      const double h = s.body();
      for (int i : s.pieces) {
        const Box& b = layout.components.list[i].box;
        if (b.h > 0.9 * h || b.h < 0.15 * h || b.w < 0.1 * h) continue;
        const double x = b.x + b.w / 2.0, y = b.y + b.h / 2.0;
        count.above += y < s.top_at(x) - 0.05 * h;
        count.below += y > s.base_at(x) + 0.15 * h;
      }
    }
  };
  add(layout.text);
  for (const TableLayout& t : layout.tables)
    for (const CellLayout& c : t.cells) add(c.text);
  return count;
}

}  // namespace banthuek::layout
