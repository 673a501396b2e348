#include "pipeline/layout/handwriting.h"

#include <algorithm>

namespace banthuek::layout {
namespace {

constexpr int kMaxLetters = 4;        // more stand side by side in print
constexpr double kWidest = 2.5;       // of a printed letter, in body heights
constexpr double kHigher = 1.3;       // than a body
constexpr double kFill = 0.3;         // ink of its box
constexpr double kRowRuns = 0.85;     // runs of ink in a row, for each body height of its width
constexpr double kMostOfWidth = 0.5;  // of the segment's width

}  // namespace

bool is_pen_stroke(const picture::Components& all, const Segment& s, double body) {
  if (s.mark || s.letters > kMaxLetters) return false;
  return std::any_of(s.pieces.begin(), s.pieces.end(), [&](int i) {
    const picture::Component& c = all.list[i];
    const double w = c.box.w / body, h = c.box.h / body;
    if (w < kWidest || h < kHigher || c.box.w < kMostOfWidth * s.box.w) return false;
    return c.area < kFill * c.box.w * c.box.h && static_cast<double>(c.count) / c.box.h < kRowRuns * w;
  });
}

void set_aside_pen_strokes(const picture::Components& all, Segments& segments, double body) {
  std::erase_if(segments.list, [&](const Segment& s) {
    if (!is_pen_stroke(all, s, body)) return false;
    segments.odd.insert(segments.odd.end(), s.pieces.begin(), s.pieces.end());
    return true;
  });
}

}  // namespace banthuek::layout
