#include "pipeline/layout/aligned_table.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "pipeline/layout/corridors.h"

namespace banthuek::layout {
namespace {

constexpr double kMinWidth = 12;    // of a table, in body heights, as everywhere here
constexpr double kUnderHead = 1.6;  // from the headings' bodies to the rule below them, at most
constexpr double kWrapped = 1.7;    // gap between the bodies of the lines of one heading, at most
constexpr double kRowGap = 4.5;     // gap between the bodies of two lines of a table, at most
constexpr double kSameEnds = 1.0;   // ends of the rules of one table
constexpr double kPanelGap = 1.5;   // from a rule's end: text further away is of something beside the table
constexpr double kLooser = 0.2;     // how much further apart rows stand than lines of one row
constexpr double kFull = 0.6;       // of the columns that a row fills, in the mean
constexpr int kMaxHeadLines = 4;
constexpr std::size_t kMaxText = 3000, kMaxRules = 500, kMaxLines = 400, kFewRules = 40;

// What the texts of some lines cover, joined over gaps of a word's space: what is left between are the columns' wide corridors.
class Cover {
 public:
  explicit Cover(double body) : body_(body) {}
  void add(const std::vector<Box>& texts) {
    for (const Box& b : texts) spans_.push_back({double(b.x), double(b.right())});
    std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) { return a.x0 < b.x0; });
    std::vector<Span> joined;
    for (const Span& s : spans_)
      if (!joined.empty() && s.x0 - joined.back().x1 < kWordSpace * body_)
        joined.back().x1 = std::max(joined.back().x1, s.x1);
      else
        joined.push_back(s);
    spans_ = std::move(joined);
  }
  int count() const { return static_cast<int>(spans_.size()); }

 private:
  double body_;
  std::vector<Span> spans_;
};

// What sets a table's headings off from its rows.
struct Head {
  double left = 0, right = 0, top = 0, bottom = 0;
  bool ground = false;
};

std::vector<Rule> long_rules(std::span<const Rule> horizontal, double body) {
  if (horizontal.size() > kMaxRules * 20) return {};
  std::vector<Rule> out = join_rules(horizontal, Direction::kHorizontal, grid_settings(body));
  std::erase_if(out, [&](const Rule& r) { return r.x1 - r.x0 < kMinWidth * body; });
  if (out.size() > kMaxRules) return {};
  std::sort(out.begin(), out.end(), [](const Rule& a, const Rule& b) { return a.y0 + a.y1 < b.y0 + b.y1; });
  return out;
}

double y_of(const Rule& r) { return (r.y0 + r.y1) / 2; }

bool same_ends(const Rule& r, double left, double right, double body) {
  return std::abs(r.x0 - left) < kSameEnds * body && std::abs(r.x1 - right) < kSameEnds * body;
}

// Grounds side by side, as cells draw them, are one.
std::vector<Box> whole_grounds(std::span<const Box> grounds, double body) {
  std::vector<Box> out(grounds.begin(), grounds.end());
  std::sort(out.begin(), out.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  std::vector<Box> joined;
  for (const Box& b : out) {
    if (b.h < body || b.h > 9 * body) continue;
    const auto beside = std::find_if(joined.begin(), joined.end(), [&](const Box& o) {
      return std::abs(o.y - b.y) < 0.3 * body && std::abs(o.bottom() - b.bottom()) < 0.3 * body && b.x - o.right() < 0.3 * body;
    });
    if (beside == joined.end())
      joined.push_back(b);
    else
      *beside = unite(*beside, b);
  }
  std::erase_if(joined, [&](const Box& b) { return b.w < kMinWidth * body; });
  std::sort(joined.begin(), joined.end(), [](const Box& a, const Box& b) { return a.y < b.y; });
  return joined;
}

struct Row {
  std::size_t first = 0, last = 0;  // lines
};

class Finder {
 public:
  Finder(std::vector<TextLine> lines, std::vector<Rule> rules, double body) : lines_(std::move(lines)), rules_(std::move(rules)), body_(body) {}

  std::optional<Grid> below(const Head& head) const {
    std::size_t first = 0;
    while (first < lines_.size() && lines_[first].middle() < head.top) ++first;
    std::size_t begin = first;
    while (begin < lines_.size() && lines_[begin].middle() < head.bottom) ++begin;
    if (begin == first || begin - first > kMaxHeadLines) return std::nullopt;
    const double left = head.left - body_, right = head.right + body_;
    const std::size_t end = end_of(first, begin, left, right);
    if (end == begin) return std::nullopt;
    const std::size_t start = head.ground ? start_of(first, end, left, right) : first;
    if (start < first) {
      // The topmost row is the headings'.
      const std::vector<double> edges = column_edges(head, start, end, left, right);
      if (edges.size() < 3) return std::nullopt;
      const std::size_t top = rows_of(start, end, edges).front().last + 1;
      if (top >= end) return std::nullopt;
      const double over = lines_[top - 1].bottom, under = lines_[top].top;
      return make({head.left, head.right, lines_[start].top - kMarksAbove * body_, over + kLowMarks * (under - over), true}, start, top, end, edges);
    }
    const std::vector<double> edges = column_edges(head, first, end, left, right);
    if (edges.size() < 3) return std::nullopt;
    return make(head, first, begin, end, edges);
  }

 private:
  // x of the columns' edges; fewer than three where nothing parts the lines.
  std::vector<double> column_edges(const Head& head, std::size_t first, std::size_t end, double left, double right) const {
    std::vector<std::vector<Box>> texts;
    std::vector<Span> spans;
    for (std::size_t i = first; i < end; ++i) {
      texts.push_back(texts_within(lines_[i], left, right));
      for (const Box& b : texts.back()) spans.push_back({double(b.x), double(b.right())});
    }
    std::vector<double> edges;
    for (const Span& c : between_columns(gaps(spans, kCorridor * body_), texts, body_)) edges.push_back((c.x0 + c.x1) / 2);
    if (spans.empty()) return edges;
    double x0 = head.left, x1 = head.right;
    for (const Span& s : spans) x0 = std::min(x0, s.x0 - 0.2 * body_), x1 = std::max(x1, s.x1 + 0.2 * body_);
    edges.insert(edges.begin(), x0);
    edges.push_back(x1);
    return edges;
  }

  // The first line above a ground that is the table's too: every second row has a ground, or the headings' was not seen.
  std::size_t start_of(std::size_t first, std::size_t end, double left, double right) const {
    Cover cover(body_);
    for (std::size_t i = first; i < end; ++i) cover.add(texts_within(lines_[i], left, right));
    const int columns = cover.count();
    std::size_t start = first;
    for (; start > 0; --start) {
      const TextLine& line = lines_[start - 1];
      if (lines_[start].top - line.bottom > kRowGap * body_) break;
      const std::vector<Box> texts = texts_within(line, left, right);
      if (texts.size() < line.texts.size() || texts.front().x < left || texts.back().right() > right) break;
      cover.add(texts);
      if (cover.count() < columns) break;
    }
    // A heading over several lines begins with one that stands in several columns; a caption does not.
    while (start < first && [&] {
      Cover one(body_);
      one.add(lines_[start].texts);
      return one.count() < 2;
    }())
      ++start;
    return start;
  }

  // The first line below the headings that is no longer the table's.
  std::size_t end_of(std::size_t first, std::size_t begin, double left, double right) const {
    Cover cover(body_);
    for (std::size_t i = first; i < begin; ++i) cover.add(texts_within(lines_[i], left, right));
    const int columns = cover.count();
    if (columns < 2) return begin;
    std::size_t end = begin;
    for (; end < lines_.size() && end - begin < kMaxLines; ++end) {
      const TextLine& line = lines_[end];
      if (line.top - lines_[end - 1].bottom > kRowGap * body_) break;
      const std::vector<Box> texts = texts_within(line, left, right);
      if (texts.size() < line.texts.size() || texts.front().x < left || texts.back().right() > right) break;
      cover.add(texts);
      if (cover.count() < columns) break;
    }
    return end;
  }

  std::vector<bool> filled(std::size_t line, const std::vector<double>& edges) const {
    std::vector<bool> out(edges.size() - 1);
    for (const Box& b : lines_[line].texts)
      for (std::size_t c = 0; c + 1 < edges.size(); ++c)
        if (b.x + b.w / 2.0 > edges[c] && b.x + b.w / 2.0 < edges[c + 1]) out[c] = true;
    return out;
  }

  // Whether what looks like headings is a row of a table ruled across: between the two rules above it stands another row.
  bool is_row(const Head& head) const {
    const Rule *above = nullptr, *over = nullptr;  // the rule right above the headings, and the one above that
    for (const Rule& r : rules_)
      if (same_ends(r, head.left, head.right, body_) && y_of(r) < head.top + body_) over = above, above = &r;
    if (!over) return false;
    Cover cover(body_);
    for (const TextLine& line : lines_)
      if (line.middle() > y_of(*over) && line.middle() < y_of(*above)) cover.add(line.texts);
    return cover.count() >= 2;
  }

  double gap_above(std::size_t line) const { return lines_[line].top - lines_[line - 1].bottom; }

  // The gap from which on a line begins a row, where rows stand further apart than the lines of one: lines that begin with a text in the first column
  // against those that do not, or, where all do, two kinds of gaps.
  std::optional<double> row_gap(std::size_t begin, std::size_t end, const std::vector<double>& edges) const {
    std::vector<double> starting, others;
    for (std::size_t i = begin + 1; i < end; ++i) (filled(i, edges)[0] ? starting : others).push_back(gap_above(i));
    const auto middle = [](std::vector<double>& v) {
      std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
      return v[v.size() / 2];
    };
    if (starting.empty()) return std::nullopt;
    if (!others.empty()) {
      const double far = middle(starting), near = middle(others);
      return far - near > kLooser * body_ ? std::optional((far + near) / 2) : std::nullopt;
    }
    const auto range = std::minmax_element(starting.begin(), starting.end());
    const double narrowest = *range.first, widest = *range.second;
    const double cut = (narrowest + widest) / 2;
    const bool two_kinds = widest - narrowest > 2 * kLooser * body_ && std::none_of(starting.begin(), starting.end(), [&](double gap) {
                             return std::abs(gap - cut) < 0.25 * (widest - narrowest);
                           });
    // A line that fills every column begins a row, however near it stands.
    for (std::size_t i = begin + 1; two_kinds && i < end; ++i) {
      const std::vector<bool> here = filled(i, edges);
      if (gap_above(i) < cut && std::all_of(here.begin(), here.end(), [](bool there) { return there; })) return std::nullopt;
    }
    return two_kinds ? std::optional(cut) : std::nullopt;
  }

  // Lines taken together to rows. Where no gap tells, a line goes on with the row above if it fills at most half of the columns, not the first, and
  // none that the line above left empty.
  std::vector<Row> rows_of(std::size_t begin, std::size_t end, const std::vector<double>& edges) const {
    const std::optional<double> cut = row_gap(begin, end, edges);
    std::vector<Row> out;
    for (std::size_t i = begin; i < end; ++i) {
      bool goes_on = false;
      if (i > begin) {
        const std::vector<bool> here = filled(i, edges), before = filled(i - 1, edges);
        const auto count = static_cast<std::size_t>(std::count(here.begin(), here.end(), true));
        bool under = !here[0];
        for (std::size_t c = 0; c < here.size(); ++c) under = under && (!here[c] || before[c]);
        goes_on = cut ? gap_above(i) < *cut : under && 2 * count <= here.size();
      }
      if (goes_on)
        out.back().last = i;
      else
        out.push_back({i, i});
    }
    return out;
  }

  std::optional<Grid> make(const Head& head, std::size_t first, std::size_t begin, std::size_t end, std::vector<double> edges) const {
    const std::vector<Row> rows = rows_of(begin, end, edges);
    const double last = lines_[end - 1].bottom;
    std::size_t inner = 0;
    bool closed = false;
    for (const Rule& r : rules_) {
      if (!same_ends(r, head.left, head.right, body_) || y_of(r) < head.bottom + 0.3 * body_) continue;
      inner += y_of(r) < last;
      closed = closed || (y_of(r) >= last && y_of(r) < last + 2 * body_);
    }
    // Ruled across: find_open_grids knows better.
    if (is_row(head)) return std::nullopt;
    if (inner > 1 || (inner == 1 && rows.size() <= 3)) return std::nullopt;
    const std::size_t columns = edges.size() - 1;
    if (columns >= 3 ? rows.size() < 2 : rows.size() < 3 || !(closed || head.ground)) return std::nullopt;
    // Above a rule the last column has a heading too: below that of a memo's head the lines part where they happen to.
    bool headed = head.ground;
    for (std::size_t i = first; i < begin; ++i) headed = headed || filled(i, edges).back();
    if (!headed) return std::nullopt;
    // Most rows fill most columns: not so the lines of a form or two blocks side by side.
    double full = 0;
    for (const Row& row : rows) {
      const std::vector<bool> here = filled(row.first, edges);
      full += static_cast<double>(std::count(here.begin(), here.end(), true)) / static_cast<double>(columns);
    }
    if (full < kFull * static_cast<double>(rows.size())) return std::nullopt;

    Grid grid;
    grid.column_edges = std::move(edges);
    grid.row_edges = {head.ground ? head.top : std::max(head.top, lines_[first].top - kMarksAbove * body_), head.bottom};
    for (std::size_t r = 1; r < rows.size(); ++r) {
      const double over = lines_[rows[r - 1].last].bottom, under = lines_[rows[r].first].top;
      grid.row_edges.push_back(over + kLowMarks * (under - over));
    }
    grid.row_edges.push_back(last + 0.6 * body_);
    const auto box = [&](int r0, int r1, int c0, int c1) {
      const auto x = [&](int c) { return static_cast<int>(grid.column_edges[static_cast<std::size_t>(c)]); };
      const auto y = [&](int r) { return static_cast<int>(grid.row_edges[static_cast<std::size_t>(r)]); };
      return Box{x(c0), y(r0), x(c1) - x(c0), y(r1) - y(r0)};
    };
    grid.box = box(0, grid.rows(), 0, grid.columns());
    for (int r = 0; r < grid.rows(); ++r)
      for (int c = 0; c < grid.columns(); ++c) grid.cells.push_back({r, c, 1, 1, box(r, r + 1, c, c + 1)});
    return grid;
  }

  std::vector<TextLine> lines_;
  std::vector<Rule> rules_;
  double body_;
};

// The headings above a rule: the lines right above it, as long as they follow close and no other rule comes between.
std::optional<Head> head_above(const Rule& rule, const std::vector<TextLine>& lines, const std::vector<Rule>& rules, double body) {
  const double y = y_of(rule);
  double ceiling = -1e300;
  for (const Rule& r : rules)
    if (y_of(r) < y - body && r.x1 > rule.x0 && r.x0 < rule.x1) ceiling = std::max(ceiling, y_of(r));
  std::size_t at = lines.size();
  while (at > 0 && lines[at - 1].middle() > y) --at;
  if (at == 0 || y - lines[at - 1].bottom > kUnderHead * body) return std::nullopt;
  Cover cover(body);
  std::size_t first = at;
  int most = 0;
  while (first > 0 && at - first < kMaxHeadLines && lines[first - 1].middle() > ceiling) {
    const TextLine& line = lines[first - 1];
    if (first < at && lines[first].top - line.bottom > kWrapped * body) break;
    const std::vector<Box> texts = texts_within(line, rule.x0 - body, rule.x1 + body);
    if (texts.size() < line.texts.size()) break;
    Cover with = cover;
    with.add(texts);
    // A caption, or prose above the table, crosses the columns; a heading's first line stands in one of them.
    if (first < at && with.count() < most) break;
    cover = with, most = std::max(most, cover.count());
    --first;
  }
  if (cover.count() < 2) return std::nullopt;
  return Head{rule.x0, rule.x1, std::max(ceiling, lines[first].top - 0.9 * body), y, false};
}

// Whether the table goes on past the ends of the rule below its headings: a copy lost a piece of that, and what stands beside is the table's too.
bool goes_on_beyond(const Rule& head, const Grid& grid, const std::vector<Rule>& rules, double body) {
  const double left = head.x0 - kPanelGap * body, right = head.x1 + kPanelGap * body;
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& r) {
    if (r.x0 >= left && r.x1 <= right) return false;
    const bool level = std::abs(y_of(r) - y_of(head))<body, within = y_of(r)> grid.box.y - body && y_of(r) < grid.box.bottom() + body;
    return level || (within && r.x0 < head.x1 && r.x1 > head.x0);
  });
}

}  // namespace

std::vector<Grid> find_aligned_grids(std::span<const Rule> horizontal, std::span<const Box> grounds, std::span<const Box> text,
                                     std::span<const Grid> taken, double body) {
  std::vector<Grid> out;
  if (body <= 0 || text.size() > kMaxText) return out;
  const std::vector<Rule> rules = long_rules(horizontal, body);
  std::vector<Head> heads;
  for (const Box& b : whole_grounds(grounds, body)) heads.push_back({double(b.x), double(b.right()), double(b.y), double(b.bottom()), true});
  if (rules.empty() && heads.empty()) return out;
  const std::vector<TextLine> lines = text_lines(text, taken);
  for (const Rule& r : rules)
    if (const auto head = head_above(r, lines, rules, body)) heads.push_back(*head);
  std::stable_sort(heads.begin(), heads.end(), [](const Head& a, const Head& b) { return a.top < b.top; });
  std::vector<Grid> found;
  const auto add = [&](std::optional<Grid> grid) {
    if (grid) found.push_back(std::move(*grid));
  };
  const Finder finder(lines, rules, body);
  for (const Head& head : heads) add(finder.below(head));
  // A chart or a panel stands beside a table without touching it: what is far outside the rule's ends is left out.
  for (const Rule& r : rules.size() > kFewRules ? std::vector<Rule>{} : rules) {
    std::vector<Box> within;
    std::copy_if(text.begin(), text.end(), std::back_inserter(within),
                 [&](const Box& b) { return b.right() > r.x0 - kPanelGap * body && b.x < r.x1 + kPanelGap * body; });
    if (within.size() == text.size()) continue;
    const std::vector<TextLine> own = text_lines(within, taken);
    const auto head = head_above(r, own, rules, body);
    std::optional<Grid> grid = head ? Finder(own, rules, body).below(*head) : std::nullopt;
    if (grid && !goes_on_beyond(r, *grid, rules, body)) add(std::move(grid));
  }
  // Of two that overlap the one with more rows: every second row of a table may have a ground, as headings have.
  std::stable_sort(found.begin(), found.end(), [](const Grid& a, const Grid& b) { return a.rows() > b.rows(); });
  for (Grid& grid : found) {
    const auto overlaps = [&](const Grid& g) { return !intersect(g.box, grid.box).empty(); };
    if (std::none_of(taken.begin(), taken.end(), overlaps) && std::none_of(out.begin(), out.end(), overlaps)) out.push_back(std::move(grid));
  }
  std::sort(out.begin(), out.end(), [](const Grid& a, const Grid& b) { return a.box.y < b.box.y; });
  return out;
}

}  // namespace banthuek::layout
