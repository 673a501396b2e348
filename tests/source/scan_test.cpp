// A page that is one picture gives the scan's own pixels, upright; a part of a page is what its picture has there.
#include <gtest/gtest.h>

#include "pipeline/source/source.h"
#include "tests/source/small_pdf.h"

namespace banthuek {
namespace scan_test {

std::unique_ptr<source::Source> open(const std::string& bytes) { return source::open_source(std::as_bytes(std::span(bytes)), "in"); }

std::string scan_pdf(const std::string& image_entries, const std::string& data, const std::string& matrix, const std::string& extra = "") {
  SmallPdf pdf;
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image " + image_entries, data);
  pdf.page("q " + matrix + " cm /I Do Q", "/XObject << /I " + std::to_string(image) + " 0 R >>", "[0 0 595 842]", extra);
  return pdf.str();
}

TEST(PartOfAPage, IsWhatThePictureHasThere) {
  TestFont font;
  const std::string pdf = one_page(font, text_at(font, 72, 700, U"abc") + " 100 650 200 30 re f ");
  const auto source = open(pdf);
  ASSERT_TRUE(source->page(1).layer.has_value());
  const Box place{300, 650, 700, 200};
  const picture::Picture whole = source->picture(1).cut(place).grey(), part = source->part(1, place).grey();
  ASSERT_EQ(part.width(), place.w);
  ASSERT_EQ(part.height(), place.h);
  int dark = 0, other = 0;
  for (int y = 0; y < place.h; ++y)
    for (int x = 0; x < place.w; ++x) dark += whole.grey_at(x, y)<128, other += std::abs(whole.grey_at(x, y) - part.grey_at(x, y))> 64;
  EXPECT_GT(dark, 1000);
  EXPECT_LT(other, dark / 50);
}

TEST(Scan, GivesItsOwnPixels) {
  // 3 x 2 grey: 0 50 100 / 150 200 250.
  const std::string pixels("\x00\x32\x64\x96\xc8\xfa", 6);
  const std::string entries = "/Width 3 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
  const auto at = [](const picture::Picture& p, int x, int y) { return p.grey_at(x, y); };
  const std::string upright = scan_pdf(entries, pixels, "595 0 0 842 0 0");
  const picture::Picture p = open(upright)->picture(1);
  ASSERT_EQ(p.width(), 3);
  ASSERT_EQ(p.height(), 2);
  EXPECT_EQ(at(p, 0, 0), 0);
  EXPECT_EQ(at(p, 2, 1), 250);
  const std::string rotated = scan_pdf(entries, pixels, "595 0 0 842 0 0", "/Rotate 90");
  const picture::Picture r = open(rotated)->picture(1);
  ASSERT_EQ(r.width(), 2);
  EXPECT_EQ(at(r, 0, 0), 150);  // clockwise: the lower left corner comes to the upper left
  EXPECT_EQ(at(r, 1, 2), 100);
  const std::string by_matrix = scan_pdf(entries, pixels, "0 842 -595 0 595 0");  // turned counterclockwise on the page
  const picture::Picture m = open(by_matrix)->picture(1);
  ASSERT_EQ(m.width(), 2);
  EXPECT_EQ(at(m, 0, 0), 100);
}

TEST(Scan, OfOneBitStaysOneBit) {
  const std::string bits("\xaa\x55", 2);
  const std::string bytes = scan_pdf("/Width 8 /Height 2 /BitsPerComponent 1 /ColorSpace /DeviceGray", bits, "595 0 0 842 0 0");
  const picture::Picture p = open(bytes)->picture(1);
  EXPECT_EQ(p.depth(), picture::Depth::kInk);
  EXPECT_FALSE(p.ink_at(0, 0));
  EXPECT_TRUE(p.ink_at(1, 0));
  EXPECT_TRUE(p.ink_at(0, 1));
}

TEST(Scan, OverTheLimitIsMadeSmaller) {
  const int width = 8000, height = 6000;  // 48 million pixels of one bit
  const std::string bytes = scan_pdf("/Width 8000 /Height 6000 /BitsPerComponent 1 /ColorSpace /DeviceGray",
                                     std::string(static_cast<std::size_t>(width / 8) * height, '\xff'), "595 0 0 842 0 0");
  const picture::Picture p = open(bytes)->picture(1);
  EXPECT_LE(double(p.width()) * p.height(), source::kMaxPagePixels);
  EXPECT_EQ(p.width(), 4000);
}

TEST(Scan, ThatCoversHalfThePageIsDrawnWithIt) {
  const std::string pixels("\x00\x32\x64\x96\xc8\xfa", 6);
  const std::string bytes = scan_pdf("/Width 3 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", pixels, "300 0 0 400 0 0");
  const picture::Picture p = open(bytes)->picture(1);
  EXPECT_GT(p.width(), 500);
}

}  // namespace scan_test
}  // namespace banthuek
