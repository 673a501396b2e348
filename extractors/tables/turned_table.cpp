#include "extractors/tables/turned_table.h"

#include <algorithm>
#include <utility>

#include "extractors/schema/heading_match.h"

namespace banthuek::tables {
namespace {

constexpr double kSureLabel = 0.8;  // score of a row's label
constexpr int kSureLabels = 2;      // and how many of them

}  // namespace

std::optional<Table> turned(const Table& table, int first, int end, const schema::Schemas& schemas) {
  Table out;
  out.box = table.box;
  out.edges = table.edges;
  out.rows = table.columns;
  out.columns = end - first;
  int labels = 0;
  for (Cell cell : table.cells) {
    if (cell.row < first || cell.row >= end) continue;
    if (cell.row_span > 1 || cell.column_span > 1) return std::nullopt;
    cell.row -= first;
    std::swap(cell.row, cell.column);
    for (const schema::SchemaLayout& layout : schemas.layouts) {
      if (cell.row > 0 || layout.table.records != "measures") continue;
      const auto m = schema::best_column(layout, schema::heading_text(cell));
      labels += m && m->score >= kSureLabel && m->role != "title" && m->role != "other";
    }
    out.cells.push_back(std::move(cell));
  }
  if (labels < kSureLabels) return std::nullopt;
  std::stable_sort(out.cells.begin(), out.cells.end(),
                   [](const Cell& a, const Cell& b) { return std::pair(a.row, a.column) < std::pair(b.row, b.column); });
  return out;
}

}  // namespace banthuek::tables
