#include "extractors/tables/unfolded_table.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"

namespace banthuek::tables {
namespace unfolded_table_test {

std::string shown(const std::optional<Table>& table) {
  if (!table) return "none";
  std::string out;
  for (const Cell& cell : table->cells) out += std::to_string(cell.row) + "," + std::to_string(cell.column) + "=" + cell.text + " ";
  return out + std::to_string(table->rows) + "x" + std::to_string(table->columns);
}

TEST(Unfolded, HasItsBlocksBelowEachOtherWithoutBlankRows) {
  EXPECT_EQ(
      shown(unfolded(test::table({{"no", "name", "score", "no", "name", "score"}, {"1", "a", "8", "3", "c", "6"}, {"2", "b", "7", "", "", ""}}))),
      "0,0=no 0,1=name 0,2=score 1,0=1 1,1=a 1,2=8 2,0=2 2,1=b 2,2=7 3,0=3 3,1=c 3,2=6 4x3");
}

TEST(Unfolded, IsNoneOfOtherHeadingsOrOfACellOverTwoBlocks) {
  EXPECT_EQ(shown(unfolded(test::table({{"no", "name", "score", "no", "name", "level"}, {"1", "a", "8", "3", "c", "6"}}))), "none");
  EXPECT_EQ(shown(unfolded(test::table({{"no", "name", "no", "name"}, {"1", "a", "3", "c"}}))), "none") << "too narrow";
  EXPECT_EQ(shown(unfolded(test::table({{"", "", "", "", "", ""}, {"1", "a", "8", "3", "c", "6"}}))), "none");
  Table over = test::table({{"no", "name", "score", "no", "name", "score"}, {"1", "a", "8", "|", "c", "6"}});
  test::at(over, 1, 2).column_span = 2;
  EXPECT_EQ(shown(unfolded(over)), "none");
}

}  // namespace unfolded_table_test
}  // namespace banthuek::tables
