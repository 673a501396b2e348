#include "pipeline/layout/rules.h"

#include <gtest/gtest.h>

#include "pipeline/layout/layout.h"
#include "pipeline/layout/leaders.h"
#include "pipeline/picture/ink_ops.h"
#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

constexpr int kBody = 30;

TEST(Rules, AreLongThinInkAndLeaveTheInkClean) {
  Drawing d(1000, 400);
  d.fill(50, 100, 800, 4);
  d.fill(50, 300, 800, 4);
  d.fill(50, 100, 4, 204);
  d.fill(846, 100, 4, 204);
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_EQ(r.horizontal.size(), 2u);
  EXPECT_EQ(r.vertical.size(), 2u);
  EXPECT_EQ(find_components(without(d.ink(), r.ink)).list.size(), 0u);
}

TEST(Rules, MayBeThickerThanAnyStrokeWhereTheyAreLong) {
  Drawing d(1000, 400);
  d.fill(50, 100, 800, 15);
  d.fill(50, 300, 800, 15);
  d.fill(300, 150, 100, 15);  // a bar, as bold letters have
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_EQ(r.horizontal.size(), 2u);
}

TEST(Rules, AreNotMadeOfLettersInARow) {
  Drawing d(1000, 300);
  d.letters(50, 150, kBody, 25, 30);
  d.letters(50, 240, 2 * kBody, 10, 60);
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_TRUE(r.horizontal.empty());
  EXPECT_TRUE(r.vertical.empty());
}

TEST(Rules, LeaveAStrokeThatCrossesThemWhole) {
  Drawing d(1000, 300);
  d.fill(50, 150, 800, 3);
  d.fill(400, 120, 5, 60);
  const PageRules r = find_rules(d.ink(), kBody);
  ASSERT_EQ(r.horizontal.size(), 1u);
  const Components c = find_components(without(d.ink(), r.ink));
  ASSERT_EQ(c.list.size(), 1u);
  EXPECT_EQ(c.list[0].box.h, 60);
}

TEST(Rules, AreNotSeenInTheNoiseOfAShadedRow) {
  Drawing d(1000, 400);
  for (int y : {100, 170}) d.fill(50, y, 800, 4);
  for (int x : {50, 846}) d.fill(x, 100, 4, 74);
  // Upright strokes from rule to rule and level ones, with specks beside them.
  for (int x : {300, 340, 380}) d.fill(x, 104, 3, 66);
  for (int y : {120, 150}) d.fill(300, y, 80, 2);
  for (int y = 104; y < 170; ++y)
    for (int x = 280; x < 420; ++x)
      if ((x * 7919 + y * 104729) % 5 < 2) d.fill(x, y, 1, 1);
  const PageRules r = find_rules(d.ink(), kBody);
  EXPECT_EQ(r.horizontal.size(), 2u);
  EXPECT_EQ(r.vertical.size(), 2u);
}

TEST(Leaders, AreRowsOfLikeDotsAndNothingElse) {
  Drawing d(1200, 300);
  for (int i = 0; i < 30; ++i) d.fill(100 + 12 * i, 150, 4, 4);
  d.fill(700, 150, 4, 4), d.fill(712, 150, 4, 4), d.fill(724, 150, 4, 4);  // "..."
  d.letters(800, 150, kBody, 5, 40);
  const Components c = d.components();
  const auto leaders = find_leaders(c, all_of(c), kBody);
  ASSERT_EQ(leaders.size(), 1u);
  EXPECT_EQ(leaders[0].pieces.size(), 30u);
}

TEST(Layout, CutsLinesPerCellOfATable) {
  Drawing d(1400, 600);
  for (int y : {100, 300, 500}) d.fill(50, y, 1200, 4);
  for (int x : {50, 650, 1246}) d.fill(x, 100, 4, 404);
  d.letters(80, 200, kBody, 10, 30);
  d.letters(700, 205, kBody, 10, 30);  // not quite on the same baseline
  d.letters(80, 400, kBody, 10, 30);
  PageInk ink = separate_ink(d.grey());
  const Layout l = find_layout(ink, kBody);
  ASSERT_EQ(l.tables.size(), 1u);
  ASSERT_EQ(l.tables[0].cells.size(), 4u);
  EXPECT_EQ(l.tables[0].cells[0].text.lines.size(), 1u);
  EXPECT_EQ(l.tables[0].cells[1].text.lines.size(), 1u);
  EXPECT_EQ(l.tables[0].cells[2].text.lines.size(), 1u);
  EXPECT_TRUE(l.tables[0].cells[3].text.lines.empty());
  EXPECT_TRUE(l.text.lines.empty());
}

TEST(Layout, TakesTextOverAnUnderlineAndDropsTheLine) {
  Drawing d(1400, 300);
  d.letters(100, 150, kBody, 20, 30);
  d.fill(90, 155, 900, 3);
  const Layout l = find_layout(separate_ink(d.grey()), kBody);
  EXPECT_TRUE(l.tables.empty());
  ASSERT_EQ(l.text.segments.size(), 1u);
  EXPECT_EQ(l.text.segments[0].letters, 20);
  EXPECT_LE(l.text.segments[0].box.bottom(), 152);
}

TEST(Layout, PartsTwoPagesOnOneSheet) {
  Drawing d(2400, 1500);
  for (int i = 0; i < 8; ++i) d.letters(100, 200 + 90 * i, kBody, 30, 30), d.letters(1400, 200 + 90 * i, kBody, 30, 30);
  const Layout l = find_layout(separate_ink(d.grey()), kBody);
  EXPECT_GT(l.fold, 1000);
  EXPECT_LT(l.fold, 1400);
  ASSERT_EQ(l.text.lines.size(), 16u);
  EXPECT_LT(l.text.segments[l.text.lines[7][0]].box.x, 1000);
  EXPECT_GT(l.text.segments[l.text.lines[8][0]].box.x, 1000);
}

}  // namespace
}  // namespace banthuek
