#include "pipeline/layout/scan_noise.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "pipeline/layout/leaders.h"

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

void drop_salt(const picture::Components& all, std::vector<int>& among, int width, int height, double body) {
  constexpr double kLetter = 0.5, kMaxSalt = 0.4;    // a letter is as high as this, in body heights, the largest salt as large
  constexpr double kMany = 0.15;                     // specks that stand alone, a square of the body's height
  constexpr double kUsualPart = 0.97, kGrown = 1.5;  // so many are salt by itself; two that touch are larger
  constexpr double kFlat = 2.2;                      // as a dash is
  if (body <= 0) return;
  // How near letters are, in tiles of a quarter of the body's height: within reach of their dots and marks, or beside them.
  enum Near : std::uint8_t { kFar, kBeside, kReached };
  const double tile = body / 4;
  const int columns = static_cast<int>(width / tile) + 1, rows = static_cast<int>(height / tile) + 1;
  const auto column = [&](double x) { return std::clamp(static_cast<int>(x / tile), 0, columns - 1); };
  const auto row = [&](double y) { return std::clamp(static_cast<int>(y / tile), 0, rows - 1); };
  std::vector<Near> tiles(static_cast<std::size_t>(columns) * rows, kFar);
  const auto mark = [&](const Box& b, double side, double above, double below, Near near) {
    for (int y = row(b.y - above * body); y <= row(b.bottom() + below * body); ++y)
      for (int x = column(b.x - side * body); x <= column(b.right() + side * body); ++x) {
        Near& there = tiles[static_cast<std::size_t>(y) * columns + x];
        there = std::max(there, near);
      }
  };
  for (int i : among)
    if (const Box& b = all.list[i].box; b.h >= kLetter * body) mark(b, 0.3, 0.9, 0.5, kReached), mark(b, 1, 0.9, 0.5, kBeside);
  const auto size = [&](int i) { return std::max(all.list[i].box.w, all.list[i].box.h); };
  const auto near = [&](int i) {
    const Box& b = all.list[i].box;
    return tiles[static_cast<std::size_t>(row(b.y + b.h / 2.0)) * columns + column(b.x + b.w / 2.0)];
  };
  std::vector<bool> of_leader(all.list.size());  // forms are full of dots, and clean
  for (const Leader& leader : find_leaders(all, among, body))
    for (int i : leader.pieces) of_leader[static_cast<std::size_t>(i)] = true;
  std::vector<int> specks;
  for (int i : among)
    if (!of_leader[static_cast<std::size_t>(i)] && size(i) < kMaxSalt * body && near(i) != kReached) specks.push_back(size(i));
  if (specks.empty() || static_cast<double>(specks.size()) < kMany * width * height / (body * body)) return;
  const auto largest = specks.begin() + static_cast<std::ptrdiff_t>(kUsualPart * static_cast<double>(specks.size()));
  std::nth_element(specks.begin(), largest, specks.end());
  const double salt = std::min<double>(*largest, kMaxSalt * body), grown = std::min(kGrown * salt, kMaxSalt * body);
  // Salt lies in a row by chance too; a leader's dots are no smaller than most of it.
  const auto in_leader = [&](int i) { return of_leader[static_cast<std::size_t>(i)] && size(i) > 0.5 * salt; };
  std::erase_if(among, [&](int i) {
    const Box& b = all.list[i].box;
    if (in_leader(i)) return false;
    return near(i) == kFar ? size(i) <= grown && b.w < kFlat * b.h : near(i) == kBeside && size(i) <= salt;
  });
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
