#include "pipeline/read/page_transform.h"

#include <algorithm>
#include <cmath>

namespace banthuek::read {
namespace {

void scale_box(Box& b, double f) {
  if (f == 1) return;
  const int x = static_cast<int>(std::lround(b.x * f)), y = static_cast<int>(std::lround(b.y * f));
  b = {x, y, std::max(1, static_cast<int>(std::lround(b.w * f))), std::max(1, static_cast<int>(std::lround(b.h * f)))};
}

void scale_line(Line& l, double f) {
  scale_box(l.box, f);
  l.baseline = static_cast<int>(std::lround(l.baseline * f));
  for (Word& w : l.words) scale_box(w.box, f);
}

}  // namespace

void scale_page(Page& page, double f) {
  if (f == 1) return;
  for (Line& l : page.lines) scale_line(l, f);
  for (Table& t : page.tables) {
    scale_box(t.box, f);
    for (Cell& c : t.cells) {
      scale_box(c.box, f);
      for (Line& l : c.lines) scale_line(l, f);
      for (Mark& m : c.marks) scale_box(m.box, f);
    }
  }
  for (Mark& m : page.marks) scale_box(m.box, f);
  for (Region& r : page.regions) {
    scale_box(r.box, f);
    for (Line& l : r.lines) scale_line(l, f);
  }
}

void flow_together(Page& page, int fold) {
  const auto side = [&](const Box& b) { return fold > 0 && b.x + b.w / 2 > fold ? 1 : 0; };
  std::vector<bool> done(page.tables.size(), false);
  const auto put_tables = [&](int of_side, int above) {
    for (std::size_t t = 0; t < page.tables.size(); ++t)
      if (!done[t] && side(page.tables[t].box) == of_side && page.tables[t].box.y < above) {
        page.flow.push_back({FlowItem::Kind::kTable, static_cast<int>(t)});
        done[t] = true;
      }
  };
  constexpr int kEnd = 1 << 30;
  for (int now : {0, 1}) {
    for (int i = 0; i < static_cast<int>(page.lines.size()); ++i) {
      const Line& line = page.lines[i];
      if (line.script == Script::kHandwriting || side(line.box) != now) continue;
      put_tables(now, line.box.y + line.box.h / 2);
      page.flow.push_back({FlowItem::Kind::kLine, i});
    }
    put_tables(now, kEnd);
  }
}

void take_text(Cell& cell) {
  cell.text.clear();
  double sum = 0, weight = 0;
  for (const Line& l : cell.lines) {
    if (l.script == Script::kHandwriting) continue;
    if (!cell.text.empty()) cell.text += '\n';
    cell.text += l.text;
    sum += l.confidence * static_cast<double>(l.text.size()), weight += static_cast<double>(l.text.size());
  }
  cell.confidence = weight > 0 ? sum / weight : 1;
}

}  // namespace banthuek::read
