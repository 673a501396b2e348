#include "pipeline/picture/picture.h"

#include <gtest/gtest.h>

#include <vector>

#include "extractors/error.h"

namespace banthuek {
namespace {

Picture ramp(int w, int h) {
  std::vector<std::uint8_t> p;
  for (int i = 0; i < w * h; ++i) p.push_back(static_cast<std::uint8_t>(i));
  return Picture::from_grey(p, w, h, w, 300);
}

TEST(Picture, KeepsGreyPixelsAndResolution) {
  const Picture p = ramp(5, 4);
  EXPECT_EQ(p.depth(), Depth::kGrey);
  EXPECT_EQ(p.grey_at(2, 3), 17);
  EXPECT_EQ(p.grey_at(-1, 0), 255);
  EXPECT_EQ(p.dpi(), 300);
}

TEST(Picture, TurnsClockwise) {
  const Picture p = ramp(3, 2).turned(90);
  EXPECT_EQ(p.width(), 2);
  EXPECT_EQ(p.height(), 3);
  EXPECT_EQ(p.grey_at(1, 0), 0);  // the upper left corner is now the upper right
  EXPECT_EQ(p.grey_at(0, 0), 3);
}

TEST(Picture, CutsWhatLiesInside) {
  const Picture p = ramp(5, 4).cut({3, 2, 10, 10});
  EXPECT_EQ(p.width(), 2);
  EXPECT_EQ(p.height(), 2);
  EXPECT_EQ(p.grey_at(0, 0), 13);
  EXPECT_TRUE(ramp(5, 4).cut({9, 9, 3, 3}).empty());
}

TEST(Picture, ReadsColourInBothOrders) {
  const std::vector<std::uint8_t> rgb = {255, 0, 0, 0, 0, 255}, bgrx = {0, 0, 255, 9, 255, 0, 0, 9};
  const Picture a = Picture::from_rgb(rgb, 2, 1, 6, 0), b = Picture::from_bgrx(bgrx, 2, 1, 8, 0);
  for (int x = 0; x < 2; ++x) EXPECT_EQ(a.row(0)[x], b.row(0)[x]);
}

TEST(Picture, ReadsBitsOfEitherMeaning) {
  const std::vector<std::uint8_t> bits = {0b10100000};
  const Picture ink = Picture::from_bits(bits, 3, 1, 1, 0, Picture::Bit::kInk);
  EXPECT_TRUE(ink.ink_at(0, 0) && !ink.ink_at(1, 0) && ink.ink_at(2, 0));
  const Picture paper = Picture::from_bits(bits, 3, 1, 1, 0, Picture::Bit::kPaper);
  EXPECT_TRUE(!paper.ink_at(0, 0) && paper.ink_at(1, 0) && !paper.ink_at(2, 0));
}

TEST(Picture, SurvivesAPngThereAndBack) {
  const std::string png = ramp(7, 5).png();
  const Picture p = Picture::decode(std::as_bytes(std::span(png.data(), png.size())), "a.png");
  EXPECT_EQ(p.width(), 7);
  EXPECT_EQ(p.grey_at(3, 2), 17);
}

TEST(Picture, RefusesWhatIsNoPictureAndSaysWhatToGive) {
  const std::string text = "this is a text and no picture at all";
  try {
    Picture::decode(std::as_bytes(std::span(text.data(), text.size())), "note.txt");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUnsupported);
    EXPECT_STREQ(e.what(), "note.txt: not a picture that can be read; give PDF, PNG, JPEG or TIFF");
  }
}

TEST(Picture, RefusesAPictureCutShort) {
  std::string png = ramp(70, 50).png();
  png.resize(40);
  EXPECT_THROW(Picture::decode(std::as_bytes(std::span(png.data(), png.size())), "a.png"), Error);
}

TEST(Picture, RefusesRowsThatAreTooShort) {
  const std::vector<std::uint8_t> few(10);
  EXPECT_THROW(Picture::from_grey(few, 5, 4, 5, 0), Error);
}

}  // namespace
}  // namespace banthuek
