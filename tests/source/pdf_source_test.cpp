// A PDF's pages: which picture they give, at which resolution, and what is said about their text.
#include "pipeline/source/pdf_source.h"

#include <gtest/gtest.h>

#include <array>

#include "extractors/types/error.h"
#include "pipeline/picture/encode.h"
#include "pipeline/source/source.h"
#include "tests/layout/drawing.h"
#include "tests/memory_file.h"
#include "tests/source/small_pdf.h"

namespace banthuek::source {
namespace pdf_source_test {

// Valid as long as `bytes` lives: a temporary one to the end of its statement.
std::unique_ptr<Source> open(const std::string& bytes) { return open_pdf(std::as_bytes(std::span(bytes)), "in.pdf", ""); }

// An image of 12 x 16 pixels of grey on a page of 600 x 800 points; `entries` may make it another.
std::string pdf_with(const std::string& drawing, const std::string& entries = "/Width 12 /Height 16", const std::string& media = "[0 0 600 800]",
                     TestFont* font = nullptr) {
  SmallPdf pdf;
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray " + entries, std::string(192, '\x80'));
  std::string resources = "/XObject << /I " + std::to_string(image) + " 0 R >> ";
  if (font) resources += "/Font << /F " + std::to_string(pdf.add_font(*font)) + " 0 R >>";
  pdf.page(drawing, resources, media);
  return pdf.str();
}

std::string whole(const std::string& more = "") { return "q 600 0 0 800 0 0 cm /I Do Q " + more; }

int picture_width(const std::string& bytes) { return open(bytes)->picture(1).width(); }

// The same on a page of a quarter of that size, for what is drawn only to see that it is.
std::string small_pdf_with(const std::string& drawing, TestFont* font = nullptr) {
  return pdf_with("0.25 0 0 0.25 0 0 cm " + drawing, "/Width 12 /Height 16", "[0 0 150 200]", font);
}

TEST(PdfSource, IsOfItsKindAndCountsItsPages) {
  SmallPdf pdf;
  for (int i = 0; i < 3; ++i) pdf.page("", "");
  const std::string bytes = pdf.str();
  const auto source = open(bytes);
  EXPECT_EQ(source->kind(), SourceKind::kPdf);
  EXPECT_EQ(source->pages(), 3);
  EXPECT_NO_THROW(source->page(3));
  for (const int number : {0, 4}) {
    try {
      source->page(number);
      FAIL() << number;
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kInternal);
      EXPECT_EQ(std::string(e.what()), "in.pdf: there is no page " + std::to_string(number) + " of 3");
    }
  }
}

TEST(ScannedPage, GivesItsOwnPixelsWhereTheImageIsThePage) {
  EXPECT_EQ(picture_width(small_pdf_with(whole())), 12);
  EXPECT_EQ(picture_width(small_pdf_with("q 515 0 0 800 0 0 cm /I Do Q")), 12);     // 0.858 of the page
  EXPECT_GT(picture_width(small_pdf_with("q 505 0 0 800 0 0 cm /I Do Q")), 12);     // 0.842
  EXPECT_GT(picture_width(small_pdf_with("q -600 0 0 800 600 0 cm /I Do Q")), 12);  // mirrored
  EXPECT_GT(picture_width(small_pdf_with("q 600 0 0 860 0 0 cm /I Do Q")), 12);     // clipped
  EXPECT_GT(picture_width(small_pdf_with("q 600 60 -60 800 0 0 cm /I Do Q")), 12);  // slanted
  EXPECT_GT(picture_width(small_pdf_with(whole() + whole())), 12);
  EXPECT_GT(picture_width(small_pdf_with(whole("0 10 m 300 10 l S"))), 12);
  EXPECT_GT(picture_width(small_pdf_with(whole("10 10 m 10 300 l S"))), 12);
  EXPECT_GT(picture_width(small_pdf_with(whole("10 10 m 90 90 l S"))), 12);
  TestFont font;
  EXPECT_GT(picture_width(small_pdf_with(whole(text_at(font, 72, 700, U"กขค")), &font)), 12);
  EXPECT_EQ(picture_width(small_pdf_with(whole("3 Tr " + text_at(font, 72, 700, U"กขค")), &font)), 12);
}

TEST(ScannedPage, TurnsItsPixelsAsTheyStandOnThePage) {
  const picture::Picture p = open(pdf_with("q 0 800 -600 0 600 0 cm /I Do Q"))->picture(1);
  EXPECT_EQ(p.width(), 16);
  EXPECT_EQ(p.height(), 12);
}

// 600 x 800 points are 8.33 x 11.11 inches.
TEST(ScannedPage, HasTheResolutionOfItsPlace) {
  const std::string bytes = pdf_with(whole());
  EXPECT_NEAR(open(bytes)->picture(1).dpi(), 12 / (600 / 72.0), 0.01);
  const auto dpi = [](double side) {  // of a page that is so many points high
    char media[64], drawing[64];
    std::snprintf(media, sizeof media, "[0 0 %g %g]", side * 0.75, side);
    std::snprintf(drawing, sizeof drawing, "q %g 0 0 %g 0 0 cm /I Do Q", side * 0.75, side);
    return open(pdf_with(drawing, "/Width 12 /Height 16", media))->picture(1).dpi();
  };
  EXPECT_NEAR(dpi(4.2 * 72), 16 / 4.2, 0.05);
  EXPECT_NEAR(dpi(3.8 * 72), 16 / 11.69, 0.01);  // no page is so small: as if it were A4
  EXPECT_NEAR(dpi(19.8 * 72), 16 / 19.8, 0.01);
  EXPECT_NEAR(dpi(20.2 * 72), 16 / 11.69, 0.01);
}

TEST(DrawnPage, HasTheResolutionOfItsImages) {
  const auto width = [](const std::string& drawing, const std::string& entries = "/Width 192 /Height 1") {
    return picture_width(pdf_with(drawing, entries));
  };
  EXPECT_EQ(width("q 92.16 0 0 400 0 0 cm /I Do Q"), 1250);  // 150 dpi: 192 pixels on 1.28 inches
  EXPECT_EQ(width("q 92.16 0 0 400 0 0 cm /I Do Q 10 700 m 20 710 l S"), 2500);
  EXPECT_EQ(width("q 92.16 0 0 400 0 0 cm /I Do Q 0 700 m 300 700 l S"), 1250);
  EXPECT_EQ(width("q 92.16 0 0 200 0 0 cm /I Do Q"), 2500);                                   // under a twentieth of the page: not asked
  EXPECT_EQ(width("q 500 0 0 100 0 0 cm /I Do Q"), 600);                                      // 28 dpi: 72 at least
  EXPECT_EQ(width("q 0 92.16 -300 0 300 0 cm /I Do Q"), 1251);                                // lying
  EXPECT_EQ(width("q 46.08 0 0 600 0 0 cm /I Do Q q 92.16 0 0 400 300 0 cm /I Do Q"), 2500);  // the finest
  EXPECT_EQ(width("q 92.16 10 -60 400 60 0 cm /I Do Q"), 2500);
  EXPECT_EQ(width(""), 2500);
}

TEST(DrawnPage, WithItsTextLayerHasTheLayersSize) {
  TestFont font;
  const std::string bytes =
      pdf_with("q 92.16 0 0 400 0 0 cm /I Do Q " + text_at(font, 72, 700, U"บันทึก"), "/Width 192 /Height 1", "[0 0 600 800]", &font);
  const auto source = open(bytes);
  const SourcePage page = source->page(1);
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page.layer->width, 2500);
  EXPECT_EQ(source->picture(1).width(), 2500);
  EXPECT_NEAR(source->picture(1).dpi(), 300, 0.01);
}

TEST(LargePage, HasFewerDotsPerInch) {
  const auto size = [](const char* media) {
    SmallPdf pdf;
    pdf.page("10 10 m 20 20 l S", "", media);
    const std::string bytes = pdf.str();
    const picture::Picture p = open(bytes)->picture(1);
    return std::pair(p.width(), p.height());
  };
  EXPECT_EQ(size("[0 0 600 800]"), std::pair(2500, 3333));
  const auto [width, height] = size("[0 0 1440 1440]");  // 36 million at 300 dpi
  EXPECT_NEAR(width, 4243, 1);
  EXPECT_NEAR(height, 4243, 1);
  EXPECT_NEAR(size("[0 0 14400 2]").first, 30000, 1);
}

TEST(PartOfAPage, IsCutOutOfTheScanAndNeverBeyondThePage) {
  const std::string scan = pdf_with(whole());
  const picture::Picture part = open(scan)->part(1, {2, 3, 5, 6});
  EXPECT_EQ(part.width(), 5);
  EXPECT_EQ(part.height(), 6);
  // The scan's own pixels, though the page is larger.
  std::string steps(192, '\0');
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = static_cast<char>(i);
  SmallPdf stepped;
  const int image = stepped.add_stream("/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray /Width 12 /Height 16", steps);
  stepped.page(whole(), "/XObject << /I " + std::to_string(image) + " 0 R >> ", "[0 0 600 800]");
  const std::string bytes = stepped.str();
  const picture::Picture cut = open(bytes)->part(1, {2, 3, 5, 6});
  for (int y = 0; y < 6; ++y)
    for (int x = 0; x < 5; ++x) EXPECT_EQ(cut.grey_at(x, y), 12 * (y + 3) + x + 2) << x << "," << y;
  SmallPdf pdf;
  pdf.page("10 10 m 20 20 l S", "", "[0 0 600 800]");
  const std::string drawn = pdf.str();
  const picture::Picture edge = open(drawn)->part(1, {2400, 3300, 500, 500});
  EXPECT_EQ(edge.width(), 100);
  EXPECT_EQ(edge.height(), 33);
}

// What was read for its codes takes the place of what the file says, also on a page that was looked at before.
TEST(TextPage, SaysWhatItsCodesAreDecodedTo) {
  TestFont font;
  const std::string bytes = one_page(font, text_at(font, 72, 700, U"กขค"));
  const base::Descriptor file = memory_file(bytes);
  const std::unique_ptr<Source> mapped = open_source(file.get(), "in.pdf"), given = open(bytes);
  for (Source* source : {mapped.get(), given.get()}) {
    const std::vector<text_layer::CodedGlyph> glyphs = source->coded_glyphs(1);
    ASSERT_EQ(glyphs.size(), 3u);
    ASSERT_TRUE(source->page(1).layer);
    EXPECT_EQ(page_text(*source->page(1).layer), "กขค\n");
    text_layer::Decoding decoding;
    decoding.codes[glyphs[1].code] = {U"ง", 0.9};
    source->decode(decoding);
    ASSERT_TRUE(source->page(1).layer);
    EXPECT_EQ(page_text(*source->page(1).layer), "กงค\n");
  }
}

TEST(Jpeg, OfAScanIsGivenWhereItStandsUpright) {
  const std::array<std::uint8_t, 3 * 16 * 16> pixels{};
  const std::string jpeg = picture::jpeg_of(picture::Picture::from_grey(pixels, 16, 16, 16, 0), 90);
  const auto given = [&](const std::string& drawing) {
    SmallPdf pdf;
    const int image =
        pdf.add_stream("/Type /XObject /Subtype /Image /Width 16 /Height 16 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode", jpeg);
    pdf.page(drawing, "/XObject << /I " + std::to_string(image) + " 0 R >>", "[0 0 600 800]");
    const std::string bytes = pdf.str();
    return open(bytes)->jpeg(1);
  };
  EXPECT_EQ(given(whole()), jpeg);
  EXPECT_EQ(given("q -600 0 0 -800 600 800 cm /I Do Q"), "");
  EXPECT_EQ(given(whole("10 10 m 20 20 l S")), "");
}

TEST(Images, ThatClaimTooManyPixelsAreRefused) {
  try {
    open(pdf_with(whole(), "/Width 20001 /Height 20000"))->picture(1);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kTooLarge);
    EXPECT_STREQ(e.what(), "in.pdf:1: an image of the page says it has 20001 x 20000 pixels; scan at 300 dpi");
  }
  std::string four;
  for (int i = 0; i < 4; ++i) four += "q 1 0 0 1 0 0 cm /I Do Q ";
  EXPECT_THROW(open(pdf_with(four, "/Width 20000 /Height 20000"))->picture(1), Error);  // together
}

// ---- what is said

std::vector<std::string> findings(const SourcePage& page) {
  std::vector<std::string> out;
  for (const Finding& f : page.findings)
    out.push_back(f.code + "|" + name_of(f.severity) + "|" + std::to_string(f.page) + "|" + f.value + "|" + f.reason);
  return out;
}

using Findings = std::vector<std::string>;

TEST(TextPage, SaysThatItsUnmappedCharactersWereLeftOut) {
  TestFont font;
  const SourcePage page = open(one_page(font, text_at(font, 72, 700, U"บันทึก\uE123ข้อความ\uE124")))->page(1);
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page_text(*page.layer), "บันทึก ข้อความ\n");  // its place is empty
  EXPECT_EQ(findings(page), Findings{"unmapped_characters|warning|1|2|characters of the text layer have no meaning and were left out"});
  EXPECT_EQ(page.layer->findings, page.findings);
}

TEST(TextPage, SaysThatSlantedTextWasLeftOut) {
  TestFont font;
  const SourcePage page =
      open(one_page(font, text_at(font, 72, 700, U"บันทึก") + "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 200 Tm " + font.show(U"ร่าง") + " Tj ET"))->page(1);
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page_text(*page.layer), "บันทึก\n");
  EXPECT_EQ(findings(page), Findings{"slanted_text|info|1|4 characters|text written aslant (a watermark?) was left out"});
}

TEST(Portfolio, SaysOnItsFirstPageThatFilesInItAreNotRead) {
  TestFont font;
  SmallPdf pdf;
  const int inside = pdf.add_stream("/Type /EmbeddedFile", "%PDF-1.4");
  const int file = pdf.add("<< /Type /Filespec /F (a.pdf) /EF << /F " + std::to_string(inside) + " 0 R >> >>");
  const int resources = pdf.add_font(font);
  for (int i = 0; i < 2; ++i) pdf.page(text_at(font, 72, 700, U"บันทึก"), "/Font << /F " + std::to_string(resources) + " 0 R >>");
  std::string bytes = pdf.str();
  const std::string catalog = "/Type /Catalog", entry = "(a.pdf) " + std::to_string(file) + " 0 R";
  bytes.replace(bytes.find(catalog), catalog.size(),
                catalog + " /Names << /EmbeddedFiles << /Names [" + entry + " (b.pdf) " + entry.substr(8) + "] >> >>");
  const auto source = open(bytes);
  EXPECT_EQ(findings(source->page(1)),
            Findings{"attachments|warning|1|2|the PDF carries files of its own (a portfolio?), which are not read: save them and take them in too"});
  EXPECT_TRUE(source->page(2).findings.empty());
}

TEST(TextPage, WithoutDefectsSaysNothing) {
  TestFont font;
  const SourcePage page = open(one_page(font, text_at(font, 72, 700, U"บันทึก")))->page(1);
  EXPECT_TRUE(page.findings.empty());
  EXPECT_EQ(page.layer->number, 1);
  EXPECT_EQ(page.layer->turned, 0);
  EXPECT_EQ(page.reason, "text layer agrees with itself");
}

TEST(FullPage, SaysThatTheRestWasLeftOut) {
  std::string many = "q 9 0 0 9 9 9 cm ";
  for (int i = 0; i < 5'001; ++i) many += "/I Do ";
  const SourcePage page = open(pdf_with(many))->page(1);
  EXPECT_EQ(page.reason, "no text layer");
  EXPECT_EQ(findings(page), Findings{"page_too_full|warning|1||the page draws more than is kept; the rest of it was left out"});
}

TEST(BlankPage, IsOneOnWhichNothingAtAllIsDrawn) {
  const auto reason = [](const std::string& drawing) {
    TestFont font;
    return open(pdf_with(drawing, "/Width 12 /Height 16", "[0 0 600 800]", &font))->page(1).reason;
  };
  EXPECT_EQ(reason(""), "nothing is drawn on the page");
  EXPECT_EQ(reason("1 g 0 0 600 800 re f"), "nothing is drawn on the page");
  EXPECT_EQ(reason("q 9 0 0 9 9 9 cm /I Do Q"), "no text layer");
  EXPECT_EQ(reason("10 10 m 20 20 l S"), "no text layer");
  EXPECT_EQ(reason("10 10 m 200 10 l S"), "no text layer");
  EXPECT_EQ(reason("10 10 m 10 200 l S"), "no text layer");
  EXPECT_EQ(reason("0 0 300 300 re f"), "no text layer");
  const SourcePage blank = open(pdf_with(""))->page(1);
  ASSERT_TRUE(blank.layer);
  EXPECT_EQ(blank.verdict, text_layer::LayerVerdict::kTaken);
  EXPECT_EQ(blank.layer->width, 2500);
  EXPECT_EQ(blank.layer->height, 3333);
  EXPECT_EQ(blank.layer->dpi, 300);
  EXPECT_EQ(blank.layer->source, PageSource::kTextLayer);
}

TEST(TextOverAPicture, IsLookedAtFromAHundredAndFiftyCharactersOn) {
  const auto verdict = [](int characters, const std::string& drawing) {
    TestFont font;
    std::string text;
    for (int done = 0; done < characters; done += 50)
      text += text_at(font, 50, 700 - done, std::u32string(static_cast<std::size_t>(std::min(50, characters - done)), U'ก'));
    return open(pdf_with(drawing + text, "/Width 12 /Height 16", "[0 0 600 800]", &font))->page(1).verdict;
  };
  // A picture without a dark pixel.
  EXPECT_EQ(verdict(150, "q 600 0 0 800 0 0 cm /I Do Q "), text_layer::LayerVerdict::kTaken);
  EXPECT_EQ(verdict(149, "q 600 0 0 800 0 0 cm /I Do Q "), text_layer::LayerVerdict::kReplaced);
  EXPECT_EQ(verdict(20, "q 600 0 0 500 0 0 cm /I Do Q "), text_layer::LayerVerdict::kTaken);                                // 0.63 of the page
  EXPECT_EQ(verdict(150, "q 600 0 0 600 0 0 cm /I Do Q "), text_layer::LayerVerdict::kReplaced);                            // 0.75: no whole page
  EXPECT_EQ(verdict(150, "q 600 0 0 700 0 0 cm /I Do Q q 60 0 0 90 0 700 cm /I Do Q "), text_layer::LayerVerdict::kTaken);  // the largest is asked
}

// A page of 600 x 800 points under a picture of `shown`, or beside one, with `characters` of text in the upper part.
std::string with_picture(const Drawing& shown, int characters, const std::string& place) {
  SmallPdf pdf;
  TestFont font;
  std::string text;
  for (int done = 0; done < characters; done += 50)
    text += text_at(font, 50, 740 - done, std::u32string(static_cast<std::size_t>(std::min(50, characters - done)), U'ก'));
  const int f = pdf.add_font(font);
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray /Width " +
                                       std::to_string(shown.width) + " /Height " + std::to_string(shown.height),
                                   std::string(shown.pixels.begin(), shown.pixels.end()));
  pdf.page("q " + place + " cm /I Do Q " + text, "/XObject << /I " + std::to_string(image) + " 0 R >> /Font << /F " + std::to_string(f) + " 0 R >>",
           "[0 0 600 800]");
  return pdf.str();
}

Drawing print(int width, int height) {
  Drawing page(width, height);
  for (int y = 100; y < height; y += 100) page.letters(50, y, 30, 14, 34);
  return page;
}

// As dark as a photograph, without a letter.
Drawing photograph(int width, int height) {
  Drawing page(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      page.pixels[static_cast<std::size_t>(y * width + x)] = static_cast<std::uint8_t>(20 + x * 90 / width + y * 90 / height);
  return page;
}

TEST(TextOverAPicture, IsTakenWhereThePictureShowsNoLetters) {
  const std::string whole = "600 0 0 800 0 0";
  const auto reason = [&](const Drawing& shown, int characters) { return open(with_picture(shown, characters, whole))->page(1).reason; };
  const std::string scan = "text over a picture that covers the page: recognised";
  EXPECT_EQ(reason(photograph(600, 800), 100), "text layer agrees with itself");
  EXPECT_EQ(reason(photograph(600, 800), 20), "text layer agrees with itself");
  EXPECT_EQ(reason(photograph(600, 800), 19), scan);   // a page number over a scan
  EXPECT_EQ(reason(photograph(399, 800), 100), scan);  // too small to tell
  EXPECT_EQ(reason(print(600, 800), 100), scan);
}

TEST(Pictures, BesideTextThatShowLettersAreToBeRead) {
  const auto places = [](const Drawing& shown, const std::string& place, int characters = 50) {
    const SourcePage page = open(with_picture(shown, characters, place))->page(1);
    EXPECT_TRUE(page.layer);
    return page.unread;
  };
  const std::vector<Box> found = places(print(600, 400), "480 0 0 320 60 100");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], (Box{250, 1583, 2000, 1333}));
  EXPECT_TRUE(places(photograph(600, 400), "480 0 0 320 60 100").empty());
  EXPECT_TRUE(places(print(600, 400), "120 0 0 80 60 100").empty());       // a logo
  EXPECT_TRUE(places(print(600, 400), "0 480 -320 0 400 100").empty());    // turned
  EXPECT_TRUE(places(print(600, 400), "600 0 0 500 0 290", 250).empty());  // the page's text stands on it
}

TEST(TextPage, ThatWasMendedSaysSo) {
  TestFont font;
  const SourcePage page = open(one_page(font, text_at(font, 72, 700, U"ท\uF70A")))->page(1);
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page.layer->source, PageSource::kRepairedLayer);
  EXPECT_EQ(page.layer->source_reason, "mended: 1 private-use code");
}

}  // namespace pdf_source_test
}  // namespace banthuek::source
