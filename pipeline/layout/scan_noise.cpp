#include "pipeline/layout/scan_noise.h"

#include <algorithm>
#include <cmath>

namespace banthuek::layout {
namespace {

constexpr double kEdge = 1.2;     // a band begins this near the paper's edge, in body heights
constexpr double kBand = 12;      // and is this long
constexpr double kDeepBand = 12;  // and not deeper: more is a picture

// From a band along an edge, the strip between it and the edge.
Box strip(const Box& b, int width, int height, double body) {
  const double edge = kEdge * body;
  if (b.w > kBand * body && b.h < kDeepBand * body) {
    if (b.y <= edge) return {0, 0, width, b.bottom()};
    if (b.bottom() >= height - edge) return {0, b.y, width, height - b.y};
  }
  if (b.h > kBand * body && b.w < kDeepBand * body) {
    if (b.x <= edge) return {0, 0, b.right(), height};
    if (b.right() >= width - edge) return {b.x, 0, width - b.x, height};
  }
  return {};
}

bool inside(const Box& outer, const Box& b) { return b.x >= outer.x && b.y >= outer.y && b.right() <= outer.right() && b.bottom() <= outer.bottom(); }

}  // namespace

void drop_dirt(const picture::Components& all, std::vector<int>& among, std::span<const Rule> streaks, int width, int height, double body) {
  std::vector<Box> strips;
  for (int i : among)
    if (const Box s = strip(all.list[i].box, width, height, body); !s.empty()) strips.push_back(s);
  if (strips.empty() && streaks.empty()) return;
  // A letter's stem on a streak stays where letters stand beside it.
  const auto has_neighbour = [&](const Box& b) {
    return std::any_of(among.begin(), among.end(), [&](int i) {
      const Box& o = all.list[i].box;
      const double gap = std::max(o.x - b.right(), b.x - o.right());
      return gap >= 0 && gap < 0.8 * body && o.w > 0.35 * body && std::min(o.bottom(), b.bottom()) - std::max(o.y, b.y) > 0.5 * b.h;
    });
  };
  const auto on_streak = [&](const Box& b) {
    if (b.w > 0.4 * body || b.h < 0.3 * body) return false;
    const double x = b.x + b.w / 2.0;
    if (std::none_of(streaks.begin(), streaks.end(), [&](const Rule& s) { return std::abs(x - (s.x0 + s.x1) / 2) < 0.35 * body; })) return false;
    return b.h > 1.3 * body || !has_neighbour(b);
  };
  std::vector<int> kept;
  for (int i : among) {
    const Box& b = all.list[i].box;
    if (std::any_of(strips.begin(), strips.end(), [&](const Box& s) { return inside(s, b); }) || on_streak(b)) continue;
    kept.push_back(i);
  }
  among = std::move(kept);
}

void drop_shreds(const picture::Components& all, std::vector<int>& among, std::span<const Rule> horizontal, double body) {
  std::erase_if(among, [&](int i) {
    const Box& b = all.list[i].box;
    if (b.h > std::max(2.0, 0.16 * body) || b.w < 1.8 * b.h) return false;
    const double x = b.x + b.w / 2.0, y = b.y + b.h / 2.0;
    return std::any_of(horizontal.begin(), horizontal.end(), [&](const Rule& r) {
      if (x < r.x0 - body || x > r.x1 + body) return false;
      const double there = r.y0 + (r.y1 - r.y0) * (x - r.x0) / std::max(1.0, r.x1 - r.x0);
      return std::abs(y - there) < r.width / 2 + b.h / 2.0 + 0.25 * body;
    });
  });
}

}  // namespace banthuek::layout
