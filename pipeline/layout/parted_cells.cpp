#include "pipeline/layout/parted_cells.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/layout/aligned_table.h"
#include "pipeline/layout/corridors.h"
#include "pipeline/layout/open_table.h"

namespace banthuek::layout {
namespace {

constexpr int kFewRows = 3;             // of a table whose rows rules do not part
constexpr double kTall = 5;             // body heights: such a row, at least
constexpr double kShare = 0.4;          // of the table's height
constexpr double kSameLine = 0.4;       // body heights: lines of one row's cells
constexpr double kWraps = 0.75;         // of its column's width: a line after which the text may have been broken
constexpr double kBesideKey = 0.8;      // of the rows: those in which another column is filled beside the key column
constexpr std::size_t kMinRows = 3;     // fewer do not tell
constexpr std::size_t kUnnumbered = 4;  // where no column of numbers begins them
constexpr double kNumber = 2.6;         // body heights: a number is no wider
constexpr double kToTheEnd = 0.75;      // of the columns reach the last of such rows: the lines of one record's cells end one by one

double middle_y(const Box& b) { return b.y + b.h / 2.0; }
double middle_x(const Box& b) { return b.x + b.w / 2.0; }
bool holds(const Box& outer, const Box& b) {
  return middle_x(b) > outer.x && middle_x(b) < outer.right() && middle_y(b) > outer.y && middle_y(b) < outer.bottom();
}

void sort_cells(std::vector<GridCell>& cells) {
  std::stable_sort(cells.begin(), cells.end(),
                   [](const GridCell& a, const GridCell& b) { return a.row != b.row ? a.row < b.row : a.column < b.column; });
}

// Cells of one row, none of which reaches over others; empty where one does.
std::vector<const GridCell*> plain_row(const Grid& grid, int row) {
  std::vector<const GridCell*> out;
  for (const GridCell& c : grid.cells) {
    if (c.row > row || c.row + c.row_span <= row) continue;
    if (c.row_span != 1 || c.column_span != 1) return {};
    out.push_back(&c);
  }
  return out;
}

bool may_hold_rows(const Grid& grid, int row, double body) {
  const double high = grid.row_edges[static_cast<std::size_t>(row) + 1] - grid.row_edges[static_cast<std::size_t>(row)];
  return grid.columns() > 1 && grid.rows() <= kFewRows && high > kTall * body && high > kShare * (grid.row_edges.back() - grid.row_edges.front()) &&
         !plain_row(grid, row).empty();
}

// A cell of the first row over several columns, on a ground.
bool is_heading(const GridCell& cell, std::span<const Box> grounds) {
  return cell.row == 0 && cell.column_span > 1 && std::any_of(grounds.begin(), grounds.end(), [&](const Box& g) {
           const Box both = intersect(g, cell.box);
           return !both.empty() && static_cast<double>(both.w) * both.h > 0.5 * cell.box.w * cell.box.h;
         });
}

bool is_frame(const Grid& grid) { return grid.columns() == 1; }

// One line of a column.
struct ColumnLine {
  Box box;
  int column = 0;
};

std::vector<ColumnLine> lines_of(const GridCell& cell, std::span<const Box> text, double body) {
  std::vector<ColumnLine> out;
  for (const Box& b : text) {
    if (!holds(cell.box, b)) continue;
    const auto same =
        std::find_if(out.begin(), out.end(), [&](const ColumnLine& l) { return std::abs(middle_y(l.box) - middle_y(b)) < kSameLine * body; });
    if (same == out.end())
      out.push_back({b, cell.column});
    else
      same->box = unite(same->box, b);
  }
  return out;
}

// Lines of several columns on one level.
struct Level {
  double y = 0;
  std::vector<ColumnLine> lines;
  bool has(int column) const {
    return std::any_of(lines.begin(), lines.end(), [&](const ColumnLine& l) { return l.column == column; });
  }
};

std::vector<Level> levels_of(std::vector<ColumnLine> lines, double body) {
  std::sort(lines.begin(), lines.end(), [](const ColumnLine& a, const ColumnLine& b) { return middle_y(a.box) < middle_y(b.box); });
  std::vector<Level> out;
  for (const ColumnLine& l : lines) {
    if (out.empty() || middle_y(l.box) - out.back().y > kSameLine * body) out.push_back({middle_y(l.box), {}});
    out.back().lines.push_back(l);
    out.back().y += (middle_y(l.box) - out.back().y) / static_cast<double>(out.back().lines.size());
  }
  return out;
}

// The lines of a row that is several, and what of each column tells.
class TallRow {
 public:
  TallRow(const std::vector<const GridCell*>& cells, std::span<const Box> text, double body) {
    std::vector<ColumnLine> all;
    for (const GridCell* cell : cells) {
      std::vector<ColumnLine> lines = lines_of(*cell, text, body);
      std::sort(lines.begin(), lines.end(), [](const ColumnLine& a, const ColumnLine& b) { return a.box.y < b.box.y; });
      std::size_t full = 0;
      for (std::size_t i = 0; i + 1 < lines.size(); ++i) full += lines[i].box.w > kWraps * cell->box.w;
      const bool numbers = std::all_of(lines.begin(), lines.end(), [&](const ColumnLine& l) { return l.box.w < kNumber * body; });
      columns_.push_back({cell->column, lines.size(), lines.size() > 1 && 2 * full >= lines.size() - 1, numbers});
      filled_ += !lines.empty();
      all.insert(all.end(), lines.begin(), lines.end());
    }
    levels_ = levels_of(std::move(all), body);
  }

  const std::vector<Level>& levels() const { return levels_; }

  // The levels that begin a row; empty where nothing tells.
  std::vector<std::size_t> starts() const {
    std::vector<std::size_t> out = by_key();
    return out.empty() ? by_most() : out;
  }

 private:
  struct Column {
    int index = 0;
    std::size_t lines = 0;
    bool wraps = false, numbers = false;
  };

  bool reach_the_end(const std::vector<std::size_t>& starts) const {
    return starts.size() >= kUnnumbered && static_cast<double>(levels_[starts.back()].lines.size()) >= kToTheEnd * static_cast<double>(filled_);
  }

  // Whether a column beside the key column is filled there that does not wrap.
  bool has_steady(const Level& level, int key) const {
    return std::any_of(columns_.begin(), columns_.end(), [&](const Column& c) { return c.index != key && !c.wraps && level.has(c.index); });
  }

  // A line in one of the first two columns, which does not wrap and beside whose lines others stand, begins a row.
  std::vector<std::size_t> by_key() const {
    for (std::size_t c = 0; c < std::min<std::size_t>(2, columns_.size()); ++c) {
      const Column& key = columns_[c];
      if (key.wraps || key.lines < kMinRows) continue;
      std::vector<std::size_t> out;
      std::size_t beside = 0;
      for (std::size_t i = 0; i < levels_.size(); ++i)
        if (levels_[i].has(key.index)) out.push_back(i), beside += key.numbers ? levels_[i].lines.size() > 1 : has_steady(levels_[i], key.index);
      if (static_cast<double>(beside) >= kBesideKey * static_cast<double>(out.size()) && (key.numbers || reach_the_end(out))) return out;
    }
    return {};
  }

  // Else the levels on which most columns are filled, where two columns that do not wrap are filled on nearly all of them.
  std::vector<std::size_t> by_most() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < levels_.size(); ++i)
      if (levels_[i].lines.size() >= 2 && 2 * levels_[i].lines.size() >= filled_) out.push_back(i);
    if (out.size() < kMinRows) return {};
    const auto steady = std::count_if(columns_.begin(), columns_.end(), [&](const Column& c) {
      const auto on = std::count_if(out.begin(), out.end(), [&](std::size_t i) { return levels_[i].has(c.index); });
      return !c.wraps && static_cast<double>(on) >= kBesideKey * static_cast<double>(out.size());
    });
    return steady >= 2 && reach_the_end(out) ? out : std::vector<std::size_t>{};
  }

  std::vector<Column> columns_;
  std::vector<Level> levels_;
  std::size_t filled_ = 0;  // columns with text
};

// Whether cells are set in the middle of their rows: again and again a column has nothing on the key's level and a line right above and below it.
bool set_in_the_middle(const std::vector<Level>& levels, const std::vector<std::size_t>& starts) {
  return std::count_if(starts.begin(), starts.end(), [&](std::size_t at) {
           if (at == 0 || at + 1 == levels.size()) return false;
           const Level &above = levels[at - 1], &here = levels[at], &below = levels[at + 1];
           const double up = here.y - above.y, down = below.y - here.y;
           return std::abs(up - down) < 0.25 * (up + down) && std::any_of(above.lines.begin(), above.lines.end(), [&](const ColumnLine& l) {
                    return !here.has(l.column) && below.has(l.column);
                  });
         }) >= 2;
}

// For each level the row it is of. Lines above the first row's key stand in cells whose text is set in the middle: then the nearer row has them.
std::vector<std::size_t> rows_of(const std::vector<Level>& levels, const std::vector<std::size_t>& starts) {
  const bool middle = starts.front() > 0 || set_in_the_middle(levels, starts);
  std::vector<std::size_t> out;
  std::size_t row = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    while (row + 1 < starts.size() && (middle ? levels[starts[row + 1]].y - levels[i].y < levels[i].y - levels[starts[row]].y : starts[row + 1] <= i))
      ++row;
    out.push_back(row);
  }
  return out;
}

// The edges between the rows, from one to the next.
std::vector<double> edges_between(const std::vector<Level>& levels, const std::vector<std::size_t>& rows) {
  std::vector<double> bottoms(rows.back() + 1, -1e300), tops(rows.back() + 1, 1e300), out;
  for (std::size_t i = 0; i < levels.size(); ++i)
    for (const ColumnLine& l : levels[i].lines) {
      bottoms[rows[i]] = std::max<double>(bottoms[rows[i]], l.box.bottom());
      tops[rows[i]] = std::min<double>(tops[rows[i]], l.box.y);
    }
  for (std::size_t r = 1; r < tops.size(); ++r) {
    const double over = bottoms[r - 1], under = tops[r];
    out.push_back(under > over ? over + kLowMarks * (under - over) : (under + over) / 2);
  }
  return out;
}

void part_row(Grid& grid, int row, std::span<const Box> text, double body) {
  const TallRow tall(plain_row(grid, row), text, body);
  const std::vector<std::size_t> starts = tall.starts();
  if (starts.empty()) return;
  const std::vector<double> edges = edges_between(tall.levels(), rows_of(tall.levels(), starts));
  double over = grid.row_edges[static_cast<std::size_t>(row)];
  for (const double edge : edges) {
    if (edge <= over + 1) return;
    over = edge;
  }
  if (over + 1 >= grid.row_edges[static_cast<std::size_t>(row) + 1]) return;
  const auto more = static_cast<int>(edges.size());
  std::vector<GridCell> cells;
  for (GridCell& c : grid.cells) {
    if (c.row != row) {
      if (c.row > row) c.row += more;
      cells.push_back(c);
      continue;
    }
    for (int k = 0; k <= more; ++k) {
      const int top = k == 0 ? c.box.y : static_cast<int>(edges[static_cast<std::size_t>(k) - 1]);
      const int bottom = k == more ? c.box.bottom() : static_cast<int>(edges[static_cast<std::size_t>(k)]);
      cells.push_back({row + k, c.column, 1, 1, {c.box.x, top, c.box.w, bottom - top}});
    }
  }
  sort_cells(cells);
  grid.cells = std::move(cells);
  grid.row_edges.insert(grid.row_edges.begin() + row + 1, edges.begin(), edges.end());
}

// The cell in the columns that its texts keep within; itself where less than two are filled so.
std::vector<GridCell> parted_heading(const Grid& grid, const GridCell& cell, std::span<const Box> text, double body) {
  constexpr double kOver = 0.2;   // body heights that a text may reach over an edge
  constexpr double kApart = 1.0;  // and that headings are apart: words of one are nearer
  std::vector<Box> texts;
  for (const Box& b : text)
    if (holds(cell.box, b)) texts.push_back(b);
  const auto joins = [&](double edge) {
    return std::any_of(texts.begin(), texts.end(), [&](const Box& a) {
      if (a.x < edge - kOver * body && a.right() > edge + kOver * body) return true;
      return a.x < edge && std::any_of(texts.begin(), texts.end(), [&](const Box& b) {
               return b.right() > edge && &a != &b && std::abs(middle_y(a) - middle_y(b)) < kSameLine * body && b.x - a.right() < kApart * body &&
                      b.x > a.x;
             });
    });
  };
  std::vector<GridCell> out;
  std::size_t filled = 0;
  int from = cell.column;
  for (int c = cell.column + 1; c <= cell.column + cell.column_span; ++c) {
    const double edge = grid.column_edges[static_cast<std::size_t>(c)];
    const bool last = c == cell.column + cell.column_span;
    if (!last && joins(edge)) continue;
    GridCell part = cell;
    part.column = from, part.column_span = c - from;
    const double left = from == cell.column ? cell.box.x : grid.column_edges[static_cast<std::size_t>(from)];
    part.box.x = static_cast<int>(left);
    part.box.w = static_cast<int>(last ? cell.box.right() : edge) - part.box.x;
    filled += std::any_of(texts.begin(), texts.end(), [&](const Box& b) { return holds(part.box, b); });
    out.push_back(part);
    from = c;
  }
  return filled >= 2 ? out : std::vector<GridCell>{cell};
}

// A ground with the sides of a table that holds its headings: of a coloured or a copied one nothing may be left of the rules around it. Right above
// the table it becomes its first row; where it is the upper part of the first row, that is parted below it.
void take_heading(Grid& grid, std::span<const Box> grounds, double body) {
  constexpr double kSides = 1.2, kTouch = 0.6, kLow = 1, kHigh = 9, kRest = 1.2;  // body heights
  const double top = grid.row_edges[0], left = grid.column_edges.front(), right = grid.column_edges.back();
  for (Box g : grounds) {
    // Two rows of headings may each have their own.
    for (const Box& below : grounds)
      if (std::abs(below.y - g.bottom()) < kTouch * body && std::abs(below.x - g.x) < kSides * body &&
          std::abs(below.right() - g.right()) < kSides * body && below.h > kLow * body && g.h + below.h < kHigh * body)
        g = unite(g, below);
    if (g.h < kLow * body || g.h > kHigh * body || std::abs(g.x - left) > kSides * body || std::abs(g.right() - right) > kSides * body) continue;
    if (std::abs(g.bottom() - top) < kTouch * body) {
      for (GridCell& c : grid.cells) ++c.row;
      grid.cells.insert(grid.cells.begin(),
                        {0, 0, 1, grid.columns(), {static_cast<int>(left), g.y, static_cast<int>(right - left), static_cast<int>(top) - g.y}});
      grid.row_edges.insert(grid.row_edges.begin(), g.y);
      grid.box = unite(grid.box, {grid.box.x, g.y, grid.box.w, 1});
      return;
    }
    if (std::abs(g.y - top) >= kTouch * body) continue;
    const auto edge = std::find_if(grid.row_edges.begin() + 1, grid.row_edges.end(), [&](double y) { return y > g.bottom() - kTouch * body; });
    // The ground is of the whole table.
    if (edge == grid.row_edges.end() || (edge == grid.row_edges.end() - 1 && *edge - g.bottom() < kRest * body)) return;
    const auto row = static_cast<int>(edge - grid.row_edges.begin());  // the first below the headings
    const bool ruled = *edge - g.bottom() < kTouch * body;
    const double y = ruled ? *edge : g.bottom();
    if (!ruled && *edge - g.bottom() < kRest * body) return;
    if (!ruled) {
      for (GridCell& c : grid.cells)
        if (c.row >= row)
          ++c.row;
        else if (c.row + c.row_span > row - 1)
          ++c.row_span;
      grid.row_edges.insert(edge, y);
    }
    std::vector<GridCell> cells;
    for (GridCell c : grid.cells) {
      if (c.row < row && c.row + c.row_span > row) {
        GridCell head = c;
        head.row_span = row - c.row, head.box.h = static_cast<int>(y) - c.box.y;
        cells.push_back(head);
        c.row_span -= head.row_span, c.row = row, c.box.h = c.box.bottom() - static_cast<int>(y), c.box.y = static_cast<int>(y);
      }
      cells.push_back(c);
    }
    sort_cells(cells);
    grid.cells = std::move(cells);
    return;
  }
}

}  // namespace

std::vector<Box> places_to_part(std::span<const Grid> grids, std::span<const Box> grounds, double body) {
  std::vector<Box> out;
  for (const Grid& grid : grids) {
    if (is_frame(grid)) {
      out.push_back(grid.box);
      continue;
    }
    for (const GridCell& c : grid.cells)
      if (is_heading(c, grounds)) out.push_back(c.box);
    for (int r = 0; r < grid.rows(); ++r)
      if (may_hold_rows(grid, r, body)) {
        const auto y = static_cast<int>(grid.row_edges[static_cast<std::size_t>(r)]);
        out.push_back({grid.box.x, y, grid.box.w, static_cast<int>(grid.row_edges[static_cast<std::size_t>(r) + 1]) - y});
      }
  }
  return out;
}

void part_cells(Grid& grid, std::span<const Box> grounds, std::span<const Box> text, double body) {
  for (int r = grid.rows() - 1; r >= 0; --r)
    if (may_hold_rows(grid, r, body)) {
      part_row(grid, r, text, body);
      break;
    }
  std::vector<GridCell> cells;
  for (const GridCell& c : grid.cells)
    if (is_heading(c, grounds)) {
      const std::vector<GridCell> parts = parted_heading(grid, c, text, body);
      cells.insert(cells.end(), parts.begin(), parts.end());
    } else {
      cells.push_back(c);
    }
  grid.cells = std::move(cells);
}

std::size_t complete_grids(std::vector<Grid>& grids, std::span<const Rule> horizontal, std::span<const Box> grounds, std::span<const Box> text,
                           double body) {
  constexpr double kFills = 0.5;           // of a frame, by the table in it: then it is that table's
  constexpr std::size_t kMaxText = 3'000;  // more is a drawing
  std::vector<Grid> frames;
  const auto apart = std::stable_partition(grids.begin(), grids.end(), [](const Grid& g) { return !is_frame(g); });
  frames.assign(std::make_move_iterator(apart), std::make_move_iterator(grids.end()));
  grids.erase(apart, grids.end());
  std::vector<Grid> aligned = find_aligned_grids(horizontal, grounds, text, grids, body);
  for (Grid& frame : frames) {
    const auto fills = [&](const Grid& g) {
      const Box both = intersect(g.box, frame.box);
      return static_cast<double>(both.w) * both.h > kFills * frame.box.w * frame.box.h;
    };
    if (std::any_of(aligned.begin(), aligned.end(), fills)) continue;
    std::erase_if(aligned, [&](const Grid& g) { return !intersect(g.box, frame.box).empty(); });
    grids.push_back(std::move(frame));
  }
  std::stable_sort(grids.begin(), grids.end(), [](const Grid& a, const Grid& b) { return a.box.y < b.box.y; });
  const std::size_t ruled = grids.size();
  grids.insert(grids.end(), std::make_move_iterator(aligned.begin()), std::make_move_iterator(aligned.end()));
  std::vector<Grid> open = find_open_grids(horizontal, text, grids, body);
  grids.insert(grids.end(), std::make_move_iterator(open.begin()), std::make_move_iterator(open.end()));
  for (Grid& grid : grids) {
    take_heading(grid, grounds, body);
    if (text.size() <= kMaxText) part_cells(grid, grounds, text, body);
  }
  return ruled;
}

}  // namespace banthuek::layout
