#include "pipeline/text_layer/build_page.h"

#include <gtest/gtest.h>

#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace build_page_test {

Page page_of(PdfContent content, std::vector<Cluster> clusters) { return make_page(content, {std::move(clusters), {}}); }

std::vector<Cluster> both(std::vector<Cluster> a, const std::vector<Cluster>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

void across(PdfContent& content, double y, double x0 = 50, double x1 = 350) { content.horizontal.push_back({x0, y, x1, y, 1}); }
void down(PdfContent& content, double x, double y0 = 100, double y1 = 180) { content.vertical.push_back({x, y0, x, y1, 1}); }

// Two rows of 40 pixels from (50, 100) on, their columns 150 wide.
PdfContent two_by_two() {
  PdfContent content = content_of();
  for (const double y : {100, 140, 180}) across(content, y);
  for (const double x : {50, 200, 350}) down(content, x);
  return content;
}

// Headings on a ground of their own, and no rule anywhere.
TEST(MadePage, HasATableBelowACouloredGround) {
  const auto table = [](std::vector<Box> grounds, int degrees = 0) {
    PdfContent content = content_of();
    content.grounds = std::move(grounds);
    std::vector<Cluster> text;
    for (const double y : {100, 118, 136, 154})
      for (const double x : {60, 200, 320}) text = both(std::move(text), clusters(U"กขค", x, y));
    if (degrees) content = turned(turned(std::move(content), degrees), 360 - degrees);
    const Page page = page_of(std::move(content), std::move(text));
    return page.tables.empty() ? "none" : std::to_string(page.tables[0].rows) + "x" + std::to_string(page.tables[0].columns);
  };
  EXPECT_EQ(table({{50, 90, 320, 15}}), "4x3");
  EXPECT_EQ(table({{50, 90, 320, 15}}, 90), "4x3") << "a ground turns with its page";
  EXPECT_EQ(table({}), "none");
}

TEST(UprightTurn, IsThatOfMostVisibleGlyphs) {
  const auto turn = [](std::vector<int> directions, bool last_hidden = false) {
    PdfContent content = content_of();
    for (const int d : directions) content.glyphs.push_back(glyph(U"ก", 0)), content.glyphs.back().direction = d;
    if (last_hidden) content.glyphs.back().hidden = true;
    return upright_turn(content);
  };
  EXPECT_EQ(turn({}), 0);
  EXPECT_EQ(turn({0, 90, 90}), 270);
  EXPECT_EQ(turn({180}), 180);
  EXPECT_EQ(turn({270}), 90);
  EXPECT_EQ(turn({0, 90}), 0);
  EXPECT_EQ(turn({0, 90, 90}, true), 0);
  EXPECT_EQ(turn({-1, -1, 90}), 270);
}

TEST(TurnedContent, StandsWhereThePictureIsTurnedTo) {
  PdfContent content = content_of({glyph(U"ก", 100, 5, 200)});  // of 600 x 800
  content.glyphs[0].dy = 1;
  content.glyphs.push_back(content.glyphs[0]);
  content.glyphs[1].direction = -1;
  content.horizontal.push_back({10, 20, 30, 21, 1});
  content.vertical.push_back({40, 50, 41, 60, 1});
  Outline o;
  o.x0 = 1, o.y0 = 2, o.x1 = 3, o.y1 = 5;
  content.outlines.push_back(o);
  PdfImage image;
  image.x0 = 100, image.y0 = 200, image.x1 = 300, image.y1 = 500, image.turned = 270;
  content.images.push_back(image);
  image.turned = -1;
  content.images.push_back(image);
  content.grounds.push_back({10, 20, 30, 40});

  struct Case {
    int degrees, width, height;
    double x, y, dx, dy;
    layout::Rule level;
    double ox0, oy0, ox1, oy1;
    int image_turned;
    Box ground;
  };
  const Case cases[] = {{0, 600, 800, 100, 200, 5, 1, {10, 20, 30, 21, 1}, 1, 2, 3, 5, 270, {10, 20, 30, 40}},
                        {90, 800, 600, 600, 100, -1, 5, {740, 40, 750, 41, 1}, 795, 1, 798, 3, 0, {740, 10, 40, 30}},
                        {180, 600, 800, 500, 600, -5, -1, {570, 779, 590, 780, 1}, 597, 795, 599, 798, 90, {560, 740, 30, 40}},
                        {270, 800, 600, 200, 500, 1, -5, {50, 559, 60, 560, 1}, 2, 597, 5, 599, 180, {20, 560, 40, 30}}};
  for (const Case& c : cases) {
    const PdfContent t = turned(content, c.degrees);
    EXPECT_EQ(t.width, c.width) << c.degrees;
    EXPECT_EQ(t.height, c.height) << c.degrees;
    EXPECT_DOUBLE_EQ(t.glyphs[0].x, c.x) << c.degrees;
    EXPECT_DOUBLE_EQ(t.glyphs[0].y, c.y) << c.degrees;
    EXPECT_DOUBLE_EQ(t.glyphs[0].dx, c.dx) << c.degrees;
    EXPECT_DOUBLE_EQ(t.glyphs[0].dy, c.dy) << c.degrees;
    EXPECT_EQ(t.glyphs[0].direction, c.degrees);
    EXPECT_EQ(t.glyphs[1].direction, -1);
    ASSERT_EQ(t.horizontal.size(), 1u);
    EXPECT_DOUBLE_EQ(t.horizontal[0].x0, c.level.x0) << c.degrees;
    EXPECT_DOUBLE_EQ(t.horizontal[0].y0, c.level.y0) << c.degrees;
    EXPECT_DOUBLE_EQ(t.horizontal[0].x1, c.level.x1) << c.degrees;
    EXPECT_DOUBLE_EQ(t.horizontal[0].y1, c.level.y1) << c.degrees;
    ASSERT_EQ(t.vertical.size(), 1u);
    EXPECT_LT(t.vertical[0].y0, t.vertical[0].y1);
    EXPECT_DOUBLE_EQ(t.outlines[0].x0, c.ox0) << c.degrees;
    EXPECT_DOUBLE_EQ(t.outlines[0].y0, c.oy0) << c.degrees;
    EXPECT_DOUBLE_EQ(t.outlines[0].x1, c.ox1) << c.degrees;
    EXPECT_DOUBLE_EQ(t.outlines[0].y1, c.oy1) << c.degrees;
    EXPECT_EQ(t.images[0].turned, c.image_turned) << c.degrees;
    EXPECT_EQ(t.images[1].turned, -1);
    ASSERT_EQ(t.grounds.size(), 1u);
    EXPECT_EQ(t.grounds[0], c.ground) << c.degrees;
    EXPECT_LT(t.images[0].x0, t.images[0].x1);
  }
}

TEST(Page, HasItsCellsItsLinesAndTheirOrder) {
  std::vector<Cluster> text = both(clusters(U"ก่อน", 60, 80), clusters(U"หัว", 60, 125));
  text = both(text, clusters(U"ขวา", 210, 125));
  text = both(text, both(clusters(U"บน", 60, 155), clusters(U"ล่าง", 60, 172)));
  text = both(text, clusters(U"หลัง", 60, 220));
  const Page page = page_of(two_by_two(), text);
  EXPECT_EQ(page_text(page), "ก่อน\nหัว\tขวา\nบน ล่าง\t\nหลัง\n");
  EXPECT_EQ(page.width, 600);
  EXPECT_EQ(page.height, 800);
  EXPECT_EQ(page.dpi, 72);
  ASSERT_EQ(page.tables.size(), 1u);
  const Table& table = page.tables[0];
  EXPECT_EQ(table.edges, Edges::kRuled);
  EXPECT_EQ(table.rows, 2);
  EXPECT_EQ(table.columns, 2);
  ASSERT_EQ(table.cells.size(), 4u);
  EXPECT_EQ(table.cells[2].row, 1);
  EXPECT_EQ(table.cells[2].column, 0);
  EXPECT_EQ(table.cells[2].row_span, 1);
  EXPECT_EQ(table.cells[2].column_span, 1);
  EXPECT_EQ(table.cells[2].text, "บน\nล่าง");
  EXPECT_EQ(table.cells[2].lines.size(), 2u);
  EXPECT_EQ(table.cells[3].confidence, 1);
  EXPECT_GE(table.cells[2].box.y, 140);
  ASSERT_EQ(page.flow.size(), 3u);
  EXPECT_EQ(page.flow[1].kind, FlowItem::Kind::kTable);
  EXPECT_EQ(page.flow[2].index, 1);
}

TEST(Cell, IsAsSureAsItsLines) {
  std::vector<Cluster> text = both(clusters(U"บน", 60, 115), clusters(U"ล่าง", 60, 132));
  for (Cluster& c : text)
    if (c.baseline > 120) c.repaired = true;
  const Page page = page_of(two_by_two(), text);
  ASSERT_EQ(page.tables.size(), 1u);
  EXPECT_DOUBLE_EQ(page.tables[0].cells[0].confidence, 0.99975);
}

TEST(Grid, WithoutTextIsNoTable) {
  const Page page = page_of(two_by_two(), clusters(U"หลัง", 60, 220));
  EXPECT_TRUE(page.tables.empty());
  EXPECT_EQ(page_text(page), "หลัง\n");
}

TEST(Word, ThatRunsOnOverItsCellsBorderStaysWhereItBegan) {
  const auto first_cell = [](auto change) {
    std::vector<Cluster> text = clusters(U"กขคงจฉ", 181, 125);  // from 181 to 211, over the border at 200
    change(text);
    const Page page = page_of(two_by_two(), text);
    return page.tables.at(0).cells.at(0).text + "|" + page.tables[0].cells.at(1).text;
  };
  EXPECT_EQ(first_cell([](auto&) {}), "กขคงจฉ|");
  EXPECT_EQ(first_cell([](auto& t) { t[4].space_before = true; }), "กขคง|จฉ");
  const auto shift = [](double by) {
    return [by](std::vector<Cluster>& t) {
      for (std::size_t i = 4; i < t.size(); ++i) t[i].x0 += by, t[i].x1 += by;
    };
  };
  EXPECT_EQ(first_cell(shift(0.5)), "กขคงจฉ|");
  EXPECT_EQ(first_cell(shift(0.7)), "กขคง|จฉ");
  EXPECT_EQ(first_cell([](auto& t) { t[4].baseline += 0.1, t[5].baseline += 0.1; }), "กขคงจฉ|");
  EXPECT_EQ(first_cell([](auto& t) { t[4].baseline += 0.3, t[5].baseline += 0.3; }), "กขคง|จฉ");
  EXPECT_EQ(first_cell([](auto& t) { t[4].size = t[5].size = 10.05; }), "กขคงจฉ|");
  EXPECT_EQ(first_cell([](auto& t) { t[4].size = t[5].size = 10.2; }), "กขคง|จฉ");
}

TEST(InnerGrid, TakesWhatStandsInIt) {
  PdfContent content = two_by_two();
  for (const double y : {105, 120, 135}) across(content, y, 220, 330);
  for (const double x : {220, 275, 330}) down(content, x, 105, 135);
  const Page page = page_of(content, both(clusters(U"กข", 230, 116), clusters(U"คง", 60, 125)));
  ASSERT_EQ(page.tables.size(), 2u);
  EXPECT_EQ(page.tables[0].cells[0].text, "คง");
  EXPECT_EQ(page.tables[1].cells[0].text, "กข");
}

TEST(Marks, OfALineAndOfACellAreTheirSigns) {
  std::vector<Cluster> text = both(clusters(U"☐ ก", 60, 80), both(clusters(U"✓", 60, 125), clusters(U"/", 210, 125)));
  text = both(text, clusters(U"ก/", 60, 165));
  const Page page = page_of(two_by_two(), text);
  ASSERT_EQ(page.marks.size(), 1u);
  EXPECT_EQ(page.marks[0].kind, MarkKind::kBoxEmpty);
  EXPECT_EQ(page.marks[0].box, (Box{60, 71, 5, 12}));
  EXPECT_EQ(page.marks[0].confidence, 1);
  ASSERT_EQ(page.tables.size(), 1u);
  const std::vector<Cell>& cells = page.tables[0].cells;
  ASSERT_EQ(cells[0].marks.size(), 1u);
  EXPECT_EQ(cells[0].marks[0].kind, MarkKind::kCheck);
  ASSERT_EQ(cells[1].marks.size(), 1u);
  EXPECT_EQ(cells[1].marks[0].kind, MarkKind::kSlash);
  EXPECT_EQ(cells[1].marks[0].box, cells[1].lines[0].box);
  EXPECT_TRUE(cells[2].marks.empty());
}

TEST(Marks, OfOneWordStandSideBySide) {
  const Page page = page_of(content_of(), clusters(U"●○", 60, 80));
  ASSERT_EQ(page.marks.size(), 2u);
  EXPECT_EQ(page.marks[0].box, (Box{60, 71, 5, 12}));
  EXPECT_EQ(page.marks[1].box, (Box{65, 71, 5, 12}));
}

TEST(DrawnMark, JoinsTheTextBesideIt) {
  PdfContent content = content_of();
  Outline ring;
  ring.x0 = 100, ring.x1 = 110, ring.y0 = 72, ring.y1 = 82;
  ring.curves = 8, ring.subpaths = 1;
  content.outlines.push_back(ring);
  const Page page = page_of(content, clusters(U"กขค", 60, 80));
  EXPECT_EQ(page_text(page), "กขค ○\n");
  ASSERT_EQ(page.marks.size(), 1u);
}

TEST(Pictures, FromTwentyFourPointsOnAreRegions) {
  const auto regions = [](double w, double h) {
    PdfContent content = content_of();
    content.dpi = 144;
    PdfImage image;
    image.x0 = 10.5, image.y0 = 20.5, image.x1 = 10.5 + w, image.y1 = 20.5 + h;
    content.images.push_back(image);
    return page_of(content, {}).regions;
  };
  EXPECT_TRUE(regions(47.9, 100).empty());
  EXPECT_TRUE(regions(100, 47.9).empty());
  ASSERT_EQ(regions(48, 60).size(), 1u);
  const Region region = regions(48, 60)[0];
  EXPECT_EQ(region.kind, RegionKind::kPicture);
  EXPECT_EQ(region.box, (Box{10, 20, 48, 60}));
  EXPECT_EQ(region.confidence, 1);
}

TEST(Tables, AreOrderedFromTheTopAndStandBetweenTheirLines) {
  PdfContent content = two_by_two();
  for (const double y : {300, 340, 380}) across(content, y);
  for (const double x : {50, 200, 350}) down(content, x, 300, 380);
  std::vector<Cluster> text = both(clusters(U"ล่าง", 60, 325), clusters(U"บน", 60, 125));
  text = both(text, clusters(U"กลาง", 60, 240));
  EXPECT_EQ(page_text(page_of(content, text)), "บน\t\n\t\nกลาง\nล่าง\t\n\t\n");
}

TEST(OpenTable, RuledAcrossOnlyIsOneOfOpenEdges) {
  PdfContent content = content_of();
  for (const double y : {100, 130, 160, 190}) across(content, y, 50, 350);
  std::vector<Cluster> text;
  for (const double y : {120, 150, 180}) text = both(text, both(clusters(U"กขคง", 60, y), clusters(U"จฉชซ", 250, y)));
  const Page page = page_of(content, text);
  ASSERT_EQ(page.tables.size(), 1u);
  EXPECT_EQ(page.tables[0].edges, Edges::kOpen);
  EXPECT_EQ(page_text(page), "กขคง\tจฉชซ\nกขคง\tจฉชซ\nกขคง\tจฉชซ\n");
}

TEST(Rules, OfADrawingMakeNoTables) {
  PdfContent content = two_by_two();
  content.horizontal.resize(content.horizontal.size() + 20'000 - 6, layout::Rule{500, 700, 501, 700, 1});
  EXPECT_EQ(page_of(content, clusters(U"กข", 60, 125)).tables.size(), 1u);
  content.horizontal.push_back({500, 700, 501, 700, 1});
  EXPECT_EQ(page_of(content, clusters(U"กข", 60, 125)).tables.size(), 0u);
}

}  // namespace build_page_test
}  // namespace banthuek::text_layer
