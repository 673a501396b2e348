// Character maps that loop or claim too much are put out of the way, and the page is still read.
#include <gtest/gtest.h>

#include <string>

#include "extractors/types/error.h"
#include "pipeline/source/source.h"
#include "tests/source/outlined_font.h"
#include "tests/source/small_pdf.h"

namespace banthuek::source {
namespace pdf_cmaps_test {

constexpr const char* kHead =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
constexpr const char* kKind = "/Type /CMap /CMapName /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ";

std::string reference(int number) { return std::to_string(number) + " 0 R"; }

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// A page that says กกก in a font whose map of letters and of codes are the objects named, 0: its own and Identity-H.
struct Drawn {
  SmallPdf pdf;

  int map(const std::string& body, const std::string& entries = "") { return pdf.add_stream(kKind + entries, kHead + body + "endcmap"); }

  // `next` is the number of the object that is added next.
  SourcePage page(int unicode, int encoding, bool in_form = false) {
    const int sound = pdf.add_stream("", std::string(kHead) + "1 beginbfchar <0001> <0E01> endbfchar endcmap");
    const int cid = pdf.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 "
        "/Descent -250 /CapHeight 700 /StemV 80 >> /DW 400 >>");
    const int font = pdf.add("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding " + (encoding ? reference(encoding) : "/Identity-H") +
                             " /DescendantFonts [" + reference(cid) + "] /ToUnicode " + reference(unicode ? unicode : sound) + " >>");
    const std::string shown = "BT /F 16 Tf 72 700 Td <000100010001> Tj ET", fonts = "/Font << /F " + reference(font) + " >>";
    if (in_form) {
      const int form = pdf.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << " + fonts + " >>", shown);
      pdf.page("/Fm Do", "/XObject << /Fm " + reference(form) + " >>");
    } else {
      pdf.page(shown, fonts);
    }
    const std::string bytes = pdf.str();
    return open_source(std::as_bytes(std::span(bytes)), "test.pdf")->page(1);
  }
};

std::string text_of(const SourcePage& page) { return page.layer ? page_text(*page.layer) : page.reason; }

// The number of the object that is added next.
int next_object(SmallPdf& pdf) { return pdf.add("null") + 1; }

TEST(Encoding, ThatNobodyKnowsIsTakenForGlyphNumbersAndSaidSo) {
  Drawn d;
  const SourcePage page = d.page(0, d.pdf.add("/Nobody-H"));
  EXPECT_EQ(text_of(page), "กกก\n");
  ASSERT_EQ(page.findings.size(), 1U);
  EXPECT_EQ(page.findings[0].code, "unknown_encoding");
  Drawn known;
  EXPECT_TRUE(known.page(0, known.pdf.add("/Identity-H")).findings.empty());
}

TEST(Encoding, ThatNobodyKnowsIsAFindingOfThePagesThatShowIt) {
  Drawn d;
  d.page(0, d.pdf.add("/Nobody-H"));
  d.pdf.page("BT /G 16 Tf 72 700 Td (x) Tj ET",
             "/Font << /G " + reference(d.pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")) + " >>");
  const std::string bytes = d.pdf.str();
  const auto source = open_source(std::as_bytes(std::span(bytes)), "test.pdf");
  EXPECT_EQ(source->page(1).findings.size(), 1U);
  EXPECT_TRUE(source->page(2).findings.empty());
}

TEST(Text, InAFontThatIsNotThereIsAFinding) {
  for (const char* shown : {"<0001> Tj", "[<0001> 5 <0001>] TJ", "<0001> '", "1 1 <0001> \""}) {
    SmallPdf pdf;
    pdf.page(std::string("BT /F 16 Tf 72 700 Td ") + shown + " ET", "");
    const std::string bytes = pdf.str();
    const SourcePage page = open_source(std::as_bytes(std::span(bytes)), "test.pdf")->page(1);
    ASSERT_EQ(page.findings.size(), 1U) << shown;
    EXPECT_EQ(page.findings[0].code, "text_not_shown");
    EXPECT_EQ(page.findings[0].value, "1") << shown;
  }
}

TEST(CharacterMaps, BehindMoreObjectsThanAreLookedAtAreNotMet) {
  Drawn d;
  std::string crowd;
  for (int i = 0; i < 100'001; ++i) crowd += "/X" + std::to_string(i) + " " + reference(d.pdf.add("<< >>")) + " ";
  const int first = next_object(d.pdf);
  d.map("", "/UseCMap " + reference(first));
  const int font = d.pdf.add("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding " + reference(first) + " /DescendantFonts [] >>");
  for (int i = 0; i < 2; ++i) d.pdf.page("BT /F 16 Tf 72 700 Td <0001> Tj ET", "/Font << /F " + reference(font) + " >> /XObject << " + crowd + ">>");
  const std::string bytes = d.pdf.str();
  const auto source = open_source(std::as_bytes(std::span(bytes)), "test.pdf");
  EXPECT_THROW(source->page(1), Error);
  EXPECT_NO_THROW(source->page(2));  // the map is out of the way by now
}

TEST(CharacterMaps, ThatUseThemselvesAreReadAsIdentity) {
  for (const int many : {1, 2, 20'000}) {
    for (const bool in_form : {false, true}) {
      Drawn d;
      const int first = next_object(d.pdf);
      for (int i = 0; i < many; ++i) d.map("", "/UseCMap " + reference(first + (i + 1) % many));
      EXPECT_EQ(text_of(d.page(0, first, in_form)), "กกก\n") << many;
    }
  }
}

TEST(CharacterMaps, OfCodesThatAreTheMapOfLettersTooAreLookedAtAsBoth) {
  Drawn d;
  const int first = next_object(d.pdf);
  d.map("", "/UseCMap " + reference(first));
  EXPECT_EQ(text_of(d.page(first, first)), "3 characters of the text layer without a meaning: recognised");
}

TEST(CharacterMaps, ThatClaimTooManyCodesAreReadAsIdentity) {
  const std::string all = "1 begincidrange <0000> <FFFF> 0 endcidrange\n";
  EXPECT_EQ(text_of([&] {
              Drawn d;
              return d.page(0, d.map(all));
            }()),
            "กกก\n");
  // A range a plane, each of which would need tables of its own.
  std::string planes;
  for (int i = 1; i < 1'500; ++i) {
    char range[80];
    std::snprintf(range, sizeof range, "1 begincidrange <%04X0000> <%04X0001> 5 endcidrange\n", i, i);
    planes += range;
  }
  for (const std::string& body :
       {"1 begincidrange <0000> <FFFF> 5 endcidrange " + repeated(all, 20), "1 begincidrange <0000> <FFFF> 5 endcidrange " + planes}) {
    Drawn d;
    EXPECT_EQ(text_of(d.page(0, d.map(body))), "กกก\n");
  }
}

TEST(CharacterMaps, OfLettersThatClaimTooMuchCountAsNone) {
  const std::string none = "3 characters of the text layer without a meaning: recognised", one = "1 beginbfchar <0001> <0E01> endbfchar\n";
  const std::string all = "1 beginbfrange <0000> <FFFF> <0E00> endbfrange\n";
  const std::string listed = "1 beginbfrange <0000> <FFFF> [<0E00> <0E01>] endbfrange\n";
  const auto text = [](const std::string& body) {
    Drawn d;
    return text_of(d.page(d.map(body), 0));
  };
  EXPECT_EQ(text(one + repeated(all, 15)), "กกก\n");
  EXPECT_EQ(text(one + repeated(all, 17)), none);
  EXPECT_EQ(text(one + repeated(listed, 15)), "กกก\n");
  EXPECT_EQ(text(one + repeated(listed, 17)), none);
  EXPECT_EQ(text(one + std::string(3'000'000, ' ')), "กกก\n");
  EXPECT_EQ(text(one + std::string(4'200'000, ' ')), none);
  EXPECT_EQ(text("1 beginbfrange <0001> <0001> <0E01> <0002> <FFFFFFFFFFFF> <0E02> endbfrange\n"), none);
}

TEST(CharacterMaps, OfAFileTogetherClaimNoMoreThanSixteenOfThem) {
  SmallPdf pdf;
  std::string fonts, shown;
  for (int i = 0; i < 40; ++i) {
    const int map = pdf.add_stream("", std::string(kHead) + repeated("1 beginbfrange <0000> <FFFF> <0E00> endbfrange\n", 15) + "endcmap");
    const int font =
        pdf.add("<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 1 /LastChar 1 /Widths [400] /ToUnicode " + reference(map) + " >>");
    fonts += "/F" + std::to_string(i) + " " + reference(font) + " ";
    shown += "BT /F" + std::to_string(i) + " 9 Tf 72 " + std::to_string(800 - 18 * i) + " Td <01> Tj ET\n";
  }
  pdf.page(shown, "/Font << " + fonts + " >>");
  const std::string bytes = pdf.str();
  EXPECT_EQ(open_source(std::as_bytes(std::span(bytes)), "test.pdf")->page(1).reason,
            "23 characters of the text layer without a meaning: recognised");
}

}  // namespace pdf_cmaps_test
}  // namespace banthuek::source
