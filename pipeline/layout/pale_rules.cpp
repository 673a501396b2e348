#include "pipeline/layout/pale_rules.h"

#include <algorithm>
#include <cmath>

#include "pipeline/layout/stray_rules.h"
#include "pipeline/picture/averages.h"

namespace banthuek::layout {
namespace {

constexpr int kPaper = 225;        // as bright, beside it on both sides
constexpr int kDarker = 9;         // than both sides, the mean of a block
constexpr double kAside = 0.3;     // how far beside, in body heights: more than half of a rule's thickness
constexpr double kBlock = 0.4;     // length of a block, in body heights
constexpr int kGap = 3;            // blocks that letters on a rule may cover
constexpr double kInked = 0.75;    // part of its blocks in which a rule shows
constexpr double kDrawn = 0.9;     // of the outline of a table that black rules draw
constexpr double kWhole = 0.75;    // of a table's width or height: a rule that parts it
constexpr double kMinPiece = 3.5;  // length of a piece, in body heights

// One block of a page seen along a direction: `along` counts blocks, `across` pixels.
struct Valley {
  int along = 0, across = 0;
};

struct Seen {
  const picture::Picture& means;
  Direction direction;
  int length() const { return direction == Direction::kHorizontal ? means.width() : means.height(); }
  int breadth() const { return direction == Direction::kHorizontal ? means.height() : means.width(); }
  int at(int along, int across) const { return direction == Direction::kHorizontal ? means.grey_at(along, across) : means.grey_at(across, along); }
};

std::vector<Valley> find_valleys(const Seen& seen, int aside) {
  std::vector<Valley> out;
  for (int along = 0; along < seen.length(); ++along)
    for (int across = aside; across + aside < seen.breadth(); ++across) {
      const int v = seen.at(along, across);
      if (v > 255 - kDarker) continue;
      const int before = seen.at(along, across - aside), after = seen.at(along, across + aside);
      if (std::min(before, after) < kPaper || v > std::min(before, after) - kDarker) continue;
      if (v <= seen.at(along, across - 1) && v < seen.at(along, across + 1)) out.push_back({along, across});
    }
  return out;
}

struct ValleyRun {
  std::vector<Valley> blocks;
};

// Valleys that go on from block to block; a rule of a page that stands straight shifts by less than a pixel from one to the next.
std::vector<ValleyRun> link(const std::vector<Valley>& valleys) {
  std::vector<ValleyRun> open, done;
  for (const Valley& v : valleys) {
    ValleyRun* best = nullptr;
    double nearest = 1.6;
    for (ValleyRun& c : open) {
      const Valley& last = c.blocks.back();
      if (last.along >= v.along || v.along - last.along > kGap + 1) continue;
      const double off = std::abs(last.across - v.across) - 0.35 * (v.along - last.along - 1);
      if (off < nearest) nearest = off, best = &c;
    }
    if (best)
      best->blocks.push_back(v);
    else
      open.push_back({{v}});
    // Those that nothing can go on from are done; looked after now and then, as most pages have hundreds.
    if (open.size() > 400) {
      const auto over =
          std::stable_partition(open.begin(), open.end(), [&](const ValleyRun& c) { return v.along - c.blocks.back().along <= kGap + 1; });
      std::move(over, open.end(), std::back_inserter(done));
      open.erase(over, open.end());
      if (open.size() > 4000) return {};  // a drawing, a photograph
    }
  }
  std::move(open.begin(), open.end(), std::back_inserter(done));
  return done;
}

// The rule that a run is: a straight through the middles of its first and its last fifth.
Rule straight(const ValleyRun& run, int block, Direction direction) {
  const std::size_t n = run.blocks.size(), end = std::max<std::size_t>(1, n / 5);
  double first = 0, last = 0;
  for (std::size_t i = 0; i < end; ++i) first += run.blocks[i].across, last += run.blocks[n - 1 - i].across;
  const double p0 = first / static_cast<double>(end) + 0.5, p1 = last / static_cast<double>(end) + 0.5;
  const double begin = double(run.blocks.front().along) * block, stop = double(run.blocks.back().along + 1) * block;
  return direction == Direction::kHorizontal ? Rule{begin, p0, stop, p1, 2} : Rule{p0, begin, p1, stop, 2};
}

std::vector<Rule> pale_pieces(const picture::Picture& grey, double body, Direction direction) {
  const int block = std::clamp(static_cast<int>(std::lround(kBlock * body)), 5, 20);
  const int aside = std::max(3, static_cast<int>(std::lround(kAside * body)));
  const bool flat = direction == Direction::kHorizontal;
  const picture::Picture means = picture::averaged(grey, flat ? block : 1, flat ? 1 : block);
  std::vector<Rule> out;
  for (const ValleyRun& run : link(find_valleys({means, direction}, aside))) {
    const int span = run.blocks.back().along - run.blocks.front().along + 1;
    if (span * block < kMinPiece * body || static_cast<double>(run.blocks.size()) < kInked * span) continue;
    out.push_back(straight(run, block, direction));
  }
  return out;
}

bool lies_in(const Rule& r, const Box& box, double reach) {
  const double x = (r.x0 + r.x1) / 2, y = (r.y0 + r.y1) / 2;
  return x > box.x - reach && x < box.right() + reach && y > box.y - reach && y < box.bottom() + reach;
}

// Part of the grid's outline that black rules draw.
double drawn(const Grid& grid, const SortedRules& rules, double reach) {
  const auto covered = [&](const std::vector<Rule>& list, bool flat, double across, double begin, double end) {
    std::vector<std::pair<double, double>> parts;
    for (const Rule& r : list)
      if (std::abs((flat ? r.y0 + r.y1 : r.x0 + r.x1) / 2 - across) <= reach) parts.emplace_back(flat ? r.x0 : r.y0, flat ? r.x1 : r.y1);
    std::sort(parts.begin(), parts.end());
    double sum = 0, at = begin;
    for (const auto& [from, to] : parts) {
      sum += std::max(0.0, std::min(to, end) - std::max(from, at));
      at = std::max(at, to);
    }
    return sum;
  };
  const double left = grid.column_edges.front(), right = grid.column_edges.back(), top = grid.row_edges.front(), bottom = grid.row_edges.back();
  const double sum = covered(rules.horizontal, true, top, left, right) + covered(rules.horizontal, true, bottom, left, right) +
                     covered(rules.vertical, false, left, top, bottom) + covered(rules.vertical, false, right, top, bottom);
  return sum / std::max(1.0, 2 * (right - left) + 2 * (bottom - top));
}

// Whether the rule runs through the table and ends with it: folds and streaks run on, underlines and letters are shorter.
bool parts_whole(const Rule& r, const Box& box, Direction direction, double body) {
  const bool flat = direction == Direction::kHorizontal;
  const double begin = flat ? r.x0 : r.y0, end = flat ? r.x1 : r.y1;
  const double first = flat ? box.x : box.y, last = flat ? box.right() : box.bottom();
  return begin > first - body && end < last + body && end - begin > kWhole * (last - first);
}

// The pale rules that may be a table's: where black rules draw a table's outline, inside of it only such as part the whole of it.
std::vector<Rule> usable(std::vector<Rule> pale, const std::vector<Grid>& drawn_grids, Direction direction, double body, double reach) {
  std::erase_if(pale, [&](const Rule& r) {
    return std::any_of(drawn_grids.begin(), drawn_grids.end(),
                       [&](const Grid& g) { return lies_in(r, g.box, reach) && !parts_whole(r, g.box, direction, body); });
  });
  return pale;
}

// What of a rule is black and what of it is pale, as one.
std::vector<Rule> together(std::vector<Rule> black, const std::vector<Rule>& pale, Direction direction, const GridSettings& settings,
                           std::span<const Rule> across = {}) {
  black.insert(black.end(), pale.begin(), pale.end());
  return join_rules(black, direction, settings, across);
}

// Whether `whole` holds all of `part` and has more places.
bool completes(const Grid& whole, const Grid& part, double reach) {
  const bool holds = part.box.x >= whole.box.x - reach && part.box.y >= whole.box.y - reach && part.box.right() <= whole.box.right() + reach &&
                     part.box.bottom() <= whole.box.bottom() + reach;
  return holds && whole.rows() * whole.columns() > part.rows() * part.columns();
}

// Ink on the rule and at most a pixel beside it; where ink goes on across it, it is print.
void take_ink(const picture::Picture& bits, const Rule& r, Direction direction, int thick, std::vector<picture::Run>& out) {
  const bool flat = direction == Direction::kHorizontal;
  const int begin = static_cast<int>(flat ? r.x0 : r.y0), end = static_cast<int>(flat ? r.x1 : r.y1);
  const double p0 = flat ? r.y0 : r.x0, slope = end > begin ? ((flat ? r.y1 : r.x1) - p0) / (end - begin) : 0;
  const auto inked = [&](int along, int across) { return flat ? bits.ink_at(along, across) : bits.ink_at(across, along); };
  for (int i = begin; i < end; ++i) {
    const int middle = static_cast<int>(p0 + slope * (i - begin));
    int low = middle - 1, high = middle + 1;
    while (low <= high && !inked(i, low)) ++low;
    while (high >= low && !inked(i, high)) --high;
    if (low > high) continue;
    while (middle - low <= thick && inked(i, low - 1)) --low;
    while (high - middle <= thick && inked(i, high + 1)) ++high;
    if (high - low + 1 > thick) continue;
    if (flat)
      for (int y = low; y <= high; ++y) out.push_back({y, i, i + 1});
    else
      out.push_back({i, low, high + 1});
  }
}

}  // namespace

void add_pale_rules(const picture::Picture& grey, const picture::Picture& bits, double body, PageRules& rules) {
  if (grey.empty() || body <= 0) return;
  const GridSettings settings = grid_settings(body);
  GridSettings close = settings;
  close.reach = std::max(2.0, 0.15 * body);
  close.bridge = 2.5 * body;
  const SortedRules dark = sort_out_strays(rules.horizontal, rules.vertical, settings);
  const std::vector<Grid> before = find_grids(dark.horizontal, dark.vertical, settings);
  std::vector<Grid> outlined = before;
  std::erase_if(outlined, [&](const Grid& g) { return drawn(g, dark, settings.reach) < kDrawn; });
  const auto pale = [&](Direction direction, std::span<const Rule> across) {
    return usable(join_rules(pale_pieces(grey, body, direction), direction, close, across), outlined, direction, body, settings.reach);
  };
  const std::vector<Rule> flat = pale(Direction::kHorizontal, {});
  if (flat.empty()) return;
  const std::vector<Rule> across = together(rules.horizontal, flat, Direction::kHorizontal, close), upright = pale(Direction::kVertical, across);
  const SortedRules both = sort_out_strays(across, together(rules.vertical, upright, Direction::kVertical, close, across), settings);
  std::vector<Rule> kept_flat, kept_upright;
  for (const Grid& grid : find_grids(both.horizontal, both.vertical, settings)) {
    if (grid.rows() < 2 || grid.columns() < 2) continue;
    if (std::any_of(before.begin(), before.end(),
                    [&](const Grid& g) { return !intersect(g.box, grid.box).empty() && !completes(grid, g, settings.reach); }))
      continue;
    for (const Rule& r : flat)
      if (lies_in(r, grid.box, settings.reach)) kept_flat.push_back(r);
    for (const Rule& r : upright)
      if (lies_in(r, grid.box, settings.reach)) kept_upright.push_back(r);
  }
  if (kept_flat.empty() && kept_upright.empty()) return;
  rules.horizontal = together(std::move(rules.horizontal), kept_flat, Direction::kHorizontal, close);
  rules.vertical = together(std::move(rules.vertical), kept_upright, Direction::kVertical, close, rules.horizontal);
  const int thick = std::max(3, static_cast<int>(std::lround(0.25 * body)));
  for (const Rule& r : kept_flat) take_ink(bits, r, Direction::kHorizontal, thick, rules.ink);
  for (const Rule& r : kept_upright) take_ink(bits, r, Direction::kVertical, thick, rules.ink);
  std::sort(rules.ink.begin(), rules.ink.end(), [](const picture::Run& a, const picture::Run& b) { return a.y != b.y ? a.y < b.y : a.x0 < b.x0; });
}

}  // namespace banthuek::layout
