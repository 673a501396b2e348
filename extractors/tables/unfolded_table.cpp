#include "extractors/tables/unfolded_table.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "extractors/text/fold.h"

namespace banthuek::tables {
namespace {

constexpr int kMaxBlocks = 4;
constexpr int kMinBlockColumns = 3;

// Whether the first row says the same over each of the blocks.
bool repeats(const Table& table, int columns) {
  std::vector<std::u32string> headings(static_cast<std::size_t>(table.columns));
  for (const Cell& cell : table.cells) {
    if (cell.column < 0 || cell.column + cell.column_span > table.columns) return false;
    if (cell.column / columns != (cell.column + cell.column_span - 1) / columns) return false;
    if (cell.row == 0) headings[static_cast<std::size_t>(cell.column)] = text::fold(cell.text).text;
  }
  std::set<std::u32string> said;
  for (int c = 0; c < table.columns; ++c) {
    const std::u32string& heading = headings[static_cast<std::size_t>(c)];
    if (heading != headings[static_cast<std::size_t>(c % columns)]) return false;
    if (!heading.empty()) said.insert(heading);
  }
  return said.size() >= 2;
}

}  // namespace

std::optional<Table> unfolded(const Table& table) {
  for (int blocks = kMaxBlocks; blocks > 1; --blocks) {
    const int columns = table.columns / blocks;
    if (table.columns % blocks != 0 || columns < kMinBlockColumns || !repeats(table, columns)) continue;
    Table out = table;
    out.cells.clear();
    out.columns = columns;
    out.rows = 1;
    for (int block = 0; block < blocks; ++block)
      for (int row = block == 0 ? 0 : 1; row < table.rows; ++row) {
        std::vector<Cell> cells;
        for (const Cell& cell : table.cells)
          if (cell.row == row && cell.column / columns == block) cells.push_back(cell);
        if (std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return text::fold(cell.text).text.empty(); })) continue;
        if (row > 0) ++out.rows;
        for (Cell& cell : cells) {
          cell.row = out.rows - 1;
          cell.column -= block * columns;
          out.cells.push_back(std::move(cell));
        }
      }
    return out;
  }
  return std::nullopt;
}

}  // namespace banthuek::tables
