#include "pipeline/write/pdf_picture.h"

#include <gtest/gtest.h>

#include <array>

namespace banthuek::write {
namespace pdf_picture_test {

// A JPEG's head: `before`, then a frame of one or more components, 300 x 200.
std::string jpeg(const std::string& before, int marker = 0xC0, int channels = 3, int bits = 8) {
  return "\xff\xd8" + before + "\xff" + static_cast<char>(marker) + std::string("\x00\x11", 2) + static_cast<char>(bits) +
         std::string("\x00\xc8\x01\x2c", 4) + static_cast<char>(channels) + "the rest";
}

std::string dictionary(const std::string& bytes) { return jpeg_as_pdf(bytes).dictionary; }

TEST(JpegAsPdf, IsItsBytesWithItsSize) {
  const PdfPicture picture = jpeg_as_pdf(jpeg(""));
  EXPECT_EQ(picture.data, jpeg(""));
  EXPECT_EQ(picture.width, 300);
  EXPECT_EQ(picture.height, 200);
  EXPECT_EQ(picture.dictionary,
            "/Type /XObject /Subtype /Image /Width 300 /Height 200 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode");
  EXPECT_NE(dictionary(jpeg("", 0xC0, 1)).find("/DeviceGray"), std::string::npos);
}

TEST(JpegAsPdf, FindsItsFrameBehindOtherSegments) {
  for (const int marker : {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xCF}) EXPECT_NE(dictionary(jpeg("", marker)), "") << marker;
  for (const int marker : {0xBF, 0xC4, 0xC8, 0xCC, 0xD9, 0xDA, 0xDB}) EXPECT_EQ(dictionary(jpeg("", marker)), "") << marker;
  EXPECT_NE(dictionary(jpeg("\xff\xff")), "");
  EXPECT_NE(dictionary(jpeg("\xff\x01")), "");
  for (const char* restart : {"\xff\xd0", "\xff\xd7", "\xff\xd8"}) EXPECT_NE(dictionary(jpeg(restart)), "");
  EXPECT_NE(dictionary(jpeg(std::string("\xff\xe0\x00\x04xy", 6))), "");
  EXPECT_EQ(dictionary(jpeg(std::string("\xff\xe0\x00\x05xy", 6))), "");
  EXPECT_NE(dictionary(jpeg(std::string("\xff\xe0\x01\x00", 4) + std::string(254, 'x'))), "");
  EXPECT_EQ(dictionary(jpeg(std::string("\xff\xd9\x00\x02", 4))), "");
  EXPECT_EQ(dictionary(jpeg(std::string("\xff\xda\x00\x02", 4))), "");
}

TEST(JpegAsPdf, IsNothingForColoursOrSizesThatAreNotPlain) {
  for (const int channels : {0, 2, 4}) EXPECT_TRUE(jpeg_as_pdf(jpeg("", 0xC0, channels)).data.empty()) << channels;
  EXPECT_TRUE(jpeg_as_pdf(jpeg("", 0xC0, 3, 12)).data.empty());
  std::string bytes = jpeg("");
  bytes[7] = bytes[8] = 0;
  EXPECT_TRUE(jpeg_as_pdf(bytes).data.empty());
  bytes = jpeg("");
  bytes[9] = bytes[10] = 0;
  EXPECT_TRUE(jpeg_as_pdf(bytes).data.empty());
  EXPECT_TRUE(jpeg_as_pdf(jpeg("").substr(0, 11)).data.empty());
  EXPECT_FALSE(jpeg_as_pdf(jpeg("").substr(0, 12)).data.empty());
  EXPECT_TRUE(jpeg_as_pdf("").data.empty());
}

TEST(PictureAsPdf, IsItsPixelsWithoutLoss) {
  const std::array<std::uint8_t, 6> pixels{0, 50, 100, 150, 200, 250};
  const PdfPicture grey = picture_as_pdf(picture::Picture::from_grey(pixels, 3, 2, 3, 0));
  EXPECT_EQ(grey.width, 3);
  EXPECT_EQ(grey.height, 2);
  EXPECT_EQ(grey.dictionary,
            "/Type /XObject /Subtype /Image /Width 3 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode "
            "/DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 8 /Columns 3 >>");
  EXPECT_FALSE(grey.data.empty());
  const PdfPicture colour = picture_as_pdf(picture::Picture::from_rgb(pixels, 2, 1, 6, 0));
  EXPECT_NE(
      colour.dictionary.find("/ColorSpace /DeviceRGB /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns 2 >>"),
      std::string::npos);
  const PdfPicture ink = picture_as_pdf(picture::Picture::from_bits(pixels, 8, 2, 1, 0, picture::Picture::Bit::kInk));
  EXPECT_NE(ink.dictionary.find("/BitsPerComponent 1 /Columns 8"), std::string::npos);
}

}  // namespace pdf_picture_test
}  // namespace banthuek::write
