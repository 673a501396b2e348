#include "pipeline/layout/rules.h"

#include <algorithm>
#include <cmath>

#include "pipeline/picture/morphology.h"

namespace banthuek::layout {
namespace {

constexpr double kHeavy = 8;  // length of a heavy rule, in body heights

// A thin piece as a straight through the middles of its two ends, with its mean thickness.
Rule straight(const picture::Components& all, const picture::Component& c, Direction direction) {
  const bool flat = direction == Direction::kHorizontal;
  const int length = flat ? c.box.w : c.box.h, end = std::max(1, length / 5);
  double sum0 = 0, n0 = 0, sum1 = 0, n1 = 0;
  for (const picture::Run& r : all.runs_of(c)) {
    if (flat) {
      const int a = std::min(r.x1, c.box.x + end) - r.x0, b = r.x1 - std::max(r.x0, c.box.right() - end);
      if (a > 0) sum0 += a * (r.y + 0.5), n0 += a;
      if (b > 0) sum1 += b * (r.y + 0.5), n1 += b;
    } else {
      const double middle = (r.x0 + r.x1) / 2.0, w = r.x1 - r.x0;
      if (r.y < c.box.y + end) sum0 += middle * w, n0 += w;
      if (r.y >= c.box.bottom() - end) sum1 += middle * w, n1 += w;
    }
  }
  const double p0 = n0 > 0 ? sum0 / n0 : 0, p1 = n1 > 0 ? sum1 / n1 : p0, thick = static_cast<double>(c.area) / length;
  if (flat) return {static_cast<double>(c.box.x), p0, static_cast<double>(c.box.right()), p1, thick};
  return {p0, static_cast<double>(c.box.y), p1, static_cast<double>(c.box.bottom()), thick};
}

struct Pieces {
  picture::Components all;
  std::vector<int> thin;    // indices of pieces that may be parts of rules
  std::vector<Rule> rules;  // one for each of them
};

// Whether there is paper beside the rule, on one side at least (a double rule has its twin on the other). What noise on a shaded
// ground or the letters of a word leave when only straights are kept has ink on both: mostly 0.2 to 0.8 of it, rules 0.00 to 0.08.
bool stands_alone(const picture::Picture& ink, const Rule& r, Direction direction) {
  constexpr double kMaxBeside = 0.14;
  const bool flat = direction == Direction::kHorizontal;
  const int begin = static_cast<int>(flat ? r.x0 : r.y0), end = static_cast<int>(flat ? r.x1 : r.y1);
  const double p0 = flat ? r.y0 : r.x0, slope = end > begin ? ((flat ? r.y1 : r.x1) - p0) / (end - begin) : 0;
  double sides[2];
  for (int side : {0, 1}) {
    int seen = 0, inked = 0;
    for (int i = begin; i < end; ++i)
      for (int off : {2, 3, 4}) {
        const int across = static_cast<int>(std::lround(p0 + slope * (i - begin) + (side ? 1 : -1) * (r.width / 2 + off)));
        inked += flat ? ink.ink_at(i, across) : ink.ink_at(across, i);
        ++seen;
      }
    sides[side] = seen ? static_cast<double>(inked) / seen : 0;
  }
  return std::min(sides[0], sides[1]) <= kMaxBeside;
}

// A frame that grows out of a dark heading is one piece with it: what of piece `index` is no solid ground, as pieces of their own.
void part_from_grounds(picture::Components& all, int index, double body) {
  constexpr double kSolid = 0.7;  // body heights: both ways, and more is no rule
  const picture::Component whole = all.list[static_cast<std::size_t>(index)];
  const Box& b = whole.box;
  const int side = static_cast<int>(std::lround(kSolid * body));
  const picture::Picture own = picture::painted(all, std::vector<int>{index}, b);
  const picture::Components solid = picture::find_components(picture::opened(own, side, side));
  if (solid.list.empty()) return;
  const picture::Components rest = picture::find_components(picture::without(own, solid.runs));
  for (picture::Component c : rest.list) {
    const auto runs = rest.runs_of(c);
    c.first = static_cast<int>(all.runs.size());
    c.box.x += b.x, c.box.y += b.y;
    for (const picture::Run& r : runs) all.runs.push_back({r.y + b.y, r.x0 + b.x, r.x1 + b.x});
    all.list.push_back(c);
  }
}

Pieces find_pieces(const picture::Picture& ink, double body, Direction direction) {
  const bool flat = direction == Direction::kHorizontal;
  const int length = std::max(8, static_cast<int>(std::lround((flat ? 1.5 : 1.4) * body)));
  Pieces p{picture::find_components(flat ? picture::opened(ink, length, 1) : picture::opened(ink, 1, length)), {}, {}};
  const auto whole = static_cast<int>(p.all.list.size());
  for (int i = 0; i < static_cast<int>(p.all.list.size()); ++i) {
    const picture::Component& c = p.all.list[i];
    const double along = flat ? c.box.w : c.box.h, thick = c.area / along;
    if (i >= whole && along < length) continue;
    // A heavy border is thicker than any stroke, but no stroke is so long.
    if (thick > std::max(3.0, (along < kHeavy * body ? 0.32 : 0.6) * body)) {
      if (i < whole && along >= kHeavy * body) part_from_grounds(p.all, i, body);
      continue;
    }
    const Rule rule = straight(p.all, c, direction);
    if (i >= whole && !stands_alone(ink, rule, direction)) continue;  // of a picture's pattern
    p.thin.push_back(i);
    p.rules.push_back(rule);
  }
  return p;
}

double length_of(const Rule& r) { return std::hypot(r.x1 - r.x0, r.y1 - r.y0); }

bool near(double value, double low, double high, double reach) { return value >= low - reach && value <= high + reach; }

// Whether an end of upright rule `v` lies on `h`, or `h` meets it anywhere.
bool meets(const Rule& v, const Rule& h, double reach) {
  const double x = (v.x0 + v.x1) / 2, y = (h.y0 + h.y1) / 2;
  return near(x, std::min(h.x0, h.x1), std::max(h.x0, h.x1), reach) && near(y, std::min(v.y0, v.y1), std::max(v.y0, v.y1), reach);
}

// Whether piece `r` is a part of the joined rule.
bool part_of(const Rule& r, const Rule& whole, Direction direction, double reach) {
  const bool flat = direction == Direction::kHorizontal;
  const double middle = flat ? (r.x0 + r.x1) / 2 : (r.y0 + r.y1) / 2, at = flat ? (r.y0 + r.y1) / 2 : (r.x0 + r.x1) / 2;
  const double begin = flat ? whole.x0 : whole.y0, end = flat ? whole.x1 : whole.y1;
  const double p0 = flat ? whole.y0 : whole.x0, p1 = flat ? whole.y1 : whole.x1;
  if (middle < begin - 1 || middle > end + 1) return false;
  return std::abs(at - (p0 + (p1 - p0) * (middle - begin) / std::max(1.0, end - begin))) <= reach;
}

// The ink of one piece of a rule and the ragged edge of it. Where ink goes on above and below (left and right of an upright
// rule) by more than an edge, a stroke crosses and stays.
void take_ink(const picture::Picture& ink, const picture::Components& all, const picture::Component& c, Direction direction, double thick,
              std::vector<picture::Run>& out) {
  const bool flat = direction == Direction::kHorizontal;
  const int ragged = std::max(1, static_cast<int>(std::lround(0.5 * thick)));
  const int begin = flat ? c.box.x : c.box.y, end = flat ? c.box.right() : c.box.bottom();
  std::vector<int> low(end - begin, 1 << 30), high(end - begin, -1);
  for (const picture::Run& r : all.runs_of(c)) {
    if (flat) {
      for (int x = r.x0; x < r.x1; ++x) low[x - begin] = std::min(low[x - begin], r.y), high[x - begin] = std::max(high[x - begin], r.y);
    } else {
      low[r.y - begin] = std::min(low[r.y - begin], r.x0), high[r.y - begin] = std::max(high[r.y - begin], r.x1 - 1);
    }
  }
  const auto inked = [&](int along, int across) { return flat ? ink.ink_at(along, across) : ink.ink_at(across, along); };
  for (int i = begin; i < end; ++i) {
    int a = low[i - begin], b = high[i - begin];
    if (b < 0) continue;
    int before = 0, after = 0;
    while (before <= 2 * ragged + 1 && inked(i, a - 1 - before)) ++before;
    while (after <= 2 * ragged + 1 && inked(i, b + 1 + after)) ++after;
    if (before > ragged && after > ragged) continue;  // crosses
    if (before <= ragged) a -= before;
    if (after <= ragged) b += after;
    if (flat) {
      for (int y = a; y <= b; ++y) out.push_back({y, i, i + 1});
    } else {
      out.push_back({i, a, b + 1});
    }
  }
}

}  // namespace

PageRules find_rules(const picture::Picture& ink, double body) {
  PageRules out;
  const GridSettings s = grid_settings(body);
  const Pieces flat = find_pieces(ink, body, Direction::kHorizontal), upright = find_pieces(ink, body, Direction::kVertical);
  // Joined closely here: doubles stay two, so that each piece is found again in its rule.
  GridSettings close = s;
  close.reach = std::max(2.0, 0.15 * body);
  close.bridge = 2.5 * body;
  std::vector<Rule> h = join_rules(flat.rules, Direction::kHorizontal, close), v = join_rules(upright.rules, Direction::kVertical, close, h);
  // Letters of a heading and parts of an emblem line up by chance: a rule is inked for most of its way.
  const auto drop_thin = [&](std::vector<Rule>& rules, const Pieces& pieces, Direction direction) {
    std::erase_if(rules, [&](const Rule& whole) {
      double sum = 0, longest = 0;
      for (const Rule& r : pieces.rules)
        if (part_of(r, whole, direction, std::max(2.0, 0.25 * body))) sum += length_of(r), longest = std::max(longest, length_of(r));
      const double length = length_of(whole);
      const bool flat = direction == Direction::kHorizontal;
      if (sum < (flat ? 0.55 : 0.7) * length) return true;
      const bool short_pieces = longest < 2.6 * body && length > 1.3 * longest;
      return short_pieces && (length < (flat ? 14 : 30) * body || sum < 0.85 * length);
    });
  };
  drop_thin(h, flat, Direction::kHorizontal);
  drop_thin(v, upright, Direction::kVertical);
  const auto drop_noise = [&](std::vector<Rule>& rules, Direction direction) {
    std::erase_if(rules, [&](const Rule& r) { return length_of(r) < 12 * body && !stands_alone(ink, r, direction); });
  };
  drop_noise(h, Direction::kHorizontal);
  drop_noise(v, Direction::kVertical);
  // Short ones count only where they meet a long one across.
  const auto long_h = [&](const Rule& r) { return length_of(r) >= 4 * body; };
  const auto long_v = [&](const Rule& r) { return length_of(r) >= 4.5 * body; };
  std::vector<Rule> kept_h, kept_v;
  for (const Rule& r : h)
    if (long_h(r)) kept_h.push_back(r);
  for (const Rule& r : v) {
    bool keep = long_v(r);
    int met = 0;
    for (const Rule& l : kept_h) met += meets(r, l, s.reach);
    keep = keep || met >= 2 || (met == 1 && length_of(r) >= 2.2 * body);  // a letter's stem over an underline is no rule
    if (keep) kept_v.push_back(r);
  }
  for (const Rule& r : h)
    if (!long_h(r)) {
      int met = 0;
      for (const Rule& u : kept_v) met += long_v(u) && meets(u, r, s.reach);
      if (met >= 2) kept_h.push_back(r);
    }
  out.horizontal = kept_h;
  out.vertical = kept_v;
  const auto collect = [&](const Pieces& pieces, const std::vector<Rule>& kept, Direction direction) {
    for (std::size_t i = 0; i < pieces.thin.size(); ++i)
      for (const Rule& whole : kept)
        if (part_of(pieces.rules[i], whole, direction, std::max(2.0, 0.25 * body))) {
          take_ink(ink, pieces.all, pieces.all.list[pieces.thin[i]], direction, pieces.rules[i].width, out.ink);
          break;
        }
  };
  collect(flat, kept_h, Direction::kHorizontal);
  collect(upright, kept_v, Direction::kVertical);
  std::sort(out.ink.begin(), out.ink.end(), [](const picture::Run& a, const picture::Run& b) { return a.y != b.y ? a.y < b.y : a.x0 < b.x0; });
  return out;
}

}  // namespace banthuek::layout
