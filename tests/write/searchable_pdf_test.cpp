// A searchable PDF read back: its picture is the one put in, its text the one recognised, turned back to where it
// stood.
#include <gtest/gtest.h>

#include "pipeline/source/pdf_document.h"
#include "pipeline/source/source.h"
#include "pipeline/write/make_writer.h"

namespace banthuek::source {
namespace searchable_pdf_test {

picture::Picture noise(int width, int height) {
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * height * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 2654435761u >> 24);
  return picture::Picture::from_rgb(pixels, width, height, width * 3, 100);
}

std::string searchable(const Page& page, const picture::Picture& picture) {
  std::string out;
  const auto writer = write::make_writer(write::PageFormat::kPdf, [&](std::string_view piece) { out += piece; });
  writer->begin_file("x", "");
  writer->page(page, {[] { return std::string(); }, [&] { return picture; }});
  writer->end_file(std::nullopt);
  writer->finish();
  return out;
}

Page page_of(const Box& word, int width, int height) {
  Page p;
  p.number = 1, p.width = width, p.height = height, p.dpi = 100;
  p.lines = {{"น้ำ ใจ",
              unite(word, {word.x + 60, word.y, 40, word.h}),
              1,
              word.bottom() - 8,
              Script::kPrint,
              {{"น้ำ", word, 1}, {"ใจ", {word.x + 60, word.y, 40, word.h}, 1}}}};
  p.flow = {{FlowItem::Kind::kLine, 0}};
  return p;
}

TEST(SearchablePdf, KeepsThePixelsAndHidesTheText) {
  const picture::Picture picture = noise(300, 200);
  const std::string pdf = searchable(page_of({50, 60, 40, 30}, 300, 200), picture);
  const auto source = open_source(std::as_bytes(std::span(pdf)), "x");
  EXPECT_EQ(source->page(1).reason, "hidden text under a picture of the page: recognised");
  const picture::Picture back = source->picture(1);
  ASSERT_EQ(back.width(), 300);
  ASSERT_EQ(back.height(), 200);
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 300; ++x) ASSERT_EQ(back.row(y)[x] >> 8, picture.row(y)[x] >> 8) << x << "," << y;
}

TEST(SearchablePdf, OfOneBitKeepsInkAsInk) {
  const std::vector<std::uint8_t> bits{0x80, 0x00};  // 8 x 2: ink at the upper left only
  const picture::Picture picture = picture::Picture::from_bits(bits, 8, 2, 1, 100, picture::Picture::Bit::kInk);
  Page page;
  page.number = 1, page.width = 8, page.height = 2, page.dpi = 100;
  const std::string pdf = searchable(page, picture);
  const picture::Picture back = open_source(std::as_bytes(std::span(pdf)), "x")->picture(1);
  EXPECT_EQ(back.depth(), picture::Depth::kInk);
  EXPECT_TRUE(back.ink_at(0, 0));
  EXPECT_FALSE(back.ink_at(1, 0));
}

TEST(SearchablePdf, SetsEachWordWhereItStands) {
  const std::string pdf = searchable(page_of({50, 60, 40, 30}, 300, 200), noise(300, 200));
  PdfDocument document(std::as_bytes(std::span(pdf)), "x", "");
  const text_layer::PdfContent content = document.content(1);
  std::u32string text;
  for (const text_layer::Glyph& g : content.glyphs) {
    text += g.text;
    EXPECT_TRUE(g.hidden);
  }
  EXPECT_EQ(text, U"น้ำ ใจ ");
  EXPECT_NEAR(content.glyphs[0].x, 50 * 3, 1);  // of 300 dpi
  EXPECT_NEAR(content.glyphs[0].y, 82 * 3, 1);
  EXPECT_NEAR(content.glyphs[4].x, 110 * 3, 1);  // ใ
}

TEST(SearchablePdf, TurnsTheTextBackToThePictureAsItWas) {
  // The picture (300 x 200) was turned clockwise by 90 to be read (200 x 300); the word stood at (20, 100) there.
  Page page = page_of({20, 100, 40, 30}, 200, 300);
  page.turned = 90;
  const std::string pdf = searchable(page, noise(300, 200));
  PdfDocument document(std::as_bytes(std::span(pdf)), "x", "");
  const text_layer::PdfContent content = document.content(1);
  // A point (x, y) of the upright page is (y, 200 - x) of the picture.
  EXPECT_NEAR(content.glyphs[0].x, 122 * 3, 1);
  EXPECT_NEAR(content.glyphs[0].y, (200 - 20) * 3, 1);
  EXPECT_EQ(content.glyphs[0].direction, 270);
}

}  // namespace searchable_pdf_test
}  // namespace banthuek::source
