#include "pipeline/layout/grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace banthuek::layout {
namespace {

// A rule seen along its own direction: from `begin` to `end`, at position `at` (which drifts by `slope` a unit).
struct Edge {
  double begin, end, at, slope, width;
  double position(double along) const { return at + slope * (along - (begin + end) / 2); }
};

Edge edge_of(const Rule& r, Direction direction) {
  const bool flat = direction == Direction::kHorizontal;
  double a0 = flat ? r.x0 : r.y0, a1 = flat ? r.x1 : r.y1, p0 = flat ? r.y0 : r.x0, p1 = flat ? r.y1 : r.x1;
  if (a0 > a1) std::swap(a0, a1), std::swap(p0, p1);
  const double length = a1 - a0;
  return {a0, a1, (p0 + p1) / 2, length > 0 ? (p1 - p0) / length : 0, r.width};
}

Rule rule_of(const Edge& e, Direction direction) {
  const double p0 = e.position(e.begin), p1 = e.position(e.end);
  if (direction == Direction::kHorizontal) return {e.begin, p0, e.end, p1, e.width};
  return {p0, e.begin, p1, e.end, e.width};
}

// Both as one straight from the first begin to the last end; lengths weigh.
Edge joined(const Edge& a, const Edge& b) {
  Edge e;
  e.begin = std::min(a.begin, b.begin);
  e.end = std::max(a.end, b.end);
  const double la = a.end - a.begin + 1, lb = b.end - b.begin + 1;
  e.slope = (a.slope * la + b.slope * lb) / (la + lb);
  const double ma = (a.begin + a.end) / 2, mb = (b.begin + b.end) / 2, middle = (e.begin + e.end) / 2;
  if (std::abs(mb - ma) > std::max(la, lb) / 2) e.slope = (b.at - a.at) / (mb - ma);
  e.at = ((a.at + e.slope * (middle - ma)) * la + (b.at + e.slope * (middle - mb)) * lb) / (la + lb);
  e.width = std::max(a.width, b.width);
  return e;
}

// Whether rules across end one piece and begin the other: the side of a table, and of the next one close below it.
bool are_of_two(const Edge& a, const Edge& b, std::span<const Edge> across, const GridSettings& s) {
  const double near = s.shortest / 2, end = std::min(a.end, b.end), begin = std::max(a.begin, b.begin);
  if (begin - end <= near) return false;
  const auto crossed = [&](double along) {
    return std::any_of(across.begin(), across.end(), [&](const Edge& c) {
      return a.at >= c.begin - near && a.at <= c.end + near && std::abs(c.position(a.at) - along) <= 0.75 * near;
    });
  };
  return crossed(end) && crossed(begin);
}

std::vector<Edge> join(std::span<const Rule> pieces, Direction direction, const GridSettings& s, std::span<const Edge> across = {}) {
  std::vector<Edge> edges;
  for (const Rule& r : pieces) edges.push_back(edge_of(r, direction));
  for (bool changed = true; changed;) {
    changed = false;
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
    std::vector<Edge> kept;
    for (const Edge& e : edges) {
      bool taken = false;
      for (auto k = kept.rbegin(); k != kept.rend() && e.at - k->at < 6 * s.reach; ++k) {
        const double gap = std::max(e.begin, k->begin) - std::min(e.end, k->end);
        if (gap > s.bridge) continue;
        const double along = (std::max(e.begin, k->begin) + std::min(e.end, k->end)) / 2;
        // Short pieces have no slope worth following: the longer one leads.
        const bool lead = k->end - k->begin >= e.end - e.begin;
        const double there = lead ? e.at : k->at, middle = lead ? (e.begin + e.end) / 2 : (k->begin + k->end) / 2;
        const double off =
            std::min(std::abs(e.position(along) - k->position(along)), std::abs(there - (lead ? k->position(middle) : e.position(middle))));
        if (off > s.reach * (gap > 0 ? 0.5 : 1) || are_of_two(e, *k, across, s)) continue;
        *k = joined(*k, e);
        taken = changed = true;
        break;
      }
      if (!taken) kept.push_back(e);
    }
    edges = std::move(kept);
  }
  std::erase_if(edges, [&](const Edge& e) { return e.end - e.begin < s.shortest; });
  return edges;
}

struct Groups {
  std::vector<int> parent;
  explicit Groups(std::size_t n) : parent(n) { std::iota(parent.begin(), parent.end(), 0); }
  int find(int i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  }
  void unite(int a, int b) { parent[find(a)] = find(b); }
};

bool touch(const Edge& h, const Edge& v, double reach) {
  return v.at >= h.begin - reach && v.at <= h.end + reach && h.position(v.at) >= v.begin - reach && h.position(v.at) <= v.end + reach;
}

// Positions nearer than `apart` are one edge: their mean, weighed by length.
std::vector<double> cluster(const std::vector<Edge>& edges, double apart) {
  std::vector<std::pair<double, double>> at;
  for (const Edge& e : edges) at.push_back({e.at, e.end - e.begin});
  std::sort(at.begin(), at.end());
  std::vector<double> out;
  double sum = 0, weight = 0, last = 0;
  for (auto [p, w] : at) {
    if (weight > 0 && p - last > apart) out.push_back(sum / weight), sum = weight = 0;
    sum += p * w, weight += w, last = p;
  }
  if (weight > 0) out.push_back(sum / weight);
  return out;
}

// A stem of a bold letter between two rules looks like an edge and cuts a sliver off a column: of two edges nearer than a letter is
// wide, the one that most of the table's height does not have goes.
void drop_slivers(std::vector<double>& positions, std::vector<Edge>& edges, double height, const GridSettings& s) {
  const auto inked = [&](double at) {
    double sum = 0;
    for (const Edge& e : edges)
      if (std::abs(e.at - at) <= s.reach) sum += e.end - e.begin;
    return sum;
  };
  for (std::size_t i = 0; i + 1 < positions.size();) {
    const double a = inked(positions[i]), b = inked(positions[i + 1]);
    const std::size_t weaker = a < b ? i : i + 1;
    if (positions[i + 1] - positions[i] < 4.5 * s.reach && std::min(a, b) < 0.4 * height && std::max(a, b) > 0.6 * height) {
      std::erase_if(edges, [&](const Edge& e) { return std::abs(e.at - positions[weaker]) <= s.reach; });
      positions.erase(positions.begin() + static_cast<std::ptrdiff_t>(weaker));
    } else {
      ++i;
    }
  }
}

// How much of [from, to] the edges near position `at` cover, 0 to 1. Ends of the interval may stand `reach` off.
double coverage(const std::vector<Edge>& edges, double at, double from, double to, double reach) {
  std::vector<std::pair<double, double>> parts;
  for (const Edge& e : edges) {
    const double middle = std::clamp((from + to) / 2, e.begin, e.end);
    if (std::abs(e.position(middle) - at) > reach * 1.5) continue;
    const double b = std::max(e.begin - reach / 2, from), f = std::min(e.end + reach / 2, to);
    if (f > b) parts.push_back({b, f});
  }
  std::sort(parts.begin(), parts.end());
  double sum = 0, reached = from;
  for (auto [b, f] : parts) {
    b = std::max(b, reached);
    if (f > b) sum += f - b, reached = f;
  }
  return to > from ? sum / (to - from) : 0;
}

// From where to where the edges go: the furthest place that two of them share, so that one longer by a letter's or a stamp's stroke
// draws no side of its own. A single edge speaks for itself.
std::pair<double, double> reach_of(const std::vector<Edge>& edges) {
  double first = 1e300, second = 1e300, last = -1e300, but_last = -1e300;
  for (const Edge& e : edges) {
    if (e.begin < first)
      second = first, first = e.begin;
    else
      second = std::min(second, e.begin);
    if (e.end > last)
      but_last = last, last = e.end;
    else
      but_last = std::max(but_last, e.end);
  }
  return edges.size() < 2 ? std::pair{first, last} : std::pair{second, but_last};
}

// An arrow along a row looks like an edge that parts it: it covers a part of the width, and what it would part is too low for a line of text.
std::vector<Rule> drop_arrows(std::vector<double>& positions, std::vector<Edge>& edges, double width, const GridSettings& s) {
  constexpr double kLowRow = 2.1;  // times the narrowest row: 1.7 body heights, where a line with its marks takes 2
  constexpr double kPart = 0.9;    // of the width: more is a rule
  std::vector<Rule> arrows;
  for (std::size_t i = 1; i + 1 < positions.size();) {
    const double at = positions[i];
    double inked = 0;
    for (const Edge& e : edges)
      if (std::abs(e.at - at) <= s.reach) inked += e.end - e.begin;
    if (at - positions[i - 1] > kLowRow * s.shortest || positions[i + 1] - at > kLowRow * s.shortest || inked > kPart * width) {
      ++i;
      continue;
    }
    for (const Edge& e : edges)
      if (std::abs(e.at - at) <= s.reach) arrows.push_back(rule_of(e, Direction::kHorizontal));
    std::erase_if(edges, [&](const Edge& e) { return std::abs(e.at - at) <= s.reach; });
    positions.erase(positions.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return arrows;
}

// One connected group of rules as a grid.
Grid grid_of(std::vector<Edge> flat, std::vector<Edge> upright, const GridSettings& s) {
  Grid g;
  g.row_edges = cluster(flat, s.reach);
  g.column_edges = cluster(upright, s.reach);
  double thick = 1;
  for (const Edge& h : flat) thick = std::max(thick, h.width);
  const auto [left, right] = reach_of(flat);
  const auto [top, bottom] = reach_of(upright);
  drop_slivers(g.column_edges, upright, bottom - top, s);
  g.arrows = drop_arrows(g.row_edges, flat, right - left, s);
  // A side that is not drawn stands where the rules across it end.
  if (g.column_edges.empty() || left < g.column_edges.front() - s.shortest) g.column_edges.insert(g.column_edges.begin(), left);
  if (right > g.column_edges.back() + s.shortest) g.column_edges.push_back(right);
  if (g.row_edges.empty() || top < g.row_edges.front() - s.shortest) g.row_edges.insert(g.row_edges.begin(), top);
  if (bottom > g.row_edges.back() + s.shortest) g.row_edges.push_back(bottom);
  const int rows = g.rows(), columns = g.columns();
  g.box = {static_cast<int>(std::floor(g.column_edges.front())), static_cast<int>(std::floor(g.row_edges.front())),
           static_cast<int>(std::ceil(g.column_edges.back() - g.column_edges.front())),
           static_cast<int>(std::ceil(g.row_edges.back() - g.row_edges.front()))};
  if (rows < 1 || columns < 1) return g;

  Groups places(static_cast<std::size_t>(rows) * columns);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      if (c + 1 < columns && coverage(upright, g.column_edges[c + 1], g.row_edges[r], g.row_edges[r + 1], s.reach) < s.covered)
        places.unite(r * columns + c, r * columns + c + 1);
      if (r + 1 < rows && coverage(flat, g.row_edges[r + 1], g.column_edges[c], g.column_edges[c + 1], s.reach) < s.covered)
        places.unite(r * columns + c, (r + 1) * columns + c);
    }
  }
  // Every group grows to its rectangle, until none overlaps another.
  struct Span {
    int r0 = 1 << 30, c0 = 1 << 30, r1 = -1, c1 = -1;
  };
  std::vector<Span> spans(places.parent.size());
  for (bool changed = true; changed;) {
    changed = false;
    std::fill(spans.begin(), spans.end(), Span{});
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c) {
        Span& p = spans[places.find(r * columns + c)];
        p = {std::min(p.r0, r), std::min(p.c0, c), std::max(p.r1, r), std::max(p.c1, c)};
      }
    for (int i = 0; i < static_cast<int>(spans.size()) && !changed; ++i)
      for (int r = spans[i].r0; r <= spans[i].r1; ++r)
        for (int c = spans[i].c0; c <= spans[i].c1; ++c)
          if (places.find(r * columns + c) != places.find(i)) places.unite(r * columns + c, i), changed = true;
  }
  const double half = thick / 2 + 1;
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) {
      const Span& p = spans[places.find(r * columns + c)];
      if (p.r0 != r || p.c0 != c) continue;
      GridCell cell{r, c, p.r1 - p.r0 + 1, p.c1 - p.c0 + 1, {}};
      const int x = static_cast<int>(std::ceil(g.column_edges[c] + half)), y = static_cast<int>(std::ceil(g.row_edges[r] + half));
      cell.box = {x, y, std::max(1, static_cast<int>(std::floor(g.column_edges[p.c1 + 1] - half)) - x),
                  std::max(1, static_cast<int>(std::floor(g.row_edges[p.r1 + 1] - half)) - y)};
      g.cells.push_back(cell);
    }
  return g;
}

struct Connected {
  std::vector<Edge> flat, upright;
};

// The stretch that the long edges span: the body of a table.
struct Core {
  double left = 1e300, top = 1e300, right = -1e300, bottom = -1e300;
};

std::optional<Core> core_of(const std::vector<Edge>& flat, const std::vector<Edge>& upright) {
  Core core;
  const auto span = [](const std::vector<Edge>& edges, double& from, double& to) {
    double longest = 0;
    int count = 0;
    for (const Edge& e : edges) longest = std::max(longest, e.end - e.begin);
    for (const Edge& e : edges)
      if (e.end - e.begin >= 0.6 * longest) from = std::min(from, e.begin), to = std::max(to, e.end), ++count;
    return count >= 3;
  };
  if (!span(flat, core.left, core.right) || !span(upright, core.top, core.bottom)) return std::nullopt;
  return core;
}

// Whether a short edge goes through the border of the core: no table's own edge does, that of a stamp put over its corner does.
bool goes_through(const Edge& e, double from, double to, double reach) {
  if (e.end - e.begin > 0.35 * (to - from)) return false;
  const auto through = [&](double border) { return e.begin < border - 2 * reach && e.end > border + 2 * reach; };
  return through(from) || through(to);
}

// Takes out what lies over a table and is not of it: a stamp's frame across its border.
void drop_foreign(std::vector<Edge>& flat, std::vector<Edge>& upright, const GridSettings& s) {
  const std::optional<Core> core = core_of(flat, upright);
  if (!core) return;
  std::vector<Edge> f = flat, u = upright;
  const auto dropped = std::erase_if(f, [&](const Edge& e) { return goes_through(e, core->left, core->right, s.reach); }) +
                       std::erase_if(u, [&](const Edge& e) { return goes_through(e, core->top, core->bottom, s.reach); });
  if (dropped == 0) return;
  // What hung on the frame alone lies outside the table.
  std::erase_if(f, [&](const Edge& e) { return e.at < core->top - 2 * s.reach || e.at > core->bottom + 2 * s.reach; });
  std::erase_if(u, [&](const Edge& e) { return e.at < core->left - 2 * s.reach || e.at > core->right + 2 * s.reach; });
  flat = std::move(f);
  upright = std::move(u);
}

std::vector<Connected> connect(std::span<const Rule> horizontal, std::span<const Rule> vertical, const GridSettings& s) {
  const std::vector<Edge> flat = join(horizontal, Direction::kHorizontal, s), upright = join(vertical, Direction::kVertical, s, flat);
  Groups groups(flat.size() + upright.size());
  for (std::size_t i = 0; i < flat.size(); ++i)
    for (std::size_t j = 0; j < upright.size(); ++j)
      if (touch(flat[i], upright[j], s.reach)) groups.unite(static_cast<int>(i), static_cast<int>(flat.size() + j));
  std::vector<Connected> all(groups.parent.size());
  for (std::size_t i = 0; i < flat.size(); ++i) all[groups.find(static_cast<int>(i))].flat.push_back(flat[i]);
  for (std::size_t j = 0; j < upright.size(); ++j) all[groups.find(static_cast<int>(flat.size() + j))].upright.push_back(upright[j]);
  for (Connected& c : all) drop_foreign(c.flat, c.upright, s);
  std::erase_if(all, [](const Connected& c) { return c.flat.empty() || c.upright.empty(); });
  return all;
}

}  // namespace

GridSettings grid_settings(double body) { return {.reach = 0.45 * body, .bridge = 1.2 * body, .shortest = 0.8 * body, .covered = 0.5}; }

std::vector<Rule> join_rules(std::span<const Rule> pieces, Direction direction, const GridSettings& settings, std::span<const Rule> across) {
  std::vector<Edge> others;
  for (const Rule& r : across) others.push_back(edge_of(r, direction == Direction::kVertical ? Direction::kHorizontal : Direction::kVertical));
  std::vector<Rule> out;
  for (const Edge& e : join(pieces, direction, settings, others)) out.push_back(rule_of(e, direction));
  return out;
}

std::vector<Grid> find_grids(std::span<const Rule> horizontal, std::span<const Rule> vertical, const GridSettings& settings) {
  std::vector<Grid> grids;
  for (const Connected& c : connect(horizontal, vertical, settings)) {
    // Two rules and an upright between them make two cells; fewer part nothing.
    if (c.flat.size() + c.upright.size() < 3) continue;
    Grid g = grid_of(c.flat, c.upright, settings);
    if (g.cells.size() >= 2) grids.push_back(std::move(g));
  }
  std::sort(grids.begin(), grids.end(), [](const Grid& a, const Grid& b) { return a.box.y != b.box.y ? a.box.y < b.box.y : a.box.x < b.box.x; });
  return grids;
}

std::vector<Box> find_frames(std::span<const Rule> horizontal, std::span<const Rule> vertical, const GridSettings& settings) {
  std::vector<Box> frames;
  for (const Connected& c : connect(horizontal, vertical, settings)) {
    if (c.flat.size() < 2 || c.upright.size() < 2) continue;
    const Grid g = grid_of(c.flat, c.upright, settings);
    if (g.cells.size() == 1) frames.push_back(g.box);
  }
  return frames;
}

}  // namespace banthuek::layout
