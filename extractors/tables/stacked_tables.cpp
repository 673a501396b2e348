#include "extractors/tables/stacked_tables.h"

#include <algorithm>
#include <set>
#include <utility>

namespace banthuek::tables {
namespace {

constexpr std::size_t kMinEdges = 2;  // between the columns of a row that tells them
constexpr double kSharedEdges = 0.4;  // of two rows' edges, at most, where another table begins
constexpr int kMinTableRows = 2;      // of each table

constexpr int kMinFullRows = 3;  // of a grid whose columns are joined

using Edges = std::set<int>;

// Columns of the grid where the cells of the row begin, but the first.
Edges edges_of(const Table& table, int row) {
  Edges out;
  for (const Cell& cell : table.cells)
    if (cell.row <= row && row < cell.row + cell.row_span && cell.column > 0) out.insert(cell.column);
  return out;
}

bool shares(const Edges& a, const Edges& b) {
  const auto both = std::count_if(a.begin(), a.end(), [&](int edge) { return b.count(edge) > 0; });
  return static_cast<double>(both) > kSharedEdges * static_cast<double>(std::min(a.size(), b.size()));
}

bool is_cut_by(const Cell& cell, int row) { return cell.row < row && row < cell.row + cell.row_span; }

// The rows at which another table begins.
std::vector<int> cuts_of(const Table& table) {
  std::vector<int> out;
  int above = -1, first = 0;  // the last row that tells its columns; where the table so far begins
  Edges columns;
  for (int row = 0; row < table.rows; ++row) {
    Edges edges = edges_of(table, row);
    if (edges.size() < kMinEdges) continue;
    const int cut = above + 1;  // rows of one cell before it are its heading
    if (above >= 0 && !shares(columns, edges) && cut - first >= kMinTableRows && table.rows - cut >= kMinTableRows &&
        std::none_of(table.cells.begin(), table.cells.end(), [&](const Cell& cell) { return is_cut_by(cell, cut); })) {
      out.push_back(cut);
      first = cut;
    }
    columns = std::move(edges);
    above = row;
  }
  return out;
}

bool mostly_over(const Box& a, const Box& b) {
  const int shared = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  return 2 * shared > std::max(a.w, b.w);
}

// The rows [from, to) as a table of the columns that they have.
Table rows_of(const Table& table, int from, int to) {
  std::set<int> begins{0};
  for (int row = from; row < to; ++row) begins.merge(edges_of(table, row));
  const auto column_of = [&](int edge) { return static_cast<int>(std::distance(begins.begin(), begins.lower_bound(edge))); };
  Table out;
  out.edges = table.edges;
  out.rows = to - from;
  out.columns = static_cast<int>(begins.size());
  for (const Cell& cell : table.cells) {
    if (cell.row < from || cell.row >= to) continue;
    out.cells.push_back(cell);
    out.cells.back().row = cell.row - from;
    out.cells.back().column = column_of(cell.column);
    out.cells.back().column_span = std::max(1, column_of(cell.column + cell.column_span) - column_of(cell.column));
    out.box = out.cells.size() == 1 ? cell.box : unite(out.box, cell.box);
  }
  return out;
}

}  // namespace

std::vector<Table> part_stacked(const Table& table) {
  std::vector<Table> out;
  std::vector<int> cuts = cuts_of(table);
  if (cuts.empty()) return {table};
  cuts.push_back(table.rows);
  int from = 0;
  for (const int to : cuts) {
    out.push_back(rows_of(table, from, to));
    from = to;
  }
  return out;
}

std::optional<Table> with_joined_columns(const Table& table) {
  std::vector<std::vector<const Cell*>> rows(static_cast<std::size_t>(std::max(0, table.rows)));
  for (const Cell& cell : table.cells)
    if (cell.row >= 0 && cell.row < table.rows) rows[static_cast<std::size_t>(cell.row)].push_back(&cell);
  std::size_t most = 0;
  for (const auto& row : rows) most = std::max(most, row.size());
  if (most <= kMinEdges || static_cast<int>(most) >= table.columns) return std::nullopt;
  const std::vector<const Cell*>* first = nullptr;
  int full = 0;
  for (auto& row : rows) {
    std::sort(row.begin(), row.end(), [](const Cell* a, const Cell* b) { return a->column < b->column; });
    if (std::any_of(row.begin(), row.end(), [](const Cell* cell) { return cell->row_span > 1; })) return std::nullopt;
    if (row.size() != most) {
      if (first && row.size() > 1) return std::nullopt;  // rows of one cell run over all columns, headings stand above
      continue;
    }
    ++full;
    for (std::size_t i = 0; first && i < most; ++i)
      if (!mostly_over(row[i]->box, (*first)[i]->box)) return std::nullopt;
    if (!first) first = &row;
  }
  if (full < kMinFullRows) return std::nullopt;
  Table out = table;
  out.columns = static_cast<int>(most);
  const auto column_of = [&](int edge) {
    return static_cast<int>(std::count_if(first->begin(), first->end(), [&](const Cell* cell) { return cell->column < edge; }));
  };
  for (Cell& cell : out.cells) {
    const auto& row = rows[static_cast<std::size_t>(cell.row)];
    const auto at = std::find_if(row.begin(), row.end(), [&](const Cell* other) { return other->column == cell.column; });
    const bool whole = row.size() == most;
    const int begin = whole ? static_cast<int>(at - row.begin()) : std::min(out.columns - 1, column_of(cell.column));
    cell.column_span = whole ? 1 : std::max(1, column_of(cell.column + cell.column_span) - begin);
    cell.column = begin;
  }
  return out;
}

std::vector<Table> unstacked(const Table& table) {
  std::vector<Table> out = part_stacked(table);
  bool changed = out.size() > 1;
  for (Table& part : out)
    if (auto joined = with_joined_columns(part)) {
      part = std::move(*joined);
      changed = true;
    }
  if (!changed) out.clear();
  return out;
}

}  // namespace banthuek::tables
