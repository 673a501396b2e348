#include "pipeline/layout/coloured_print.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pipeline/layout/lines.h"
#include "pipeline/layout/x_height.h"
#include "pipeline/picture/binarise.h"
#include "pipeline/picture/components.h"
#include "pipeline/picture/grey_counts.h"
#include "pipeline/picture/morphology.h"

namespace banthuek::layout {
namespace {

constexpr std::size_t kMaxColouredPieces = 40'000;         // more is a coloured picture or ground
constexpr int kMinLetters = 5;                             // fewer show no evenness
constexpr double kMinFeet = 0.6, kMinHeads = 0.5;          // of all letters: some have tails or ascenders
constexpr double kStroke = 0.4;                            // deviation of the letters' strokes from their mean
constexpr double kNarrow = 0.3, kWide = 1.3;               // a letter's width for its height: a pen joins letters
constexpr double kMaxPrint = 0.6;                          // of a page's coloured letters
constexpr double kBeside = 12;                             // body heights
constexpr double kTop = 0.22, kLeft = 0.35, kRight = 0.6;  // the corners of a page

Evenness evenness_of(const picture::Components& all, const Segment& s) {
  return layout::evenness_of(all, s.pieces, {s.top, s.base, s.slope, s.box.x + s.box.w / 2.0});
}

bool is_print(const Evenness& e) {
  return e.letters >= kMinLetters && e.feet >= kMinFeet * e.letters && e.heads >= kMinHeads * e.letters && e.width >= kNarrow && e.width <= kWide &&
         e.stroke < kStroke;
}

bool is_print(const picture::Components& all, const Segment& s) { return is_print(evenness_of(all, s)); }

// A number or a short word all of whose letters stand so, where other print of their height has shown that the page is printed in colour.
bool is_short_print(const Evenness& e) {
  constexpr int kMinEven = 3;
  constexpr double kEven = 0.2;
  return e.letters >= kMinEven && e.feet == e.letters && e.heads == e.letters && e.width >= kNarrow && e.width <= kWide && e.stroke < kEven;
}

// A line of print with letters of its height on its baseline that stand apart: one between them that is black in the scan parts them from it.
Box with_letters_beside(const picture::Components& all, const Segment& line, const std::vector<int>& odd) {
  constexpr double kLow = 0.8, kHigh = 1.7, kLevel = 0.15, kGap = 2;  // body heights: of a letter; its feet; from the line
  Box out = line.box;
  const double h = line.body();
  for (bool grown = true; grown;) {
    grown = false;
    for (const int i : odd) {
      const Box& b = all.list[i].box;
      if (intersect(b, out) == b || b.h < kLow * h || b.h > kHigh * h || b.w > kHigh * h) continue;
      if (std::abs(b.bottom() - line.base_at(b.x + b.w / 2.0)) > kLevel * h || std::max(b.x - out.right(), out.x - b.right()) > kGap * h) continue;
      out = unite(out, b), grown = true;
    }
  }
  return out;
}

// Print in an upper corner that stands with a frame or with what a pen wrote is a stamp's, not a heading.
// `lines`: the boxes of the segments. Gives what stands so, print or not.
std::vector<bool> leave_stamps(const picture::Components& pieces, const std::vector<Segment>& segments, std::span<const Box> lines, double body,
                               int width, int height, std::vector<bool>& print) {
  constexpr double kNear = 2.5, kFrame = 5, kPen = 0.6;  // body heights: gap; of a frame's piece, and of a pen's
  constexpr double kWidest = 0.45, kHighest = 0.35;      // of the page: a stamp; what is longer
  constexpr double kThinRule = 1.5, kThinBand = 3;       // and no thicker is a rule, or a band along the page
  const auto is_other = [&](const Box& b) {
    if ((b.w > kWidest * width && b.h < kThinRule * body) || (b.h > kHighest * height && b.w < kThinBand * body)) return false;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (print[i] && intersect(lines[i], b) == b) return false;
    return true;
  };
  std::vector<Box> others;
  for (const picture::Component& c : pieces.list)
    if (std::max(c.box.w, c.box.h) > kFrame * body && is_other(c.box)) others.push_back(c.box);
  for (std::size_t i = 0; i < segments.size(); ++i)
    if (!print[i] && segments[i].box.h > kPen * body && is_other(segments[i].box)) others.push_back(segments[i].box);
  std::vector<bool> stamped(segments.size());
  const int reach = static_cast<int>(kNear * body);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Box& b = segments[i].box;
    const double x = (b.x + b.w / 2.0) / width, y = (b.y + b.h / 2.0) / height;
    if (y >= kTop || (x >= kLeft && x <= kRight)) continue;
    const Box near{b.x - reach, b.y - reach, b.w + 2 * reach, b.h + 2 * reach};
    if (std::any_of(others.begin(), others.end(), [&](const Box& o) { return o != b && !intersect(near, o).empty(); }))
      print[i] = false, stamped[i] = true;
  }
  return stamped;
}

}  // namespace

std::vector<Box> find_coloured_print(picture::Components pieces, int width, int height, std::size_t black_letters) {
  if (pieces.list.size() < kMinLetters || pieces.list.size() > kMaxColouredPieces) return {};
  const double body = body_height(pieces);
  if (body <= 0) return {};
  std::vector<int> among(pieces.list.size());
  std::iota(among.begin(), among.end(), 0);
  const Segments lines_found = find_segments(pieces, among, body);
  const std::vector<Segment>& segments = lines_found.list;
  const std::vector<int>& odd = lines_found.odd;
  const bool mostly_black = 4 * pieces.list.size() < black_letters;
  std::vector<bool> print(segments.size());
  for (std::size_t i = 0; i < segments.size(); ++i) print[i] = is_print(pieces, segments[i]);
  std::vector<Box> lines;
  lines.reserve(segments.size());
  constexpr std::size_t kPairs = 2'000'000;  // a line held against a piece
  const bool few = segments.size() * odd.size() <= kPairs;
  for (std::size_t i = 0; i < segments.size(); ++i)
    lines.push_back(print[i] && few ? with_letters_beside(pieces, segments[i], odd) : segments[i].box);
  std::vector<bool> stamped(segments.size());
  if (mostly_black) stamped = leave_stamps(pieces, segments, lines, body, width, height, print);
  int letters = 0, printed = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    letters += segments[i].letters;
    if (print[i]) printed += segments[i].letters;
  }
  // Stretches too short to tell: beside print on its baseline; as even as print, where there is much of it, far along that; or anywhere on a page
  // that is mostly coloured print.
  const bool mostly_print = printed > kMaxPrint * letters && !mostly_black;
  constexpr int kProven = 15;  // letters of print
  constexpr double kLevel = 0.2, kEvenLevel = 0.3, kLower = 0.75,
                   kHigher = 1.5;  // of the print's height: its baseline, for a stretch and for one that is even; how high these are
  const auto beside_print = [&](std::size_t i) {
    const Segment& s = segments[i];
    const bool even = printed >= kProven && !stamped[i] && is_short_print(evenness_of(pieces, s));
    for (std::size_t k = 0; k < segments.size(); ++k) {
      const Segment& p = segments[k];
      const double gap = std::max(p.box.x - s.box.right(), s.box.x - p.box.right());
      if (print[k] && p.letters >= kMinLetters && std::abs(p.base_at(s.box.x + s.box.w / 2.0) - s.base) < (even ? kEvenLevel : kLevel) * p.body() &&
          s.body() < kHigher * p.body() && (gap < kBeside * p.body() || (even && s.body() > kLower * p.body())))
        return true;
    }
    return false;
  };
  std::vector<Box> out;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& s = segments[i];
    if (!print[i] && !(s.letters > 0 && s.letters < kMinLetters && (mostly_print || beside_print(i)))) continue;
    const int rim = std::max(2, static_cast<int>(0.15 * s.body()));
    out.push_back({lines[i].x - rim, lines[i].y - rim, lines[i].w + 2 * rim, lines[i].h + 2 * rim});
  }
  return out;
}

std::vector<Box> find_torn_print(picture::Components pieces, const picture::Picture& coloured, double body) {
  constexpr double kColoured = 0.2, kBlack = 0.1;  // of a letter's ink, at least
  constexpr double kMany = 0.7, kTorn = 0.1;       // of a line's letters that have colour, and both
  if (body <= 0 || coloured.empty() || pieces.list.size() > kMaxColouredPieces) return {};
  std::vector<int> among(pieces.list.size());
  std::iota(among.begin(), among.end(), 0);
  std::vector<Box> out;
  for (const Segment& s : find_segments(pieces, among, body).list) {
    if (s.letters < kMinLetters) continue;
    int letters = 0, inked = 0, torn = 0;
    for (const int i : s.pieces) {
      const picture::Component& c = pieces.list[i];
      if (c.box.h < 0.6 * s.body()) continue;
      const double share = static_cast<double>(picture::count_in(coloured, pieces.runs_of(c))) / c.area;
      ++letters, inked += share >= kColoured, torn += share >= kColoured && share <= 1 - kBlack;
    }
    if (inked < kMany * letters || torn < kTorn * letters || !is_print(pieces, s)) continue;
    const int rim = std::max(2, static_cast<int>(0.15 * s.body()));
    out.push_back({s.box.x - rim, s.box.y - rim, s.box.w + 2 * rim, s.box.h + 2 * rim});
  }
  return out;
}

namespace {

// Part of the columns in which an edge lies on the straight through its two ends' fifths; 0 where that is steeper than a page is laid askew.
double straightness(const std::vector<int>& edge, double slack) {
  constexpr double kSteep = 0.06;
  const auto end = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, edge.size() / 5));
  const auto middle = [](std::vector<int> part) {
    std::nth_element(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2), part.end());
    return part[part.size() / 2];
  };
  const double first = middle({edge.begin(), edge.begin() + end}), last = middle({edge.end() - end, edge.end()});
  const double slope = (last - first) / std::max(1.0, 0.8 * static_cast<double>(edge.size()));
  if (std::abs(slope) > kSteep) return 0;
  double on = 0;
  for (std::size_t i = 0; i < edge.size(); ++i) on += std::abs(edge[i] - (first + slope * (static_cast<double>(i) - end / 2.0))) <= slack;
  return on / static_cast<double>(edge.size());
}

// Ink from end to end along its upper and lower edge and both sides, and most of it filled; a little askew as the page is.
bool is_filled_box(const picture::Components& all, const picture::Component& c) {
  constexpr double kFill = 0.5, kEdge = 0.8;
  const Box& b = c.box;
  if (c.area < 0.3 * kFill * b.w * b.h) return false;
  std::vector<int> top(static_cast<std::size_t>(b.w), b.bottom()), bottom(static_cast<std::size_t>(b.w), b.y);
  for (const picture::Run& r : all.runs_of(c))
    for (int x = r.x0; x < r.x1; ++x) {
      const auto i = static_cast<std::size_t>(x - b.x);
      top[i] = std::min(top[i], r.y), bottom[i] = std::max(bottom[i], r.y);
    }
  double high = 0;
  for (std::size_t i = 0; i < top.size(); ++i) high += std::max(0, bottom[i] - top[i] + 1);
  high /= b.w;
  if (c.area < kFill * b.w * high) return false;
  const double rim = std::max(2.0, high / 12);
  if (straightness(top, rim) < kEdge || straightness(bottom, rim) < kEdge) return false;
  // Sides: rows that begin and end there.
  const double lean = rim + std::abs(b.h - high);
  int left = 0, right = 0;
  for (const picture::Run& r : all.runs_of(c)) left += r.x0 <= b.x + lean, right += r.x1 >= b.right() - lean;
  return left > kEdge * high && right > kEdge * high;
}

constexpr int kFewWhite = 3;  // letters that a dark ground has at least

// Pieces of paper as high as letters, inside a dark box.
int white_letters(const picture::Picture& ink, const Box& b, double body) {
  int letters = 0;
  for (const picture::Component& hole : picture::find_components(ink.cut(b).inverted()).list)
    letters += hole.box.h > 0.5 * body && hole.box.h < 3 * body && hole.box.w < 3 * body && hole.box.x > 1 && hole.box.y > 1 &&
               hole.box.right() < b.w - 1 && hole.box.bottom() < b.h - 1;
  return letters;
}

}  // namespace

std::vector<Box> find_dark_grounds(const picture::Components& pieces, const picture::Picture& ink, double body) {
  constexpr double kWide = 4, kLow = 1.4, kHigh = 14, kHighest = 50;  // body heights: of a heading; of a box of many lines, with
  constexpr int kManyWhite = 24;                                      // so many letters
  std::vector<Box> out;
  if (body <= 0) return out;
  for (const picture::Component& c : pieces.list) {
    const Box& b = c.box;
    if (b.w < kWide * body || b.h < kLow * body || b.h > kHighest * body || !is_filled_box(pieces, c)) continue;
    if (white_letters(ink, b, body) >= (b.h > kHigh * body ? kManyWhite : kFewWhite)) out.push_back(b);
  }
  return out;
}

namespace {

constexpr double kBarWide = 3, kBarLow = 1.4, kBarHigh = 9;  // of a dark bar in a table, in body heights
constexpr double kMargin = 0.22;                             // the least of it above and below its letters

// Broad rows of ink one below the other, as the margin of a bar has.
bool may_hold_a_bar(const picture::Components& all, const picture::Component& c, double body) {
  if (c.box.w < kBarWide * body || c.box.h < kBarLow * body || c.area < kMargin * kBarWide * body * body) return false;
  int rows = 0, last = -2;
  for (const picture::Run& r : all.runs_of(c)) {
    if (r.x1 - r.x0 < kBarWide * body || r.y == last) continue;
    rows = r.y == last + 1 ? rows + 1 : 1, last = r.y;
    if (rows >= std::max(2.0, kMargin * body)) return true;
  }
  return false;
}

bool same_sides(const Box& a, const Box& b, double body) { return std::abs(a.x - b.x) < body && std::abs(a.right() - b.right()) < body; }

double covered(const picture::Picture& ink, const Box& b) {
  if (b.w <= 0 || b.h <= 0) return 1;
  double sum = 0;
  std::vector<picture::Run> runs;
  const picture::Picture part = ink.cut(b);
  for (int y = 0; y < part.height(); ++y) append_runs(part, y, runs);
  for (const picture::Run& r : runs) sum += r.x1 - r.x0;
  return sum / (static_cast<double>(b.w) * b.h);
}

// What is solid in one piece: the margins of a bar above and below its letters, joined where what lies between is dark too.
std::vector<Box> solid_bars(const picture::Picture& part, double body) {
  constexpr double kSolid = 0.8, kWhole = 0.6;  // of a margin; of two that hang together beside the letters
  constexpr double kDark = 0.45, kText = 2.8;   // between two, and how far they are apart at most
  const auto size = [&](double of) { return std::max(2, static_cast<int>(of * body)); };
  std::vector<Box> margins;
  for (const picture::Component& c : picture::find_components(picture::opened(part, size(kBarWide), size(kMargin))).list)
    if (c.area > kSolid * c.box.w * c.box.h || covered(part, c.box) > kWhole) margins.push_back(c.box);
  std::sort(margins.begin(), margins.end(), [](const Box& a, const Box& b) { return a.y < b.y; });
  std::vector<Box> bars;
  for (const Box& m : margins) {
    const auto above = std::find_if(bars.begin(), bars.end(), [&](const Box& bar) {
      return same_sides(bar, m, body) && m.y - bar.bottom() < kText * body && covered(part, {bar.x, bar.bottom(), bar.w, m.y - bar.bottom()}) > kDark;
    });
    if (above == bars.end())
      bars.push_back(m);
    else
      *above = unite(*above, m);
  }
  std::erase_if(bars, [&](const Box& b) { return b.h < kBarLow * body || b.h > kBarHigh * body; });
  return bars;
}

}  // namespace

bool may_have_dark_bars(const picture::Components& pieces, double body) {
  return body > 0 &&
         std::any_of(pieces.list.begin(), pieces.list.end(), [&](const picture::Component& c) { return may_hold_a_bar(pieces, c, body); });
}

int bar_rim(double body) {
  constexpr double kRim = 0.12;  // body heights
  return std::max(2, static_cast<int>(kRim * body));
}

std::vector<Box> find_dark_bars(const picture::Components& pieces, const picture::Picture& ink, double body) {
  constexpr double kLevel = 0.3;  // body heights
  std::vector<Box> out;
  if (body <= 0) return out;
  for (int i = 0; i < static_cast<int>(pieces.list.size()); ++i) {
    const picture::Component& c = pieces.list[static_cast<std::size_t>(i)];
    if (!may_hold_a_bar(pieces, c, body)) continue;
    std::vector<Box> bars = solid_bars(picture::painted(pieces, std::vector<int>{i}, c.box), body);
    for (Box& b : bars) b.x += c.box.x, b.y += c.box.y;
    // The cells of a heading may be parted by white rules: their letters count together.
    std::vector<int> letters;
    letters.reserve(bars.size());
    for (const Box& b : bars) letters.push_back(white_letters(ink, b, body));
    const int rim = bar_rim(body);
    for (const Box& b : bars) {
      int together = 0;
      for (std::size_t k = 0; k < bars.size(); ++k)
        if (std::abs(bars[k].y - b.y) < kLevel * body && std::abs(bars[k].bottom() - b.bottom()) < kLevel * body) together += letters[k];
      if (together >= kFewWhite) out.push_back({b.x + rim, b.y + rim, b.w - 2 * rim, b.h - 2 * rim});
    }
  }
  return out;
}

namespace {

// Of segments those that are print, and those beside print on its baseline that are too short to tell, or broken.
std::vector<const Segment*> print_among(const picture::Components& all, const std::vector<Segment>& segments) {
  constexpr double kLevel = 0.3, kHigher = 1.6;  // of the print's letters: between feet; of a stretch beside it
  std::vector<const Segment*> print, out;
  for (const Segment& s : segments)
    if (is_print(all, s)) print.push_back(&s);
  for (const Segment& s : segments)
    if (std::any_of(print.begin(), print.end(), [&](const Segment* p) {
          return std::abs(p->base_at(s.box.x + s.box.w / 2.0) - s.base) < kLevel * p->body() && s.body() < kHigher * p->body();
        }))
      out.push_back(&s);
  return out;
}

}  // namespace

std::vector<Box> find_white_print(const picture::Components& pieces, double body) {
  constexpr double kWide = 6, kHigh = 2.2, kFill = 0.3;  // of a dark piece: body heights; of its box
  constexpr double kRim = 0.25;                          // of the letters' height, taken with them
  std::vector<Box> out;
  if (body <= 0) return out;
  for (int i = 0; i < static_cast<int>(pieces.list.size()); ++i) {
    const picture::Component& c = pieces.list[static_cast<std::size_t>(i)];
    const Box& b = c.box;
    if (b.w < kWide * body || b.h < kHigh * body || c.area < kFill * std::min(double(b.w) * b.h, kWide * kHigh * body * body)) continue;
    if (!may_hold_a_bar(pieces, c, body)) continue;
    picture::Components holes = picture::find_components(picture::painted(pieces, std::vector<int>{i}, b).inverted());
    std::erase_if(holes.list, [&](const picture::Component& hole) {
      return hole.box.x <= 0 || hole.box.y <= 0 || hole.box.right() >= b.w || hole.box.bottom() >= b.h;
    });
    const double letters = body_height(holes);
    if (letters < 0.7 * body || holes.list.size() < static_cast<std::size_t>(kMinLetters)) continue;
    std::vector<int> among(holes.list.size());
    std::iota(among.begin(), among.end(), 0);
    const std::vector<Segment> segments = find_segments(holes, among, letters).list;
    for (const Segment* s : print_among(holes, segments)) {
      const int rim = std::max(2, static_cast<int>(kRim * s->body()));
      out.push_back(intersect(b, {b.x + s->box.x - rim, b.y + s->box.y - rim, s->box.w + 2 * rim, s->box.h + 2 * rim}));
    }
  }
  return out;
}

std::vector<Box> find_pale_print(const picture::Picture& page, std::span<const Box> grounds) {
  constexpr int kDarker = 40, kContrast = 50;      // levels: a ground than paper; than the letters on it
  constexpr double kGround = 0.4, kBright = 0.97;  // of a line's pixels are darker
  constexpr double kRim = 0.3;                     // of the letters' height
  std::vector<Box> out;
  if (grounds.empty()) return out;
  const picture::Picture grey = page.grey();
  const int paper = picture::percentile(picture::count_grey(grey.pix()), 0.85);
  for (const Box& ground : grounds) {
    picture::Components all = picture::find_components(picture::separate_ink(grey.cut(ground).inverted()).bits);
    const double body = body_height(all);
    if (body <= 0 || all.list.size() > kMaxColouredPieces) continue;
    std::vector<int> among(all.list.size());
    std::iota(among.begin(), among.end(), 0);
    const std::vector<Segment> segments = find_segments(all, among, body).list;
    for (const Segment* s : print_among(all, segments)) {
      const int rim = std::max(2, static_cast<int>(kRim * s->body()));
      const Box line = intersect({ground.x + s->box.x - rim, ground.y + s->box.y - rim, s->box.w + 2 * rim, s->box.h + 2 * rim}, ground);
      const picture::Counts counts = picture::count_grey(grey.cut(line).pix());
      const int dark = picture::percentile(counts, kGround);
      if (dark < paper - kDarker && picture::percentile(counts, kBright) - dark > kContrast) out.push_back(line);
    }
  }
  return out;
}

}  // namespace banthuek::layout
