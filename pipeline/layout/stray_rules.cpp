#include "pipeline/layout/stray_rules.h"

#include <algorithm>
#include <cmath>

namespace banthuek::layout {
namespace {

constexpr double kLoose = 2.5;                // of the narrowest row: so much alone outside its crossings makes a line a stray
constexpr std::size_t kMaxPairs = 4'000'000;  // more rules are a drawing

// A rule along its own direction.
struct Stroke {
  double begin, end, at;
  Rule rule;
  std::vector<double> crossings;  // where rules across touch it
  std::vector<int> touched;       // which
  int straight = -1;              // the straight it lies on
};

std::vector<Stroke> lines_of(const std::vector<Rule>& rules, Direction direction) {
  std::vector<Stroke> out;
  for (const Rule& r : rules) {
    if (direction == Direction::kHorizontal)
      out.push_back({std::min(r.x0, r.x1), std::max(r.x0, r.x1), (r.y0 + r.y1) / 2, r, {}, {}, -1});
    else
      out.push_back({std::min(r.y0, r.y1), std::max(r.y0, r.y1), (r.x0 + r.x1) / 2, r, {}, {}, -1});
  }
  return out;
}

void cross(std::vector<Stroke>& flat, std::vector<Stroke>& upright, double reach) {
  for (Stroke& l : flat) l.crossings.clear(), l.touched.clear();
  for (Stroke& l : upright) l.crossings.clear(), l.touched.clear();
  for (int i = 0; i < static_cast<int>(flat.size()); ++i)
    for (int k = 0; k < static_cast<int>(upright.size()); ++k) {
      Stroke &h = flat[i], &v = upright[k];
      if (v.at < h.begin - reach || v.at > h.end + reach || h.at < v.begin - reach || h.at > v.end + reach) continue;
      h.crossings.push_back(v.at), h.touched.push_back(k);
      v.crossings.push_back(h.at), v.touched.push_back(i);
    }
}

// Lines on one straight get one number.
int number_straights(std::vector<Stroke>& lines, double reach) {
  std::vector<int> order(lines.size());
  for (int i = 0; i < static_cast<int>(order.size()); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](int a, int b) { return lines[a].at < lines[b].at; });
  int n = -1;
  double last = -1e9;
  for (int i : order) {
    if (lines[i].at - last > 0.7 * reach) ++n;
    lines[i].straight = n, last = lines[i].at;
  }
  return n + 1;
}

enum class Side { kBegin, kEnd };

// Whether another straight's line ends there too and touches a rule that `l` touches.
bool agreed(const std::vector<Stroke>& lines, const Stroke& l, Side side, double reach) {
  const double here = side == Side::kEnd ? l.end : l.begin;
  return std::any_of(lines.begin(), lines.end(), [&](const Stroke& o) {
    if (o.straight == l.straight || std::abs((side == Side::kEnd ? o.end : o.begin) - here) > 2 * reach) return false;
    return std::any_of(o.touched.begin(), o.touched.end(),
                       [&](int t) { return std::find(l.touched.begin(), l.touched.end(), t) != l.touched.end(); });
  });
}

// Whether a long line of a table breaks off shortly before a rule of the same table: thin print and worn toner lose as much of a border. Two others
// reach that rule from one that this line crosses, and most of the line lies between its crossings.
bool stops_short(const std::vector<Stroke>& lines, const Stroke& l, const std::vector<Stroke>& across, Side side, const GridSettings& s) {
  constexpr double kLong = 3, kBreak = 0.8;  // of the bridge
  constexpr std::size_t kCrossed = 3;        // rules of the table that it crosses
  constexpr int kOthers = 2;
  if (l.end - l.begin < kLong * s.bridge || l.touched.size() < kCrossed) return false;
  const auto of_table = [&](int k) {
    return std::any_of(lines[k].touched.begin(), lines[k].touched.end(),
                       [&](int t) { return std::find(l.touched.begin(), l.touched.end(), t) != l.touched.end(); });
  };
  return std::any_of(across.begin(), across.end(), [&](const Stroke& o) {
    const double gap = side == Side::kBegin ? l.begin - o.at : o.at - l.end;
    return gap > 0 && gap < kBreak * s.bridge && l.at > o.begin - s.reach && l.at < o.end + s.reach &&
           std::count_if(o.touched.begin(), o.touched.end(), of_table) >= kOthers;
  });
}

void clip(Stroke& l, double begin, double end, Direction direction) {
  const auto at = [&](double along) {
    const double a0 = direction == Direction::kHorizontal ? l.rule.x0 : l.rule.y0, a1 = direction == Direction::kHorizontal ? l.rule.x1 : l.rule.y1;
    const double p0 = direction == Direction::kHorizontal ? l.rule.y0 : l.rule.x0, p1 = direction == Direction::kHorizontal ? l.rule.y1 : l.rule.x1;
    return a1 == a0 ? p0 : p0 + (p1 - p0) * (along - a0) / (a1 - a0);
  };
  const double p0 = at(begin), p1 = at(end);
  l.rule = direction == Direction::kHorizontal ? Rule{begin, p0, end, p1, l.rule.width} : Rule{p0, begin, p1, end, l.rule.width};
  l.begin = begin, l.end = end, l.at = (p0 + p1) / 2;
}

// Lines down the page: pieces on one straight, two of them longer than any letter, that leave the table or stand mostly free. Gives
// those straights, and each as one rule.
std::vector<bool> find_streaks(const std::vector<Stroke>& upright, const std::vector<bool>& leaves, const GridSettings& s, std::vector<Rule>& out) {
  std::vector<bool> found(leaves.size(), false);
  for (int n = 0; n < static_cast<int>(leaves.size()); ++n) {
    double free = 0, x = 0, length = 0, top = 1e300, bottom = -1e300, width = 1;
    int long_ones = 0;
    for (const Stroke& l : upright) {
      if (l.straight != n) continue;
      const double size = l.end - l.begin;
      if (l.crossings.empty()) free += size;
      long_ones += size > 2.8 * s.shortest && l.crossings.size() < 2;
      x += l.at * size, length += size, width = std::max(width, l.rule.width);
      top = std::min(top, l.begin), bottom = std::max(bottom, l.end);
    }
    if (length <= 0 || long_ones < 2 || !(leaves[n] || free > 0.5 * length)) continue;
    found[n] = true;
    out.push_back({x / length, top, x / length, bottom, width});
  }
  return found;
}

// How far the lines of each straight reach alone beyond their first and last crossing.
struct Beyond {
  std::vector<double> before, after;
};

Beyond measure_beyond(const std::vector<Stroke>& lines, const std::vector<Stroke>& across, int straights, const GridSettings& s) {
  Beyond b{std::vector<double>(straights, 0), std::vector<double>(straights, 0)};
  std::vector<double> first(straights, 1e300), last(straights, -1e300);
  for (const Stroke& l : lines)
    for (double c : l.crossings) first[l.straight] = std::min(first[l.straight], c), last[l.straight] = std::max(last[l.straight], c);
  for (const Stroke& l : lines) {
    const double f = first[l.straight], e = last[l.straight];
    if (f > e) continue;
    const auto alone = [&](Side side) { return l.touched.empty() || (!agreed(lines, l, side, s.reach) && !stops_short(lines, l, across, side, s)); };
    if (l.begin < f && alone(Side::kBegin)) b.before[l.straight] += std::min(l.end, f) - l.begin;
    if (l.end > e && alone(Side::kEnd)) b.after[l.straight] += l.end - std::max(l.begin, e);
  }
  return b;
}

// Drops the strays among `lines`, clips those that leave the table on one side. Streaks go to `streaks` where it is given.
void drop_strays(std::vector<Stroke>& lines, const std::vector<Stroke>& across, Direction direction, const GridSettings& s,
                 std::vector<Rule>* streaks) {
  const int n = number_straights(lines, s.reach);
  const Beyond beyond = measure_beyond(lines, across, n, s);
  std::vector<bool> leaves(n, false);
  for (int i = 0; i < n; ++i) leaves[i] = beyond.before[i] + beyond.after[i] > kLoose * s.shortest;
  const std::vector<bool> streak = streaks ? find_streaks(lines, leaves, s, *streaks) : std::vector<bool>(n, false);
  std::vector<Stroke> kept;
  for (Stroke& l : lines) {
    if (streak[l.straight]) continue;
    if (leaves[l.straight]) {
      // Through and through: no border, however it crosses.
      const bool through = beyond.before[l.straight] > s.shortest && beyond.after[l.straight] > s.shortest;
      if (through || l.crossings.size() < 2) continue;
      const auto [a, b] = std::minmax_element(l.crossings.begin(), l.crossings.end());
      if (*b - *a < s.shortest) continue;
      clip(l, std::max(l.begin, *a), std::min(l.end, *b), direction);
    }
    kept.push_back(std::move(l));
  }
  lines = std::move(kept);
}

}  // namespace

SortedRules sort_out_strays(const std::vector<Rule>& horizontal, const std::vector<Rule>& vertical, const GridSettings& s) {
  SortedRules out;
  if (horizontal.size() * vertical.size() > kMaxPairs) return {horizontal, vertical, {}};
  std::vector<Stroke> flat = lines_of(horizontal, Direction::kHorizontal), upright = lines_of(vertical, Direction::kVertical);
  for (int round = 0; round < 3; ++round) {
    const std::size_t before = flat.size() + upright.size();
    cross(flat, upright, s.reach);
    drop_strays(upright, flat, Direction::kVertical, s, &out.streaks);
    cross(flat, upright, s.reach);
    drop_strays(flat, upright, Direction::kHorizontal, s, nullptr);
    if (flat.size() + upright.size() == before) break;
  }
  for (const Stroke& l : flat) out.horizontal.push_back(l.rule);
  for (const Stroke& l : upright) out.vertical.push_back(l.rule);
  return out;
}

}  // namespace banthuek::layout
