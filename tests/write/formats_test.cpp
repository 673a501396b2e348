// Pages with all that a page can hold, written in each format, to the letter. What is packed in a PDF stands unpacked in its file.
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdio>

#include "pipeline/base/xml_escape.h"
#include "pipeline/write/glyphless_font.h"
#include "pipeline/write/make_writer.h"
#include "tests/expected_file.h"

namespace banthuek::base {
namespace formats_test {

// A page of many features: lines with and without a baseline, words that touch and that do not, one that is not in its line's text, one twice,
// characters beyond 16 bits, a table with a span and an empty cell, marks, regions, a finding.
Page rich_page() {
  Page p;
  p.number = 3;
  p.width = 400, p.height = 300, p.dpi = 100;
  p.source = PageSource::kRepairedLayer;
  p.source_reason = "mended: 1 split ำ";
  const auto word = [](const char* text, int x, int w, double confidence = 0.9, int y = 10) { return Word{text, {x, y, w, 40}, confidence}; };
  p.lines = {{"น้ำใจ ใจ & <1> \"๒'",
              {10, 10, 220, 40},
              0.9,
              42,
              Script::kPrint,
              {word("น้ำ", 10, 40), word("ใจ", 50, 30, 1.5), word("ใจ", 95, 30, -0.5), word("&", 140, 10, 0.12345), word("<1>", 160, 20),
               word("\"๒'", 190, 30)}},
             {"a𝄞b 🗹", {10, 60, 100, 0}, 0.5, 0, Script::kHandwriting, {{"a𝄞b", {10, 60, 50, 0}, 0.5}, {"🗹", {5, 60, 0, 0}, 0.5}}},
             {"ไม่ตรง", {10, 80, 100, 30}, 0.7, 105, Script::kPrint, {word("อื่น", 10, 40, 0.7, 80), word("ตรง", 60, 40, 0.7, 80)}},
             {"", {10, 120, 100, 30}, 0, 0, Script::kPrint, {}}};
  Table t{{10, 150, 300, 100}, 2, 2, Edges::kOpen, {}};
  const Line cell_line{"ก ข", {20, 160, 60, 40}, 0.8, 190, Script::kPrint, {word("ก", 20, 20, 0.8, 160), word("ข", 60, 20, 0.8, 160)}};
  t.cells = {{0, 0, 1, 2, "ก ข\nก ข", {10, 150, 300, 50}, 0.8, {cell_line, cell_line}, {{MarkKind::kCheck, {20, 160, 20, 40}, 0.8}}},
             {1, 0, 1, 1, "", {10, 200, 150, 50}, 1, {}, {}},
             {1, 1, 1, 1, "ก ข", {160, 200, 150, 50}, 0.8, {cell_line}, {}}};
  p.tables = {t};
  p.flow = {
      {FlowItem::Kind::kLine, 0}, {FlowItem::Kind::kTable, 0}, {FlowItem::Kind::kLine, 1}, {FlowItem::Kind::kLine, 2}, {FlowItem::Kind::kLine, 3}};
  p.marks = {{MarkKind::kCircleCrossed, {300, 10, 20, 20}, 0.7}};
  p.regions = {{RegionKind::kStamp, {200, 200, 50, 50}, 1, {}}, {RegionKind::kSignature, {250, 220, -5, 20}, 0.6, {}}};
  p.findings = {{"slanted_text", Severity::kInfo, 3, "", "4 characters", "text written aslant (a watermark?) was left out", ""}};
  return p;
}

Page short_page(int turned, double skew, int width, int height, double dpi = 100) {
  Page p;
  p.number = 1;
  p.width = width, p.height = height, p.dpi = dpi;
  p.turned = turned, p.skew = skew;
  p.lines = {{"ตรา ครุฑ", {40, 20, 100, 20}, 1, 34, Script::kPrint, {{"ตรา", {40, 20, 40, 20}, 1}, {"ครุฑ", {90, 20, 50, 20}, 1}}}};
  p.flow = {{FlowItem::Kind::kLine, 0}};
  return p;
}

picture::Picture grey(int width, int height, double dpi) {
  return picture::Picture::from_grey(std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height, 200), width, height, width, dpi);
}

std::string written(write::PageFormat format) {
  std::string out;
  const auto writer = write::make_writer(format, [&](std::string_view piece) { out += piece; });
  writer->begin_file("a & <b>.pdf", "00ff");
  writer->page(rich_page(), {[] { return std::string(); }, [] { return grey(400, 300, 0); }});
  writer->page(short_page(0, 0, 200, 100, 0), {[] { return std::string(); }, [] { return grey(200, 100, 0); }});
  writer->end_file(std::nullopt);
  writer->begin_file("\"broken\".pdf", "");
  writer->page(short_page(90, 1.5, 200, 100), {[] { return std::string(); }, [] { return grey(100, 200, 150); }});
  writer->end_file("\"broken\".pdf:2: the page --- is broken");
  writer->finish();
  return out;
}

TEST(Formats, AreNamed) {
  EXPECT_EQ(write::page_format("text"), write::PageFormat::kText);
  EXPECT_EQ(write::page_format("json"), write::PageFormat::kJson);
  EXPECT_EQ(write::page_format("alto"), write::PageFormat::kAlto);
  EXPECT_EQ(write::page_format("hocr"), write::PageFormat::kHocr);
  EXPECT_EQ(write::page_format("pdf"), write::PageFormat::kPdf);
  EXPECT_FALSE(write::page_format("PDF"));
  EXPECT_FALSE(write::page_format(""));
}

TEST(TextFormat, OfRichPages) { expect_as_in_file("write/expected/pages.txt", written(write::PageFormat::kText)); }
TEST(JsonFormat, OfRichPages) { expect_as_in_file("write/expected/pages.json", written(write::PageFormat::kJson)); }
TEST(AltoFormat, OfRichPages) { expect_as_in_file("write/expected/pages.alto.xml", written(write::PageFormat::kAlto)); }
TEST(HocrFormat, OfRichPages) { expect_as_in_file("write/expected/pages.hocr", written(write::PageFormat::kHocr)); }

std::string inflated(const std::string& data) {
  std::string out(1 << 20, '\0');
  uLongf size = out.size();
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size()), Z_OK);
  out.resize(size);
  return out;
}

unsigned sum_of(const std::string& bytes) {
  unsigned sum = 2166136261u;
  for (const char c : bytes) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619u;
  return sum;
}

// The objects one after the other, streams unpacked (binary ones as their length and sum); the table of references is checked here.
std::string readable(const std::string& pdf) {
  std::string out;
  EXPECT_TRUE(pdf.starts_with("%PDF-1.5\n%\xBF\xF7\xA2\xFE\n"));
  EXPECT_TRUE(pdf.ends_with("%%EOF\n"));
  const std::size_t xref = std::stoul(pdf.substr(pdf.rfind("startxref\n") + 10));
  EXPECT_EQ(pdf.compare(xref, 7, "xref\n0 "), 0);
  const int count = std::stoi(pdf.substr(xref + 7));
  const std::size_t rows = pdf.find('\n', xref + 7) + 1;
  EXPECT_EQ(pdf.substr(rows, 20), "0000000000 65535 f \n");
  for (int i = 1; i < count; ++i) {
    const std::size_t at = std::stoul(pdf.substr(rows + 20 * static_cast<std::size_t>(i), 10));
    const std::string head = std::to_string(i) + " 0 obj\n";
    EXPECT_EQ(pdf.compare(at, head.size(), head), 0) << i;
    const std::size_t begin = at + head.size(), stream = pdf.find("stream\n", begin), end = pdf.find("\nendobj\n", begin);
    if (stream > end) {
      out += head + pdf.substr(begin, end - begin) + "\n";
      continue;
    }
    const std::size_t length_at = pdf.find(" /Length ", begin);
    const std::size_t size = std::stoul(pdf.substr(length_at + 9));
    const std::string data = pdf.substr(stream + 7, size);
    EXPECT_EQ(pdf.compare(stream + 7 + size, 10, "\nendstream"), 0) << i;
    out += head + pdf.substr(begin, length_at - begin) + "\n";
    const std::string plain = pdf.substr(begin, length_at - begin).find("/FlateDecode") != std::string::npos ? inflated(data) : data;
    char note[64];
    std::snprintf(note, sizeof note, "(%zu bytes, %08x)\n", plain.size(), sum_of(plain));
    out += plain.find_first_of(std::string("\0\xff", 2)) == std::string::npos && plain.size() < 20'000 && plain.find('\n') != std::string::npos
               ? plain
               : note;
  }
  return out + pdf.substr(pdf.find("trailer", xref), pdf.find("startxref", xref) - pdf.find("trailer", xref));
}

TEST(PdfFormat, OfRichPages) { expect_as_in_file("write/expected/pages.pdf.txt", readable(written(write::PageFormat::kPdf))); }

// The first word's place on the paper, however the page was turned to be read.
TEST(PdfFormat, PutsTextBackWhereItStood) {
  std::string got;
  const auto place = [&](const char* what, const Page& page, const picture::Picture& picture, const std::string& jpeg = "") {
    std::string pdf;
    const auto writer = write::make_writer(write::PageFormat::kPdf, [&](std::string_view piece) { pdf += piece; });
    writer->page(page, {[&] { return jpeg; }, [&] { return picture; }});
    writer->finish();
    const std::string text = readable(pdf);
    const std::size_t begin = text.find("\nq ") + 1;
    got += std::string(what) + ":\n" + text.substr(begin, text.find("ET\n", begin) - begin);
  };
  for (const int turned : {0, 90, 180, 270}) {
    const bool lying = turned % 180 != 0;
    place(("turned " + std::to_string(turned)).c_str(), short_page(turned, 0, 200, 100), lying ? grey(100, 200, 100) : grey(200, 100, 100));
    place(("turned and askew " + std::to_string(turned)).c_str(), short_page(turned, -2, 200, 100),
          lying ? grey(100, 200, 100) : grey(200, 100, 100));
  }
  place("read at half the size", short_page(0, 0, 200, 100), grey(400, 200, 200));
  place("read at half the size, lying", short_page(90, 0, 200, 100), grey(200, 400, 200));
  place("of unknown resolution", short_page(0, 0, 200, 100, 0), grey(200, 100, 0));
  place("of one dot an inch", short_page(0, 0, 200, 100, 1), grey(200, 100, 0));
  place("of no size", short_page(0, 0, 0, 0), grey(200, 100, 100));
  const std::string jpeg = std::string("\xff\xd8\xff\xc0\x00\x0b\x08\x00\xc8\x01\x90\x01", 12) + "the rest";  // 400 x 200 of grey
  place("of a JPEG read at half its size", short_page(0, 0, 200, 100), grey(1, 1, 0), jpeg);
  place("of a JPEG that lies", short_page(270, 0, 100, 200), grey(1, 1, 0), jpeg);
  expect_as_in_file("write/expected/places.txt", got);
}

TEST(GlyphlessFont, IsTheSameByteForByte) {
  const std::string font = write::glyphless_font();
  std::string got;
  for (std::size_t i = 0; i < font.size(); i += 16) {
    for (std::size_t k = i; k < std::min(font.size(), i + 16); ++k) {
      char byte[4];
      std::snprintf(byte, sizeof byte, "%02x ", static_cast<unsigned char>(font[k]));
      got += byte;
    }
    got += "\n";
  }
  expect_as_in_file("write/expected/glyphless_font.txt", got);
}

TEST(XmlEscaped, KeepsTabsLineEndsAndLetters) {
  EXPECT_EQ(xml_escaped("\t\n\r ~\x7fก\x1f\x0b"), "\t\n\r ~\x7fก\ufffd\ufffd");
  EXPECT_EQ(xml_escaped(""), "");
}

}  // namespace formats_test
}  // namespace banthuek::base
