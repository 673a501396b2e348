#include "pipeline/layout/table_heads.h"

#include <algorithm>
#include <cmath>

#include "pipeline/layout/corridors.h"

namespace banthuek::layout {
namespace {

void add_row_above(Grid& grid, double y, const std::vector<double>& edges) {
  for (GridCell& c : grid.cells) ++c.row;
  std::vector<GridCell> cells;
  const int top = static_cast<int>(y), height = static_cast<int>(grid.row_edges[0]) - top;
  for (std::size_t c = 0; c + 1 < edges.size(); ++c) {
    const auto from = std::lower_bound(grid.column_edges.begin(), grid.column_edges.end(), edges[c]) - grid.column_edges.begin();
    const auto to = std::lower_bound(grid.column_edges.begin(), grid.column_edges.end(), edges[c + 1]) - grid.column_edges.begin();
    const int x = static_cast<int>(edges[c]);
    cells.push_back({0, static_cast<int>(from), 1, static_cast<int>(to - from), {x, top, static_cast<int>(edges[c + 1]) - x, height}});
  }
  grid.cells.insert(grid.cells.begin(), cells.begin(), cells.end());
  grid.row_edges.insert(grid.row_edges.begin(), y);
  grid.box = unite(grid.box, {grid.box.x, top, grid.box.w, 1});
}

}  // namespace

std::vector<Box> joined_lines(std::vector<Box> row, const std::vector<double>& edges, double body) {
  std::sort(row.begin(), row.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  std::vector<Box> out;
  for (const Box& b : row) {
    const auto before = std::find_if(out.begin(), out.end(), [&](const Box& o) {
      const double gap = b.x - o.right();
      return std::abs(middle_y(o) - middle_y(b)) < body / 2 && gap < kWordSpace * body &&
             std::none_of(edges.begin(), edges.end(), [&](double edge) { return edge >= o.right() && edge <= b.x; });
    });
    if (before == out.end())
      out.push_back(b);
    else
      *before = unite(*before, b);
  }
  return out;
}

HeadLines head_lines(double y, const std::vector<double>& edges, std::span<const Box> above, std::span<const Grid> taken, double body,
                     const std::function<bool(const Box&)>& spans) {
  constexpr double kNear = 1.8, kOver = 0.3;  // body heights
  constexpr int kLines = 5;
  HeadLines out;
  std::vector<TextLine> lines = text_lines(above, taken);
  std::vector<bool> filled(edges.size() - 1);
  double under = y;
  for (int count = 0; !lines.empty() && count < kLines && under - lines.back().bottom < kNear * body; ++count, lines.pop_back()) {
    const std::vector<Box> texts = joined_lines(lines.back().texts, {}, body);
    const auto keeps = [&](const Box& b) {
      for (std::size_t c = 0; c + 1 < edges.size(); ++c)
        if (b.x > edges[c] - kOver * body && b.right() < edges[c + 1] + kOver * body) return true;
      return spans(b);
    };
    if (!std::all_of(texts.begin(), texts.end(), keeps)) break;
    for (const Box& b : texts)
      for (std::size_t c = 0; c + 1 < edges.size(); ++c) filled[c] = filled[c] || (b.x + b.w / 2.0 > edges[c] && b.x + b.w / 2.0 < edges[c + 1]);
    out.texts.insert(out.texts.end(), texts.begin(), texts.end());
    out.top = under = lines.back().top;
  }
  out.filled = static_cast<double>(std::count(filled.begin(), filled.end(), true)) / static_cast<double>(filled.size());
  return out;
}

bool take_heading(Grid& grid, std::span<const Box> grounds, double body) {
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
      add_row_above(grid, g.y, {left, right});
      return true;
    }
    if (std::abs(g.y - top) >= kTouch * body) continue;
    const auto edge = std::find_if(grid.row_edges.begin() + 1, grid.row_edges.end(), [&](double y) { return y > g.bottom() - kTouch * body; });
    // The ground is of the whole table.
    if (edge == grid.row_edges.end() || (edge == grid.row_edges.end() - 1 && *edge - g.bottom() < kRest * body)) return false;
    const auto row = static_cast<int>(edge - grid.row_edges.begin());  // the first below the headings
    const bool ruled = *edge - g.bottom() < kTouch * body;
    const double y = ruled ? *edge : g.bottom();
    if (!ruled && *edge - g.bottom() < kRest * body) return false;
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
    std::stable_sort(cells.begin(), cells.end(),
                     [](const GridCell& a, const GridCell& b) { return a.row != b.row ? a.row < b.row : a.column < b.column; });
    grid.cells = std::move(cells);
    return true;
  }
  return false;
}

bool add_heading(Grid& grid, std::span<const Box> text, std::span<const Grid> grids, double body) {
  constexpr double kHigh = 12, kShare = 0.75;  // body heights; of the columns
  constexpr int kColumns = 3;
  if (grid.columns() < kColumns) return false;
  const double y = grid.row_edges.front();
  std::vector<Box> above;
  for (const Box& b : text)
    if (middle_y(b) < y && middle_y(b) > y - kHigh * body && b.right() > grid.column_edges.front() - body && b.x < grid.column_edges.back() + body)
      above.push_back(b);
  const HeadLines lines = head_lines(y, grid.column_edges, above, grids, body, [](const Box&) { return false; });
  if (lines.filled < kShare) return false;
  add_row_above(grid, lines.top - kMarksAbove * body, grid.column_edges);
  return true;
}

}  // namespace banthuek::layout
