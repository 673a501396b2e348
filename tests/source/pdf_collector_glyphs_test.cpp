// What a PDF page draws, as plain values: its glyphs.
#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/drawn_pdf.h"

namespace banthuek::source {
namespace pdf_collector_glyphs_test {

TEST(Glyph, HasItsPlaceItsAdvanceAndItsSize) {
  TestFont font("AAAAAA+TestSarabun");
  const text_layer::PdfContent content = written(font, "BT /F 100 Tf 10 Tc 50 Tw 100 2000 Td " + font.show(U"กข") + " Tj ET");
  ASSERT_EQ(content.glyphs.size(), 2u);
  const text_layer::Glyph& g = content.glyphs[1];
  EXPECT_EQ(text::to_utf8(g.text), "ข");
  EXPECT_NEAR(g.x, 150, 0.01);
  EXPECT_NEAR(g.y, 1000, 0.01);
  EXPECT_NEAR(g.dx, 40, 0.01);
  EXPECT_NEAR(g.dy, 0, 0.01);
  EXPECT_NEAR(g.size, 100, 0.01);
  EXPECT_EQ(g.code, 34u);
  EXPECT_EQ(g.font, 0);
  EXPECT_EQ(g.direction, 0);
  EXPECT_FALSE(g.hidden);
  ASSERT_EQ(content.fonts.size(), 1u);
  EXPECT_EQ(content.fonts[0].name, "TestSarabun");
  EXPECT_TRUE(content.fonts[0].has_unicode);
}

TEST(WordSpacing, IsTakenOutOfTheSpacesAdvance) {
  TestFont font;
  font.code(U" ", 300);
  SmallPdf pdf;
  const int map = pdf.add_stream("", font.to_unicode());
  const int f = pdf.add("<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 32 /LastChar 33 /Widths [300 400] /ToUnicode " +
                        std::to_string(map) + " 0 R >>");
  pdf.page(kPixels + std::string("BT /F 100 Tf 50 Tz 10 Tc 50 Tw 100 2000 Td <2021> Tj ET"), "/Font << /F " + std::to_string(f) + " 0 R >>",
           "[0 0 720 720]");
  const text_layer::PdfContent content = content_of_pdf(pdf.str());
  ASSERT_EQ(content.glyphs.size(), 2u);
  EXPECT_NEAR(content.glyphs[0].dx, 15, 0.01);  // half of 30, without 10 and 50
  EXPECT_NEAR(content.glyphs[1].x, 145, 0.01);
  EXPECT_NEAR(content.glyphs[1].dx, 20, 0.01);
}

TEST(Glyph, RunsInOneOfFourDirectionsOrSlanted) {
  TestFont font;
  const auto direction = [&](const char* matrix) {
    return written(font, std::string("BT /F 100 Tf ") + matrix + " 1000 1000 Tm " + font.show(U"ก") + " Tj ET").glyphs.at(0).direction;
  };
  EXPECT_EQ(direction("1 0 0 1"), 0);
  EXPECT_EQ(direction("0 1 -1 0"), 270);
  EXPECT_EQ(direction("-1 0 0 -1"), 180);
  EXPECT_EQ(direction("0 -1 1 0"), 90);
  EXPECT_EQ(direction("1 0.059 -0.059 1"), 0);
  EXPECT_EQ(direction("1 0.061 -0.061 1"), -1);
  EXPECT_EQ(direction("1 -0.061 0.061 1"), -1);
  EXPECT_EQ(direction("0.059 1 -1 0.059"), 270);
  EXPECT_EQ(direction("0.061 1 -1 0.061"), -1);
}

TEST(Glyph, IsHiddenByItsRenderModeOrByItsOpacity) {
  TestFont font;
  const auto hidden = [&](const std::string& state) { return written(font, state + " " + at(100, 2000, font.show(U"ก"))).glyphs.at(0).hidden; };
  for (const int mode : {0, 1, 2, 4, 5, 6}) EXPECT_FALSE(hidden(std::to_string(mode) + " Tr")) << mode;
  for (const int mode : {3, 7}) EXPECT_TRUE(hidden(std::to_string(mode) + " Tr")) << mode;
  EXPECT_TRUE(hidden("/H1 gs"));
  EXPECT_FALSE(hidden("/H2 gs"));
}

TEST(Glyph, OutsideThePageOrItsClipIsNone) {
  TestFont font;
  const auto seen = [&](int x, int y, const std::string& clip = "") { return written(font, clip + at(x, y, font.show(U"ก"))).glyphs.size(); };
  EXPECT_EQ(seen(-20, 2000), 1u);  // its middle is on the page
  EXPECT_EQ(seen(-21, 2000), 0u);
  EXPECT_EQ(seen(2979, 2000), 1u);
  EXPECT_EQ(seen(2982, 2000), 0u);
  EXPECT_EQ(seen(100, 2999), 1u);
  EXPECT_EQ(seen(100, 3001), 0u);
  EXPECT_EQ(seen(100, -49), 1u);  // half of it
  EXPECT_EQ(seen(100, -51), 0u);
  const std::string clip = "500 500 1000 1000 re W n ";  // y from 1,500 to 2,500 down
  EXPECT_EQ(seen(480, 1000, clip), 1u);
  EXPECT_EQ(seen(478, 1000, clip), 0u);
  EXPECT_EQ(seen(1480, 1000, clip), 1u);
  EXPECT_EQ(seen(1482, 1000, clip), 0u);
  EXPECT_EQ(seen(1000, 1500, clip), 1u);
  EXPECT_EQ(seen(1000, 1502, clip), 0u);
  EXPECT_EQ(seen(1000, 401, clip), 1u);
  EXPECT_EQ(seen(1000, 399, clip), 0u);
}

TEST(Glyph, LargerThanThePageIsNone) {
  TestFont font;
  EXPECT_EQ(written(font, at(100, 100, font.show(U"่"), 11'900)).glyphs.size(), 1u);
  EXPECT_EQ(written(font, at(100, 100, font.show(U"่"), 12'100)).glyphs.size(), 0u);
}

TEST(PaintedOver, IsTextUnderALargeOpaqueRectangle) {
  TestFont font;
  const auto hidden = [&](const std::string& over) { return written(font, at(500, 2000, font.show(U"ก")) + over).glyphs.at(0).hidden; };
  // The glyph's middle: x 520, y 2025 from below.
  EXPECT_TRUE(hidden("400 1900 400 400 re f"));
  EXPECT_TRUE(hidden("1 g 400 1900 400 400 re f"));
  EXPECT_TRUE(hidden("519 1900 400 400 re f"));
  EXPECT_FALSE(hidden("521 1900 400 400 re f"));
  EXPECT_FALSE(hidden("119 1900 400 400 re f"));
  EXPECT_TRUE(hidden("400 2024 400 400 re f"));
  EXPECT_FALSE(hidden("400 2026 400 400 re f"));
  EXPECT_FALSE(hidden("400 1624 400 400 re f"));
  EXPECT_FALSE(hidden("/H97 gs 400 1900 400 400 re f"));
  EXPECT_TRUE(hidden("/H99 gs 400 1900 400 400 re f"));
  EXPECT_FALSE(hidden("/M gs 400 1900 400 400 re f"));
  EXPECT_FALSE(hidden("400 1900 m 1200 1900 l 400 3000 l h f"));  // no rectangle
  EXPECT_FALSE(hidden("480 1990 89 100 re f"));                   // under a thousandth of the page
  EXPECT_TRUE(hidden("480 1990 91 100 re f"));
  EXPECT_FALSE(hidden("1 g 480 1990 m 600 1990 l 600 2100 480 2100 480 2100 c h f"));  // curved
}

TEST(PaintedOver, OfWhiteLeavesNothingElseBehind) {
  const text_layer::PdfContent content = drawn("1 g 100 2900 400 4 re f 100 2500 4 400 re f 100 2000 100 100 re f 100 100 1000 1000 re f");
  EXPECT_EQ(rules(content), " | ");
  EXPECT_TRUE(content.outlines.empty());
  EXPECT_EQ(content.filled_areas, 0);
}

TEST(WhiteText, IsSeenOnWhatIsPaintedUnderItAlone) {
  TestFont font;
  const auto hidden = [&](const std::string& before, const std::string& colour = "1 g ", const std::string& resources = "") {
    const text_layer::PdfContent content = written(font, before + colour + at(1000, 2000, font.show(U"ก")), resources);
    EXPECT_EQ(content.glyphs.size(), 1u);
    return !content.glyphs.empty() && content.glyphs[0].hidden;
  };
  EXPECT_TRUE(hidden(""));
  EXPECT_TRUE(hidden("", "0.99 g "));
  EXPECT_FALSE(hidden("", "0.9 g "));
  EXPECT_FALSE(hidden("0 0 1 rg 900 1900 400 300 re f "));
  EXPECT_FALSE(hidden("0.5 g 900 1900 m 1300 1900 l 1300 2200 l 900 2200 l h 200 200 50 50 re f "));
  EXPECT_TRUE(hidden("0 0 1 rg 1900 1900 400 300 re f "));      // beside it
  EXPECT_TRUE(hidden("1 1 1 rg 900 1900 400 300 re f "));       // of paper's colour
  EXPECT_FALSE(hidden("0 G 100 w 900 2020 m 1300 2020 l S "));  // a line as thick as a bar
  EXPECT_TRUE(hidden("0 G 4 w 900 2020 m 1300 2020 l S "));
  EXPECT_FALSE(hidden("/S sh ", "1 g ",
                      "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 720 0] /Function << /FunctionType 2 /Domain [0 1] "
                      "/C0 [0] /C1 [0.5] /N 1 >> /Extend [true true] >> >>"));
}

TEST(ActualText, IsTakenInUtf16Alone) {
  TestFont font;
  const auto read = [&](const std::string& said) {
    const text_layer::PdfContent content = written(
        font, "BT /F 100 Tf 100 2000 Td /Span <</ActualText <" + said + ">>> BDC " + font.show(U"ก") + " Tj EMC " + font.show(U"ข") + " Tj ET");
    std::u32string out;
    for (const text_layer::Glyph& g : content.glyphs) out += g.text;
    return text::to_utf8(out);
  };
  EXPECT_EQ(read("FEFF0E04"), "คข");
  EXPECT_EQ(read("FEFF0E040E32"), "คาข");
  EXPECT_EQ(read("0E04"), "กข");
  EXPECT_EQ(read("FEFF0E04FF"), "กข");
  EXPECT_EQ(read("FEFF"), "กข");
}

}  // namespace pdf_collector_glyphs_test
}  // namespace banthuek::source
