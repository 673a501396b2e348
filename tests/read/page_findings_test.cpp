// Which lines of a page are no print.
#include "pipeline/read/page_findings.h"

#include <gtest/gtest.h>

namespace banthuek::read {
namespace page_findings_test {

constexpr PageMeasure kMeasure{1000, 1400, 20};

Line line_at(const std::string& text, const Box& box, double confidence = 0.95) {
  Line line;
  line.text = text, line.box = box, line.confidence = confidence;
  line.words = {{text, box, confidence}};
  return line;
}

bool is_print(const Line& line) {
  Page page;
  page.lines = {line};
  tell_handwriting(page, kMeasure);
  return page.lines[0].script == Script::kPrint;
}

TEST(PunchedHoles, AreDiscsAloneNearThePapersEdge) {
  EXPECT_FALSE(is_print(line_at("●", {40, 500, 49, 49})));
  EXPECT_TRUE(is_print(line_at("●", {41, 500, 49, 49}))) << "as far in as text begins";
  EXPECT_FALSE(is_print(line_at("●", {911, 500, 49, 49})));
  EXPECT_TRUE(is_print(line_at("●", {910, 500, 49, 49})));
  EXPECT_FALSE(is_print(line_at("● ●", {300, 80, 400, 45})));
  EXPECT_TRUE(is_print(line_at("● ●", {300, 81, 400, 45})));
  EXPECT_FALSE(is_print(line_at("●", {300, 1275, 45, 45})));
  EXPECT_TRUE(is_print(line_at("●", {300, 1274, 45, 45})));
  EXPECT_TRUE(is_print(line_at("⊗", {40, 500, 45, 45}))) << "an answer";
  EXPECT_TRUE(is_print(line_at("● ข้อมูล", {20, 500, 60, 30}))) << "a bullet";
  Page page;
  page.lines = {line_at("●", {40, 500, 40, 40})};
  page.marks = {{MarkKind::kCircleFilled, {40, 500, 40, 40}, 0.9}, {MarkKind::kCircleFilled, {400, 500, 40, 40}, 0.9}};
  tell_handwriting(page, kMeasure);
  EXPECT_EQ(page.marks.size(), 1u) << "it is no sign of choice either";
}

TEST(ShredsOfRules, AreFarNarrowerThanLetters) {
  EXPECT_FALSE(is_print(line_at("I", {500, 500, 3, 20}, 0.89)));
  EXPECT_TRUE(is_print(line_at("I", {500, 500, 3, 20}, 0.9))) << "a numeral";
  EXPECT_TRUE(is_print(line_at("I", {500, 500, 4, 20}, 0.89)));
  EXPECT_TRUE(is_print(line_at("๑", {500, 500, 3, 20}, 0.89)));
  EXPECT_TRUE(is_print(line_at("II", {500, 500, 12, 20}, 0.89)));
}

TEST(Dust, IsADiscFarLowerThanLetters) {
  EXPECT_FALSE(is_print(line_at("●", {500, 500, 13, 13}, 0.89)));
  EXPECT_TRUE(is_print(line_at("●", {500, 500, 13, 13}, 0.9))) << "a bullet";
  EXPECT_TRUE(is_print(line_at("●", {500, 500, 14, 14}, 0.89)));
  Line row = line_at("● ●", {500, 500, 60, 13}, 0.89);
  row.words.push_back(row.words[0]);
  EXPECT_TRUE(is_print(row));
}

// A cell from y 100 to 160 with one line.
Cell cell_with(const Line& line, int height = 60) {
  Page page;
  Table table;
  Cell cell;
  cell.box = {100, 100, 300, height};
  cell.lines = {line};
  cell.text = line.text;
  cell.marks = {{MarkKind::kCircleFilled, line.box, 0.9}};
  table.cells.push_back(cell);
  page.tables.push_back(table);
  tell_handwriting(page, kMeasure);
  return page.tables[0].cells[0];
}

TEST(DashesAtABorder, AreWhatIsLeftOfItsRule) {
  EXPECT_EQ(cell_with(line_at("- - -", {150, 102, 90, 4})).text, "");
  EXPECT_EQ(cell_with(line_at("-", {150, 154, 20, 4})).text, "");
  EXPECT_EQ(cell_with(line_at("-", {150, 128, 20, 4})).text, "-") << "printed in the middle";
  EXPECT_EQ(cell_with(line_at("-", {150, 105, 20, 4})).text, "-");
  EXPECT_EQ(cell_with(line_at("-", {150, 104, 20, 4})).text, "");
  EXPECT_EQ(cell_with(line_at("-", {150, 104, 20, 4}), 32).text, "-") << "a cell as low as a line";
  EXPECT_EQ(cell_with(line_at("-", {150, 104, 20, 4}), 33).text, "");
  EXPECT_EQ(cell_with(line_at("๑ -", {150, 102, 40, 4})).text, "๑ -");
  EXPECT_EQ(cell_with(line_at("I", {104, 110, 3, 40})).text, "");
  EXPECT_EQ(cell_with(line_at("I", {394, 110, 3, 40})).text, "");
  EXPECT_EQ(cell_with(line_at("I", {106, 110, 3, 40})).text, "I") << "a numeral, as far in as print";
}

TEST(NoiseInACell, IsNoSignOfChoiceEither) {
  const Cell dust = cell_with(line_at("●", {150, 125, 10, 10}, 0.8));
  EXPECT_EQ(dust.text, "");
  EXPECT_TRUE(dust.marks.empty());
  EXPECT_EQ(dust.lines.size(), 1u) << "it is kept as read";
  const Cell sign = cell_with(line_at("●", {150, 120, 18, 18}));
  EXPECT_EQ(sign.text, "●");
  EXPECT_EQ(sign.marks.size(), 1u);
}

// A pen's strokes over a printed name in a cell.
TEST(NoiseInACell, StandsBesidePrintAndNotInItsText) {
  const auto cell_with = [](double other, const std::string& noise, double confidence) {
    Page page;
    Table table;
    Cell cell;
    Line print, pen;
    print.text = "นักวิชาการเงิน", print.confidence = other;
    pen.text = noise, pen.confidence = confidence;
    cell.lines = {pen, print};
    cell.text = pen.text + "\n" + print.text;
    table.cells.push_back(cell);
    page.tables.push_back(table);
    tell_handwriting(page, kMeasure);
    return page.tables[0].cells[0];
  };
  const Cell cell = cell_with(0.95, "๖๒๖ ๕๐", 0.31);
  EXPECT_EQ(cell.text, "นักวิชาการเงิน");
  EXPECT_EQ(cell.confidence, 0.95);
  ASSERT_EQ(cell.lines.size(), 2u) << "it is kept as read";
  EXPECT_EQ(cell.lines[0].script, Script::kHandwriting);
  EXPECT_EQ(cell_with(0.8, "๖๒๖ ๕๐", 0.31).text, "๖๒๖ ๕๐\nนักวิชาการเงิน") << "nothing there is sure";
  EXPECT_EQ(cell_with(0.95, "๖๒๖ ๕๐", 0.55).text, "๖๒๖ ๕๐\nนักวิชาการเงิน");
  EXPECT_EQ(cell_with(0.95, "นายสมชาย ใจดี", 0.31).text, "นายสมชาย ใจดี\nนักวิชาการเงิน") << "too long to be noise";
}

}  // namespace page_findings_test
}  // namespace banthuek::read
