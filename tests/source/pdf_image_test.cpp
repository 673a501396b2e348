// The pixels of images in a PDF, by every way in which they may be stored.
#include <gtest/gtest.h>

#include <array>

#include "pipeline/picture/encode.h"
#include "pipeline/source/pdf_document.h"
#include "pipeline/source/source.h"
#include "tests/source/small_pdf.h"

namespace banthuek::picture {
namespace pdf_image_test {

std::string pdf_of(const std::string& entries, const std::string& data) {
  SmallPdf pdf;
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image " + entries, data);
  pdf.page("q 500 0 0 700 0 0 cm /I Do Q", "/XObject << /I " + std::to_string(image) + " 0 R >>");
  return pdf.str();
}

Picture image_of(const std::string& entries, const std::string& data) {
  const std::string bytes = pdf_of(entries, data);
  return source::PdfDocument(std::as_bytes(std::span(bytes)), "in", "").image(1, 0);
}

std::string jpeg_in(const std::string& entries, const std::string& data) {
  const std::string bytes = pdf_of(entries, data);
  return source::PdfDocument(std::as_bytes(std::span(bytes)), "in", "").image_jpeg(1, 0);
}

// Rows of a picture: "#." for ink, hexadecimal grey, or red, green and blue.
std::string show(const Picture& p) {
  std::string out;
  for (int y = 0; y < p.height(); ++y) {
    if (y > 0) out += "/";
    for (int x = 0; x < p.width(); ++x) {
      char text[16];
      if (p.depth() == Depth::kInk)
        out += p.ink_at(x, y) ? "#" : ".";
      else if (p.depth() == Depth::kGrey)
        std::snprintf(text, sizeof text, "%02x ", p.grey_at(x, y)), out += text;
      else
        std::snprintf(text, sizeof text, "%06x ", p.row(y)[x] >> 8), out += text;
    }
  }
  return out;
}

const char* kGrey = "/BitsPerComponent 8 /ColorSpace /DeviceGray ";

TEST(PdfImage, OfGreyIsGrey) {
  EXPECT_EQ(show(image_of(std::string("/Width 3 /Height 2 ") + kGrey, std::string("\x00\x32\x64\x96\xc8\xfa", 6))), "00 32 64 /96 c8 fa ");
  EXPECT_EQ(show(image_of(std::string("/Width 2 /Height 1 /Decode [1 0] ") + kGrey, std::string("\x00\x32", 2))), "ff cd ");
  EXPECT_EQ(show(image_of("/Width 3 /Height 1 /BitsPerComponent 4 /ColorSpace /DeviceGray", "\x0f\x80")), "00 ff 88 ");
  EXPECT_EQ(
      image_of("/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace [/CalGray << /WhitePoint [0.95 1 1.09] >>]", std::string("\x00\xff", 2)).depth(),
      Depth::kGrey);
}

TEST(PdfImage, OfColoursIsColour) {
  EXPECT_EQ(show(image_of("/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB", "\x01\x02\x03\xf1\xf2\xf3")), "010203 f1f2f3 ");
  EXPECT_EQ(show(image_of("/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 1 <102030405060>]", std::string("\x00\x01", 2))),
            "102030 405060 ");
  // No line-wise conversion: pixel by pixel.
  const Picture lab = image_of("/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace [/Lab << /WhitePoint [0.95 1 1.09] /Range [-100 100 -100 100] >>]",
                               std::string("\x00\x80\x80\xff\x80\x80", 6));
  ASSERT_EQ(lab.depth(), Depth::kColour);
  EXPECT_LT(lab.grey().grey_at(0, 0), 15);
  EXPECT_GT(lab.grey().grey_at(1, 0), 240);
}

TEST(PdfImage, OfOneBitIsInkWhereItIsBlackAndWhite) {
  const std::string bits("\xa0\x40", 2), size = "/Width 3 /Height 2 /BitsPerComponent 1 ";
  EXPECT_EQ(show(image_of(size + "/ColorSpace /DeviceGray", bits)), ".#./#.#");
  EXPECT_EQ(show(image_of(size + "/ColorSpace /DeviceGray /Decode [1 0]", bits)), "#.#/.#.");
  EXPECT_EQ(show(image_of(size + "/ColorSpace [/Indexed /DeviceRGB 1 <000000ffffff>]", bits)), ".#./#.#");
  EXPECT_EQ(show(image_of(size + "/ColorSpace [/Indexed /DeviceRGB 1 <ffffff000000>]", bits)), "#.#/.#.");
  EXPECT_EQ(show(image_of(size + "/ColorSpace [/Indexed /DeviceGray 1 <26d8>]", bits)), ".#./#.#");
  EXPECT_EQ(show(image_of(size + "/ColorSpace [/Indexed /DeviceGray 1 <29ff>]", bits)), "ffffff 292929 ffffff /292929 ffffff 292929 ");
  EXPECT_EQ(show(image_of(size + "/ColorSpace [/Indexed /DeviceGray 1 <00d6>]", bits)), "d6d6d6 000000 d6d6d6 /000000 d6d6d6 000000 ");
  EXPECT_EQ(show(image_of(size + "/ColorSpace /DeviceGray /Decode [0.5 1]", bits)), "ff 80 ff /80 ff 80 ");
}

TEST(PdfImage, OfMoreThanEightBitsAcrossKeepsTheirOrder) {
  EXPECT_EQ(show(image_of("/Width 10 /Height 1 /BitsPerComponent 1 /ColorSpace /DeviceGray", "\x0f\x40")), "####....#.");
}

TEST(PdfImage, OfAStencilIsInkWhereItPaints) {
  const std::string bits("\xa0", 1);
  EXPECT_EQ(show(image_of("/Width 3 /Height 1 /ImageMask true /BitsPerComponent 1", bits)), ".#.");
  EXPECT_EQ(show(image_of("/Width 3 /Height 1 /ImageMask true /BitsPerComponent 1 /Decode [1 0]", bits)), "#.#");
}

TEST(PdfImage, WhoseDataEndEarlyIsOfItsSize) {
  const Picture grey = image_of(std::string("/Width 2 /Height 3 ") + kGrey, "\x10\x20");
  EXPECT_EQ(grey.height(), 3);
  EXPECT_EQ(grey.grey_at(1, 0), 0x20);
}

TEST(PdfImage, OfNoSizeOrOfTooManyPixelsIsEmpty) { EXPECT_TRUE(image_of(std::string("/Width 20001 /Height 20000 ") + kGrey, "x").empty()); }

// 4,300 x 4,301 pixels are over the limit of 18 million: squares of two by two become one, the last row one of half its height.
TEST(PdfImage, OverThePageLimitIsMadeSmallerByAWholeFactor) {
  const int width = 4300, height = 4301;
  std::string grey(static_cast<std::size_t>(width) * height, '\xff');
  grey[0] = 0, grey[1] = 100, grey[width] = 50, grey[width + 1] = 51;
  grey[static_cast<std::size_t>(width) * height - 1] = 55;
  const Picture p = image_of("/Width 4300 /Height 4301 " + std::string(kGrey), grey);
  ASSERT_EQ(p.width(), 2150);
  ASSERT_EQ(p.height(), 2151);
  EXPECT_EQ(p.grey_at(0, 0), 50);
  EXPECT_EQ(p.grey_at(1, 0), 255);
  EXPECT_EQ(p.grey_at(0, 1), 255);
  EXPECT_EQ(p.grey_at(2149, 2150), 155);
}

TEST(PdfImage, OfOneBitOverThePageLimitBecomesGrey) {
  const int width = 4296 + 5, height = 4300;
  std::string bits(static_cast<std::size_t>((width + 7) / 8) * height, '\xff');
  bits[0] = '\x7f', bits[537] = '\x07';  // the last five pixels of the first row: 0 0 0 0 0
  const Picture p = image_of("/Width 4301 /Height 4300 /BitsPerComponent 1 /ColorSpace /DeviceGray", bits);
  ASSERT_EQ(p.width(), 2151);
  EXPECT_EQ(p.grey_at(0, 0), 191);
  EXPECT_EQ(p.grey_at(1, 0), 255);
  EXPECT_EQ(p.grey_at(2149, 0), 127);
  EXPECT_EQ(p.grey_at(2150, 0), 127);  // half a square
  EXPECT_EQ(p.grey_at(2150, 1), 255);
}

TEST(PdfImage, OfExactlyTheLimitIsLeft) {
  const std::string bits(static_cast<std::size_t>(4500 / 8 + 1) * 4000, '\xff');
  EXPECT_EQ(image_of("/Width 4500 /Height 4000 /BitsPerComponent 1 /ColorSpace /DeviceGray", bits).width(), 4500);
}

// ---- JPEG

std::string jpeg(bool colour) {
  const std::array<std::uint8_t, 3 * 16 * 16> pixels{};
  return jpeg_of(colour ? Picture::from_rgb(pixels, 16, 16, 48, 0) : Picture::from_grey(pixels, 16, 16, 16, 0), 90);
}

std::string dct(const std::string& space) { return "/Width 16 /Height 16 /BitsPerComponent 8 /Filter /DCTDecode /ColorSpace " + space; }

TEST(PlainJpeg, IsGivenAsItLies) {
  for (const char* space : {"/DeviceGray", "[/CalGray << /WhitePoint [0.95 1 1.09] >>]"})
    EXPECT_EQ(jpeg_in(dct(space), jpeg(false)), jpeg(false)) << space;
  for (const char* space : {"/DeviceRGB", "[/CalRGB << /WhitePoint [0.95 1 1.09] >>]"})
    EXPECT_EQ(jpeg_in(dct(space), jpeg(true)), jpeg(true)) << space;
}

TEST(PlainJpeg, IsNoneWhereItsPixelsAreNotToBeTakenAsTheyAre) {
  EXPECT_EQ(jpeg_in(dct("/DeviceGray /Decode [1 0]"), jpeg(false)), "");
  EXPECT_EQ(jpeg_in(dct("/DeviceRGB /Decode [0 1 0 1 0 0.5]"), jpeg(true)), "");
  EXPECT_EQ(jpeg_in(dct("/DeviceRGB /Decode [0 1 0 1 0.5 1]"), jpeg(true)), "");
  EXPECT_EQ(jpeg_in(dct("[/Indexed /DeviceRGB 1 <000000ffffff>]"), jpeg(false)), "");
  EXPECT_EQ(jpeg_in(dct("[/Separation /Ink /DeviceGray << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>]"), jpeg(false)), "");
  EXPECT_EQ(jpeg_in(dct("/DeviceGray /Mask [0 1]"), jpeg(false)), "");
  EXPECT_EQ(jpeg_in(dct("/DeviceGray"), "no JPEG"), "");
  EXPECT_EQ(jpeg_in(std::string("/Width 2 /Height 1 ") + kGrey, "ab"), "");
}

}  // namespace pdf_image_test
}  // namespace banthuek::picture
