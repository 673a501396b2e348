#include "extractors/tables/column_places.h"

#include <gtest/gtest.h>

namespace banthuek::tables {
namespace column_places_test {

const std::vector<std::string> kRoles{"no", "title", "method"};
const std::vector<Box> kBefore{{100, 0, 50, 20}, {150, 0, 150, 20}, {300, 0, 100, 20}};

bool alike(std::vector<Box> boxes, const std::vector<std::string>& roles = kRoles) { return stand_alike(boxes, roles, kBefore, kRoles, "title"); }

TEST(StandAlike, WhereTitlesStandInOnePlaceOfThePage) {
  EXPECT_TRUE(alike(kBefore));
  EXPECT_TRUE(alike({{150, 0, 150, 20}, {300, 0, 100, 20}}, {"title", "method"})) << "the column of numbers was not seen";
  EXPECT_TRUE(alike({{150, 0, 60, 20}, {220, 0, 80, 20}, {300, 0, 100, 20}}, {"title", "title", "method"})) << "a streak parts it";
  EXPECT_TRUE(alike({{150, 0, 83, 20}, {300, 0, 300, 20}}, {"title", "method"})) << "more than half of it";
  EXPECT_FALSE(alike({{150, 0, 82, 20}, {300, 0, 300, 20}}, {"title", "method"}));
}

TEST(StandAlike, WhereTitlesStandInOnePlaceOfTheirTables) {
  EXPECT_TRUE(alike({{1100, 0, 100, 20}, {1200, 0, 300, 20}, {1500, 0, 200, 20}})) << "a larger page";
  EXPECT_FALSE(alike({{1100, 0, 300, 20}, {1400, 0, 100, 20}, {1500, 0, 200, 20}}));
  EXPECT_FALSE(alike(kBefore, {"no", "method", "title"}));
}

TEST(ColumnBoxes, AreThoseOfCellsOfOneColumn) {
  Table t;
  t.rows = 2, t.columns = 3;
  const auto add = [&](int row, int column, int span, Box box) {
    Cell c;
    c.row = row, c.column = column, c.column_span = span, c.box = box;
    t.cells.push_back(c);
  };
  add(0, 0, 2, {0, 0, 90, 10});
  add(1, 0, 1, {0, 10, 40, 10});
  add(0, 0, 1, {5, 30, 45, 10});
  add(1, 1, 1, {50, 10, 40, 10});
  const std::vector<Box> boxes = column_boxes(t);
  ASSERT_EQ(boxes.size(), 3u);
  EXPECT_EQ(boxes[0], (Box{0, 10, 50, 30}));
  EXPECT_EQ(boxes[1], (Box{50, 10, 40, 10}));
  EXPECT_TRUE(boxes[2].empty());
}

}  // namespace column_places_test
}  // namespace banthuek::tables
