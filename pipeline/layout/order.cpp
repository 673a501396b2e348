#include "pipeline/layout/order.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace banthuek::layout {
namespace {

using Row = std::vector<int>;  // segments on one baseline, left to right

// How the lines of one side stand under each other: pairs of neighbours that show it.
struct Setting {
  int centred = 0, flush = 0, agreeing = 0;
  bool is_centred() const { return centred > 0 && centred >= flush; }
  bool is_roughly_centred() const { return agreeing > 0 && flush <= centred + 1; }  // one may be so by chance
};

struct Orderer {
  std::span<const Segment> segments;
  std::vector<Box> extents;
  double body;
  std::span<const Rule> sides;
  std::vector<std::vector<int>> lines;
  double left = 0, right = 0;  // edges that the page's long rows keep; equal where it has none

  double base(const Row& row) const {
    double sum = 0;
    for (int i : row) sum += segments[i].base;
    return sum / static_cast<double>(row.size());
  }

  std::vector<Row> rows_of(std::vector<int> among) const {
    std::sort(among.begin(), among.end(), [&](int a, int b) { return segments[a].base < segments[b].base; });
    constexpr double kLarger = 1.6, kHeadingGap = 1.5;  // the letters of one for those of the other; between the two, in the larger's height
    constexpr double kLabel = 0.5;                      // a label's letters are so much higher at most
    constexpr int kTelling = 4;                         // letters that tell their height
    std::vector<Row> rows;
    for (int i : among) {
      const Segment& s = segments[i];
      Row* best = nullptr;
      double best_off = 1e9;
      for (auto r = rows.rbegin(); r != rows.rend() && r - rows.rbegin() < 6; ++r) {
        // Against the nearest neighbour in the row, at the edge that faces it: pages bend.
        double off = 1e9;
        bool apart = true;
        for (int k : *r) {
          const Segment& t = segments[k];
          const double x = s.box.x >= t.box.x ? s.box.x : s.box.right();
          const double d = std::abs(s.base_at(x) - t.base_at(x)), least = std::min(s.body(), t.body());
          // A label set larger than its value may stand in the middle of its line, and not on it.
          const double more = std::max(s.body(), t.body()) - least;
          const bool raised = (s.base_at(x) < t.base_at(x)) == (s.body() < t.body());
          const double room = raised && more <= kLabel * least && std::min(s.letters, t.letters) >= kTelling ? 0.9 * std::min(d, more) : 0;
          off = std::min(off, (d - room) / std::max(1.0, std::max(least, 0.6 * body)));
          const int shared = std::min(s.box.right(), t.box.right()) - std::max(s.box.x, t.box.x);
          if (shared > 0.5 * body && shared > 0.2 * std::min(s.box.w, t.box.w)) apart = false;
          // Beside a heading a stamp's small print is a line of its own.
          const Segment& large = s.body() > t.body() ? s : t;
          if (large.body() > kLarger * least && large.letters >= kTelling && -shared > kHeadingGap * large.body()) apart = false;
        }
        if (apart && off <= 0.5 && off < best_off) best = &*r, best_off = off;
      }
      if (best)
        best->push_back(i);
      else
        rows.push_back({i});
    }
    for (Row& r : rows) std::sort(r.begin(), r.end(), [&](int a, int b) { return segments[a].box.x < segments[b].box.x; });
    std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return base(a) < base(b); });
    return rows;
  }

  struct Corridor {
    double left, right;
    int first, last;  // rows that do not cross it
    int both = 0;     // rows with text on the side that has fewer
  };

  // The edges that long rows have in common: what is set in the middle between them is a heading of the page, not a line of a column.
  void measure_edges(const std::vector<Row>& rows) {
    constexpr double kLong = 0.6;  // of the longest row
    constexpr std::size_t kEnough = 3;
    std::vector<int> lefts, rights;
    int longest = 0;
    for (const Row& row : rows) longest = std::max(longest, box_of(row).w);
    for (const Row& row : rows)
      if (const Box box = box_of(row); box.w >= kLong * longest) lefts.push_back(box.x), rights.push_back(box.right());
    if (lefts.size() < kEnough) return;
    const auto quarter = static_cast<std::ptrdiff_t>(lefts.size() / 4);  // first lines of paragraphs begin further in, last ones end before
    std::nth_element(lefts.begin(), lefts.begin() + quarter, lefts.end());
    std::nth_element(rights.begin(), rights.end() - 1 - quarter, rights.end());
    left = lefts[static_cast<std::size_t>(quarter)], right = *(rights.end() - 1 - quarter);
  }

  // `beside`: the row that the corridor comes from; what is centred under one part of that is of its block (the middle one of three).
  bool is_page_heading(const Row& row, const Row& beside) const {
    constexpr double kOff = 0.7, kRoom = 3;  // body heights: from the middle; at each side
    const Box box = box_of(row);
    const double before = box.x - left, after = right - box.right();
    const auto centred = [&](int i) { return std::abs(extents[i].x + extents[i].w / 2.0 - box.x - box.w / 2.0) < kOff * body; };
    return right > left && std::abs(before - after) < 2 * kOff * body && std::min(before, after) > kRoom * body &&
           std::none_of(beside.begin(), beside.end(), centred);
  }

  // Extends the corridor [left, right] from row `at` over the rows near it that leave it free.
  Corridor extend(const std::vector<Row>& rows, int at, double left, double right) const {
    Corridor c{left, right, at, at, 0};
    const auto fits = [&](const Row& row, double& l, double& r) {
      for (int i : row) {
        const Box& b = extents[i];
        if (b.right() <= l || b.x >= r) continue;
        const double middle = (l + r) / 2;
        if (b.x < middle && b.right() > middle) return false;
        if (b.right() <= middle)
          l = std::max<double>(l, b.right());
        else
          r = std::min<double>(r, b.x);
      }
      return r - l >= 1.3 * body;
    };
    for (int dir : {1, -1}) {
      double y = base(rows[at]);
      for (int k = at + dir; k >= 0 && k < static_cast<int>(rows.size()); k += dir) {
        const double next = base(rows[k]);
        if (std::abs(next - y) > 9 * body) break;
        double l = c.left, r = c.right;
        if (!fits(rows[k], l, r) || is_page_heading(rows[k], rows[k - dir])) break;
        c.left = l, c.right = r, y = next;
        (dir > 0 ? c.last : c.first) = k;
      }
    }
    const double middle = (c.left + c.right) / 2;
    // Rows at the ends with one side only belong to what is before or after.
    const auto has_both = [&](const Row& row) {
      bool l = false, r = false;
      for (int i : row) (extents[i].x < middle ? l : r) = true;
      return l && r;
    };
    // What stands on one side above the first row of both (the reporter's own signature) is read before the blocks; what
    // stands off below them, after.
    int begin = at, end = at;
    for (int k = c.first; k <= c.last; ++k)
      if (has_both(rows[k])) begin = std::min(begin, k), end = std::max(end, k);
    while (end < c.last && base(rows[end + 1]) - base(rows[end]) <= 3.8 * body) ++end;
    c.first = begin, c.last = end;
    int left_rows = 0, right_rows = 0;
    for (int k = c.first; k <= c.last; ++k) {
      bool l = false, r = false;
      for (int i : rows[k]) (extents[i].x < middle ? l : r) = true;
      left_rows += l, right_rows += r;
    }
    c.both = std::min(left_rows, right_rows);
    return c;
  }

  std::pair<Row, Row> split(const Row& row, double x) const {
    std::pair<Row, Row> out;
    for (int i : row) (extents[i].x < x ? out.first : out.second).push_back(i);
    return out;
  }

  Box box_of(const Row& row) const {
    Box b;
    for (int i : row) b = unite(b, extents[i]);
    return b;
  }

  // A gap wider than the spaces of justified prose: another column.
  bool has_wide_gap(const Row& row) const {
    for (std::size_t i = 1; i < row.size(); ++i)
      if (extents[row[i]].x - extents[row[i - 1]].right() > 3.5 * body) return true;
    return false;
  }

  // Sides of frames stand between the two all along, one below the other.
  bool is_ruled(const std::vector<Row>& rows, const Corridor& c) const {
    constexpr double kAlong = 0.85;
    const double top = base(rows[c.first]) - body, bottom = base(rows[c.last]);
    std::vector<std::pair<double, double>> within;
    for (const Rule& r : sides)
      if (const double x = (r.x0 + r.x1) / 2; x > c.left && x < c.right && r.y1 > top && r.y0 < bottom)
        within.emplace_back(std::max(r.y0, top), std::min(r.y1, bottom));
    std::sort(within.begin(), within.end());
    double along = 0, until = top;
    for (const auto& [begin, end] : within) along += std::max(0.0, end - std::max(begin, until)), until = std::max(until, end);
    return along >= kAlong * (bottom - top);
  }

  // Whether the two sides are blocks of their own: lines centred under each other, or prose that fills its column.
  bool are_blocks(const std::vector<Row>& rows, const Corridor& c) const {
    if (c.both < 2) return false;
    if (is_ruled(rows, c)) return true;
    const double middle = (c.left + c.right) / 2;
    std::vector<Box> left, right;
    int parted = 0;
    for (int k = c.first; k <= c.last; ++k) {
      const auto [l, r] = split(rows[k], middle);
      if (!l.empty()) left.push_back(box_of(l));
      if (!r.empty()) right.push_back(box_of(r));
      parted += has_wide_gap(l) || has_wide_gap(r);
    }
    // Lists (name, position, part in the committee) have as many rows, but set flush: lines of other widths begin or end at one place.
    const auto setting = [&](const std::vector<Box>& side) {
      Setting e;
      for (std::size_t i = 1; i < side.size(); ++i) {
        const Box &a = side[i - 1], &b = side[i];
        const double aside = std::abs(a.x + a.w / 2.0 - b.x - b.w / 2.0), left = std::abs(a.x - b.x), right = std::abs(a.right() - b.right());
        e.flush += std::abs(a.w - b.w) > 1.2 * body && std::min(left, right) < 0.2 * body;
        e.centred += aside <= 1.2 * body && left > 0.8 * body && std::abs(a.w - b.w) > 0.8 * body;  // not moved aside as a whole
        e.agreeing += aside <= std::max(1.2 * body, 0.12 * std::max(a.w, b.w));                     // roughly centred: typists count spaces
      }
      return e;
    };
    const Setting l = setting(left), r = setting(right);
    if ((l.is_centred() && r.is_roughly_centred()) || (r.is_centred() && l.is_roughly_centred())) return true;
    const auto fills = [&](const std::vector<Box>& side) {
      int widest = 0, full = 0;
      for (const Box& b : side) widest = std::max(widest, b.w);
      for (const Box& b : side) full += b.w > 0.85 * widest;
      return widest > 8 * body && full >= 0.6 * static_cast<double>(side.size());
    };
    return c.both >= 5 && parted < 0.3 * c.both && fills(left) && fills(right);
  }

  // The rows that stand beside `large` within its height: on its right, on its left; none where one crosses it.
  std::pair<std::vector<int>, std::vector<int>> beside(const Segment& large, const std::vector<Row>& rows, int own) const {
    constexpr double kAbove = 1.6, kBelow = 0.4;  // of its letters' height from their feet: what it reaches over, marks included
    std::pair<std::vector<int>, std::vector<int>> out;
    for (int k = 0; k < static_cast<int>(rows.size()); ++k) {
      const double on = base(rows[k]);
      if (k == own || on <= large.base - kAbove * large.body() || on - body >= large.base + kBelow * large.body()) continue;
      const Box box = box_of(rows[k]);
      if (box.x < large.box.right() && box.right() > large.box.x) return {};
      (box.x >= large.box.right() ? out.first : out.second).push_back(k);
    }
    return out;
  }

  // Beside a figure set so large that several lines stand within its height, these lines are read without it between them or among them: it goes
  // before them where it stands on their left, else behind.
  void part_large(std::vector<Row>& rows) const {
    constexpr double kLarge = 1.8;     // of the page's letters
    constexpr std::size_t kLines = 2;  // beside it, at least
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
      if (segments[i].body() < kLarge * body) continue;
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.front() == i || r.back() == i; });
      if (row == rows.end()) continue;
      std::vector<Row> parted = rows;
      const auto own = parted.begin() + (row - rows.begin());
      if (own->size() > 1) {
        std::erase(*own, i);
        parted.insert(own + 1, {i});
      }
      const auto at = std::find(parted.begin(), parted.end(), Row{i});
      const auto [right, left] = beside(segments[i], parted, static_cast<int>(at - parted.begin()));
      if (right.empty() == left.empty() || right.size() + left.size() < kLines) continue;
      parted.erase(at);
      const int moved = static_cast<int>(at - parted.begin());
      parted.insert(parted.begin() + (left.empty() ? std::min(right.front(), moved) : std::max(left.back() + (left.back() < moved ? 1 : 0), moved)),
                    {i});
      rows = std::move(parted);
    }
  }

  void order(const std::vector<Row>& rows, int depth) {
    std::optional<Corridor> best;
    if (depth < 6)
      for (int k = 0; k < static_cast<int>(rows.size()); ++k)
        for (std::size_t i = 1; i < rows[k].size(); ++i) {
          const double l = extents[rows[k][i - 1]].right(), r = extents[rows[k][i]].x;
          if (r - l < 1.8 * body) continue;
          const Corridor c = extend(rows, k, l, r);
          if ((!best || c.both > best->both) && are_blocks(rows, c)) best = c;
        }
    if (!best) {
      for (const Row& r : rows) lines.push_back(r);
      return;
    }
    order({rows.begin(), rows.begin() + best->first}, depth + 1);
    std::vector<Row> left, right;
    for (int k = best->first; k <= best->last; ++k) {
      auto [l, r] = split(rows[k], (best->left + best->right) / 2);
      if (!l.empty()) left.push_back(std::move(l));
      if (!r.empty()) right.push_back(std::move(r));
    }
    order(left, depth + 1);
    order(right, depth + 1);
    order({rows.begin() + best->last + 1, rows.end()}, depth + 1);
  }
};

}  // namespace

std::vector<std::vector<int>> order_lines(std::span<const Segment> segments, std::span<const Box> extents, double body, std::span<const Rule> sides) {
  Orderer o{segments, {}, body, sides, {}};
  std::vector<int> all;
  for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
    all.push_back(i);
    o.extents.push_back(extents.empty() ? segments[i].box : extents[i]);
  }
  std::vector<Row> rows = o.rows_of(all);
  o.measure_edges(rows);
  o.part_large(rows);
  o.order(rows, 0);
  return o.lines;
}

std::vector<Rule> frame_sides(std::span<const Rule> horizontal, std::span<const Rule> vertical, std::span<const Box> grounds, double body) {
  constexpr double kReach = 0.7;  // body heights: corners are round, and lines are torn
  std::vector<Rule> out;
  for (const Rule& v : vertical) {
    const double x = (v.x0 + v.x1) / 2;
    if (std::any_of(horizontal.begin(), horizontal.end(), [&](const Rule& h) {
          const double y = (h.y0 + h.y1) / 2;
          return x > h.x0 - kReach * body && x < h.x1 + kReach * body && std::min(std::abs(y - v.y0), std::abs(y - v.y1)) < kReach * body;
        }))
      out.push_back(v);
  }
  for (const Box& g : grounds)
    for (const double x : {double(g.x), double(g.right())}) out.push_back({x, double(g.y), x, double(g.bottom())});
  return out;
}

}  // namespace banthuek::layout
