#include "extractors/types/page.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"

namespace banthuek {
namespace page_test {

using test::cell;
using test::line;

TEST(Box, IsEmptyWithoutWidthOrHeight) {
  EXPECT_TRUE((Box{1, 1, 0, 5}.empty()));
  EXPECT_TRUE((Box{1, 1, 5, 0}.empty()));
  EXPECT_TRUE((Box{1, 1, -1, 5}.empty()));
  EXPECT_FALSE((Box{0, 0, 1, 1}.empty()));
  EXPECT_EQ((Box{1, 2, 3, 4}.right()), 4);
  EXPECT_EQ((Box{1, 2, 3, 4}.bottom()), 6);
}

TEST(Box, UnitedIsAroundBothAndIntersectedWhatBothCover) {
  EXPECT_EQ(unite({10, 20, 30, 40}, {5, 50, 10, 20}), (Box{5, 20, 35, 50}));
  EXPECT_EQ(unite({}, {5, 50, 10, 20}), (Box{5, 50, 10, 20}));
  EXPECT_EQ(unite({5, 50, 10, 20}, {}), (Box{5, 50, 10, 20}));
  EXPECT_EQ(intersect({10, 20, 30, 40}, {5, 50, 10, 20}), (Box{10, 50, 5, 10}));
  EXPECT_TRUE(intersect({0, 0, 10, 10}, {10, 0, 10, 10}).empty());
  EXPECT_TRUE(intersect({0, 0, 10, 10}, {0, 10, 10, 10}).empty());
  EXPECT_EQ(intersect({0, 0, 10, 10}, {9, 9, 10, 10}), (Box{9, 9, 1, 1}));
}

Page page() {
  Page out;
  out.lines = {line("บน"), line("ล่าง"), line("นอกลำดับ")};
  Table t;
  t.rows = 4;
  t.columns = 2;
  t.cells = {cell(0, 0, "a\nb\tc"), cell(0, 1, "d"), cell(1, 0, "e"), cell(3, 1, "f")};
  t.cells[0].lines = {line("a"), line("b")};
  t.cells[3].lines = {line("f")};
  out.tables = {t, Table{}};
  out.flow = {{FlowItem::Kind::kLine, 1}, {FlowItem::Kind::kTable, 0}, {FlowItem::Kind::kTable, 1}, {FlowItem::Kind::kLine, 0}};
  return out;
}

TEST(PageText, IsALineEachAndARowEach) { EXPECT_EQ(page_text(page()), "ล่าง\na b c\td\ne\n\nf\nบน\n"); }

TEST(AllLines, AreThoseOfTheFlowWithThoseInCells) {
  const Page p = page();
  std::string texts;
  for (const Line* l : all_lines(p)) texts += l->text + "|";
  EXPECT_EQ(texts, "ล่าง|a|b|f|บน|");
}

TEST(Names, ComeBackAsTheirKinds) {
  const char* const signs[] = {"○", "●", "⊗", "☐", "☑", "✓", "✗", "/"};
  const char* const names[] = {"circle_empty", "circle_filled", "circle_crossed", "box_empty", "box_checked", "check", "cross", "slash"};
  for (int i = 0; i < 8; ++i) {
    const auto kind = static_cast<MarkKind>(i);
    EXPECT_STREQ(name_of(kind), names[i]);
    EXPECT_STREQ(sign_of(kind), signs[i]);
    EXPECT_EQ(mark_kind(names[i]), kind);
  }
  const char* const regions[] = {"stamp", "handwriting", "signature", "picture", "logo"};
  for (int i = 0; i < 5; ++i) {
    EXPECT_STREQ(name_of(static_cast<RegionKind>(i)), regions[i]);
    EXPECT_EQ(region_kind(regions[i]), static_cast<RegionKind>(i));
  }
  const char* const sources[] = {"scan", "text_layer", "repaired_layer"};
  for (int i = 0; i < 3; ++i) {
    EXPECT_STREQ(name_of(static_cast<PageSource>(i)), sources[i]);
    EXPECT_EQ(page_source(sources[i]), static_cast<PageSource>(i));
  }
  EXPECT_STREQ(name_of(Severity::kInfo), "info");
  EXPECT_STREQ(name_of(Severity::kWarning), "warning");
  EXPECT_STREQ(name_of(Severity::kError), "error");
  EXPECT_FALSE(mark_kind("smile"));
  EXPECT_FALSE(region_kind(""));
  EXPECT_FALSE(page_source("dream"));
  EXPECT_STREQ(name_of(static_cast<MarkKind>(99)), "");
  EXPECT_STREQ(sign_of(static_cast<MarkKind>(99)), "");
  EXPECT_STREQ(name_of(static_cast<RegionKind>(99)), "");
  EXPECT_STREQ(name_of(static_cast<Severity>(99)), "");
}

}  // namespace page_test
}  // namespace banthuek
