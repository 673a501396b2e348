// Headings set off by a rule or a ground, rows by nothing.
#include "pipeline/layout/aligned_table.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace aligned_table_test {

constexpr int kBody = 20, kPitch = 60;

Box text(int x, int y, int w) { return {x, y, w, kBody}; }
Rule rule(double y, double x0 = 100, double x1 = 900) { return {x0, y, x1, y, 2}; }

// Headings at y 120, a line of three columns every kPitch below.
std::vector<Box> table(int rows) {
  std::vector<Box> out{text(110, 120, 80), text(350, 120, 200), text(750, 120, 100)};
  for (int r = 0; r < rows; ++r)
    for (const Box& b : {text(130, 180 + kPitch * r, 20), text(350, 180 + kPitch * r, 280 - 20 * r), text(780, 180 + kPitch * r, 60)})
      out.push_back(b);
  return out;
}

std::string said(const std::vector<Grid>& grids) {
  std::string out;
  for (const Grid& g : grids) out += std::to_string(g.rows()) + "x" + std::to_string(g.columns()) + " ";
  return out;
}

std::string found(const std::vector<Box>& boxes, const std::vector<Rule>& rules, const std::vector<Box>& grounds = {}) {
  return said(find_aligned_grids(rules, grounds, boxes, {}, kBody));
}

TEST(AlignedTable, HasHeadingsAboveARule) {
  const auto grids = find_aligned_grids(std::vector{rule(150)}, {}, table(3), {}, kBody);
  ASSERT_EQ(said(grids), "4x3 ");
  // Columns between the texts, the sides where the rule ends; the headings above the rule, rows parted below the marks of the upper one.
  EXPECT_EQ(grids[0].column_edges, (std::vector<double>{100, 270, 690, 900}));
  EXPECT_EQ(grids[0].row_edges, (std::vector<double>{102, 150, 214, 274, 332}));
  ASSERT_EQ(grids[0].cells.size(), 12u);
  EXPECT_EQ(banthuek::text_of(grids[0].cells[4].box), "270,150 420x64");
  EXPECT_EQ(banthuek::text_of(grids[0].box), "100,102 800x230");
}

// A chart or a panel beside it is no part of the table, and stands in its rows by chance.
TEST(AlignedTable, LeavesOutWhatStandsBeside) {
  const auto beside = [](int x, const std::vector<Box>& grounds = {}) {
    std::vector<Box> boxes = table(5);
    for (int r = 0; r < 3; ++r) boxes.push_back(text(x, 140 + 95 * r, 200));
    return found(boxes, {rule(150)}, grounds);
  };
  EXPECT_EQ(beside(1000), "6x3 ");
  EXPECT_EQ(beside(929), "") << "too near to be of something else";
  EXPECT_EQ(beside(930), "6x3 ");
  std::vector<Box> torn = table(5);
  for (int r = 0; r < 3; ++r) torn.push_back(text(1000, 140 + 95 * r, 200));
  EXPECT_EQ(found(torn, {rule(150), rule(152, 980, 1300)}), "") << "the rule goes on there";
  EXPECT_EQ(found(torn, {rule(150), rule(390, 500, 1300)}), "") << "another of the table's does";
  EXPECT_EQ(found(torn, {rule(150), rule(390, 980, 1300)}), "6x3 ") << "a chart's";
  EXPECT_EQ(beside(1000, {{100, 285, 800, 50}}), "6x3 ") << "a row on a ground heads no table of its own";
}

TEST(AlignedTable, HasHeadingsOnAGround) {
  EXPECT_EQ(found(table(3), {}, {{100, 105, 800, 50}}), "4x3 ");
  EXPECT_EQ(found(table(3), {}, {{100, 105, 250, 50}, {350, 105, 350, 50}, {702, 105, 198, 50}}), "4x3 ") << "drawn cell by cell";
  EXPECT_EQ(found(table(3), {}, {{100, 105, 200, 50}}), "") << "a marked word";
  EXPECT_EQ(found(table(3), {}, {{100, 20, 800, 1000}}), "") << "a ground behind all of it";
  EXPECT_EQ(found(table(3), {}), "");
}

// Each second row has a ground; that of the headings was not seen.
TEST(AlignedTable, BeginsAboveTheFirstGroundThatWasSeen) {
  EXPECT_EQ(found(table(4), {}, {{100, 225, 800, 50}, {100, 345, 800, 50}}), "5x3 ");
  std::vector<Box> captioned = table(4);
  captioned.push_back(text(110, 60, 600));
  EXPECT_EQ(found(captioned, {}, {{100, 225, 800, 50}}), "5x3 ") << "a caption is no row";
}

TEST(AlignedTable, EndsWhereTextCrossesItsColumns) {
  std::vector<Box> boxes = table(3);
  boxes.push_back(text(100, 360, 790)), boxes.push_back(text(100, 420, 700));
  EXPECT_EQ(found(boxes, {rule(150)}), "4x3 ");
  boxes = table(3);
  boxes.push_back(text(20, 360, 100));  // begins left of the table
  EXPECT_EQ(found(boxes, {rule(150)}), "4x3 ");
}

TEST(AlignedTable, EndsAtAWideGap) {
  const auto rows = [](int gap) {
    std::vector<Box> boxes = table(2);
    for (const Box& b : {text(130, 240 + kBody + gap, 20), text(350, 240 + kBody + gap, 280), text(780, 240 + kBody + gap, 60)}) boxes.push_back(b);
    return found(boxes, {rule(150)}) == "4x3 ";
  };
  EXPECT_EQ(last_that(40, 200, rows), 90);
}

// Rows stand further apart than the lines of one.
TEST(AlignedTable, TakesLinesOfOneRowTogether) {
  std::vector<Box> boxes{text(110, 120, 80), text(350, 120, 200), text(750, 120, 100)};
  for (const int y : {180, 310, 440})
    for (const Box& b :
         {text(130, y, 20), text(350, y, 280), text(780, y, 60), text(350, y + 40, 280), text(760, y + 40, 90), text(350, y + 80, 100)})
      boxes.push_back(b);
  EXPECT_EQ(found(boxes, {rule(150)}), "4x3 ");
}

// Also where the first column's texts go on too.
TEST(AlignedTable, TakesLinesTogetherByTwoKindsOfGaps) {
  std::vector<Box> boxes{text(110, 120, 80), text(350, 120, 200), text(750, 120, 100)};
  for (const int y : {180, 310, 440})
    for (const Box& b :
         {text(110, y, 150), text(350, y, 280), text(780, y, 60), text(110, y + 40, 100), text(350, y + 40, 200), text(110, y + 80, 60)})
      boxes.push_back(b);
  EXPECT_EQ(found(boxes, {rule(150)}), "4x3 ");
}

// Where they do not, a line that fills less than half of the columns, and not the first, goes on with the row above.
TEST(AlignedTable, TakesLinesTogetherByWhatTheyFill) {
  std::vector<Box> boxes{text(110, 120, 80), text(350, 120, 200), text(750, 120, 100)};
  for (const int y : {180, 260, 340})
    for (const Box& b : {text(130, y, 20), text(350, y, 280), text(780, y, 60), text(350, y + 40, 280)}) boxes.push_back(b);
  EXPECT_EQ(found(boxes, {rule(150)}), "4x3 ");
}

TEST(AlignedTable, HasHeadingsOfSeveralLinesBelowTheCaption) {
  std::vector<Box> boxes = table(3);
  boxes.push_back(text(750, 85, 90));   // the first line of the last heading
  boxes.push_back(text(110, 45, 600));  // the caption
  const auto grids = find_aligned_grids(std::vector{rule(150)}, {}, boxes, {}, kBody);
  ASSERT_EQ(said(grids), "4x3 ");
  EXPECT_EQ(grids[0].box.y, 67);
}

TEST(AlignedTable, HasARuleAtItsTopAndOneAtItsEnd) {
  EXPECT_EQ(found(table(3), {rule(100), rule(150), rule(330)}), "4x3 ");
  std::vector<Box> sum = table(4);
  EXPECT_EQ(found(sum, {rule(100), rule(150), rule(350), rule(390)}), "5x3 ") << "a rule above the sum";
}

// Above the rule below a memo's head stand a label and its value, and the lines below part where they happen to.
TEST(AlignedTable, HasAHeadingOverItsLastColumn) {
  std::vector<Box> boxes = table(3);
  std::erase_if(boxes, [](const Box& b) { return b.y == 120 && b.x == 750; });
  EXPECT_EQ(found(boxes, {rule(150)}), "");
  EXPECT_EQ(found(boxes, {}, {{100, 105, 800, 45}}), "4x3 ") << "on a ground it is a table";
  boxes = table(3);
  boxes.erase(boxes.begin());
  EXPECT_EQ(found(boxes, {rule(150)}), "4x3 ") << "the first may be without";
}

TEST(AlignedTable, IsNoTableRuledAcross) {
  EXPECT_EQ(found(table(3), {rule(100), rule(150), rule(210), rule(270), rule(330)}), "");
  EXPECT_EQ(found(table(2), {rule(100), rule(150), rule(210), rule(270)}), "");
}

TEST(AlignedTable, OfTwoColumnsIsClosedBelow) {
  std::vector<Box> boxes;
  for (const int y : {120, 180, 240, 300}) boxes.push_back(text(110, y, 200)), boxes.push_back(text(600, y, 150));
  EXPECT_EQ(found(boxes, {rule(150)}), "") << "a letter's head, two people side by side";
  EXPECT_EQ(found(boxes, {rule(150), rule(335)}), "4x2 ");
}

TEST(AlignedTable, IsFilledInMostOfItsPlaces) {
  std::vector<Box> boxes{text(110, 120, 80), text(350, 120, 200), text(750, 120, 100)};
  for (int r = 0; r < 4; ++r) boxes.push_back(text(r % 2 ? 780 : 130, 180 + kPitch * r, 40));
  EXPECT_EQ(found(boxes, {rule(150)}), "");
}

TEST(AlignedTable, StandsWhereNoOtherTableDoes) {
  Grid other;
  other.box = {80, 170, 900, 300};
  const std::vector<Rule> rules{rule(150)};
  EXPECT_EQ(said(find_aligned_grids(rules, {}, table(3), std::vector{other}, kBody)), "");
  EXPECT_EQ(said(find_aligned_grids(rules, {}, table(3), {}, 0)), "");
  EXPECT_EQ(found({}, rules), "");
}

}  // namespace aligned_table_test
}  // namespace banthuek::layout
