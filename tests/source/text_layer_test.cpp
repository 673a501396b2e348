// Text layers with the defects of real files, made small: what each comes out as, and what is said about it.
#include <gtest/gtest.h>

#include "pipeline/source/source.h"
#include "tests/source/small_pdf.h"

namespace banthuek::source {
namespace text_layer_test {

SourcePage first_page(const std::string& pdf) { return open_source(std::as_bytes(std::span(pdf)), "test.pdf")->page(1); }

std::string text_of(const SourcePage& page) { return page.layer ? page_text(*page.layer) : "(none) " + page.reason; }

struct Defect {
  const char* name;
  std::u32string written;  // one glyph a character
  const char* read;
  text_layer::LayerVerdict verdict;
  const char* reason;
};

class MendedLayer : public testing::TestWithParam<Defect> {};

TEST_P(MendedLayer, ComesOutAsThePictureShowsIt) {
  TestFont font;
  const std::string content = text_at(font, 72, 700, GetParam().written);
  const SourcePage page = first_page(one_page(font, content));
  EXPECT_EQ(text_of(page), std::string(GetParam().read) + "\n");
  EXPECT_EQ(page.verdict, GetParam().verdict);
  EXPECT_EQ(page.reason, GetParam().reason);
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page.layer->source, GetParam().verdict == text_layer::LayerVerdict::kTaken ? PageSource::kTextLayer : PageSource::kRepairedLayer);
  EXPECT_EQ(page.layer->source_reason, page.reason);
}

INSTANTIATE_TEST_SUITE_P(
    OfRealFiles, MendedLayer,
    testing::Values(
        Defect{"Sound", U"บันทึกข้อความ ๒๕๖๖", "บันทึกข้อความ ๒๕๖๖", text_layer::LayerVerdict::kTaken, "text layer agrees with itself"},
        Defect{"PrivateUse", U"ป\uF702ที\uF70A ให\uF70Bไว\uF70B เป\uF712น พันธ\uF70E", "ปีที่ ให้ไว้ เป็น พันธ์", text_layer::LayerVerdict::kRepaired,
               "mended: 6 private-use codes"},
        Defect{"NikhahitAndSaraAa", U"ส\u0E4Dานักงาน น\u0E49\u0E4Dา", "สำนักงาน น้ำ", text_layer::LayerVerdict::kTaken, "text layer agrees with itself"},
        Defect{"SymbolFontCodes", U"\uF0CA\uF0D3\uF0B9\uF0D1\uF0A1", "สำนัก", text_layer::LayerVerdict::kRepaired, "mended: 5 private-use codes"},
        Defect{"Tis620AsLatin1", U"ºÑ¹·Ö¡¢éÍ¤ÇÒÁ", "บันทึกข้อความ", text_layer::LayerVerdict::kRepaired, "mended: 13 letters in TIS-620 codes"},
        Defect{"LatinWithAccents", U"Café São Paulo résumé", "Café São Paulo résumé", text_layer::LayerVerdict::kTaken,
               "text layer agrees with itself"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(LostSaraAm, IsFoundByTheRingThatIsMappedToASpaceWithoutWidth) {
  TestFont font;
  const int ring = font.code(U" ", 0);
  char code[8];
  std::snprintf(code, sizeof code, "%02X", ring);
  std::string shown = font.show(U"ส") + "#" + font.show(U"านักงานอ") + "#" + font.show(U"าเภอ ที่ว่า");
  std::string joined;
  for (const char c : shown)
    if (c == '#')
      joined += code;
    else if (c != '<' && c != '>')
      joined += c;
  const SourcePage page = first_page(one_page(font, "BT /F 16 Tf 72 700 Td <" + joined + "> Tj ET"));
  EXPECT_EQ(text_of(page), "สำนักงานอำเภอ ที่ว่า\n");
  EXPECT_EQ(page.reason, "mended: 2 ำ without their rings");
  ASSERT_TRUE(page.layer);
  EXPECT_LT(page.layer->lines[0].words[0].confidence, 1);
}

TEST(LostSaraAm, WithoutATraceIsFoundByWordsAndMendedByTheGlyphsCode) {
  // The glyph of ำ says า, but has a code (here: a width) of its own.
  const auto page_with = [](int width_of_am) {
    TestFont font;
    char am[8];
    std::snprintf(am, sizeof am, "%02X", font.code(U"า", width_of_am));
    std::string joined;
    for (const char32_t c : std::u32string(U"ส#นักงานการปกครองอ#เภอนำนาค#ตอบ"))
      joined += c == U'#' ? std::string(am) : font.show(std::u32string(1, c)).substr(1, 2);
    return first_page(one_page(font, "BT /F 16 Tf 72 700 Td <" + joined + "> Tj ET"));
  };
  const SourcePage mended = page_with(430);
  EXPECT_EQ(text_of(mended), "สำนักงานการปกครองอำเภอนำนาคำตอบ\n");
  EXPECT_EQ(mended.reason, "mended: 3 ำ without their rings");
  const SourcePage left = page_with(400);
  EXPECT_EQ(left.verdict, text_layer::LayerVerdict::kReplaced);
  EXPECT_EQ(left.reason, "2 words of the text layer without the ำ that only can be there: recognised");
}

TEST(MarksWithoutACode, AreKnownByTheirPlaceAmongTheFontsMarks) {
  TestFont font;
  for (const char32_t mark : std::u32string(U"็่")) font.code(std::u32string(1, mark));  // codes 33, 34; the next is nobody's
  const int third = font.code(U"", 0);
  char code[8];
  std::snprintf(code, sizeof code, "%02X", third);
  std::string joined;
  for (const char32_t c : std::u32string(U"เป็นที่ปีนี#ด#วย")) joined += c == U'#' ? std::string(code) : font.show(std::u32string(1, c)).substr(1, 2);
  const SourcePage page = first_page(one_page(font, "BT /F 16 Tf 72 700 Td <" + joined + "> Tj ET"));
  EXPECT_EQ(text_of(page), "เป็นที่ปีนี้ด้วย\n");
  EXPECT_EQ(page.reason, "mended: 2 marks without a code");
}

TEST(SplitSaraAm, OneGlyphThatSaysSpaceAndSaraAaIsSaraAm) {
  TestFont font;
  std::string shown = font.show(U"ส");
  const int split = font.code(U" า", 400);
  char code[8];
  std::snprintf(code, sizeof code, "%02X", split);
  shown.insert(shown.size() - 1, code);
  const SourcePage page = first_page(one_page(font, "BT /F 16 Tf 72 700 Td " + shown + " Tj " + font.show(U"นักงาน") + " Tj ET"));
  EXPECT_EQ(text_of(page), "สำนักงาน\n");
  EXPECT_EQ(page.verdict, text_layer::LayerVerdict::kRepaired);
}

// As LibreOffice writes it: the ring of ำ is mapped to the letters of the first cluster that it was drawn in, and each cluster says what it is.
TEST(ActualText, OfAClusterDrawnInPartsIsTaken) {
  for (const char* ring_says : {"ำ", "้ำ"}) {
    TestFont font;
    char ring[8], nameless[8];
    std::snprintf(ring, sizeof ring, "<%02X>", font.code(ring_says == std::string("ำ") ? U"ำ" : U"้ำ", 0));
    std::snprintf(nameless, sizeof nameless, "<%02X>", font.code(U"", 400));
    const auto cluster = [&](const std::string& said, const std::string& glyphs) {
      return "/Span <</ActualText <FEFF" + said + ">>> BDC " + glyphs + " EMC ";
    };
    const auto letters = [&](const std::u32string& text) { return font.show(text) + " Tj "; };
    const std::string am = std::string(ring) + " Tj " + letters(U"า");
    const std::string content = "BT /F 16 Tf 72 700 Td " + letters(U"ส") + cluster("0E33", am) + letters(U"นักงาน น") +
                                cluster("0E490E33", std::string(ring) + " Tj " + letters(U"้า")) + letters(U"ท") +
                                cluster("0E33", std::string(ring) + " Tj " + nameless + " Tj ") + " ET";
    EXPECT_EQ(text_of(first_page(one_page(font, content))), "สำนักงาน น้ำทำ\n") << ring_says;
  }
}

TEST(ActualText, OfMoreThanAClusterOrOfAnotherScriptIsNotTaken) {
  for (const char* lie : {"004C00690065", "0E010E010E010E010E010E010E01", "FFFF", ""}) {
    TestFont font;
    const std::string content = std::string("BT /F 16 Tf 72 700 Td /Span <</ActualText <FEFF") + lie + ">>> BDC " + font.show(U"บันทึก") + " Tj EMC " +
                                font.show(U"ข้อความ") + " Tj ET";
    EXPECT_EQ(text_of(first_page(one_page(font, content))), "บันทึกข้อความ\n") << lie;
  }
}

TEST(ThaiDigits, AreReadFromTheAsciiCodesOfAFontThatDrawsThem) {
  TestFont font("THSarabunIT#F9");
  EXPECT_EQ(text_of(first_page(one_page(font, text_at(font, 72, 700, U"พ.ศ. 2566")))), "พ.ศ. ๒๕๖๖\n");
  TestFont plain("THSarabunITA");
  EXPECT_EQ(text_of(first_page(one_page(plain, text_at(plain, 72, 700, U"พ.ศ. 2566")))), "พ.ศ. 2566\n");
}

TEST(MarkOrder, IsThatOfThePlacesTheyAreDrawnAt) {
  TestFont font;
  // ข้อมูล written as ขอ้มูล, its tone drawn at the end of ข: 72 + 0.4 em.
  const std::string content = "BT /F 10 Tf 1 0 0 1 72 700 Tm " + font.show(U"ขอ") + " Tj 1 0 0 1 76 700 Tm " + font.show(U"้") +
                              " Tj 1 0 0 1 80 700 Tm " + font.show(U"มูล") + " Tj ET";
  const SourcePage page = first_page(one_page(font, content));
  EXPECT_EQ(text_of(page), "ข้อมูล\n");
  EXPECT_EQ(page.reason, "mended: 1 mark out of order");
}

TEST(Spaces, AreTheGapsThatCanBeSeen) {
  TestFont font;
  const std::u32string word = U"คุณธรรมและความโปร่งใส";
  // Spaced out by 0.1 em to justify the line, then a real space; then a written space squeezed to nothing.
  const std::string content = "BT /F 16 Tf 1.6 Tc 72 700 Td " + font.show(word + U" " + word) + " Tj ET\n" + "BT /F 16 Tf 72 600 Td " +
                              font.show(U"ความ ") + " Tj 1 0 0 1 97.6 600 Tm " + font.show(U"โปร่งใส") + " Tj ET";
  EXPECT_EQ(text_of(first_page(one_page(font, content))), "คุณธรรมและความโปร่งใส คุณธรรมและความโปร่งใส\nความโปร่งใส\n");
}

TEST(Leaders, UnderLettersAreNoText) {
  TestFont font;
  const std::string content =
      text_at(font, 72, 700, U"................") + text_at(font, 74, 700, U"สำนักปลัด") + text_at(font, 72, 650, U"สำนักปลัด.....-/๒๕๖๔");
  EXPECT_EQ(text_of(first_page(one_page(font, content))), "สำนักปลัด.........\nสำนักปลัด.....-/๒๕๖๔\n");
}

TEST(BoldByDoubling, IsReadOnce) {
  TestFont font;
  EXPECT_EQ(text_of(first_page(one_page(font, text_at(font, 72, 700, U"ประกาศ") + text_at(font, 72.4, 700, U"ประกาศ")))), "ประกาศ\n");
}

TEST(SideBySideBlocks, AreReadOneAfterTheOther) {
  TestFont font;
  const std::string content = text_at(font, 100, 400, U"(ลงชื่อ)") + text_at(font, 400, 400, U"(ลงชื่อ)") + text_at(font, 80, 380, U"(นายสมชาย ใจดี)") +
                              text_at(font, 380, 380, U"(นางสมหญิง ดีใจ)") + text_at(font, 105, 360, U"ปลัด") + text_at(font, 405, 360, U"นายก");
  EXPECT_EQ(text_of(first_page(one_page(font, content))), "(ลงชื่อ)\n(นายสมชาย ใจดี)\nปลัด\n(ลงชื่อ)\n(นางสมหญิง ดีใจ)\nนายก\n");
}

TEST(HeaderFields, StayOneLine) {
  TestFont font;
  const std::string content = text_at(font, 72, 700, U"ส่วนราชการ สำนักปลัด") + text_at(font, 400, 700, U"โทร. ๑๒๓๔") +
                              text_at(font, 72, 680, U"ที่ กค ๑๒") + text_at(font, 300, 680, U"วันที่ ๑ ตุลาคม ๒๕๖๔");
  EXPECT_EQ(text_of(first_page(one_page(font, content))), "ส่วนราชการ สำนักปลัด โทร. ๑๒๓๔\nที่ กค ๑๒ วันที่ ๑ ตุลาคม ๒๕๖๔\n");
}

std::string ruled_table(TestFont& font, bool filled) {
  std::string rules;
  if (filled)  // thin rectangles, as browsers and WeasyPrint draw borders
    rules = "72 600 400 1 re f 72 560 400 1 re f 72 520 400 1 re f 72 520 1 81 re f 272 520 1 81 re f 471 520 1 81 re f\n";
  else
    rules = "1 w 72 600 m 472 600 l S 72 560 m 472 560 l S 72 520 400 80 re S 272 600 m 272 520 l S\n";
  return rules + text_at(font, 80, 575, U"มาตรการ") + text_at(font, 280, 575, U"สถานะ") + text_at(font, 80, 545, U"ป้องกัน") +
         text_at(font, 80, 527, U"การทุจริต") + text_at(font, 350, 535, U"⊗");
}

TEST(RuledTable, GivesCellsWithTheirLinesAndMarks) {
  for (const bool filled : {false, true}) {
    TestFont font;
    const std::string content = text_at(font, 72, 650, U"ก่อนตาราง") + ruled_table(font, filled) + text_at(font, 72, 480, U"หลังตาราง");
    const SourcePage page = first_page(one_page(font, content));
    EXPECT_EQ(text_of(page), "ก่อนตาราง\nมาตรการ\tสถานะ\nป้องกัน การทุจริต\t⊗\nหลังตาราง\n") << (filled ? "filled" : "stroked");
    ASSERT_TRUE(page.layer);
    ASSERT_EQ(page.layer->tables.size(), 1u);
    const Table& table = page.layer->tables[0];
    EXPECT_EQ(table.rows, 2);
    EXPECT_EQ(table.columns, 2);
    EXPECT_EQ(table.cells[2].text, "ป้องกัน\nการทุจริต");
    ASSERT_EQ(table.cells[3].marks.size(), 1u);
    EXPECT_EQ(table.cells[3].marks[0].kind, MarkKind::kCircleCrossed);
  }
}

TEST(LongWord, ThatReachesOverItsCellsBorderStaysInItsCell) {
  TestFont font;
  const std::string content = "1 w 72 600 m 472 600 l S 72 560 m 472 560 l S 72 520 400 80 re S 132 600 m 132 520 l S\n" +
                              text_at(font, 75, 575, U"งานประชาสัมพันธ์") + text_at(font, 180, 575, U"ผลดี") + text_at(font, 75, 535, U"ก") +
                              text_at(font, 140, 535, U"ข");
  EXPECT_EQ(text_of(first_page(one_page(font, content))), "งานประชาสัมพันธ์\tผลดี\nก\tข\n");
}

TEST(DrawnMarks, AreReadByTheirShape) {
  // Rings of four curves of 10 points, the second with a cross in it; a square with a tick.
  const auto ring = [](double x, double y) {
    char out[400];
    std::snprintf(out, sizeof out, "%g %g m %g %g %g %g %g %g c %g %g %g %g %g %g c %g %g %g %g %g %g c %g %g %g %g %g %g c S\n", x + 10, y + 5,
                  x + 10, y + 7.8, x + 7.8, y + 10, x + 5, y + 10, x + 2.2, y + 10, x, y + 7.8, x, y + 5, x, y + 2.2, x + 2.2, y, x + 5, y, x + 7.8,
                  y, x + 10, y + 2.2, x + 10, y + 5);
    return std::string(out);
  };
  TestFont font;
  const std::string content = text_at(font, 72, 700, U"ยังไม่เริ่ม") + ring(200, 698) + text_at(font, 72, 670, U"แล้วเสร็จ") + ring(200, 668) +
                              "202 670 m 208 676 l S 202 676 m 208 670 l S\n" + text_at(font, 72, 640, U"ทราบ") +
                              "200 638 10 10 re S 202 643 m 204 640 l 209 647 l S\n";
  const SourcePage page = first_page(one_page(font, content));
  EXPECT_EQ(text_of(page), "ยังไม่เริ่ม ○\nแล้วเสร็จ ⊗\nทราบ ☑\n");
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page.layer->marks.size(), 3u);
}

TEST(TurnedText, IsTurnedUpright) {
  TestFont font;
  const std::string content = "BT /F 16 Tf 0 1 -1 0 300 100 Tm " + font.show(U"ตารางแนวนอน") + " Tj ET";
  const SourcePage page = first_page(one_page(font, content));
  EXPECT_EQ(text_of(page), "ตารางแนวนอน\n");
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page.layer->turned, 90);
  EXPECT_GT(page.layer->width, page.layer->height);
  const Box& box = page.layer->lines[0].box;
  EXPECT_NEAR(box.x, 100 * 300 / 72.0, 3);
  EXPECT_NEAR(page.layer->lines[0].baseline, 300 * 300 / 72.0, 3);
}

TEST(PageAttributes, RotateAndCropBoxMoveTheBoxes) {
  TestFont font;
  const std::string content = text_at(font, 150, 700, U"หัวเรื่อง");
  const SourcePage cropped = first_page(one_page(font, content, "/CropBox [100 100 400 800]"));
  ASSERT_TRUE(cropped.layer);
  EXPECT_EQ(cropped.layer->width, 1250);
  EXPECT_NEAR(cropped.layer->lines[0].box.x, 50 * 300 / 72.0, 2);
  const SourcePage turned = first_page(one_page(font, content, "/Rotate 90"));
  ASSERT_TRUE(turned.layer);
  EXPECT_EQ(turned.layer->turned, 270);  // the page lies: its text is turned upright again
  EXPECT_EQ(text_of(turned), "หัวเรื่อง\n");
}

TEST(HiddenText, IsNotTaken) {
  TestFont font;
  SmallPdf pdf;
  const std::string text = text_at(font, 72, 700, U"ข้อความเดิม");
  const int f = pdf.add_font(font);
  const int image =
      pdf.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", "\xff\x10\xff\xff");
  const std::string resources = "/Font << /F " + std::to_string(f) + " 0 R >> /XObject << /I " + std::to_string(image) + " 0 R >>";
  const std::string picture = "q 595 0 0 842 0 0 cm /I Do Q\n";
  pdf.page("3 Tr " + text, resources);                   // render mode 3
  pdf.page(text + picture, resources);                   // painted over
  pdf.page(picture + text, resources);                   // over a scan
  pdf.page(text + "1 g 0 600 595 200 re f", resources);  // painted over with white
  const std::string bytes = pdf.str();
  const auto source = open_source(std::as_bytes(std::span(bytes)), "test.pdf");
  EXPECT_EQ(source->page(1).reason, "hidden text under a picture of the page: recognised");
  EXPECT_EQ(source->page(2).reason, "hidden text under a picture of the page: recognised");
  EXPECT_EQ(source->page(3).reason, "text over a picture that covers the page: recognised");
  for (int n = 1; n <= 4; ++n) {
    EXPECT_EQ(source->page(n).verdict, text_layer::LayerVerdict::kReplaced) << n;
    EXPECT_FALSE(source->page(n).layer) << n;
  }
}

TEST(PalePicture, UnderMuchTextIsAGround) {
  for (const bool pale : {true, false}) {
    TestFont font;
    std::string text;
    for (int i = 0; i < 12; ++i) text += text_at(font, 72, 700 - 20 * i, U"คุณธรรมและความโปร่งใส");
    SmallPdf pdf;
    const int f = pdf.add_font(font);
    std::string pixels(100 * 100, '\xe0');
    if (!pale)
      for (int y = 10; y < 90; y += 4) pixels.replace(static_cast<std::size_t>(y) * 100 + 10, 80, std::string(80, '\0'));
    const int image = pdf.add_stream("/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray", pixels);
    pdf.page("q 595 0 0 842 0 0 cm /I Do Q\n" + text,
             "/Font << /F " + std::to_string(f) + " 0 R >> /XObject << /I " + std::to_string(image) + " 0 R >>");
    EXPECT_EQ(first_page(pdf.str()).verdict, pale ? text_layer::LayerVerdict::kTaken : text_layer::LayerVerdict::kReplaced);
  }
}

TEST(TextWithoutMeaning, IsNotTaken) {
  TestFont font;
  const std::string content = text_at(font, 72, 700, U"\uE123\uE124\uE125\uE126\uE127 ข้อความ");
  const SourcePage page = first_page(one_page(font, content));
  EXPECT_EQ(page.verdict, text_layer::LayerVerdict::kReplaced);
  EXPECT_EQ(page.reason, "5 characters of the text layer without a meaning: recognised");
}

TEST(MarksOnNothing, AreNotTaken) {
  TestFont font;
  const SourcePage page = first_page(one_page(font, text_at(font, 72, 700, U"aัbีcุdู่e็f้g่ กข")));
  EXPECT_EQ(page.verdict, text_layer::LayerVerdict::kReplaced);
}

TEST(BlankPage, IsAPageWithoutLines) {
  TestFont font;
  const SourcePage page = first_page(one_page(font, ""));
  ASSERT_TRUE(page.layer);
  EXPECT_TRUE(page.layer->lines.empty());
  EXPECT_EQ(page.reason, "nothing is drawn on the page");
}

}  // namespace text_layer_test
}  // namespace banthuek::source
