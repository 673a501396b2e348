#include "pipeline/layout/layout.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/layout/drawn_layout.h"

namespace banthuek::layout {
namespace layout_test {

TEST(Layout, CutsLinesPerCellOfATable) {
  Drawing d(1400, 600);
  for (int y : {100, 300, 500}) d.fill(50, y, 1200, 4);
  for (int x : {50, 650, 1246}) d.fill(x, 100, 4, 404);
  d.letters(80, 200, kBody, 10, 30);
  d.letters(700, 205, kBody, 10, 30);  // not quite on the same baseline
  d.letters(80, 400, kBody, 10, 30);
  picture::PageInk ink = picture::separate_ink(d.grey());
  const Layout l = find_layout(ink, kBody);
  ASSERT_EQ(l.tables.size(), 1u);
  ASSERT_EQ(l.tables[0].cells.size(), 4u);
  EXPECT_EQ(l.tables[0].cells[0].text.lines.size(), 1u);
  EXPECT_EQ(l.tables[0].cells[1].text.lines.size(), 1u);
  EXPECT_EQ(l.tables[0].cells[2].text.lines.size(), 1u);
  EXPECT_TRUE(l.tables[0].cells[3].text.lines.empty());
  EXPECT_TRUE(l.text.lines.empty());
}

// Arrows over the months of a plan: the long one's shaft is a rule, the short one is a piece of its own.
TEST(Layout, ArrowsInATableAreNoText) {
  Drawing d(1400, 600);
  for (int y : {100, 180, 260, 340}) d.fill(50, y, 1204, 4);
  for (int x = 50; x <= 1250; x += 200) d.fill(x, 100, 4, 244);
  const auto arrow = [&](int x0, int x1, int y) {
    d.fill(x0, y - 2, x1 - x0, 4);
    for (int i = 0; i < 16; ++i) d.fill(x0 + i, y - i / 2, 1, i + 1), d.fill(x1 - 1 - i, y - i / 2, 1, i + 1);
  };
  arrow(260, 1240, 222);
  arrow(680, 760, 302);
  for (int y : {150, 235, 310}) d.letters(70, y, kBody, 4, 32);
  const Layout l = find_layout(picture::separate_ink(d.grey()), kBody);
  ASSERT_EQ(l.tables.size(), 1u);
  EXPECT_EQ(l.tables[0].grid.rows(), 3);
  for (const CellLayout& c : l.tables[0].cells)
    EXPECT_EQ(c.text.segments.size(), c.place.column == 0 ? 1u : 0u) << c.place.row << "," << c.place.column;
}

// Outside a table a dash alone is a speck; a box to tick is none.
TEST(Layout, ABoxToTickMayStandAlone) {
  Drawing d(1400, 900);
  for (int line = 0; line < 4; ++line) d.letters(100, 500 + 90 * line, kBody, 20, 32);
  for (const auto& [x, y, w, h] : {std::array{100, 100, 30, 3}, {100, 127, 30, 3}, {100, 100, 3, 30}, {127, 100, 3, 30}}) d.fill(x, y, w, h);
  d.fill(100, 300, 30, 4);  // a dash
  const Layout l = find_layout(picture::separate_ink(d.grey()), kBody);
  int marks = 0, dashes = 0;
  for (const Segment& s : l.text.segments) marks += s.mark.has_value(), dashes += s.dash;
  EXPECT_EQ(marks, 1);
  EXPECT_EQ(dashes, 0);
}

// A thick signature, as dense as an emblem, that reaches down between the letters of the name.
TEST(Layout, ANameUnderASignatureKeepsItsLetters) {
  Drawing d(1400, 600);
  d.letters(500, 372, kBody, 12, 32);
  d.fill(580, 200, 160, 24);
  d.fill(580, 200, 24, 130);
  d.fill(716, 200, 24, 130);
  d.fill(622, 200, 4, 166);
  const Layout l = find_layout(picture::separate_ink(d.grey()), kBody);
  ASSERT_EQ(l.text.segments.size(), 1u);
  EXPECT_EQ(l.text.segments[0].letters, 12);
  EXPECT_EQ(l.reaching.size(), 1u) << "what it reaches is doubtful";
}

TEST(Layout, TakesTextOverAnUnderlineAndDropsTheLine) {
  Drawing d(1400, 300);
  d.letters(100, 150, kBody, 20, 30);
  d.fill(90, 155, 900, 3);
  const Layout l = find_layout(picture::separate_ink(d.grey()), kBody);
  EXPECT_TRUE(l.tables.empty());
  ASSERT_EQ(l.text.segments.size(), 1u);
  EXPECT_EQ(l.text.segments[0].letters, 20);
  EXPECT_LE(l.text.segments[0].box.bottom(), 152);
}

TEST(Layout, PartsTwoPagesOnOneSheet) {
  Drawing d(2400, 1500);
  for (int i = 0; i < 8; ++i) d.letters(100, 200 + 90 * i, kBody, 30, 30), d.letters(1400, 200 + 90 * i, kBody, 30, 30);
  const Layout l = find_layout(picture::separate_ink(d.grey()), kBody);
  EXPECT_GT(l.fold, 1000);
  EXPECT_LT(l.fold, 1400);
  ASSERT_EQ(l.text.lines.size(), 16u);
  EXPECT_LT(l.text.segments[l.text.lines[7][0]].box.x, 1000);
  EXPECT_GT(l.text.segments[l.text.lines[8][0]].box.x, 1000);
}

// The number of an item, a little apart from its text, is read with it: it stands in no second line.
TEST(Layout, OfTwoPagesOnOneSheetHasEachStretchOnce) {
  Drawing d(2400, 1500);
  for (int i = 0; i < 8; ++i)
    for (const int x : {100, 1400}) d.letters(x, 200 + 90 * i, kBody, 2, 30), d.letters(x + 120, 200 + 90 * i, kBody, 26, 30);
  const Layout l = find_layout(picture::separate_ink(d.grey()), kBody);
  EXPECT_GT(l.fold, 1000);
  ASSERT_EQ(l.text.lines.size(), 16u);
  for (const std::vector<int>& line : l.text.lines) {
    ASSERT_EQ(line.size(), 1u);
    EXPECT_EQ(l.text.segments[line[0]].letters, 28);
  }
}

TEST(OpenTable, OnAScanHasItsCells) {
  Drawing d(1600, 1200);
  for (int y : {200, 300, 400, 500}) d.fill(100, y, 1300, 3);
  for (int y : {260, 360, 460}) d.letters(120, y, 24, 6, 30), d.letters(600, y, 24, 8, 30), d.letters(1100, y, 24, 5, 30);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.tables.size(), 1u);
  EXPECT_EQ(l.tables[0].edges, Edges::kOpen);
  EXPECT_EQ(l.tables[0].grid.rows(), 3);
  EXPECT_EQ(l.tables[0].grid.columns(), 3);
  for (const CellLayout& c : l.tables[0].cells) EXPECT_EQ(c.text.segments.size(), 1u);
}

TEST(Cells, HoldThePiecesWhoseMiddlesLieInThem) {
  Drawing d(1400, 700);
  for (int y : {100, 300, 500}) d.fill(50, y, 1200, 4);
  for (int x : {50, 650, 1246}) d.fill(x, 100, 4, 404);
  d.letters(80, 200, kBody, 10, 30), d.letters(700, 200, kBody, 10, 30), d.letters(80, 400, kBody, 10, 30);
  d.letters(80, 640, kBody, 12, 30);  // below the table
  d.fill(760, 400, 16, 4);            // a dash alone in its cell stays
  d.fill(1000, 400, 2, 2);            // a speck
  const Layout l = layout_of(d, kBody);
  ASSERT_EQ(l.tables.size(), 1u);
  const TableLayout& t = l.tables[0];
  EXPECT_EQ(t.edges, Edges::kRuled);
  ASSERT_EQ(t.cells.size(), 4u);
  EXPECT_EQ(text_of(t.cells[0].text), "80,170 294x30 10\n");
  EXPECT_EQ(text_of(t.cells[1].text), "700,170 294x30 10\n");
  EXPECT_EQ(text_of(t.cells[2].text), "80,370 294x30 10\n");
  EXPECT_EQ(text_of(t.cells[3].text), "760,400 16x4 0 dash lent 30\n");
  EXPECT_EQ(text_of(l.text), "80,610 354x30 12\n");
  EXPECT_EQ(t.cells[3].place.row, 1);
  EXPECT_EQ(t.cells[3].place.column, 1);
  EXPECT_EQ(l.body, kBody);
  EXPECT_TRUE(l.regions.empty());
}

TEST(Cells, OfATableWithinACellHoldTheirOwnText) {
  Drawing d(1400, 900);
  for (int y : {50, 800}) d.fill(50, y, 1300, 4);
  for (int x : {50, 700, 1346}) d.fill(x, 50, 4, 754);
  for (int y : {300, 400, 500}) d.fill(150, y, 400, 4);
  for (int x : {150, 350, 546}) d.fill(x, 300, 4, 204);
  d.letters(170, 360, kBody, 4, 30), d.letters(370, 460, kBody, 4, 30), d.letters(170, 150, kBody, 12, 30);
  const Layout l = layout_of(d, kBody);
  ASSERT_EQ(l.tables.size(), 2u);
  EXPECT_EQ(text_of(l.tables[0].cells[0].text), "170,120 354x30 12\n");
  EXPECT_EQ(text_of(l.tables[1].cells[0].text), "170,330 114x30 4\n");
  EXPECT_EQ(text_of(l.tables[1].cells[3].text), "370,430 114x30 4\n");
  EXPECT_TRUE(l.text.lines.empty());
}

TEST(Signs, AloneInACellAreMarksAndNotOutside) {
  const auto page = [](bool table) {
    Drawing d(1400, 700);
    if (table) {
      for (int y : {100, 300, 500}) d.fill(50, y, 1200, 4);
      for (int x : {50, 650, 1246}) d.fill(x, 100, 4, 404);
    }
    d.letters(80, 200, kBody, 10, 30);
    for (int i = 0; i < 40; ++i) d.fill(900 + i, 200 + i, 4, 4), d.fill(900 + i, 239 - i, 4, 4);
    return layout_of(d, kBody);
  };
  ASSERT_EQ(page(true).tables.size(), 1u);
  EXPECT_EQ(text_of(page(true).tables[0].cells[1].text), "900,200 43x43 1 lent 30 cross\n");
  EXPECT_EQ(text_of(page(false).text), "80,170 294x30 10\n900,200 43x43 1 lent 30\n");
}

TEST(Signs, ThatAreBoxesStandInTheirLine) {
  Drawing d(1400, 300);
  d.fill(100, 120, 32, 32), d.fill(104, 124, 24, 24, 255);
  d.letters(160, 150, kBody, 10, 30);
  EXPECT_EQ(text_of(layout_of(d, kBody).text), "100,120 32x32 1 box_empty; 160,120 294x30 10\n");
}

TEST(Leaders, AreGivenWithTheLayout) {
  Drawing d(1800, 320);
  for (int at : {0, 900}) {
    d.letters(100 + at, 200, kBody, 5, 30);
    for (int i = 0; i < 25; ++i) d.fill(270 + at + 16 * i, 196, 4, 4);
    d.letters(200 + at, 290, kBody, 12, 30);
  }
  EXPECT_EQ(layout_of(d, kBody).leaders.size(), 2u);
}

// Two pages on one sheet: at least five lines each side, and room between them.
TEST(Fold, LiesWhereTwoPagesLeaveRoom) {
  const auto fold = [](int left, int right, int end, int begin, int width = 2400, int height = 1500) {
    Drawing d(width, height);
    for (int i = 0; i < left; ++i) d.letters(end - 24 - 30 * 20, 150 + 90 * i, kBody, 21, 30);
    for (int i = 0; i < right; ++i) d.letters(begin, 150 + 90 * i, kBody, 21, 30);
    return layout_of(d, kBody).fold;
  };
  EXPECT_EQ(fold(6, 6, 1100, 1300), 1200);
  EXPECT_EQ(first_that(4, 5, [&](int n) { return fold(n, 8, 1100, 1300) > 0; }), 5);
  EXPECT_EQ(first_that(4, 5, [&](int n) { return fold(8, n, 1100, 1300) > 0; }), 5);
  EXPECT_EQ(first_that(1234, 1240, [&](int begin) { return fold(6, 6, 1170, begin) > 0; }), 1237) << "two body heights and more";
  EXPECT_GT(fold(6, 6, 800, 1100), 0);
  EXPECT_GT(fold(6, 6, 1300, 1500), 0);
  EXPECT_EQ(fold(6, 6, 700, 900), 0) << "not near the middle";
  EXPECT_GT(fold(6, 6, 1100, 1300, 2400, 2086), 0);
  EXPECT_EQ(fold(6, 6, 1100, 1300, 2400, 2088), 0) << "not wider than high by much";
}

TEST(Fold, IsNotCrossedByATable) {
  Drawing d(2400, 1500);
  for (int i = 0; i < 6; ++i) d.letters(300, 600 + 90 * i, kBody, 21, 30), d.letters(1400, 600 + 90 * i, kBody, 21, 30);
  EXPECT_GT(layout_of(d, kBody).fold, 0);
  for (int y : {100, 250, 400}) d.fill(300, y, 1800, 4);
  for (int x : {300, 1000, 1500, 2096}) d.fill(x, 100, 4, 304);
  EXPECT_EQ(layout_of(d, kBody).fold, 0);
}

TEST(Pictures, AreRegionsAndTheirPiecesNoText) {
  const auto page = [](int side) {
    Drawing d(1600, 1400);
    d.letters(200, 1300, kBody, 20, 30);
    for (int i = 0; i < side; i += 12) d.fill(200 + i, 100, 6, side), d.fill(200, 100 + i, side, 6);
    d.fill(200, 100, side, 40);
    return layout_of(d, kBody);
  };
  EXPECT_EQ(text_of(page(300).regions), "logo 190,90 320x320\n");
  EXPECT_EQ(text_of(page(500).regions), "picture 190,90 520x512\n");
  EXPECT_EQ(page(300).text.segments.size(), 1u);
  EXPECT_TRUE(page(300).tables.empty());
}

TEST(Frames, AreGivenWithTheLayout) {
  Drawing d(1600, 1400);
  for (int y : {100, 1000}) d.fill(100, y, 1200, 4);
  for (int x : {100, 1296}) d.fill(x, 100, 4, 904);
  d.letters(200, 500, kBody, 20, 30);
  const Layout l = layout_of(d, kBody);
  EXPECT_TRUE(l.tables.empty());
  ASSERT_EQ(l.frames.size(), 1u);
  EXPECT_EQ(text_of(l.frames[0]), "102,102 1196x900");
  EXPECT_EQ(l.rules.horizontal.size(), 2u);
}

TEST(OddPieces, OfThePageBecomeRegions) {
  Drawing d(1600, 1000);
  d.letters(200, 900, kBody, 20, 30);
  for (int i = 0; i < 200; ++i) d.fill(800 + i, 300 + i % 100 * 2, 3, 8);
  const Layout l = layout_of(d, kBody);
  EXPECT_EQ(text_of(l.regions), "signature 800,300 202x206\n");
  EXPECT_EQ(l.text.segments.size(), 1u);
}

}  // namespace layout_test
}  // namespace banthuek::layout
