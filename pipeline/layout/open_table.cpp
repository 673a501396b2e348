#include "pipeline/layout/open_table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/layout/corridors.h"
#include "pipeline/layout/table_heads.h"

namespace banthuek::layout {
namespace {

constexpr double kSameEnds = 1.0;                        // ends of the rules of one table differ by no more
constexpr double kLevel = 0.25;                          // pieces of one rule lie no further apart in height
constexpr double kMinRule = 0.5;                         // share of the width that the pieces of a rule cover
constexpr double kMinSubRule = 4;                        // shortest rule below a heading of several columns, in body heights
constexpr double kJoint = 2;                             // pieces of a rule that meet: units
constexpr double kBelowLetters = 0.4;                    // of the room between two lines: lower vowels; the rest is marks of the line below
constexpr std::size_t kMaxRules = 500, kMaxText = 3000;  // more is a drawing

bool inside(const Box& b, double left, double right, double top, double bottom) {
  const double x = b.x + b.w / 2.0, y = b.y + b.h / 2.0;
  return x > left && x < right && y > top && y < bottom;
}

bool is_alone(const Box& b, const std::vector<Box>& row, double body) {
  return std::none_of(row.begin(), row.end(), [&](const Box& o) { return &o != &b && std::abs((o.y + o.h / 2.0) - (b.y + b.h / 2.0)) < body; });
}

// Where the row ends in lines one below the other that reach from side to side: prose below a table or between two of them, and no row of one. Its
// first line's top; nothing where it does not.
std::optional<double> prose_of(const std::vector<Box>& row, double width, double body) {
  constexpr double kFull = 0.8, kPitch = 3;  // of the width; from line to line, in body heights
  constexpr int kParagraph = 3;              // lines: the name of a group may take two
  std::vector<Box> lines = joined_lines(row, {}, body);
  std::sort(lines.begin(), lines.end(), [](const Box& a, const Box& b) { return a.y > b.y; });
  std::optional<double> first;
  std::vector<Span> spans;
  int count = 0;
  bool full = false;
  for (auto at = lines.begin(); at != lines.end();) {
    Box level;
    auto next = at;
    for (; next != lines.end() && at->y - next->y < body; ++next) level = unite(level, *next);
    // A line of it may have wide spaces: from side to side all the same, as near above the next as prose is, and not where the lines below have
    // theirs, as the lines of a row's cells do.
    const bool wide = level.w > kFull * width;
    for (auto b = at; b != next; ++b) spans.push_back({double(b->x), double(b->right())});
    if (next - at > 1 && (!wide || !first || *first - level.y > kPitch * body || !gaps(spans, kCorridor * body).empty())) break;
    first = level.y, full |= wide, ++count, at = next;
  }
  return count >= kParagraph && full ? first : std::nullopt;
}

// Text of the rows, without lines that stand alone in their row.
std::vector<Span> column_text(const std::vector<std::vector<Box>>& rows, double body) {
  std::vector<Span> out;
  for (const std::vector<Box>& row : rows) {
    const std::vector<Box> lines = joined_lines(row, {}, body);
    const bool alone = std::all_of(lines.begin(), lines.end(), [&](const Box& b) { return is_alone(b, lines, body); });
    if (!alone)
      for (const Box& b : row) out.push_back({double(b.x), double(b.right())});
  }
  return out;
}

// Places where the rules of the stack are pieced together, at the same x in at least two of them: programs draw borders
// cell by cell, so these are the columns' edges, however far text reaches over them.
std::vector<double> joints(std::span<const Rule> pieces, const std::vector<double>& edges, double left, double right, double reach) {
  std::vector<double> found;
  for (const double y : edges) {
    std::vector<double> begins, ends, here;
    for (const Rule& r : pieces) {
      if (std::abs((r.y0 + r.y1) / 2 - y) > reach) continue;
      begins.push_back(r.x0);
      ends.push_back(r.x1);
    }
    std::sort(begins.begin(), begins.end());
    std::sort(ends.begin(), ends.end());
    for (const double x : ends) {
      const auto next = std::lower_bound(begins.begin(), begins.end(), x - kJoint);
      const bool joint = next != begins.end() && *next <= x + kJoint && x > left + reach && x < right - reach;
      if (joint && (here.empty() || x - here.back() > kJoint)) here.push_back(x);
    }
    found.insert(found.end(), here.begin(), here.end());
  }
  std::sort(found.begin(), found.end());
  std::vector<double> out;
  for (std::size_t i = 0; i < found.size();) {
    std::size_t end = i + 1;
    while (end < found.size() && found[end] - found[i] <= 2 * kJoint) ++end;
    if (end - i >= 2) out.push_back(found[i]);
    i = end;
  }
  return out;
}

// Rules on one level: one, or the pieces of one that stops at a cell over two rows.
struct Level {
  double y = 0, x0 = 0, x1 = 0;
  std::vector<Span> parts;
  double covered() const {
    double sum = 0;
    for (const Span& p : parts) sum += p.x1 - p.x0;
    return x1 > x0 ? sum / (x1 - x0) : 0;
  }
  bool covers(double x) const {
    return std::any_of(parts.begin(), parts.end(), [&](const Span& p) { return x >= p.x0 && x <= p.x1; });
  }
};

// `rules` from top to bottom.
std::vector<Level> levels_of(const std::vector<Rule>& rules, double body) {
  std::vector<Level> out;
  for (const Rule& r : rules) {
    const double y = (r.y0 + r.y1) / 2;
    const bool same = !out.empty() && y - out.back().y < kLevel * body &&
                      std::none_of(out.back().parts.begin(), out.back().parts.end(), [&](const Span& p) { return p.x0 < r.x1 && r.x0 < p.x1; });
    if (!same) out.push_back({y, r.x0, r.x1, {}});
    Level& level = out.back();
    level.x0 = std::min(level.x0, r.x0), level.x1 = std::max(level.x1, r.x1);
    level.parts.push_back({r.x0, r.x1});
  }
  return out;
}

// The texts of a row that a level cuts in two: above its parts, and all others.
struct CutRow {
  std::vector<Box> above, rest;
};

bool in_part(const Box& b, const Span& part, double body) { return b.x > part.x0 - body && b.right() < part.x1 + body; }

CutRow cut_row(const std::vector<Box>& row, const Level& level, double body) {
  CutRow out;
  for (const Box& b : row) {
    const bool over =
        b.y + b.h / 2.0 < level.y && std::any_of(level.parts.begin(), level.parts.end(), [&](const Span& p) { return in_part(b, p, body); });
    (over ? out.above : out.rest).push_back(b);
  }
  return out;
}

// Whether each part of a level within a row has a heading above it and the headings of several columns below, and other columns beside: no underline.
bool is_below_heading(const Level& level, const std::vector<Box>& row, double left, double right, double body) {
  if (level.x0 < left - kSameEnds * body || level.x1 > right + kSameEnds * body) return false;
  const CutRow cut = cut_row(row, level, body);
  const bool beside = std::any_of(row.begin(), row.end(), [&](const Box& b) {
    return std::none_of(level.parts.begin(), level.parts.end(), [&](const Span& p) { return in_part(b, p, body); });
  });
  return beside && std::all_of(level.parts.begin(), level.parts.end(), [&](const Span& p) {
           const auto within = [&](const Box& b) { return in_part(b, p, body); };
           std::vector<Span> below;
           for (const Box& b : cut.rest)
             if (within(b) && b.y + b.h / 2.0 > level.y) below.push_back({double(b.x), double(b.right())});
           return p.x1 - p.x0 >= kMinSubRule * body && std::any_of(cut.above.begin(), cut.above.end(), within) &&
                  !gaps(below, kCorridor * body).empty();
         });
}

double middle(const Grid& grid, int column) {
  return (grid.column_edges[static_cast<std::size_t>(column)] + grid.column_edges[static_cast<std::size_t>(column) + 1]) / 2;
}

// Where a level between two rows leaves a column open, the column's two cells are one.
void merge_over_gaps(Grid& grid, const std::vector<Level>& levels) {
  const auto columns = static_cast<std::size_t>(grid.columns());
  const auto place = [columns](int row, int column) { return static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column); };
  std::vector<std::size_t> owner(place(grid.rows(), 0), grid.cells.size());
  for (std::size_t i = 0; i < grid.cells.size(); ++i)
    if (grid.cells[i].column_span == 1) owner[place(grid.cells[i].row, grid.cells[i].column)] = i;
  std::vector<bool> gone(grid.cells.size());
  for (int r = 0; r + 1 < grid.rows(); ++r)
    for (int c = 0; c < grid.columns(); ++c) {
      const std::size_t at = place(r, c), below = place(r + 1, c);
      if (levels[static_cast<std::size_t>(r) + 1].covers(middle(grid, c)) || owner[at] == grid.cells.size() || owner[below] == grid.cells.size())
        continue;
      auto& upper = grid.cells[owner[at]];
      upper.row_span += 1;
      upper.box.h += grid.cells[owner[below]].box.h;
      gone[owner[below]] = true;
      owner[below] = owner[at];
    }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < grid.cells.size(); ++i)
    if (!gone[i]) grid.cells[kept++] = grid.cells[i];
  grid.cells.resize(kept);
}

// What stands right above a stack's first rule, within its columns.
struct Headings {
  double top = 0;
  std::vector<Box> row;
  std::optional<std::size_t> sub;  // the level below those over several columns
};

// Headings above the rule of `levels[first]`: lines close above it whose texts keep within the columns, or stand over a shorter rule below them, and
// fill most of the columns; a caption reaches over them. Nothing where a rule stands above them, for which they are a row.
std::optional<Headings> headings_above(const std::vector<Level>& levels, std::size_t first, std::span<const Box> text, std::span<const Grid> ruled,
                                       const std::vector<double>& edges, double body) {
  constexpr double kMaxShare = 0.6;  // of the columns
  const double left = edges.front(), right = edges.back(), y = levels[first].y;
  double ceiling = -1e300;
  std::vector<std::size_t> subs;
  for (std::size_t l = 0; l < first; ++l) {
    if (levels[l].x1 < left || levels[l].x0 > right) continue;
    const bool whole = levels[l].x0 < left + kSameEnds * body && levels[l].x1 > right - kSameEnds * body;
    if (whole) ceiling = levels[l].y, subs.clear();
    if (!whole) subs.push_back(l);
  }
  std::vector<Box> above;
  for (const Box& b : text)
    if (inside(b, left - body, right + body, std::max(ceiling, y - 12 * body), y)) above.push_back(b);
  const auto spans = [&](const Box& b) {
    return std::any_of(subs.begin(), subs.end(), [&](std::size_t l) {
      return levels[l].y > b.y && levels[l].y - b.bottom() < 2 * body &&
             std::any_of(levels[l].parts.begin(), levels[l].parts.end(), [&](const Span& p) { return in_part(b, p, body); });
    });
  };
  HeadLines lines = head_lines(y, edges, above, ruled, body, spans);
  if (lines.filled < kMaxShare) return std::nullopt;
  Headings out{lines.top, std::move(lines.texts), {}};
  out.top = std::max(out.top - kMarksAbove * body, ceiling);
  for (const std::size_t l : subs)
    if (levels[l].y > out.top && is_below_heading(levels[l], out.row, left, right, body)) out.sub = l;
  return out;
}

}  // namespace

std::vector<Grid> find_open_grids(std::span<const Rule> horizontal, std::span<const Box> text, std::span<const Grid> ruled, double body) {
  std::vector<Grid> out;
  if (horizontal.size() > kMaxRules * 20 || text.size() > kMaxText || body <= 0) return out;
  std::vector<Rule> rules = join_rules(horizontal, Direction::kHorizontal, grid_settings(body));
  if (rules.size() > kMaxRules) return out;
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.y0 + a.y1 < b.y0 + b.y1; });
  const std::vector<Level> levels = levels_of(rules, body);
  std::vector<bool> used(levels.size());
  for (std::size_t first = 0; first < levels.size(); ++first) {
    if (used[first] || levels[first].x1 - levels[first].x0 < 12 * body || levels[first].covered() < 0.95) continue;
    const double left = levels[first].x0, right = levels[first].x1;
    const auto shortened = [&](const Level& l) { return l.x0 > left + kSameEnds * body || l.x1 < right - kSameEnds * body; };
    // The stack: the next rule of the same ends, as long as text stands between and no shorter rule breaks it.
    std::vector<double> edges{levels[first].y};
    std::vector<std::size_t> members{first};
    std::vector<std::vector<Box>> rows;
    std::vector<std::size_t> shorter;
    for (std::size_t next = first + 1; next < levels.size(); ++next) {
      if (std::abs(levels[next].x0 - left) > kSameEnds * body || std::abs(levels[next].x1 - right) > kSameEnds * body ||
          levels[next].covered() < kMinRule) {
        shorter.push_back(next);
        continue;
      }
      const double y = levels[next].y;
      std::vector<Box> row;
      for (const Box& b : text)
        if (inside(b, left - body, right + body, edges.back(), y)) row.push_back(b);
      if (row.empty() || std::any_of(row.begin(), row.end(), [&](const Box& b) { return b.x < left - body || b.right() > right + body; })) break;
      // A row twenty lines high is a page's text between a head's rule and a foot's.
      if (y - edges.back() > 60 * body) break;
      if (const auto prose = prose_of(row, right - left, body)) {
        // What stands above it is the table's last row, which no rule ends.
        std::erase_if(row, [&](const Box& b) { return b.y + b.h / 2.0 > *prose; });
        if (rows.empty() || row.empty()) break;
        int bottom = row.front().bottom();
        for (const Box& b : row) bottom = std::max(bottom, b.bottom());
        edges.push_back(bottom + (*prose - bottom) * kBelowLetters);
        rows.push_back(std::move(row));
        members.push_back(members.back());
        break;
      }
      // A rule below a heading of several columns parts its row in two; the other columns' headings stand in both.
      for (const std::size_t sub : shorter) {
        if (!is_below_heading(levels[sub], row, left, right, body)) continue;
        CutRow cut = cut_row(row, levels[sub], body);
        rows.push_back(std::move(cut.above));
        row = std::move(cut.rest);
        edges.push_back(levels[sub].y);
        members.push_back(sub);
        break;
      }
      shorter.clear();
      rows.push_back(std::move(row));
      edges.push_back(y);
      members.push_back(next);
    }
    if (rows.size() < 2) continue;
    std::vector<std::vector<Box>> parted;  // rows without those that hold headings of several columns only
    for (std::size_t r = 0; r < rows.size(); ++r)
      if (!shortened(levels[members[r + 1]])) parted.push_back(rows[r]);
    const double least = parted.size() < kManyRows ? kCorridor : kStraitCorridor;
    const std::vector<Span> corridors = between_columns(gaps(column_text(parted, body), least * body), parted, body);
    const std::vector<double> pieced = joints(horizontal, edges, left, right, 0.45 * body);
    if (corridors.empty() && pieced.empty()) continue;
    Grid grid;
    grid.row_edges = edges;
    grid.column_edges.push_back(left);
    if (pieced.size() >= corridors.size() || pieced.size() >= 2)
      grid.column_edges.insert(grid.column_edges.end(), pieced.begin(), pieced.end());
    else
      for (const Span& c : corridors) grid.column_edges.push_back((c.x0 + c.x1) / 2);
    grid.column_edges.push_back(right);
    if (auto head = headings_above(levels, first, text, ruled, grid.column_edges, body)) {
      edges.insert(edges.begin(), head->top);
      members.insert(members.begin(), first);
      if (head->sub) {
        CutRow cut = cut_row(head->row, levels[*head->sub], body);
        rows.insert(rows.begin(), std::move(cut.rest));
        head->row = std::move(cut.above);
        edges.insert(edges.begin() + 1, levels[*head->sub].y);
        members.insert(members.begin() + 1, *head->sub);
      }
      rows.insert(rows.begin(), std::move(head->row));
      grid.row_edges = edges;
    }
    const int x = static_cast<int>(left), y = static_cast<int>(edges.front());
    grid.box = {x, y, static_cast<int>(right) - x, static_cast<int>(edges.back()) - y};
    const bool taken = std::any_of(ruled.begin(), ruled.end(), [&](const Grid& g) { return !intersect(g.box, grid.box).empty(); });
    if (taken) continue;
    for (int r = 0; r < grid.rows(); ++r) {
      const int top = static_cast<int>(edges[r]), height = static_cast<int>(edges[r + 1]) - top;
      const std::vector<Box> lines = joined_lines(rows[r], grid.column_edges, body);
      // One cell over the columns it covers: what stands above a part of a shorter rule, and a line alone in its row that lies over corridors.
      const Level& below = levels[members[static_cast<std::size_t>(r) + 1]];
      const bool heads = shortened(below);
      for (int c = 0; c < grid.columns();) {
        int span = 1;
        for (const Span& p : heads ? below.parts : std::vector<Span>{})
          while (c + span < grid.columns() && middle(grid, c) > p.x0 && middle(grid, c) < p.x1 && middle(grid, c + span) < p.x1) ++span;
        for (; !heads && c + span < grid.columns(); ++span) {
          const double edge = grid.column_edges[c + span];
          if (std::none_of(lines.begin(), lines.end(),
                           [&](const Box& b) { return b.x < edge - 1 && b.right() > edge + 1 && is_alone(b, lines, body); }))
            break;
        }
        const int cell_x = static_cast<int>(grid.column_edges[c]);
        grid.cells.push_back({r, c, 1, span, {cell_x, top, static_cast<int>(grid.column_edges[c + span]) - cell_x, height}});
        c += span;
      }
    }
    std::vector<Level> stack;
    for (const std::size_t m : members) {
      used[m] = true;
      stack.push_back(levels[m]);
    }
    merge_over_gaps(grid, stack);
    out.push_back(std::move(grid));
  }
  return out;
}

}  // namespace banthuek::layout
