// What a PDF page draws, as plain values: its images.
#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/drawn_pdf.h"

namespace banthuek::source {
namespace pdf_collector_images_test {

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

// Its data would be taken for operators, were they not passed over.
TEST(InlineImage, BesideThePageIsPassedOver) {
  for (const char* image : {"BI /W 3 /H 1 /BPC 8 /CS /G ID (((\nEI", "BI /W 24 /H 1 /IM true ID (((\nEI"}) {
    const text_layer::PdfContent content = drawn(std::string("q 400 0 0 300 -1000 1000 cm ") + image + " Q 4 w 100 2900 m 500 2900 l S");
    EXPECT_TRUE(content.images.empty());
    EXPECT_EQ(rules(content), "100,100-500,100 w4 | ");
  }
}

}  // namespace pdf_collector_images_test
}  // namespace banthuek::source
