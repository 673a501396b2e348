#include "pipeline/layout/layout.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace {

constexpr int kBody = 30;

Layout layout_of(const Drawing& d, double body) {
  picture::PageInk ink;
  ink.grey = d.grey(), ink.bits = d.ink();
  return find_layout(ink, body);
}

// The lines of a place: a segment by its box, the letters in it, and what else it is.
std::string text_of(const TextBlock& block) {
  std::string out;
  for (const auto& line : block.lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Segment& s = block.segments[line[i]];
      out += (i ? "; " : "") + text_of(s.box) + " " + std::to_string(s.letters);
      if (s.dash) out += " dash";
      if (s.lent) out += " lent " + std::to_string(std::lround(s.body()));
      if (s.mark) out += std::string(" ") + name_of(s.mark->kind);
    }
    out += "\n";
  }
  return out;
}

std::string text_of(const std::vector<Region>& regions) {
  std::string out;
  const char* names[] = {"stamp", "handwriting", "signature", "picture", "logo"};
  for (const Region& r : regions) out += std::string(names[static_cast<int>(r.kind)]) + " " + text_of(r.box) + "\n";
  return out;
}

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

TEST(Dashes, BesideALoneNumberAreSegmentsOfTheirOwn) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 24, 30, 30);
  d.fill(760, 90, 14, 3), d.letter(800, 100, 24), d.fill(845, 90, 14, 3);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.text.lines.size(), 2u);
  ASSERT_EQ(l.text.lines[0].size(), 3u);
  EXPECT_TRUE(l.text.segments[l.text.lines[0][0]].dash);
  EXPECT_FALSE(l.text.segments[l.text.lines[0][1]].dash);
  EXPECT_TRUE(l.text.segments[l.text.lines[0][2]].dash);
}

TEST(Dashes, AloneOnTheirLevelAreSpecks) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 24, 30, 30);
  d.fill(1300, 800, 14, 4);
  EXPECT_EQ(layout_of(d, 24).text.segments.size(), 1u);
}

TEST(Lines, OfLowLatinLettersCloseOverThaiOnesStay) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 30, 30, 38);
  d.letters(200, 463, 22, 30, 28);
  const Layout l = layout_of(d, 30);
  ASSERT_EQ(l.text.segments.size(), 2u);
  EXPECT_EQ(l.text.segments[0].letters, 30);
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

// "- ๓ -": dashes in the height of the letters, off them by 0.3 of their body and more. A body of 40; the digit from 400 to 432, its feet at 100.
std::string dashes(Box left, int letters = 1) {
  Drawing d(1200, 400);
  d.letters(200, 300, 40, 12, 50);
  d.letters(400, 100, 40, letters, 45);
  d.fill(left.x, left.y, left.w, left.h);
  const Layout l = layout_of(d, 40);
  std::string out;
  for (const Segment& s : l.text.segments)
    if (s.dash) out += (out.empty() ? "" : "; ") + text_of(s.box);
  return out.empty() ? "none" : out;
}

TEST(Dashes, BesideFewLettersArePartedFromThem) {
  EXPECT_EQ(dashes({360, 80, 20, 4}), "360,80 20x4");
  EXPECT_EQ(stretches(
                350, 398,
                [](int right) {
                  return std::string(dashes({right - 20, 80, 20, 4}) == "none" ? "none" : "dash");
                },
                8),
            "dash 387, none 398");
  EXPECT_EQ(stretches(
                50, 110,
                [](int y) {
                  return std::string(dashes({360, y, 20, 4}) == "none" ? "none" : "dash");
                },
                8),
            "none 68, dash 91, none 110");
  EXPECT_EQ(stretches(
                6, 90,
                [](int w) {
                  return std::string(dashes({380 - w, 80, w, 4}) == "none" ? "none" : "dash");
                },
                8),
            "none 10, dash 59, none 90");
  EXPECT_EQ(stretches(2, 19, [](int h) { return std::string(dashes({350, 80, 30, h}) == "none" ? "none" : "dash"); }), "dash 13, none 19");
  EXPECT_EQ(stretches(1, 6,
                      [](int letters) {
                        return std::string(dashes({360, 80, 20, 4}, letters) == "none" ? "none" : "dash");
                      }),
            "dash 3, none 6");
}

TEST(Dashes, OutsideTablesHaveALineBesideThem) {
  // A line of twelve letters from 200, its feet at 300; a dash of its own segment, on its level or off it.
  const auto kept = [](int x, int y) {
    Drawing d(2400, 400);
    d.letters(1000, 300, 40, 12, 50);
    d.fill(x, y, 30, 4);
    return std::string(layout_of(d, 40).text.segments.size() == 2 ? "dash" : "none");
  };
  EXPECT_EQ(stretches(485, 495, [&](int x) { return kept(x, 280); }), "none 490, dash 495");
  EXPECT_EQ(stretches(2056, 2066, [&](int x) { return kept(x, 280); }), "dash 2061, none 2066");
  EXPECT_EQ(stretches(244, 252, [&](int y) { return kept(700, y); }) + "; " + stretches(308, 314, [&](int y) { return kept(700, y); }),
            "none 248, dash 252; dash 311, none 314");
}

// Few letters take the height of the text around them where theirs is near it.
TEST(Bands, OfFewLettersAreThoseOfTheText) {
  const auto band = [](int h, int letters, int around = 12) {
    Drawing d(1600, 600);
    d.letters(200, 500, 40, around, 50);
    d.letters(200, 200, h, letters, h + 10);
    for (const Segment& s : layout_of(d, 40).text.segments)
      if (s.base < 300) return s.lent ? "lent " + std::to_string(std::lround(s.body())) : std::string("own");
    return std::string("none");
  };
  EXPECT_EQ(stretches(
                26, 80, [&](int h) { return band(h, 2); }, 8),
            "own 36, lent 40 60, none 80");
  EXPECT_EQ(stretches(1, 6, [&](int letters) { return band(50, letters); }), "lent 40 3, own 6");
  EXPECT_EQ(band(50, 2, 7), "lent 40") << "of the page, where no text around it is long";
  // The middle of those of eight letters and more.
  Drawing d(1600, 900);
  d.letters(200, 800, 36, 12, 50), d.letters(200, 700, 42, 8, 50), d.letters(200, 600, 44, 8, 60), d.letters(200, 500, 60, 7, 80);
  d.letters(200, 200, 50, 2, 60);
  const Layout l = layout_of(d, 40);
  ASSERT_TRUE(l.text.segments[0].lent);
  EXPECT_EQ(l.text.segments[0].body(), 42);
}

TEST(Headings, KeepTheHooksOfTheirSaraA) {
  Drawing d(1600, 600);
  d.letters(200, 500, kBody, 30, 36);
  for (int x : {400, 460, 560, 620}) d.letter(x, 300, 48);
  for (int y : {254, 280}) d.fill(516, y, 30, 20);  // higher than half a letter of the body
  EXPECT_EQ(text_of(layout_of(d, kBody).text), "400,252 258x48 5\n200,470 1068x30 30\n");
}

// A number between wide spaces ("ข้อ  ๗  ให้ ...") is read with the text beside it.
TEST(ShortStretches, AreOneWithTheirNeighbour) {
  const auto stretches_of = [](int gap, int h = kBody, int letters = 1, int stroke = 4, int drop = 0) {
    Drawing d(1600, 300);
    int x = 100;
    for (int i = 0; i < letters; ++i, x += 30) d.letter(x, 200 + drop, h, stroke);
    d.letters(x - 30 + 8 * h / 10 + gap, 200, kBody, 12, 30);
    return layout_of(d, kBody).text.lines.at(0).size();
  };
  EXPECT_EQ(last_that(45, 140, [&](int gap) { return stretches_of(gap) == 1; }), 105);
  EXPECT_EQ(last_that(1, 8, [&](int letters) { return stretches_of(60, kBody, letters) == 1; }), 3);
  EXPECT_EQ(stretches_of(60, 40, 2), 1u);
  EXPECT_EQ(stretches_of(60, 40, 2, 7), 2u) << "a label, larger and bolder";
  EXPECT_EQ(stretches_of(60, kBody, 1, 4, 6), 2u) << "on another level";
}

TEST(ShortStretches, FindAnEverLongerNeighbour) {
  Drawing d(1600, 300);
  d.letters(100, 200, kBody, 2, 30), d.letter(220, 200, kBody), d.letters(310, 200, kBody, 10, 30);
  EXPECT_EQ(text_of(layout_of(d, kBody).text), "100,170 504x30 13\n");
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

}  // namespace
}  // namespace banthuek::layout
