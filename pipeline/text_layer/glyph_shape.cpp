#include "pipeline/text_layer/glyph_shape.h"

#include <algorithm>
#include <cmath>

namespace banthuek::text_layer {
namespace {

// All in em. Bodies of Thai letters are 0.3 high and more.
constexpr double kMinArea = 1e-5;
constexpr double kAbove = 0.22;              // marks above stand higher than this (TH Sarabun's lowest: 0.38)
constexpr double kBelow = 0.06;              // and marks below end under this
constexpr double kLeft = -0.08;              // the ring of ำ reaches further to the left than this, its า does not
constexpr double kRingHeight = 0.3;          // at most: ๐ and o are larger
constexpr double kRoundMin = 0.7, kRoundMax = 0.87;  // share of its box that a circle or an ellipse fills: 0.785
constexpr double kRoundAspect = 1.6;
constexpr double kSame = 0.008;              // points of one outline at two sizes differ by less
constexpr std::size_t kMaxPoints = 1000;     // of a form; letters have 100

struct Outer {
  double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9, area = 0;

  bool holds(const Outer& o) const { return o.x0 >= x0 && o.x1 <= x1 && o.y0 >= y0 && o.y1 <= y1; }
  bool round() const {
    const double w = x1 - x0, h = y1 - y0;
    const double filled = area / (w * h);
    return filled > kRoundMin && filled < kRoundMax && w < kRoundAspect * h && h < kRoundAspect * w;
  }
};

Outer measure(const Contour& contour) {
  Outer out;
  for (std::size_t i = 0; i < contour.size(); ++i) {
    const OutlinePoint &p = contour[i], &q = contour[(i + 1) % contour.size()];
    out.area += (p.x * q.y - q.x * p.y) / 2;
    out.x0 = std::min(out.x0, p.x), out.x1 = std::max(out.x1, p.x);
    out.y0 = std::min(out.y0, p.y), out.y1 = std::max(out.y1, p.y);
  }
  out.area = std::abs(out.area);
  return out;
}

}  // namespace

bool GlyphShape::is_ring() const { return pieces == 1 && rings == 1 && stands_above() && y1 - y0 < kRingHeight; }
bool GlyphShape::is_sara_am() const { return pieces == 2 && rings == 1 && ring_y0 > kAbove && y0 < kAbove; }
bool GlyphShape::has_one_piece() const { return pieces == 1 && rings == 0 && x0 > kLeft && y0 < kAbove; }
bool GlyphShape::stands_above() const { return pieces > 0 && y0 > kAbove; }
bool GlyphShape::stands_below() const { return pieces > 0 && y1 < kBelow; }

bool GlyphShape::same_form(const GlyphShape& o) const {
  return !form.empty() && std::equal(form.begin(), form.end(), o.form.begin(), o.form.end(), [](const OutlinePoint& a, const OutlinePoint& b) {
    return std::abs(a.x - b.x) < kSame && std::abs(a.y - b.y) < kSame;
  });
}

GlyphShape shape_of(const std::vector<Contour>& contours) {
  std::vector<Outer> all;
  for (const Contour& contour : contours)
    if (const Outer o = measure(contour); o.area > kMinArea) all.push_back(o);
  GlyphShape out;
  if (all.empty()) return out;
  out.x0 = out.y0 = 1e9, out.x1 = out.y1 = -1e9;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Outer& o = all[i];
    out.x0 = std::min(out.x0, o.x0), out.x1 = std::max(out.x1, o.x1);
    out.y0 = std::min(out.y0, o.y0), out.y1 = std::max(out.y1, o.y1);
    bool inside = false, ring = false;
    for (std::size_t k = 0; k < all.size() && !inside; ++k) {
      if (k == i) continue;
      inside = all[k].holds(o) && (all[k].area > o.area || (all[k].area == o.area && k < i));
      const double off = std::abs(all[k].x0 + all[k].x1 - o.x0 - o.x1) + std::abs(all[k].y0 + all[k].y1 - o.y0 - o.y1);
      ring |= o.holds(all[k]) && o.round() && all[k].round() && all[k].area > 0.08 * o.area && off < 0.3 * (o.y1 - o.y0);
    }
    if (inside) continue;
    ++out.pieces;
    if (ring) ++out.rings, out.ring_y0 = o.y0;
  }
  for (const Contour& contour : contours)
    for (const OutlinePoint& p : contour)
      if (out.form.size() <= kMaxPoints) out.form.push_back({p.x - out.x0, p.y - out.y0});
  if (out.form.size() > kMaxPoints) out.form.clear();
  return out;
}

}  // namespace banthuek::text_layer
