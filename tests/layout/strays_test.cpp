#include "pipeline/layout/strays.h"

#include <gtest/gtest.h>

#include "pipeline/layout/dirt.h"
#include "pipeline/layout/layout.h"
#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

const GridSettings kSettings{.reach = 6, .bridge = 18, .shortest = 12, .covered = 0.5};

Rule flat(double x0, double x1, double y) { return {x0, y, x1, y, 2}; }
Rule upright(double y0, double y1, double x) { return {x, y0, x, y1, 2}; }

// Three columns and two rows from (50, 100) to (450, 220).
std::vector<Rule> rows() { return {flat(50, 450, 100), flat(50, 450, 150), flat(50, 450, 220)}; }
std::vector<Rule> columns() { return {upright(100, 220, 50), upright(100, 220, 150), upright(100, 220, 300), upright(100, 220, 450)}; }

TEST(Strays, LeaveATablesOwnRulesAlone) {
  const SortedRules r = sort_out_strays(rows(), columns(), kSettings);
  EXPECT_EQ(r.horizontal.size(), 3u);
  EXPECT_EQ(r.vertical.size(), 4u);
  EXPECT_TRUE(r.streaks.empty());
}

TEST(Strays, OfAStreakDownThePageMakeNoColumn) {
  std::vector<Rule> v = columns();
  for (const auto& [y0, y1] : {std::pair(0, 125), {140, 190}, {300, 360}, {380, 440}}) v.push_back(upright(y0, y1, 200));
  const SortedRules r = sort_out_strays(rows(), v, kSettings);
  EXPECT_EQ(r.vertical.size(), 4u);
  ASSERT_EQ(r.streaks.size(), 1u);
  EXPECT_EQ(r.streaks[0].x0, 200);
  const auto grids = find_grids(r.horizontal, r.vertical, kSettings);
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_EQ(grids[0].columns(), 3);
}

TEST(Strays, OfTheArcOfAStampOverABorderAreDropped) {
  std::vector<Rule> v = columns();
  v.push_back(upright(70, 135, 420));
  EXPECT_EQ(sort_out_strays(rows(), v, kSettings).vertical.size(), 4u);
}

TEST(Strays, ABorderThatRunsPastItsTableIsClippedToIt) {
  std::vector<Rule> v = columns();
  v[1] = upright(100, 300, 150);
  const SortedRules r = sort_out_strays(rows(), v, kSettings);
  ASSERT_EQ(r.vertical.size(), 4u);
  EXPECT_EQ(r.vertical[1].y1, 220);
}

TEST(Strays, SidesThatAreNotDrawnEndTogetherAndStay) {
  const SortedRules r =
      sort_out_strays({flat(0, 300, 0), flat(0, 300, 40), flat(0, 300, 80)}, {upright(0, 200, 100), upright(0, 200, 200)}, kSettings);
  EXPECT_EQ(r.horizontal[0].x1, 300);
  ASSERT_EQ(r.vertical.size(), 2u);
  EXPECT_EQ(r.vertical[0].y1, 200);
}

Layout layout_of(const Drawing& d, double body) {
  PageInk ink;
  ink.grey = d.grey(), ink.bits = d.ink();
  return find_layout(ink, body);
}

TEST(Dirt, AlongThePapersEdgesIsNoText) {
  Drawing d(1600, 1200);
  for (int x = 0; x < 1600; ++x) d.fill(x, 1180 - (x / 7) % 5, 1, 30);
  d.letters(200, 600, 24, 30, 30);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.text.segments.size(), 1u);
  EXPECT_EQ(l.text.segments[0].letters, 30);
}

TEST(Dirt, OfAStreakIsNoText) {
  Drawing d(1600, 2000);
  for (int y = 200; y < 1900; y += 300) d.fill(900, y, 3, 140), d.fill(900, y + 180, 3, 30);
  d.letters(200, 600, 24, 20, 30);
  const Layout l = layout_of(d, 24);
  EXPECT_EQ(l.text.segments.size(), 1u);
}

TEST(Dirt, OfARuleThatIsTakenOutIsNoText) {
  Drawing d(1600, 1200);
  for (int y : {200, 300, 400}) d.fill(100, y, 1300, 3);
  for (int x : {100, 700, 1397}) d.fill(x, 200, 3, 203);
  d.fill(300, 207, 40, 3);  // a shred beside the rule
  d.letters(120, 260, 24, 6, 30);
  const Layout l = layout_of(d, 24);
  ASSERT_EQ(l.tables.size(), 1u);
  EXPECT_EQ(l.tables[0].cells[0].text.segments.size(), 1u);
}

// A pen's stroke up and down, `w` wide and `h` high.
void scribble(Drawing& d, int x, int base, int w, int h) {
  for (int i = 0; i < w; ++i) d.fill(x + i, base - static_cast<int>(h * (0.5 + 0.48 * std::sin(i / 14.0))), 3, 5);
}

TEST(PenStrokes, AreARegionAndNoText) {
  Drawing d(1600, 1200);
  d.letters(200, 500, 24, 30, 30);
  scribble(d, 900, 700, 220, 48);
  d.letters(880, 780, 24, 12, 30);
  const Layout l = layout_of(d, 24);
  EXPECT_EQ(l.text.segments.size(), 2u);
  ASSERT_EQ(l.regions.size(), 1u);
  EXPECT_EQ(l.regions[0].kind, RegionKind::kSignature);
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

}  // namespace
}  // namespace banthuek
