#include "pipeline/read/page_transform.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek::read {
namespace page_transform_test {

std::string show(const Box& b) { return std::to_string(b.x) + "," + std::to_string(b.y) + " " + std::to_string(b.w) + "x" + std::to_string(b.h); }

Line line_at(const Box& box, std::string text = "กอง", Script script = Script::kPrint, double confidence = 1) {
  Line line;
  line.text = std::move(text), line.box = box, line.baseline = box.bottom() - 3, line.script = script, line.confidence = confidence;
  line.words = {{line.text, {box.x + 1, box.y + 1, box.w - 2, box.h - 2}, confidence}};
  return line;
}

// Whatever has a box on the page has it at the other scale.
TEST(ScaledPage, HasEveryBoxAtTheOtherScale) {
  Page page;
  page.lines = {line_at({10, 20, 31, 11})};
  Cell cell;
  cell.box = {101, 111, 41, 21}, cell.lines = {line_at({103, 113, 21, 13})}, cell.marks = {{MarkKind::kCheck, {131, 115, 9, 7}, 1}};
  Table table;
  table.box = {100, 110, 45, 25}, table.cells = {cell};
  page.tables = {table};
  page.marks = {{MarkKind::kCross, {201, 211, 9, 11}, 1}};
  page.regions = {{RegionKind::kStamp, {301, 311, 51, 41}, 1, {line_at({305, 315, 21, 11})}}};
  const auto boxes = [](const Page& p) {
    std::vector<std::string> out;
    const auto add = [&](const Line& l) { out.push_back(show(l.box) + " " + show(l.words[0].box) + " on " + std::to_string(l.baseline)); };
    add(p.lines[0]);
    out.push_back(show(p.tables[0].box) + "; " + show(p.tables[0].cells[0].box) + "; " + show(p.tables[0].cells[0].marks[0].box));
    add(p.tables[0].cells[0].lines[0]);
    out.push_back(show(p.marks[0].box) + "; " + show(p.regions[0].box));
    add(p.regions[0].lines[0]);
    return out;
  };
  const std::vector<std::string> before = boxes(page);
  scale_page(page, 1);
  EXPECT_EQ(boxes(page), before);
  scale_page(page, 2);
  EXPECT_EQ(boxes(page),
            (std::vector<std::string>{"20,40 62x22 22,42 58x18 on 56", "200,220 90x50; 202,222 82x42; 262,230 18x14",
                                      "206,226 42x26 208,228 38x22 on 246", "402,422 18x22; 602,622 102x82", "610,630 42x22 612,632 38x18 on 646"}));
  scale_page(page, 0.01);
  EXPECT_EQ(show(page.lines[0].box), "0,0 1x1") << "a box is a pixel at least";
  EXPECT_EQ(show(page.regions[0].box), "6,6 1x1");
}

std::string flow(const std::vector<Line>& lines, const std::vector<Box>& tables, int fold = 0) {
  Page page;
  page.lines = lines;
  for (const Box& b : tables) page.tables.push_back({b, 1, 1, Edges::kRuled, {}});
  flow_together(page, fold);
  std::string out;
  for (const FlowItem& item : page.flow) out += (item.kind == FlowItem::Kind::kLine ? "L" : "T") + std::to_string(item.index) + " ";
  return out;
}

TEST(Flow, PutsATableBeforeTheFirstLineThatStandsBelowItsTop) {
  const std::vector<Line> lines{line_at({0, 100, 50, 20}), line_at({0, 300, 50, 20})};
  EXPECT_EQ(flow(lines, {{0, 200, 400, 50}}), "L0 T0 L1 ");
  EXPECT_EQ(flow(lines, {{0, 109, 400, 50}}), "T0 L0 L1 ") << "above the line's middle";
  EXPECT_EQ(flow(lines, {{0, 110, 400, 50}}), "L0 T0 L1 ");
  EXPECT_EQ(flow(lines, {{0, 500, 400, 50}, {0, 400, 400, 50}}), "L0 L1 T0 T1 ");
  EXPECT_EQ(flow({}, {{0, 5, 40, 50}}), "T0 ");
}

TEST(Flow, OfTwoPagesOnASheetIsThatOfTheLeftOneFirst) {
  const std::vector<Line> lines{line_at({600, 10, 50, 20}), line_at({0, 100, 50, 20})};
  EXPECT_EQ(flow(lines, {{560, 50, 40, 50}, {20, 300, 40, 50}}), "L0 T0 L1 T1 ") << "without a fold by the lines' order";
  EXPECT_EQ(flow(lines, {{560, 50, 40, 50}, {20, 300, 40, 50}}, 500), "L1 T1 L0 T0 ");
  EXPECT_EQ(flow({line_at({475, 10, 50, 20}), line_at({0, 50, 50, 20})}, {}, 500), "L0 L1 ") << "its middle is on the fold: left";
  EXPECT_EQ(flow({line_at({476, 10, 50, 20}), line_at({0, 50, 50, 20})}, {}, 500), "L1 L0 ");
}

TEST(Flow, HoldsNothingThatAPenWrote) {
  EXPECT_EQ(flow({line_at({0, 10, 50, 20}, "ก", Script::kHandwriting), line_at({0, 40, 50, 20})}, {{0, 20, 50, 10}}), "T0 L1 ");
}

TEST(TextOfACell, IsThatOfItsPrintedLinesAndAsSureAsTheyAre) {
  Cell cell;
  cell.text = "x", cell.confidence = 0.3;
  take_text(cell);
  EXPECT_EQ(cell.text, "");
  EXPECT_EQ(cell.confidence, 1);
  cell.lines = {line_at({0, 0, 9, 9}, "ab", Script::kPrint, 0.9), line_at({0, 0, 9, 9}, "zz", Script::kHandwriting, 0.1),
                line_at({0, 0, 9, 9}, "cdef", Script::kPrint, 0.6)};
  take_text(cell);
  EXPECT_EQ(cell.text, "ab\ncdef");
  EXPECT_NEAR(cell.confidence, 0.7, 1e-9);
}

}  // namespace page_transform_test
}  // namespace banthuek::read
