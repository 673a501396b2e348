#include "pipeline/read/orientation.h"

namespace banthuek::read {

MarkCount count_marks(const layout::Layout& layout) {
  MarkCount count;
  const auto add = [&](const layout::TextBlock& block) {
    for (const layout::Segment& s : block.segments) {
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
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) add(c.text);
  return count;
}

}  // namespace banthuek::read
