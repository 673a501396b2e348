// What a PDF page draws, as plain values: its rules and outlines, and where it is cut short.
#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/drawn_pdf.h"

namespace banthuek::source {
namespace pdf_collector_test {

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

// However groups and masks lie in each other.
TEST(SoftMask, BehindAMaskInAGroupDrawsNothingEither) {
  TestFont font;
  SmallPdf pdf;
  const int f = pdf.add_font(font);
  const std::string group = "/Type /XObject /Subtype /Form /BBox [0 0 3000 3000] /Group << /S /Transparency /CS /DeviceGray >> /Resources << ";
  const int mask = pdf.add_stream(group + "/Font << /F " + std::to_string(f) + " 0 R >> >> ", at(100, 500, font.show(U"ก")));
  const std::string states = "/ExtGState << /G << /SMask << /Type /Mask /S /Luminosity /G " + std::to_string(mask) + " 0 R >> >> >> ";
  const int outer = pdf.add_stream(group + states + ">> ", "/G gs 100 2000 400 4 re f");
  pdf.page(kPixels + std::string("q /X Do Q q /G gs 100 2500 400 4 re f Q"), states + "/XObject << /X " + std::to_string(outer) + " 0 R >> ",
           "[0 0 720 720]");
  const text_layer::PdfContent content = content_of_pdf(pdf.str());
  EXPECT_TRUE(content.glyphs.empty());
  EXPECT_EQ(content.horizontal.size(), 2u);
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

// Poppler keeps a copy of all settings for each state: 300,000 of them are 300 MB (content-states-300000-deep of tests/hostile).
TEST(Page, ThatOpensStatesWithoutEndIsCutShort) {
  const auto deep = [](int states) {
    std::string out;
    for (int i = 0; i < states; ++i) out += "q ";
    return out + "10 0 0 10 9 9 cm 10 0 0 10 0 0 cm 0 g 1 w 2 w 3 w 4 w 5 w 6 w 7 w 8 w 9 w 1 w 2 w 3 w 4 w 0 0 99 99 re f ";
  };
  EXPECT_FALSE(drawn(deep(9'000)).too_much);
  EXPECT_EQ(drawn(deep(9'000)).filled_areas, 1);
  const text_layer::PdfContent cut = drawn(deep(11'000));
  EXPECT_TRUE(cut.too_much);
  EXPECT_EQ(cut.filled_areas, 0);
  std::string balanced;
  for (int i = 0; i < 11'000; ++i) balanced += "q Q ";
  EXPECT_FALSE(drawn(balanced).too_much);
  const auto darkest = [&](int states) {
    SmallPdf pdf;
    pdf.page(deep(states), "", "[0 0 72 72]");
    const std::string bytes = pdf.str();
    const picture::Picture shown = PdfDocument(std::as_bytes(std::span(bytes)), "in", "").draw(1, 72).grey();
    return shown.grey_at(36, 36);
  };
  EXPECT_LT(darkest(9'000), 20);
  EXPECT_GT(darkest(11'000), 250);
}

TEST(Grounds, AreColouredAreasWithStraightSides) {
  const auto grounds = [](const std::string& drawing) {
    std::string out;
    for (const Box& b : drawn(drawing).grounds)
      out += std::to_string(b.x) + "," + std::to_string(b.y) + " " + std::to_string(b.w) + "x" + std::to_string(b.h) + ";";
    return out;
  };
  EXPECT_EQ(grounds("0.6 0.8 0.9 rg 100 2800 900 100 re f"), "100,99 900x100;");
  EXPECT_EQ(grounds("1 g 100 2800 900 100 re f"), "") << "paper";
  EXPECT_EQ(grounds("0.6 g 100 2800 900 3 re f"), "") << "a rule";
  EXPECT_EQ(grounds("0.6 g 100 2800 m 500 2800 500 2900 100 2900 c f"), "") << "a shape";
}

TEST(FilledCurves, OfALettersHeightAreKeptWithTheirBoxes) {
  const auto boxes = [](const std::string& drawing) {
    std::string out;
    for (const Box& b : drawn(drawing).filled_curves)
      out += std::to_string(b.x) + "," + std::to_string(b.y) + " " + std::to_string(b.w) + "x" + std::to_string(b.h) + ";";
    return out;
  };
  const auto loop = [](int x, int high, const std::string& paint) {
    const std::string top = std::to_string(1000 + high), left = std::to_string(x), right = std::to_string(x + 60);
    return left + " 1000 m " + left + " " + top + " " + right + " " + top + " " + right + " 1000 c " + right + " 1000 " + left + " 1000 " + left +
           " 1000 c h " + paint;
  };
  EXPECT_EQ(boxes(loop(500, 100, "f ")), "500,1900 60x100;");
  EXPECT_EQ(boxes(loop(500, 16, "f ")), "");   // a dot
  EXPECT_EQ(boxes(loop(500, 640, "f ")), "");  // a drawing
  EXPECT_EQ(boxes(loop(500, 100, "S ")), "");
  EXPECT_EQ(boxes("1 g " + loop(500, 100, "f ")), "500,1900 60x100;");  // white letters, on whatever lies under them
  EXPECT_EQ(boxes("500 1000 60 100 re f "), "");                        // straight
}

}  // namespace pdf_collector_test
}  // namespace banthuek::source
