// Each format, written for the same small page; long outputs are looked at by their parts.
#include <gtest/gtest.h>

#include <regex>

#include "extractors/types/page_json.h"
#include "pipeline/base/xml_escape.h"
#include "pipeline/write/glyphless_font.h"
#include "pipeline/write/make_writer.h"
#include "pipeline/write/pdf_picture.h"

namespace banthuek {
namespace writer_test {

Line line(const std::string& text, std::vector<Word> words, Box box) { return {text, box, 0.9, box.bottom() - 10, Script::kPrint, std::move(words)}; }

Page small_page() {
  Page p;
  p.number = 2;
  p.width = 400, p.height = 300, p.dpi = 100;
  p.lines = {
      line("บันทึกข้อความ <1>", {{"บันทึก", {10, 10, 60, 40}, 0.9}, {"ข้อความ", {70, 10, 60, 40}, 0.8}, {"<1>", {150, 10, 20, 40}, 1}}, {10, 10, 160, 40})};
  Table t{{10, 100, 300, 100}, 1, 2, Edges::kRuled, {}};
  t.cells = {{0, 0, 1, 1, "ก", {10, 100, 150, 100}, 1, {line("ก", {{"ก", {20, 110, 20, 40}, 1}}, {20, 110, 20, 40})}, {}},
             {0, 1, 1, 1, "", {160, 100, 150, 100}, 1, {}, {}}};
  p.tables = {t};
  p.flow = {{FlowItem::Kind::kLine, 0}, {FlowItem::Kind::kTable, 0}};
  p.regions = {{RegionKind::kStamp, {200, 200, 50, 50}, 1, {}}};
  return p;
}

picture::Picture grey_picture() {
  std::vector<std::uint8_t> pixels(400 * 300, 255);
  pixels[5] = 7;
  return picture::Picture::from_grey(pixels, 400, 300, 400, 100);
}

std::string written(write::PageFormat format, const Page& page, const std::string& jpeg = "") {
  std::string out;
  const auto writer = write::make_writer(format, [&](std::string_view piece) { out += piece; });
  writer->begin_file("a & b.pdf", "00ff");
  writer->page(page, {[&] { return jpeg; }, [] { return grey_picture(); }});
  writer->end_file(std::nullopt);
  writer->begin_file("broken.pdf", "");
  writer->end_file("broken.pdf: the file is empty; get it again");
  writer->finish();
  return out;
}

int count(const std::string& text, const std::string& what) {
  int n = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
  return n;
}

// Every element opened is closed, in order.
void expect_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  const std::regex tag("<(/?)([A-Za-z_][A-Za-z0-9_]*)[^<>]*?(/?)>");
  for (std::sregex_iterator i(xml.begin(), xml.end(), tag), end; i != end; ++i)
    if ((*i)[1].length()) {
      ASSERT_FALSE(open.empty());
      ASSERT_EQ(open.back(), (*i)[2].str());
      open.pop_back();
    } else if (!(*i)[3].length()) {
      open.push_back((*i)[2].str());
    }
  EXPECT_TRUE(open.empty());
}

TEST(TextFormat, IsThePagesTextWithAFormFeedBetweenPages) {
  std::string out;
  const auto writer = write::make_writer(write::PageFormat::kText, [&](std::string_view piece) { out += piece; });
  for (int i = 0; i < 2; ++i) writer->page(small_page(), {});
  writer->finish();
  EXPECT_EQ(out, "บันทึกข้อความ <1>\nก\t\n\fบันทึกข้อความ <1>\nก\t\n");
}

TEST(JsonFormat, HasEveryFileWithItsPagesAndErrors) {
  const std::string out = written(write::PageFormat::kJson, small_page());
  EXPECT_EQ(out, "{\"files\": [\n{\"file\": \"a & b.pdf\", \"sha256\": \"00ff\", \"pages\": [\n" + page_to_json_text(small_page()) +
                     "], \"error\": null},\n{\"file\": \"broken.pdf\", \"sha256\": \"\", \"pages\": [], \"error\": "
                     "\"broken.pdf: the file is empty; get it again\"}]}\n");
}

TEST(AltoFormat, HasBlocksLinesAndWordsInTheOrderOfItsSchema) {
  const std::string out = written(write::PageFormat::kAlto, small_page());
  expect_well_formed(out);
  EXPECT_NE(out.find("<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\""), std::string::npos);
  EXPECT_LT(out.find("<MeasurementUnit>pixel"), out.find("<sourceImageInformation>"));
  EXPECT_NE(out.find("<fileName>a &amp; b.pdf</fileName>"), std::string::npos);
  EXPECT_NE(out.find("<String HPOS=\"70\" VPOS=\"10\" WIDTH=\"60\" HEIGHT=\"40\" CONTENT=\"ข้อความ\" WC=\"0.8000\"/><SP "
                     "HPOS=\"130\""),
            std::string::npos);
  EXPECT_NE(out.find("CONTENT=\"&lt;1&gt;\""), std::string::npos);
  EXPECT_EQ(count(out, "<SP "), 1);  // none between words that touch
  EXPECT_EQ(count(out, "<ComposedBlock ID=\"p1_t0\" TYPE=\"table\""), 1);
  EXPECT_EQ(count(out, "<TextBlock ID=\"p1_t0_r0c1\""), 1);
  EXPECT_EQ(count(out, "<Illustration ID=\"p1_r0\" TYPE=\"stamp\""), 1);
}

TEST(AltoFormat, OfNothingStillHasThePageThatItsSchemaWants) {
  std::string out;
  const auto writer = write::make_writer(write::PageFormat::kAlto, [&](std::string_view piece) { out += piece; });
  writer->begin_file("x", "");
  writer->end_file("x: bad -- very");
  writer->finish();
  expect_well_formed(out);
  EXPECT_EQ(count(out, "<Page "), 1);
  EXPECT_EQ(count(out, "--"), 2);  // the comment's own
}

TEST(HocrFormat, HasWordsThatAreWords) {
  const std::string out = written(write::PageFormat::kHocr, small_page());
  expect_well_formed(out.substr(out.find("<html")).replace(0, 0, ""));
  EXPECT_NE(out.find("title=\"bbox 70 10 130 50; x_wconf 80\">ข้อความ</span> <span"), std::string::npos);
  EXPECT_NE(out.find("x_wconf 90\">บันทึก</span><span"), std::string::npos);
  EXPECT_NE(out.find("image &quot;a &amp; b.pdf&quot;; bbox 0 0 400 300; ppageno 1"), std::string::npos);
  EXPECT_EQ(count(out, "class=\"ocr_table\""), 1);
}

TEST(PdfFormat, KeepsTheBytesOfAJpeg) {
  std::string jpeg("\xff\xd8\xff\xc0\x00\x11\x08\x01\x2c\x01\x90\x03", 12);
  jpeg += "whatever the scanner wrote";
  const std::string out = written(write::PageFormat::kPdf, small_page(), jpeg);
  EXPECT_NE(
      out.find("<< /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode /Height 300 /Subtype /Image /Type /XObject /Width 400 /Length " +
               std::to_string(jpeg.size()) + " >>\nstream\n" + jpeg + "\nendstream"),
      std::string::npos);
}

TEST(PdfFormat, OfACmykJpegTakesItsPixels) {
  std::string jpeg("\xff\xd8\xff\xc0\x00\x14\x08\x01\x2c\x01\x90\x04", 12);
  EXPECT_TRUE(write::jpeg_as_pdf(jpeg + "rest").data.empty());
  EXPECT_NE(written(write::PageFormat::kPdf, small_page(), jpeg + "rest").find("/Predictor 15"), std::string::npos);
}

TEST(GlyphlessFont, HasTablesWithRightChecksums) {
  const std::string font = write::glyphless_font();
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < font.size(); ++i) sum += std::uint32_t{static_cast<unsigned char>(font[i])} << (24 - 8 * (i % 4));
  EXPECT_EQ(sum, 0xB1B0AFBA);
}

TEST(XmlEscaped, LeavesNothingThatXmlForbids) { EXPECT_EQ(base::xml_escaped("a<b>&\"'\x01\n"), "a&lt;b&gt;&amp;&quot;&#39;\ufffd\n"); }

}  // namespace writer_test
}  // namespace banthuek
