#include "pipeline/text_layer/glyph_order.h"

#include <algorithm>
#include <cmath>

namespace banthuek::text_layer {
namespace {

// In em.
constexpr double kSameBaseline = 0.1, kStep = 0.1, kFarStep = 2;
constexpr double kBeforeNext = 0.05;  // a mark of no width stands where its letter ends and the next begins
constexpr int kFewSteps = 12;
constexpr double kBackwardsShare = 0.6;

bool same_row(const Glyph& a, const Glyph& b) { return a.direction == 0 && b.direction == 0 && std::abs(a.y - b.y) < kSameBaseline * a.size; }
bool takes_no_room(const Glyph& g) { return std::abs(g.dx) < 0.01 * g.size; }

}  // namespace

void order_glyphs(std::vector<Glyph>& glyphs) {
  int forwards = 0, backwards = 0;
  const Glyph* last = nullptr;
  for (const Glyph& g : glyphs) {
    if (g.hidden || takes_no_room(g)) continue;
    if (last && same_row(*last, g)) {
      const double step = (g.x - last->x) / g.size;
      forwards += step > kStep && step < kFarStep;
      backwards += step < -kStep && step > -kFarStep;
    }
    last = &g;
  }
  if (backwards < kFewSteps || backwards < kBackwardsShare * (forwards + backwards)) return;
  for (auto row = glyphs.begin(); row != glyphs.end();) {
    const auto end = std::find_if_not(row + 1, glyphs.end(), [&](const Glyph& g) { return same_row(*row, g); });
    const auto place = [](const Glyph& g) { return takes_no_room(g) ? g.x - kBeforeNext * g.size : g.x; };
    std::stable_sort(row, end, [&](const Glyph& a, const Glyph& b) { return place(a) < place(b); });
    row = end;
  }
}

}  // namespace banthuek::text_layer
