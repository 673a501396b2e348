// What a PDF page draws, as plain values. The pages here are 3,000 pixels square at 300 dpi, and their drawings are in pixels from the lower left
// corner: a thing drawn at y stands at 3,000 - y. A point is 4.17 pixels.
#include <gtest/gtest.h>

#include <cstdio>

#include "extractors/text/fold.h"
#include "pipeline/source/pdf_document.h"
#include "tests/source/small_pdf.h"

namespace banthuek::text {
namespace {

constexpr const char* kPixels = "0.24 0 0 0.24 0 0 cm ";

text_layer::PdfContent content_of_pdf(const std::string& bytes) { return source::PdfDocument(std::as_bytes(std::span(bytes)), "in", "").content(1); }

// Graphics states: /Hnn draws with nn hundredths of opacity, /M multiplies.
std::string states() {
  std::string out = "/ExtGState << /M << /BM /Multiply >> ";
  for (const int n : {1, 2, 4, 5, 97, 99}) {
    char state[64];
    std::snprintf(state, sizeof state, "/H%d << /CA 0.%02d /ca 0.%02d >> ", n, n, n);
    out += state;
  }
  return out + ">> ";
}

text_layer::PdfContent drawn(const std::string& drawing) {
  SmallPdf pdf;
  pdf.page(kPixels + drawing, states(), "[0 0 720 720]");
  return content_of_pdf(pdf.str());
}

// The same with text in a font of 100 pixels; letters are 40 wide.
text_layer::PdfContent written(TestFont& font, const std::string& drawing, const std::string& more_resources = "") {
  SmallPdf pdf;
  const int f = pdf.add_font(font);
  pdf.page(kPixels + drawing, states() + "/Font << /F " + std::to_string(f) + " 0 R >> " + more_resources, "[0 0 720 720]");
  return content_of_pdf(pdf.str());
}

std::string show(const std::vector<layout::Rule>& rules) {
  std::string out;
  for (const layout::Rule& r : rules) {
    char text[120];
    std::snprintf(text, sizeof text, "%s%.0f,%.0f-%.0f,%.0f w%.0f", out.empty() ? "" : "; ", r.x0, r.y0, r.x1, r.y1, r.width);
    out += text;
  }
  return out;
}

std::string rules(const text_layer::PdfContent& content) { return show(content.horizontal) + " | " + show(content.vertical); }
std::string rules(const std::string& drawing) { return rules(drawn(drawing)); }

TEST(Page, HasItsSizeInPixels) {
  const text_layer::PdfContent content = drawn("");
  EXPECT_EQ(content.width, 3000);
  EXPECT_EQ(content.height, 3000);
  EXPECT_EQ(content.dpi, 300);
  EXPECT_FALSE(content.too_much);
}

TEST(StrokedRule, RunsFromLeftToRightOrFromTheTopDown) {
  EXPECT_EQ(rules("4 w 100 2900 m 500 2900 l S"), "100,100-500,100 w4 | ");
  EXPECT_EQ(rules("4 w 500 2900 m 100 2899 l S"), "100,101-500,100 w4 | ");
  EXPECT_EQ(rules("4 w 100 2900 m 100 2500 l S"), " | 100,100-100,500 w4");
  EXPECT_EQ(rules("4 w 100 2500 m 101 2900 l S"), " | 101,100-100,500 w4");
  EXPECT_EQ(rules("0.5 w 100 2900 m 500 2900 l S"), "100,100-500,100 w1 | ");
}

TEST(StrokedRule, IsThreePointsLongAndAtMostFourAndAHalfThick) {
  EXPECT_EQ(rules("4 w 100 2900 m 112 2900 l S"), " | ");
  EXPECT_EQ(rules("4 w 100 2900 m 113 2900 l S"), "100,100-113,100 w4 | ");
  EXPECT_EQ(rules("18 w 100 2900 m 500 2900 l S"), "100,100-500,100 w18 | ");
  EXPECT_EQ(rules("19 w 100 2900 m 500 2900 l S"), " | ");
}

TEST(StrokedRule, MayLeanByHalfAPoint) {
  EXPECT_EQ(rules("4 w 100 2900 m 500 2902 l S"), "100,100-500,98 w4 | ");
  EXPECT_EQ(rules("4 w 100 2900 m 500 2903 l S"), " | ");
  EXPECT_EQ(drawn("4 w 100 2900 m 160 2897 l S").outlines.size(), 1u);
}

TEST(StrokedRules, OfAFrameAreItsSides) {
  EXPECT_EQ(rules("4 w 100 2500 400 400 re S"), "100,500-500,500 w4; 100,100-500,100 w4 | 500,100-500,500 w4; 100,100-100,500 w4");
}

TEST(Paint, ThatIsNearlyWhiteOrNearlyTransparentDrawsNothing) {
  const struct {
    const char* colour;
    bool seen;
  } colours[] = {{"0.94 G", true},       {"0.96 G", false},    {"1 1 0.5 RG", true},   {"1 1 0.6 RG", false}, {"0.8 1 1 RG", true},
                 {"0.86 1 1 RG", false}, {"1 0.9 1 RG", true}, {"1 0.93 1 RG", false}, {"/H4 gs", false},     {"/H5 gs", true}};
  for (const auto& [colour, seen] : colours) {
    EXPECT_EQ(rules(std::string(colour) + " 4 w 100 2900 m 500 2900 l S"), seen ? "100,100-500,100 w4 | " : " | ") << colour;
    std::string fill = colour;
    for (char& c : fill)
      if (c == 'R' || c == 'G') c = static_cast<char>(c + 32);
    EXPECT_EQ(rules(fill + " 100 2900 400 4 re f"), seen ? "100,98-500,98 w4 | " : " | ") << fill;
  }
}

TEST(StrokedRule, IsCutByTheClip) {
  const std::string clip = "200 2500 200 400 re W n 4 w ";  // x 200 to 400, y 100 to 500
  EXPECT_EQ(rules(clip + "100 2700 m 900 2700 l S"), "200,300-400,300 w4 | ");
  EXPECT_EQ(rules(clip + "300 2950 m 300 2000 l S"), " | 300,100-300,500 w4");
  EXPECT_EQ(rules(clip + "100 2902 m 900 2902 l S"), "200,100-400,100 w4 | ");
  EXPECT_EQ(rules(clip + "100 2906 m 900 2906 l S"), " | ");
  EXPECT_EQ(rules(clip + "100 2494 m 900 2494 l S"), " | ");
  EXPECT_EQ(rules(clip + "196 2600 m 196 2800 l S"), " | 200,200-200,400 w4");
  EXPECT_EQ(rules(clip + "190 2600 m 190 2800 l S"), " | ");
  EXPECT_EQ(rules(clip + "410 2600 m 410 2800 l S"), " | ");
}

TEST(StrokedOutline, IsNotedWithItsLinesCurvesAndSlope) {
  const text_layer::PdfContent line = drawn("1 0 0 RG 100 2900 m 130 2840 l S");
  ASSERT_EQ(line.outlines.size(), 1u);
  const text_layer::Outline& o = line.outlines[0];
  EXPECT_NEAR(o.x0, 100, 0.01);
  EXPECT_NEAR(o.y0, 100, 0.01);
  EXPECT_NEAR(o.x1, 130, 0.01);
  EXPECT_NEAR(o.y1, 160, 0.01);
  EXPECT_EQ(o.lines, 1);
  EXPECT_EQ(o.curves, 0);
  EXPECT_EQ(o.subpaths, 1);
  EXPECT_NEAR(o.slope, 2, 1e-6);
  EXPECT_EQ(o.paint, text_layer::Outline::Paint::kStroke);
  EXPECT_TRUE(o.dark);
  EXPECT_FALSE(drawn("0.6 G 100 2900 m 130 2840 l S").outlines.at(0).dark);
  EXPECT_TRUE(drawn("0.4 G 100 2900 m 130 2840 l S").outlines.at(0).dark);
  const text_layer::PdfContent curve = drawn("100 2900 m 110 2900 130 2890 130 2870 c 130 2850 l S");
  ASSERT_EQ(curve.outlines.size(), 1u);
  EXPECT_EQ(curve.outlines[0].curves, 2);
  EXPECT_EQ(curve.outlines[0].lines, 1);
  EXPECT_NEAR(curve.outlines[0].y1, 150, 0.01);
  EXPECT_TRUE(drawn("100 2900 m 500 2900 l S").outlines.empty());
}

TEST(StrokedBox, IsAnOutlineUpToFortyPoints) {
  const text_layer::PdfContent small = drawn("100 2700 166 166 re S");
  ASSERT_EQ(small.outlines.size(), 1u);
  EXPECT_EQ(small.outlines[0].lines, 4);
  EXPECT_EQ(small.filled_areas, 0);
  EXPECT_TRUE(drawn("100 2700 167 167 re S").outlines.empty());
  EXPECT_EQ(drawn("100 2900 m 266 2734 l S").outlines.size(), 1u);
  const text_layer::PdfContent large = drawn("100 2900 m 267 2733 l S");
  EXPECT_TRUE(large.outlines.empty());
  EXPECT_EQ(large.filled_areas, 1);
  EXPECT_TRUE(drawn("100 2900 m 150 2900 l 150 2850 l S").outlines.empty());
}

TEST(FilledRule, IsAtMostFourAndAHalfPointsThickAndThreeTimesAsLong) {
  EXPECT_EQ(rules("100 2900 400 4 re f"), "100,98-500,98 w4 | ");
  EXPECT_EQ(rules("100 2500 4 400 re f"), " | 102,100-102,500 w4");
  EXPECT_EQ(rules("100 2900 400 18 re f*"), "100,91-500,91 w18 | ");
  EXPECT_EQ(rules("100 2900 400 19 re f"), " | ");
  EXPECT_EQ(rules("100 2900 45 15 re f"), "100,92-145,92 w15 | ");
  EXPECT_EQ(rules("100 2900 44 15 re f"), " | ");
  EXPECT_EQ(rules("200 2500 100 400 re W n 100 2900 400 -4 re f"), "200,102-300,102 w4 | ");
  EXPECT_EQ(rules("200 2500 100 400 re W n 400 2900 400 -4 re f"), " | ");
  EXPECT_EQ(rules("200 2500 100 400 re W n 200 2300 400 -4 re f"), " | ");
}

TEST(FilledDots, InARowAreARule) {
  const auto row = [](double w, double h) {
    std::string out;
    char dot[80];
    for (int i = 0; i < 8; ++i) std::snprintf(dot, sizeof dot, "%d 2900 %g %g re f ", 100 + 20 * i, w, h), out += dot;
    return rules(out);
  };
  EXPECT_EQ(row(6, 6), "100,97-246,97 w6 | ");
  EXPECT_EQ(row(12, 4), "100,98-252,98 w12 | ");
  EXPECT_EQ(row(14, 14), "100,93-254,93 w14 | ");
  EXPECT_EQ(row(15, 15), " | ");
  EXPECT_EQ(row(13, 4).substr(0, 16), "100,98-113,98 w4");  // long enough to be a rule itself
  std::string specks;                                       // taken for a pixel wide
  for (int i = 0; i < 8; ++i) specks += std::to_string(100 + 5 * i) + " 2900 0.2 0.2 re f ";
  EXPECT_EQ(rules(specks), "100,100-136,100 w1 | ");
}

TEST(StrokedDots, InARowAreARule) {
  std::string out;
  for (int i = 0; i < 8; ++i) out += std::to_string(100 + 20 * i) + " 2900 m " + std::to_string(106 + 20 * i) + " 2906 l S ";
  EXPECT_EQ(rules(out), "100,97-246,97 w6 | ");
}

TEST(FilledFrame, IsFourRules) {
  EXPECT_EQ(rules("100 2500 400 400 re 110 2508 378 384 re f*"), "100,104-500,104 w8; 100,496-500,496 w8 | 105,100-105,500 w10; 494,100-494,500 w12");
  EXPECT_EQ(rules("110 2508 378 384 re 100 2500 400 400 re f*"), "100,104-500,104 w8; 100,496-500,496 w8 | 105,100-105,500 w10; 494,100-494,500 w12");
  EXPECT_EQ(rules("1 g 100 2500 400 400 re 110 2508 378 384 re f*"), " | ");
  EXPECT_EQ(rules("100 2500 400 400 re 118 2518 364 364 re f*").empty(), false);
  EXPECT_NE(rules("100 2500 400 400 re 118 2518 364 364 re f*"), " | ");
  for (const char* no_frame : {"120 2518 362 364 re", "118 2518 362 364 re", "118 2520 364 362 re", "118 2518 364 362 re", "90 2510 390 380 re"})
    EXPECT_EQ(rules(std::string("100 2500 400 400 re ") + no_frame + " f*"), " | ") << no_frame;
  // What is left of the inner one is too thin: a rule beside an area.
  EXPECT_EQ(rules("100 2500 38 400 re 110 2510 18 380 re f*"), " | 119,110-119,490 w18");
  EXPECT_EQ(rules("100 2500 400 38 re 110 2510 380 18 re f*"), "110,481-490,481 w18 | ");
}

TEST(FilledOutline, IsNotedWholeWithItsSubpaths) {
  const text_layer::PdfContent content =
      drawn("100 2900 m 150 2900 150 2850 100 2850 c h 160 2900 m 190 2900 l 190 2860 l h 200 2900 m 230 2890 l 200 2860 l h f");
  ASSERT_EQ(content.outlines.size(), 1u);
  const text_layer::Outline& o = content.outlines[0];
  EXPECT_EQ(o.subpaths, 3);
  EXPECT_EQ(o.paint, text_layer::Outline::Paint::kFill);
  EXPECT_EQ(o.slope, 0);
  EXPECT_NEAR(o.x0, 100, 0.01);
  EXPECT_NEAR(o.x1, 230, 0.01);
  EXPECT_NEAR(o.y0, 100, 0.01);
  EXPECT_NEAR(o.y1, 150, 0.01);
  EXPECT_EQ(content.filled_areas, 0);
}

TEST(FilledOutline, OfTwoHundredThirtyPixelsIsAnArea) {
  const text_layer::PdfContent content = drawn("100 2900 m 330 2900 l 330 2800 l 120 2790 l h f");
  EXPECT_TRUE(content.outlines.empty());
  EXPECT_EQ(content.filled_areas, 1);
  EXPECT_EQ(drawn("0.6 g 100 2900 m 130 2900 l 130 2860 l h f").outlines.at(0).dark, false);
  EXPECT_EQ(drawn("0.4 g 100 2900 m 130 2900 l 130 2860 l h f").outlines.at(0).dark, true);
}

// ---- glyphs

std::string at(int x, int y, const std::string& shown, int size = 100) {
  return "BT /F " + std::to_string(size) + " Tf 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " Tm " + shown + " Tj ET ";
}

TEST(Glyph, HasItsPlaceItsAdvanceAndItsSize) {
  TestFont font("AAAAAA+TestSarabun");
  const text_layer::PdfContent content = written(font, "BT /F 100 Tf 10 Tc 50 Tw 100 2000 Td " + font.show(U"กข") + " Tj ET");
  ASSERT_EQ(content.glyphs.size(), 2u);
  const text_layer::Glyph& g = content.glyphs[1];
  EXPECT_EQ(to_utf8(g.text), "ข");
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

TEST(ActualText, IsTakenInUtf16Alone) {
  TestFont font;
  const auto read = [&](const std::string& said) {
    const text_layer::PdfContent content = written(
        font, "BT /F 100 Tf 100 2000 Td /Span <</ActualText <" + said + ">>> BDC " + font.show(U"ก") + " Tj EMC " + font.show(U"ข") + " Tj ET");
    std::u32string out;
    for (const text_layer::Glyph& g : content.glyphs) out += g.text;
    return to_utf8(out);
  };
  EXPECT_EQ(read("FEFF0E04"), "คข");
  EXPECT_EQ(read("FEFF0E040E32"), "คาข");
  EXPECT_EQ(read("0E04"), "กข");
  EXPECT_EQ(read("FEFF0E04FF"), "กข");
  EXPECT_EQ(read("FEFF"), "กข");
}

// ---- images

text_layer::PdfContent with_image(const std::string& drawing, const std::string& entries = "/ColorSpace /DeviceGray /BitsPerComponent 8",
                                  TestFont* font = nullptr) {
  SmallPdf pdf;
  const int mask = pdf.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xff\xff");
  std::string all = entries;
  if (const auto place = all.find("SMASK"); place != std::string::npos) all.replace(place, 5, "/SMask " + std::to_string(mask) + " 0 R");
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 " + all, "\x10\xff");
  std::string resources = states() + "/XObject << /I " + std::to_string(image) + " 0 R >> ";
  if (font) resources += "/Font << /F " + std::to_string(pdf.add_font(*font)) + " 0 R >>";
  pdf.page(kPixels + drawing, resources, "[0 0 720 720]");
  return content_of_pdf(pdf.str());
}

std::string show(const text_layer::PdfImage& i) {
  char text[160];
  std::snprintf(text, sizeof text, "%.0f,%.0f-%.0f,%.0f %dx%d %d%s%s%s", i.x0, i.y0, i.x1, i.y1, i.width, i.height, i.turned,
                i.mirrored ? " mirrored" : "", i.clipped ? " clipped" : "", i.kind == text_layer::PdfImage::Kind::kMask ? " mask" : "");
  return text;
}

TEST(Image, HasItsBoxAndHowItIsTurned) {
  const auto placed = [](const std::string& matrix) { return show(with_image("q " + matrix + " cm /I Do Q").images.at(0)); };
  EXPECT_EQ(placed("400 0 0 300 100 1000"), "100,1700-500,2000 2x1 0");
  EXPECT_EQ(placed("0 400 -300 0 500 1000"), "200,1600-500,2000 2x1 270");
  EXPECT_EQ(placed("-400 0 0 -300 500 1300"), "100,1700-500,2000 2x1 180");
  EXPECT_EQ(placed("0 -400 300 0 200 1400"), "200,1600-500,2000 2x1 90");
  EXPECT_EQ(placed("-400 0 0 300 500 1000"), "100,1700-500,2000 2x1 180 mirrored");
  EXPECT_EQ(placed("400 0 0 -300 100 1300"), "100,1700-500,2000 2x1 0 mirrored");
  EXPECT_EQ(placed("400 40 -30 300 130 1000"), "100,1660-530,2000 2x1 -1");
}

TEST(Image, IsClippedWhereMoreThanAFiftiethIsLost) {
  const auto placed = [](const std::string& clip, const std::string& matrix) {
    return show(with_image(clip + "q " + matrix + " cm /I Do Q").images.at(0));
  };
  EXPECT_EQ(placed("", "1000 0 0 1000 -39 0"), "0,2000-961,3000 2x1 0");
  EXPECT_EQ(placed("", "1000 0 0 1000 -41 0"), "0,2000-959,3000 2x1 0 clipped");
  EXPECT_EQ(placed("", "1000 0 0 1000 2041 0"), "2041,2000-3000,3000 2x1 0 clipped");
  EXPECT_EQ(placed("", "1000 0 0 1000 0 -41"), "0,2041-1000,3000 2x1 0 clipped");
  EXPECT_EQ(placed("", "1000 0 0 1000 0 2041"), "0,0-1000,959 2x1 0 clipped");
  EXPECT_EQ(placed("100 100 900 900 re W n ", "1000 0 0 1000 0 0"), "100,2000-1000,2900 2x1 0 clipped");
  EXPECT_TRUE(with_image("q 100 0 0 100 3100 0 cm /I Do Q").images.empty());
  EXPECT_TRUE(with_image("q 100 0 0 100 0 3100 cm /I Do Q").images.empty());
}

TEST(Image, ThatIsAStencilIsAMask) {
  EXPECT_EQ(show(with_image("q 400 0 0 300 100 1000 cm /I Do Q", "/ImageMask true /BitsPerComponent 1").images.at(0)),
            "100,1700-500,2000 2x1 0 mask");
}

TEST(Image, HidesTheTextUnderItWhereItCoversItWhole) {
  TestFont font;
  const std::string text = at(500, 2000, font.show(U"ก"));
  const auto hidden = [&](const std::string& drawing, const std::string& entries = "/ColorSpace /DeviceGray /BitsPerComponent 8") {
    return with_image(text + drawing, entries, &font).glyphs.at(0).hidden;
  };
  EXPECT_TRUE(hidden("q 400 0 0 400 400 1900 cm /I Do Q"));
  EXPECT_FALSE(hidden("q 400 0 0 400 600 1900 cm /I Do Q"));
  EXPECT_FALSE(hidden("/H97 gs q 400 0 0 400 400 1900 cm /I Do Q"));
  EXPECT_FALSE(hidden("/M gs q 400 0 0 400 400 1900 cm /I Do Q"));
  EXPECT_FALSE(hidden("q 400 80 -80 400 400 1900 cm /I Do Q"));
  EXPECT_FALSE(hidden("q 400 0 0 400 400 1900 cm /I Do Q", "/ImageMask true /BitsPerComponent 1"));
  EXPECT_FALSE(hidden("q 400 0 0 400 400 1900 cm /I Do Q", "/ColorSpace /DeviceGray /BitsPerComponent 8 SMASK"));
  EXPECT_FALSE(hidden("q 400 0 0 400 400 1900 cm /I Do Q", "/ColorSpace /DeviceGray /BitsPerComponent 8 /Mask [16 16]"));
}

TEST(InlineImage, IsNotedAndWhatFollowsItIsRead) {
  const text_layer::PdfContent grey = drawn("q 400 0 0 300 100 1000 cm BI /W 3 /H 2 /BPC 8 /CS /G ID abcdef\nEI Q 4 w 100 2900 m 500 2900 l S");
  ASSERT_EQ(grey.images.size(), 1u);
  EXPECT_EQ(show(grey.images[0]), "100,1700-500,2000 3x2 0");
  EXPECT_EQ(rules(grey), "100,100-500,100 w4 | ");
  const text_layer::PdfContent mask = drawn("q 400 0 0 300 100 1000 cm BI /W 9 /H 2 /IM true ID abcd\nEI Q 4 w 100 2900 m 500 2900 l S");
  ASSERT_EQ(mask.images.size(), 1u);
  EXPECT_EQ(show(mask.images[0]), "100,1700-500,2000 9x2 0 mask");
  const text_layer::PdfContent eight =
      drawn("q 400 0 0 300 100 1000 cm BI /W 8 /H 20 /IM true ID abcdefghijabcdefghij\nEI Q 4 w 100 2900 m 500 2900 l S");
  EXPECT_EQ(rules(eight), "100,100-500,100 w4 | ");
  EXPECT_EQ(rules(mask), "100,100-500,100 w4 | ");
}

TEST(SoftMask, DrawsNothingOfItsOwn) {
  TestFont font;
  SmallPdf pdf;
  const int f = pdf.add_font(font);
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "ab");
  const int shade = pdf.add("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 100 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >>");
  const std::string resources = "/Font << /F " + std::to_string(f) + " 0 R >> /XObject << /I " + std::to_string(image) + " 0 R >> /Shading << /S " +
                                std::to_string(shade) + " 0 R >> ";
  const std::string all =
      at(100, 500, font.show(U"ก")) + "4 w 100 900 m 500 900 l S 100 1500 50 50 re f q 400 0 0 300 100 1000 cm /I Do Q q 0 0 100 100 re W n /S sh Q ";
  const int form = pdf.add_stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 3000 3000] /Group << /S /Transparency /CS /DeviceGray >> /Resources << " + resources + " >> ", all);
  pdf.page(kPixels + std::string("/G gs 100 2900 400 4 re f"),
           resources + "/ExtGState << /G << /SMask << /Type /Mask /S /Luminosity /G " + std::to_string(form) + " 0 R >> >> >>", "[0 0 720 720]");
  const std::string masked = pdf.str();
  const text_layer::PdfContent content = content_of_pdf(masked);
  EXPECT_TRUE(content.glyphs.empty());
  EXPECT_TRUE(content.images.empty());
  EXPECT_TRUE(content.outlines.empty());
  EXPECT_EQ(content.filled_areas, 0);
  EXPECT_EQ(rules(content), "100,98-500,98 w4 | ");

  SmallPdf plain;  // the same, drawn on the page
  plain.add_font(font);
  plain.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "ab");
  plain.add("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 100 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >>");
  plain.page(kPixels + all, resources, "[0 0 720 720]");
  const text_layer::PdfContent shown = content_of_pdf(plain.str());
  EXPECT_EQ(shown.glyphs.size(), 1u);
  EXPECT_EQ(shown.images.size(), 1u);
  EXPECT_EQ(shown.outlines.size(), 1u);
  EXPECT_EQ(shown.filled_areas, 1);
}

TEST(Page, ThatDrawsTooMuchIsCutShort) {
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += "0 9 m 99 9 l S ";
  EXPECT_FALSE(drawn(many).too_much);
  const text_layer::PdfContent rules = drawn(many + "0 9 m 99 9 l S 0 99 m 9 9 l S");
  EXPECT_TRUE(rules.too_much);
  EXPECT_EQ(rules.horizontal.size(), 60'000u);
  EXPECT_TRUE(rules.outlines.empty());
  many.clear();
  for (int i = 0; i < 5'000; ++i) many += "/I Do ";
  EXPECT_FALSE(with_image("q 99 0 0 99 9 9 cm " + many).too_much);
  const text_layer::PdfContent images = with_image("q 99 0 0 99 9 9 cm " + many + "/I Do");
  EXPECT_TRUE(images.too_much);
  EXPECT_EQ(images.images.size(), 5'000u);
  many = "<";
  for (int i = 0; i < 150'000; ++i) many += "21";
  TestFont font;
  font.code(U"ก", 0);
  EXPECT_FALSE(written(font, at(100, 100, many + ">")).too_much);
  const text_layer::PdfContent glyphs = written(font, at(100, 100, many + "21>"));
  EXPECT_TRUE(glyphs.too_much);
  EXPECT_EQ(glyphs.glyphs.size(), 150'000u);
}

}  // namespace
}  // namespace banthuek::text
