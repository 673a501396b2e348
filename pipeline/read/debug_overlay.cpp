#include "pipeline/read/debug_overlay.h"

#include <algorithm>
#include <cmath>

#include "pipeline/picture/overlay.h"

namespace banthuek::read {
void draw_layout(const DebugSink& debug, const picture::PageInk& ink, const layout::Layout& layout) {
  if (!debug) return;
  debug("1-ink", ink.bits);
  std::vector<picture::DrawnBox> boxes;
  const auto rule = [&](const layout::Rule& r, std::uint32_t rgb) {
    const double w = std::max(2.0, r.width);
    boxes.push_back({{static_cast<int>(std::min(r.x0, r.x1) - w / 2), static_cast<int>(std::min(r.y0, r.y1) - w / 2),
                      static_cast<int>(std::abs(r.x1 - r.x0) + w), static_cast<int>(std::abs(r.y1 - r.y0) + w)},
                     rgb,
                     0});
  };
  for (const layout::Rule& r : layout.rules.horizontal) rule(r, 0xff0000);
  for (const layout::Rule& r : layout.rules.vertical) rule(r, 0x0000ff);
  for (const layout::Leader& l : layout.leaders) boxes.push_back({l.box, 0xff8800, 0});
  for (const Box& f : layout.frames) boxes.push_back({f, 0x888888, 5});
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) boxes.push_back({c.place.box, 0x00aa00, 3});
  debug("2-rules", picture::drawn_over(ink.grey, boxes));
  boxes.clear();
  const auto block = [&](const layout::TextBlock& b) {
    int n = 0;
    for (const auto& line : b.lines) {
      ++n;
      for (int i : line) {
        const layout::Segment& s = b.segments[i];
        boxes.push_back({s.box, n % 2 ? 0x0066ffu : 0xcc00ccu, 2});
        boxes.push_back({{s.box.x, static_cast<int>(s.top), s.box.w, static_cast<int>(s.body())}, 0xffff00, 0});
      }
    }
  };
  block(layout.text);
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) block(c.text);
  for (const Region& r : layout.regions) boxes.push_back({r.box, 0xff0000, 4});
  debug("3-lines", picture::drawn_over(ink.grey, boxes));
}

}  // namespace banthuek::read
