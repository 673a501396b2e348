#include "pipeline/layout/grown_together.h"

#include <algorithm>
#include <cmath>

namespace banthuek::layout {
namespace {

constexpr double kCut = 0.35;    // of the way down from the upper line's feet: marks need more room than descenders
constexpr std::size_t kFew = 3;  // letters that tell a line

}  // namespace

int row_under(const LetterRun& upper, const LetterRun& lower, double x) {
  return static_cast<int>(std::lround(upper.base_at(x) + kCut * (lower.top_at(x) - upper.base_at(x))));
}

int cut_piece(picture::Components& all, int index, int at) {
  const picture::Component old = all.list[index];
  picture::Component upper{}, lower{};
  upper.first = old.first;
  lower.first = old.first;
  bool seen_lower = false;
  for (int k = old.first; k < old.first + old.count; ++k) {
    const picture::Run& r = all.runs[k];
    picture::Component& part = r.y < at ? upper : lower;
    if (r.y >= at && !seen_lower) lower.first = k, seen_lower = true;
    part.box = unite(part.box, {r.x0, r.y, r.x1 - r.x0, 1});
    part.area += r.x1 - r.x0;
    ++part.count;
  }
  if (upper.count == 0 || lower.count == 0) return -1;
  all.list[index] = upper;
  all.list.push_back(lower);
  return static_cast<int>(all.list.size()) - 1;
}

int row_between(const std::vector<LetterRun>& chains, const Box& box) {
  const double x = box.x + box.w / 2.0;
  const LetterRun *upper = nullptr, *lower = nullptr;
  for (const LetterRun& c : chains) {
    if (x < c.left - c.body() || x > c.right + c.body() || c.letters.size() < kFew) continue;
    const double top = c.top_at(x), base = c.base_at(x);
    if (std::min<double>(base, box.bottom()) - std::max<double>(top, box.y) < 0.5 * (base - top)) continue;
    if (!upper)
      upper = &c;
    else if (!lower && top > upper->base_at(x))
      lower = &c;
  }
  if (!upper || !lower || box.h > 3.2 * (lower->base_at(x) - upper->base_at(x))) return -1;
  return row_under(*upper, *lower, x);
}

std::pair<int, int> lines_beside(const std::vector<LetterRun>& chains, const picture::Component& piece) {
  constexpr double kDense = 0.26;                           // a pen's strokes are not
  constexpr double kNext = 0.6, kOver = 0.9, kUnder = 0.5;  // body heights: from the lines' ends, above and below them
  const Box& b = piece.box;
  const double x = b.x + b.w / 2.0;
  std::vector<int> lines;
  for (int k = 0; k < static_cast<int>(chains.size()); ++k) {
    const LetterRun& c = chains[static_cast<std::size_t>(k)];
    const double gap = std::max(c.left - b.right(), b.x - c.right);
    const double shared = std::min<double>(c.base_at(x), b.bottom()) - std::max<double>(c.top_at(x), b.y);
    if (c.letters.size() >= kFew && std::abs(gap) < kNext * c.body() && shared > 0.5 * c.body()) lines.push_back(k);
  }
  if (piece.area < kDense * b.w * b.h || lines.size() != 2) return {-1, -1};
  const LetterRun &upper = chains[static_cast<std::size_t>(lines[0])], &lower = chains[static_cast<std::size_t>(lines[1])];
  const bool within = b.y >= upper.top_at(x) - kOver * upper.body() && b.bottom() <= lower.base_at(x) + kUnder * lower.body();
  return within && lower.top_at(x) > upper.base_at(x) ? std::pair(lines[0], lines[1]) : std::pair(-1, -1);
}

int letter_at_end(picture::Components& all, int index, const std::vector<LetterRun>& chains) {
  constexpr std::size_t kLetters = 5;                          // of a line that is told by them
  constexpr double kBeyond = 1.5;                              // its first or last letter, in body heights
  constexpr double kFoot = 0.2, kHead = 0.1;                   // the end stands on the baseline; the cut is this far over the heads
  constexpr double kNarrow = 0.35, kWide = 1.1, kHigh = 0.75;  // of the letter, in body heights
  constexpr double kShared = 0.15;                             // of its width, with letters that are there
  const Box b = all.list[index].box;
  for (const LetterRun& c : chains) {
    const double h = c.body();
    if (c.letters.size() < kLetters || b.right() < c.left - kBeyond * h || b.x > c.right + kBeyond * h || b.bottom() > c.base + 2 * h ||
        b.bottom() < c.top)
      continue;
    // What of the piece lies on the line's level.
    Box end;
    for (const picture::Run& r : all.runs_of(all.list[index]))
      if (r.y >= c.top_at((r.x0 + r.x1) / 2.0) - kHead * h) end = unite(end, {r.x0, r.y, r.x1 - r.x0, 1});
    if (end.empty() || end.w < kNarrow * h || end.w > kWide * h || end.h < kHigh * h) continue;
    const double x = end.x + end.w / 2.0;
    if (std::abs(end.bottom() - c.base_at(x)) > kFoot * h || x < c.left - kBeyond * h || x > c.right + kBeyond * h) continue;
    const bool taken = std::any_of(c.shapes.begin(), c.shapes.end(),
                                   [&](const Box& o) { return std::min(o.right(), end.right()) - std::max(o.x, end.x) > kShared * end.w; });
    if (!taken) return cut_piece(all, index, end.y);
  }
  return -1;
}

}  // namespace banthuek::layout
