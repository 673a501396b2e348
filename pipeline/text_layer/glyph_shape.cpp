#include "pipeline/text_layer/glyph_shape.h"

#include <algorithm>
#include <cmath>

namespace banthuek::text_layer {
namespace {

// All in em. Bodies of Thai letters are 0.3 high and more.
constexpr double kMinArea = 1e-5;
constexpr double kAbove = 0.22;                      // marks above stand higher than this (TH Sarabun's lowest: 0.38)
constexpr double kBelow = 0.06;                      // and marks below end under this
constexpr double kLeft = -0.08;                      // the ring of ำ reaches further to the left than this, its า does not
constexpr double kRingHeight = 0.3;                  // at most: ๐ and o are larger
constexpr double kRoundMin = 0.7, kRoundMax = 0.87;  // share of its box that a circle or an ellipse fills: 0.785
constexpr double kRoundAspect = 1.6;
constexpr int kSide = 16;  // of a form

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

// The form: a part is ink where its middle lies inside an odd number of contours.
void fill(GlyphShape& shape, const std::vector<Contour>& contours) {
  for (int row = 0; row < kSide; ++row) {
    const double y = shape.y0 + (row + 0.5) * (shape.y1 - shape.y0) / kSide;
    std::vector<double> crossings;
    for (const Contour& contour : contours)
      for (std::size_t i = 0; i < contour.size(); ++i) {
        const OutlinePoint &p = contour[i], &q = contour[(i + 1) % contour.size()];
        if ((p.y <= y) != (q.y <= y)) crossings.push_back(p.x + (y - p.y) * (q.x - p.x) / (q.y - p.y));
      }
    std::sort(crossings.begin(), crossings.end());
    for (int column = 0; column < kSide; ++column) {
      const double x = shape.x0 + (column + 0.5) * (shape.x1 - shape.x0) / kSide;
      const auto left = std::lower_bound(crossings.begin(), crossings.end(), x) - crossings.begin();
      shape.form[static_cast<std::size_t>(row * kSide + column)] = left % 2 != 0;
    }
  }
}

}  // namespace

bool GlyphShape::is_ring() const { return pieces == 1 && rings == 1 && stands_above() && y1 - y0 < kRingHeight; }
bool GlyphShape::is_sara_am() const { return pieces == 2 && rings == 1 && ring_y0 > kAbove && y0 < kAbove; }
bool GlyphShape::has_one_piece() const { return pieces == 1 && rings == 0 && x0 > kLeft && y0 < kAbove; }
bool GlyphShape::stands_above() const { return pieces > 0 && y0 > kAbove; }
bool GlyphShape::stands_below() const { return pieces > 0 && y1 < kBelow; }

double GlyphShape::likeness(const GlyphShape& o, double most_aspect) const {
  if (pieces == 0 || o.pieces == 0 || x1 <= x0 || y1 <= y0 || o.x1 <= o.x0 || o.y1 <= o.y0) return 0;
  const double aspect = (x1 - x0) * (o.y1 - o.y0) / ((y1 - y0) * (o.x1 - o.x0));
  const std::size_t all = (form | o.form).count();
  if (all == 0 || aspect > most_aspect || aspect * most_aspect < 1) return 0;
  return static_cast<double>((form & o.form).count()) / static_cast<double>(all);
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
  fill(out, contours);
  return out;
}

}  // namespace banthuek::text_layer
