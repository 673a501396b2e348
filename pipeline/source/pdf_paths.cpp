// PdfCollector's paths: what is stroked and filled, as rules, outlines, grounds and what hides the text below it.
#include <algorithm>
#include <cmath>

#include "pipeline/source/pdf_collector.h"
#include "pipeline/source/pdf_limits.h"

namespace banthuek::source {

void PdfCollector::add_rule(double x0, double y0, double x1, double y1, double width) {
  const bool across = std::abs(x1 - x0) >= std::abs(y1 - y0);
  std::vector<layout::Rule>& rules = across ? content_.horizontal : content_.vertical;
  if (rules.size() >= kMaxRules) {
    content_.too_much = true;
    return;
  }
  if (across ? x0 > x1 : y0 > y1) {
    std::swap(x0, x1);
    std::swap(y0, y1);
  }
  rules.push_back({x0, y0, x1, y1, std::max(1.0, width)});
}

// A filled area as thin as a rule.
bool PdfCollector::add_thin(const Bounds& b) {
  const double w = b.x1 - b.x0, h = b.y1 - b.y0;
  const double thin = std::min(w, h), length = std::max(w, h);
  if (length < kMaxDotPoints * point_ && (length < kMinRulePoints * point_ || length < 3 * thin)) {
    add_dot(b.x0, b.y0, b.x1, b.y1);
    return true;
  }
  if (thin > kMaxRulePoints * point_ || length < 3 * thin) return false;
  const double x = (b.x0 + b.x1) / 2, y = (b.y0 + b.y1) / 2;
  if (w >= h)
    add_rule(b.x0, y, b.x1, y, h);
  else
    add_rule(x, b.y0, x, b.y1, w);
  return true;
}

void PdfCollector::add_outline(const text_layer::Outline& o) {
  if (content_.outlines.size() >= kMaxOutlines) {
    content_.too_much = true;
    return;
  }
  const double side = std::max(o.x1 - o.x0, o.y1 - o.y0);
  if (side < kMaxDotPoints * point_) {
    add_dot(o.x0, o.y0, o.x1, o.y1);
    return;
  }
  if (side <= kMaxOutlinePoints * point_)
    content_.outlines.push_back(o);
  else
    ++content_.filled_areas;
}

void PdfCollector::stroke(GfxState* state) {
  if (in_soft_mask() || content_.too_much) return;
  GfxRGB colour;
  state->getStrokeRGB(&colour);
  if (luminance(colour) > kPaleGrey || state->getStrokeOpacity() < 0.05) return;
  const double width = state->getTransformedLineWidth();
  const Bounds c = clip(state);
  const double straight = std::max(1.0, 0.5 * point_);
  const GfxPath* path = state->getPath();
  for (int s = 0; s < path->getNumSubpaths(); ++s) {
    const GfxSubpath& sub = *path->getSubpath(s);
    text_layer::Outline o{1e9, 1e9, -1e9, -1e9, 1, 0, 0, text_layer::Outline::Paint::kStroke, luminance(colour) < 0.5, 0};
    double px = 0, py = 0;
    for (int i = 0; i < sub.getNumPoints(); ++i) {
      double x, y;
      state->transform(sub.getX(i), sub.getY(i), &x, &y);
      if (!std::isfinite(x + y)) break;
      o.x0 = std::min(o.x0, x), o.y0 = std::min(o.y0, y), o.x1 = std::max(o.x1, x), o.y1 = std::max(o.y1, y);
      if (sub.getCurve(i)) {
        ++o.curves;
      } else if (i > 0 && !sub.getCurve(i - 1)) {
        ++o.lines;
        if (std::abs(x - px) > straight && std::abs(y - py) > straight) o.slope = (y - py) / (x - px);
        const double x0 = std::clamp(px, c.x0, c.x1), x1 = std::clamp(x, c.x0, c.x1);
        const double y0 = std::clamp(py, c.y0, c.y1), y1 = std::clamp(y, c.y0, c.y1);
        const double length = std::max(std::abs(x1 - x0), std::abs(y1 - y0));
        const bool axis = std::abs(x1 - x0) <= straight || std::abs(y1 - y0) <= straight;
        const bool across = std::abs(x1 - x0) > straight, down = std::abs(y1 - y0) > straight;  // of what the clip leaves
        const bool seen = (down || (py <= c.y1 + width && py >= c.y0 - width)) && (across || (px <= c.x1 + width && px >= c.x0 - width));
        if (axis && seen && length >= kMinRulePoints * point_ && width <= kMaxRulePoints * point_) add_rule(x0, y0, x1, y1, width);
      }
      px = x, py = y;
    }
    if (width > kMaxRulePoints * point_) add_ground({o.x0 - width / 2, o.y0 - width / 2, o.x1 + width / 2, o.y1 + width / 2});
    const bool small = std::max(o.x1 - o.x0, o.y1 - o.y0) <= kMaxOutlinePoints * point_;
    if (o.curves > 0 || o.slope != 0 || (small && o.lines >= 3)) add_outline(o);
  }
}

void PdfCollector::fill_subpath(GfxState* state, const GfxSubpath& sub, const Bounds& c, text_layer::Outline& rest) {
  Bounds b{1e9, 1e9, -1e9, -1e9};
  int curves = 0;
  double area = 0, px = 0, py = 0;
  for (int i = 0; i < sub.getNumPoints(); ++i) {
    double x, y;
    state->transform(sub.getX(i), sub.getY(i), &x, &y);
    if (!std::isfinite(x + y)) return;
    if (i > 0) area += px * y - x * py;
    px = x, py = y;
    b.x0 = std::min(b.x0, x), b.y0 = std::min(b.y0, y), b.x1 = std::max(b.x1, x), b.y1 = std::max(b.y1, y);
    curves += sub.getCurve(i);
  }
  const Bounds shown{std::max(b.x0, c.x0), std::max(b.y0, c.y0), std::min(b.x1, c.x1), std::min(b.y1, c.y1)};
  if (shown.x1 <= shown.x0 - 1e-6 || shown.y1 <= shown.y0 - 1e-6) return;
  if (curves == 0 && add_thin(shown)) return;
  const double box = (b.x1 - b.x0) * (b.y1 - b.y0);
  if (curves == 0 && sub.getNumPoints() <= 6 && std::abs(area) / 2 > 0.98 * box && state->getFillOpacity() > 0.98 &&
      state->getBlendMode() == gfxBlendNormal)
    cover(shown);
  rest.x0 = std::min(rest.x0, shown.x0), rest.y0 = std::min(rest.y0, shown.y0);
  rest.x1 = std::max(rest.x1, shown.x1), rest.y1 = std::max(rest.y1, shown.y1);
  const double high = b.y1 - b.y0;
  if (curves >= 2 && high > kMinLetterPoints * point_ && high < kMaxLetterPoints * point_ && content_.filled_curves.size() < kMaxOutlines)
    content_.filled_curves.push_back({static_cast<int>(std::lround(shown.x0)), static_cast<int>(std::lround(shown.y0)),
                                      std::max(1, static_cast<int>(std::lround(shown.x1 - shown.x0))),
                                      std::max(1, static_cast<int>(std::lround(shown.y1 - shown.y0)))});
  ++rest.subpaths;
  rest.lines += sub.getNumPoints() - 1 - curves;
  rest.curves += curves;
}

void PdfCollector::fill_path(GfxState* state) {
  if (in_soft_mask() || content_.too_much || state->getFillOpacity() < 0.05) return;
  GfxRGB colour;
  state->getFillRGB(&colour);
  const Bounds c = clip(state);
  const GfxPath* path = state->getPath();
  // A frame: one rectangle inside another, filled between them.
  if (path->getNumSubpaths() == 2) {
    Bounds box[2];
    bool straight = true;
    for (int s = 0; s < 2; ++s) {
      box[s] = {1e9, 1e9, -1e9, -1e9};
      const GfxSubpath& sub = *path->getSubpath(s);
      straight &= sub.getNumPoints() <= 6;
      for (int i = 0; i < sub.getNumPoints(); ++i) {
        double x, y;
        state->transform(sub.getX(i), sub.getY(i), &x, &y);
        straight &= !sub.getCurve(i) && std::isfinite(x + y);
        box[s].x0 = std::min(box[s].x0, x), box[s].y0 = std::min(box[s].y0, y);
        box[s].x1 = std::max(box[s].x1, x), box[s].y1 = std::max(box[s].y1, y);
      }
    }
    if (box[0].x0 > box[1].x0) std::swap(box[0], box[1]);
    const Bounds &o = box[0], &i = box[1];
    const double most = kMaxRulePoints * point_;
    const auto near = [&](double d) { return d >= -0.01 && d <= most; };
    if (straight && near(i.x0 - o.x0) && near(o.x1 - i.x1) && near(i.y0 - o.y0) && near(o.y1 - i.y1) && i.x1 - i.x0 > most && i.y1 - i.y0 > most) {
      if (luminance(colour) > kPaleGrey) return;
      add_thin({o.x0, o.y0, o.x1, i.y0});
      add_thin({o.x0, i.y1, o.x1, o.y1});
      add_thin({o.x0, o.y0, i.x0, o.y1});
      add_thin({i.x1, o.y0, o.x1, o.y1});
      return;
    }
  }
  if (luminance(colour) > kPaleGrey) {  // paper-coloured: draws nothing, but may hide what lies under it
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
      const std::size_t h = content_.horizontal.size(), v = content_.vertical.size();
      text_layer::Outline none;
      fill_subpath(state, *path->getSubpath(s), c, none);
      content_.horizontal.resize(h);
      content_.vertical.resize(v);
    }
    return;
  }
  text_layer::Outline rest{1e9, 1e9, -1e9, -1e9, 0, 0, 0, text_layer::Outline::Paint::kFill, luminance(colour) < 0.5, 0};
  for (int s = 0; s < path->getNumSubpaths(); ++s) fill_subpath(state, *path->getSubpath(s), c, rest);
  if (rest.curves == 0 && rest.subpaths == 1 && rest.lines <= 5 && content_.grounds.size() < kMaxGrounds)
    content_.grounds.push_back(
        {static_cast<int>(rest.x0), static_cast<int>(rest.y0), static_cast<int>(rest.x1 - rest.x0), static_cast<int>(rest.y1 - rest.y0)});
  add_ground({rest.x0, rest.y0, rest.x1, rest.y1});
  if (rest.subpaths > 0) add_outline(rest);
}

}  // namespace banthuek::source
