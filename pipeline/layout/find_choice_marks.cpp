#include "pipeline/layout/find_choice_marks.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/layout/choice_mark.h"
#include "pipeline/picture/morphology.h"

namespace banthuek::layout {
namespace {

Segment segment_of(const std::vector<int>& pieces, const Box& box, const MarkShape& shape) {
  Segment s;
  s.box = box;
  s.base = box.bottom(), s.top = box.y;
  s.letters = 1;
  s.pieces = pieces;
  s.mark = Mark{shape.kind, box, shape.confidence};
  return s;
}

bool is_round(MarkKind kind) { return kind == MarkKind::kCircleEmpty || kind == MarkKind::kCircleCrossed || kind == MarkKind::kCircleFilled; }

// Ink along all four sides, as a drawn box has: a cheap test before the shape is looked at in earnest.
bool four_sided(const picture::Components& all, const picture::Component& c) {
  const Box& b = c.box;
  const int edge_w = std::max(1, b.w / 6), edge_h = std::max(1, b.h / 6);
  int top = 0, bottom = 0, left = 0, right = 0;
  for (const picture::Run& r : all.runs_of(c)) {
    if (r.y < b.y + edge_h) top = std::max(top, r.x1 - r.x0);
    if (r.y >= b.bottom() - edge_h) bottom = std::max(bottom, r.x1 - r.x0);
    left += r.x0 <= b.x + edge_w;
    right += r.x1 >= b.right() - edge_w;
  }
  return top >= 0.7 * b.w && bottom >= 0.7 * b.w && left >= 0.75 * b.h && right >= 0.75 * b.h;
}

// The box that a pen's stroke has ticked and left: four straight sides that meet in corners among a piece's ink, which reaches out above them.
std::optional<Box> ticked_box(const picture::Components& all, const picture::Component& c, double body) {
  constexpr double kMax = 4.5, kInk = 0.45;     // body heights of the piece; ink of its box
  constexpr double kShort = 0.75, kLong = 2.2;  // of a side
  constexpr double kSame = 0.2, kSide = 0.9;    // of a side: how far the stroke may lengthen it; what of it has ink
  constexpr double kOut = 0.25, kFree = 0.4;    // how far the stroke reaches out; ink within the sides
  constexpr double kStraight = 0.06;            // a letter's sides bend more
  const Box& b = c.box;
  if (b.h > kMax * body || b.w > kMax * body || b.h < kShort * body || b.w < kShort * body || c.area > kInk * b.w * b.h) return std::nullopt;
  std::vector<picture::Run> rows;
  for (const picture::Run& r : all.runs_of(c))
    if (r.x1 - r.x0 > kShort * body && r.x1 - r.x0 < kLong * body) rows.push_back(r);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t k = rows.size(); k-- > i + 1;) {
      const picture::Run &top = rows[i], &bottom = rows[k];
      const double side = bottom.x1 - bottom.x0, off = std::max(2.0, kStraight * side);
      if (std::abs(top.x0 - bottom.x0) > off || top.x1 < bottom.x1 - off || top.x1 > bottom.x1 + kSame * side) continue;
      if (bottom.y - top.y < 0.85 * side || bottom.y - top.y > 1.2 * side || top.y - b.y < kOut * side) continue;
      // The outermost row of its upper edge.
      if (std::any_of(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(i),
                      [&](const picture::Run& r) { return std::abs(r.x0 - top.x0) <= off; }))
        continue;
      const int height = bottom.y - top.y + 1, rim = std::max(2, static_cast<int>(0.15 * side));
      std::vector<bool> left(static_cast<std::size_t>(height)), right(static_cast<std::size_t>(height));
      double within = 0;
      for (const picture::Run& r : all.runs_of(c)) {
        if (r.y < top.y || r.y > bottom.y) continue;
        const auto row = static_cast<std::size_t>(r.y - top.y);
        if (std::abs(r.x0 - bottom.x0) <= off) left[row] = true;
        if (std::abs(r.x1 - bottom.x1) <= off || (r.x0 < bottom.x1 && r.x1 > bottom.x1)) right[row] = true;
        if (r.y > top.y + rim && r.y < bottom.y - rim) within += std::max(0, std::min(r.x1, bottom.x1 - rim) - std::max(r.x0, bottom.x0 + rim));
      }
      if (std::count(left.begin(), left.end(), true) < kSide * height || std::count(right.begin(), right.end(), true) < kSide * height) continue;
      if (within > kFree * (side - 2 * rim) * (height - 2 * rim)) continue;
      return Box{bottom.x0, top.y, bottom.x1 - bottom.x0, height};
    }
  return std::nullopt;
}

// Letters of its height touch on it: then it is one of them.
bool has_letter_beside(const picture::Components& all, const std::vector<int>& among, int self, const Box& b, double near) {
  return std::any_of(among.begin(), among.end(), [&](int k) {
    const Box& o = all.list[k].box;
    const int gap = std::max(o.x - b.right(), b.x - o.right());
    return k != self && gap >= 0 && gap < near && o.h > 0.6 * b.h && std::min(o.bottom(), b.bottom()) - std::max(o.y, b.y) > 0.5 * b.h;
  });
}

}  // namespace

std::vector<Segment> take_boxes(const picture::Components& all, std::vector<int>& among, double body) {
  std::vector<Segment> out;
  std::vector<Box> taken;
  std::vector<int> ticked;
  for (int i : among) {
    const picture::Component& c = all.list[i];
    const Box& b = c.box;
    constexpr double kTicked = 0.8;  // how sure
    if (const std::optional<Box> box = ticked_box(all, c, body); box && !has_letter_beside(all, among, i, *box, 0.3 * body)) {
      std::vector<int> pieces{i};
      for (int k : among) {
        const Box& inner = all.list[k].box;
        if (k != i && inner.x >= box->x && inner.y >= box->y && inner.right() <= box->right() && inner.bottom() <= box->bottom()) pieces.push_back(k);
      }
      out.push_back(segment_of(pieces, *box, {MarkKind::kBoxChecked, kTicked}));
      ticked.insert(ticked.end(), pieces.begin(), pieces.end());
      continue;
    }
    if (b.h < 0.65 * body || b.h > 2.2 * body || b.w < 0.7 * b.h || b.w > 1.4 * b.h) continue;
    if (c.area > 0.62 * b.w * b.h) continue;
    const bool box = four_sided(all, c);
    const bool ring = b.h > 1.25 * body && b.w > 0.85 * b.h && b.w < 1.18 * b.h;
    if (!box && !ring) continue;
    // A ring that touches on letters of its own height is an O or a zero, also a heavy one with four sides.
    const bool beside = ring && has_letter_beside(all, among, i, b, 0.6 * body);
    if (!box && beside) continue;
    std::vector<int> pieces;
    for (int k : among) {
      const Box& inner = all.list[k].box;
      if (inner.x >= b.x && inner.y >= b.y && inner.right() <= b.right() && inner.bottom() <= b.bottom()) pieces.push_back(k);
    }
    const auto shape = classify_mark(picture::painted(all, pieces, b), body);
    if (!shape || shape->confidence < 0.6) continue;
    const bool boxed = shape->kind == MarkKind::kBoxEmpty || shape->kind == MarkKind::kBoxChecked;
    if (!(box && boxed) && !(ring && is_round(shape->kind) && !beside)) continue;
    out.push_back(segment_of(pieces, b, *shape));
    taken.push_back(b);
  }
  if (!ticked.empty()) std::erase_if(among, [&](int i) { return std::find(ticked.begin(), ticked.end(), i) != ticked.end(); });
  if (!taken.empty())
    std::erase_if(among, [&](int i) {
      const Box& b = all.list[i].box;
      return std::any_of(taken.begin(), taken.end(),
                         [&](const Box& t) { return b.x >= t.x && b.y >= t.y && b.right() <= t.right() && b.bottom() <= t.bottom(); });
    });
  return out;
}

void mark_lone_signs(const picture::Components& all, Segments& segments, double body) {
  for (Segment& s : segments.list) {
    if (s.mark || s.pieces.size() > 5 || s.box.w > 3.2 * body || s.box.h > 3.6 * body || s.box.h < 0.45 * body) continue;
    const auto shape = classify_mark(picture::painted(all, s.pieces, s.box), body);
    if (!shape || shape->confidence < (shape->kind == MarkKind::kCircleEmpty ? 0.7 : 0.5)) continue;
    // Thai digits are rings with a tail: a ring no higher than a digit must be told very surely.
    if (is_round(shape->kind) && s.box.h < 1.12 * body && shape->confidence < 0.93) continue;
    s.mark = Mark{shape->kind, s.box, shape->confidence};
  }
  // A pen's tick may be higher than any letter: then it is among the odd pieces.
  std::erase_if(segments.odd, [&](int i) {
    const Box& b = all.list[i].box;
    if (std::max(b.w, b.h) > 5 * body || std::min(b.w, b.h) < 0.4 * body) return false;
    const auto shape = classify_mark(picture::painted(all, std::vector<int>{i}, b), body);
    if (!shape || shape->confidence < 0.6) return false;
    segments.list.push_back(segment_of({i}, b, *shape));
    return true;
  });
}

}  // namespace banthuek::layout
