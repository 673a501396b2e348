#include "extractors/tables/stacked_tables.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"

namespace banthuek::tables {
namespace stacked_tables_test {

using test::cell;

// A row of texts, each from its column of the grid to the next one's.
void add_row(Table& table, const std::vector<std::pair<int, const char*>>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const int end = i + 1 < cells.size() ? cells[i + 1].first : table.columns;
    table.cells.push_back(
        cell(table.rows, cells[i].first, cells[i].second, {100 * cells[i].first, 20 * table.rows, 100, 20}, 1, end - cells[i].first));
  }
  ++table.rows;
}

std::string shown(const std::vector<Table>& tables) {
  std::string out;
  for (const Table& table : tables) {
    out += std::to_string(table.rows) + "x" + std::to_string(table.columns) + ":";
    for (const Cell& c : table.cells) out += " " + c.text + std::to_string(c.row) + std::to_string(c.column) + (c.column_span > 1 ? "+" : "");
    out += "; ";
  }
  return out;
}

TEST(StackedTables, ArePartedWhereTheirColumnsAreOthers) {
  Table grid;
  grid.columns = 7;
  add_row(grid, {{0, "a"}, {1, "b"}, {3, "c"}, {5, "d"}});
  add_row(grid, {{0, "e"}, {1, "f"}, {3, "g"}, {5, "h"}});
  add_row(grid, {{0, "i"}});  // over all columns: a heading of what stands below
  add_row(grid, {{0, "j"}, {2, "k"}, {4, "l"}, {6, "m"}});
  add_row(grid, {{0, "n"}, {2, "o"}, {4, "p"}, {6, "q"}});
  EXPECT_EQ(shown(part_stacked(grid)), "2x4: a00 b01 c02 d03 e10 f11 g12 h13; 3x4: i00+ j10 k11 l12 m13 n20 o21 p22 q23; ");
}

TEST(StackedTables, AreOneWhereHeadingsOfSeveralColumnsStandAboveTheirOwn) {
  Table grid;
  grid.columns = 5;
  add_row(grid, {{0, "a"}, {1, "b"}, {3, "c"}});
  add_row(grid, {{0, "d"}, {1, "e"}, {2, "f"}, {3, "g"}, {4, "h"}});
  add_row(grid, {{0, "i"}, {1, "j"}, {2, "k"}, {3, "l"}, {4, "m"}});
  EXPECT_EQ(part_stacked(grid).size(), 1u);
  Table few;  // a lone row is no table
  few.columns = 5;
  add_row(few, {{0, "a"}, {1, "b"}, {3, "c"}});
  add_row(few, {{0, "d"}, {2, "e"}, {4, "f"}});
  add_row(few, {{0, "g"}, {2, "h"}, {4, "i"}});
  EXPECT_EQ(part_stacked(few).size(), 1u);
}

// Edges of the first columns that are a little off, and a sliver between two of them.
TEST(StackedTables, HaveOneSetOfColumnsWhereTheirEdgesAreALittleOff) {
  const auto made = [](int second) {
    Table grid;
    grid.columns = 9;
    for (const int edge : {2, 2, second, second}) {
      add_row(grid, {{0, "a"}, {edge, "b"}, {5, "c"}, {7, "d"}, {8, "e"}});
      for (std::size_t i = grid.cells.size() - 5; i < grid.cells.size(); ++i) grid.cells[i].box.w = 100 * grid.cells[i].column_span;
    }
    return grid;
  };
  Table near = made(3);
  add_row(near, {{0, "f"}});
  const auto joined = with_joined_columns(near);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->columns, 5);
  EXPECT_EQ(shown({*joined}).substr(0, 45), "5x5: a00 b01 c02 d03 e04 a10 b11 c12 d13 e14 ");
  EXPECT_EQ(joined->cells.back().column_span, 5);
  EXPECT_FALSE(with_joined_columns(made(4)));  // another column stands there
}

TEST(StackedTables, AreNothingWhereATableIsWhatItSeems) {
  EXPECT_TRUE(unstacked(test::table({{"a", "b", "c"}, {"d", "e", "f"}, {"g", "h", "i"}})).empty());
  Table grid;
  grid.columns = 5;
  for (int i = 0; i < 2; ++i) add_row(grid, {{0, "a"}, {1, "b"}, {3, "c"}});
  for (int i = 0; i < 2; ++i) add_row(grid, {{0, "d"}, {2, "e"}, {4, "f"}});
  ASSERT_EQ(unstacked(grid).size(), 2u);
  EXPECT_EQ(unstacked(grid)[1].box.y, 40);
}

}  // namespace stacked_tables_test
}  // namespace banthuek::tables
