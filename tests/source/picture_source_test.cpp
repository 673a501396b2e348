#include "pipeline/source/picture_source.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "extractors/types/error.h"
#include "pipeline/picture/encode.h"

namespace banthuek::source {
namespace picture_source_test {

std::unique_ptr<Source> open(const std::string& bytes, SourceKind kind) { return open_picture(std::as_bytes(std::span(bytes)), "in", kind); }

std::string number(std::uint32_t v, int bytes, bool big) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * (big ? bytes - 1 - i : i)));
  return out;
}

struct Entry {
  std::uint32_t tag, value;
  bool is_short = true;
  std::uint32_t count = 1;
};

// A TIFF of one directory a page, each with its entries and the link to the next, then `pixels`, eight bytes a page.
std::string tiff(const std::vector<std::vector<Entry>>& pages, bool big = false, const std::string& pixels = "") {
  std::string out = (big ? "MM" : "II") + number(42, 2, big) + number(8, 4, big);
  std::size_t all = 8;
  for (const auto& p : pages) all += 6 + 12 * (p.size() + (pixels.empty() ? 0 : 2));
  std::size_t done = 0;
  for (std::vector<Entry> p : pages) {
    if (!pixels.empty()) p.push_back({273, static_cast<std::uint32_t>(all + 8 * done), false}), p.push_back({279, 8, false});
    out += number(static_cast<std::uint32_t>(p.size()), 2, big);
    for (const Entry& e : p)
      out += number(e.tag, 2, big) + number(e.is_short ? 3 : 4, 2, big) + number(e.count, 4, big) +
             (e.is_short ? number(e.value, 2, big) + number(0, 2, big) : number(e.value, 4, big));
    out += number(++done == pages.size() ? 0 : static_cast<std::uint32_t>(out.size() + 4), 4, big);
  }
  return out + pixels;
}

// A page of 8 x 8 ink.
std::vector<Entry> bits_page() { return {{256, 8}, {257, 8}, {258, 1}, {259, 1}, {262, 0}, {278, 8}}; }

// What became of a picture of these bytes: "too large", "broken" (what decoding says of a head alone) or "decoded".
std::string outcome(const std::string& bytes, SourceKind kind, int page = 1) {
  const auto source = open(bytes, kind);
  try {
    source->picture(page);
    return "decoded";
  } catch (const Error& e) {
    return e.kind == ErrorKind::kTooLarge ? e.what() : e.kind == ErrorKind::kDamaged || e.kind == ErrorKind::kUnsupported ? "broken" : "other";
  }
}

std::string too_large(int width, int height) {
  return "in: the picture says it has " + std::to_string(width) + " x " + std::to_string(height) + " pixels; save it at 300 dpi";
}

std::string png_head(std::uint32_t width, std::uint32_t height, int depth, int type) {
  return "\x89PNG\r\n\x1a\n" + number(13, 4, true) + "IHDR" + number(width, 4, true) + number(height, 4, true) + static_cast<char>(depth) +
         static_cast<char>(type) + std::string(7, '\0');
}

TEST(Png, OfFortyFiveMillionPixelsIsDecodedAndOfMoreRefused) {
  EXPECT_EQ(outcome(png_head(9000, 5000, 8, 0), SourceKind::kPng), "broken");
  EXPECT_EQ(outcome(png_head(9001, 5000, 8, 0), SourceKind::kPng), too_large(9001, 5000));
}

TEST(Png, OfOneBitMayHaveTwoHundredMillionPixels) {
  EXPECT_EQ(outcome(png_head(20000, 10000, 1, 0), SourceKind::kPng), "broken");
  EXPECT_EQ(outcome(png_head(20001, 10000, 1, 0), SourceKind::kPng), too_large(20001, 10000));
  EXPECT_EQ(outcome(png_head(20000, 10000, 1, 3), SourceKind::kPng), "broken");
  for (const int type : {2, 4, 6}) EXPECT_EQ(outcome(png_head(20000, 10000, 1, type), SourceKind::kPng), too_large(20000, 10000)) << type;
  EXPECT_EQ(outcome(png_head(20000, 10000, 2, 0), SourceKind::kPng), too_large(20000, 10000));
}

TEST(Png, CutInItsHeadIsBroken) {
  const std::string head = png_head(9001, 5000, 8, 0);
  for (const std::size_t size : {8, 17, 21, 24, 25}) {
    try {
      open(head.substr(0, size), SourceKind::kPng)->picture(1);
      FAIL() << size;
    } catch (const Error& e) {
      EXPECT_STREQ(e.what(), "in: the picture is broken or cut short; get the file again") << size;
    }
  }
  EXPECT_EQ(outcome(head.substr(0, 26), SourceKind::kPng), too_large(9001, 5000));
  EXPECT_EQ(outcome(png_head(0, 5, 8, 0), SourceKind::kPng), "broken");
  EXPECT_EQ(outcome(png_head(5, 0, 8, 0), SourceKind::kPng), "broken");
}

std::string jpeg_frame(int marker, int width = 9001, int height = 5000) {
  return std::string("\xff") + static_cast<char>(marker) + number(11, 2, true) + "\x08" + number(static_cast<std::uint32_t>(height), 2, true) +
         number(static_cast<std::uint32_t>(width), 2, true) + std::string("\x01\x01\x11\x00", 4);
}

std::string jpeg(const std::string& after_start) { return "\xff\xd8" + after_start; }

TEST(Jpeg, HasTheSizeOfItsFirstFrame) {
  for (const int marker : {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC7, 0xC9, 0xCB, 0xCD, 0xCF})
    EXPECT_EQ(outcome(jpeg(jpeg_frame(marker)), SourceKind::kJpeg), too_large(9001, 5000)) << marker;
  EXPECT_EQ(outcome(jpeg(jpeg_frame(0xC0, 9000)), SourceKind::kJpeg), "broken");
  for (const int marker : {0xC4, 0xC8, 0xCC, 0xBF, 0xDB, 0xE0, 0xFE})
    EXPECT_EQ(outcome(jpeg(jpeg_frame(marker) + jpeg_frame(0xC0, 9001, 6000)), SourceKind::kJpeg), too_large(9001, 6000)) << marker;
}

TEST(Jpeg, IsReadPastFillBytesAndMarkersWithoutContent) {
  for (const char* before : {"\xff\xff\xff", "\xff\xd0", "\xff\xd7", "\xff\xd8", "\xff\x01"})
    EXPECT_EQ(outcome(jpeg(before + jpeg_frame(0xC0)), SourceKind::kJpeg), too_large(9001, 5000)) << before;
  EXPECT_EQ(outcome(jpeg(std::string("\xff\xe0\x00\x06") + "abcd" + jpeg_frame(0xC0)), SourceKind::kJpeg), "broken");  // cut by its zero
  EXPECT_EQ(outcome(jpeg(std::string("\xff\xe0\x00\x06"
                                     "abcd",
                                     8) +
                         jpeg_frame(0xC0)),
                    SourceKind::kJpeg),
            too_large(9001, 5000));
  EXPECT_EQ(outcome(jpeg(std::string("\xff\xe0\x00\x02", 4) + jpeg_frame(0xC0)), SourceKind::kJpeg), too_large(9001, 5000));
}

TEST(Jpeg, WithoutAFrameIsBroken) {
  for (const std::string& broken : {std::string(), std::string("\xff\xd9"), "\xff\xda" + jpeg_frame(0xC0), "\xff\xd9" + jpeg_frame(0xC0),
                                    "x" + jpeg_frame(0xC0), std::string("\xff\xe0\x00\x01", 4) + jpeg_frame(0xC0), jpeg_frame(0xC0).substr(0, 9),
                                    jpeg_frame(0xC0).substr(0, 8), jpeg_frame(0xC0, 0), jpeg_frame(0xC0, 9001, 0)}) {
    try {
      open(jpeg(broken), SourceKind::kJpeg)->picture(1);
      ADD_FAILURE();
    } catch (const Error& e) {
      EXPECT_STREQ(e.what(), "in: the picture is broken or cut short; get the file again");
    }
  }
}

std::string webp(const std::string& chunk) { return "RIFF" + number(static_cast<std::uint32_t>(4 + chunk.size()), 4, false) + "WEBP" + chunk; }

// White, 40 x 24, with ten black pixels in a row; lossless and lossy.
constexpr unsigned char kLossless[] = {0x56, 0x50, 0x38, 0x4c, 0x20, 0x00, 0x00, 0x00, 0x2f, 0x27, 0xc0, 0x05, 0x00, 0x0f,
                                       0x30, 0xff, 0xf3, 0x3f, 0xff, 0xf3, 0x1f, 0x78, 0x50, 0xc8, 0x36, 0x02, 0x74, 0x8f,
                                       0xbf, 0xeb, 0x19, 0x0c, 0xe0, 0x04, 0x22, 0xfa, 0x9f, 0x7c, 0x3b, 0x7e};
constexpr unsigned char kLossy[] = {0x56, 0x50, 0x38, 0x20, 0x3a, 0x00, 0x00, 0x00, 0xb0, 0x03, 0x00, 0x9d, 0x01, 0x2a, 0x28, 0x00, 0x18,
                                    0x00, 0x3e, 0xd1, 0x60, 0xa8, 0x4e, 0x28, 0x25, 0xa4, 0x22, 0x2a, 0xa8, 0x01, 0x00, 0x1a, 0x09, 0x69,
                                    0x00, 0x00, 0x3d, 0x90, 0x0a, 0xdd, 0x30, 0x35, 0xc9, 0x4f, 0xe4, 0x80, 0x00, 0xfe, 0xf6, 0x00, 0x58,
                                    0xbf, 0x44, 0x66, 0x7d, 0x4e, 0x63, 0xcc, 0x83, 0x09, 0x7e, 0x03, 0x1c, 0x60, 0x00, 0x00};

TEST(Webp, IsReadWhetherLossyOrNot) {
  for (const auto bytes : {std::span<const unsigned char>(kLossless), std::span<const unsigned char>(kLossy)}) {
    const std::string file = webp(std::string(bytes.begin(), bytes.end()));
    const auto source = open_source(std::as_bytes(std::span(file)), "in", {});
    EXPECT_STREQ(name_of(source->kind()), "WebP");
    EXPECT_EQ(source->pages(), 1);
    const picture::Picture picture = source->picture(1);
    EXPECT_EQ(picture.width(), 40);
    EXPECT_EQ(picture.height(), 24);
    EXPECT_EQ(outcome(file.substr(0, 30), SourceKind::kWebp), "broken");
  }
}

TEST(Webp, SaysItsSizeInEachKindOfFirstChunk) {
  const auto lossy = [](std::uint32_t width, std::uint32_t height) {
    return webp("VP8 " + number(100, 4, false) + std::string(6, '\0') + number(width, 2, false) + number(height, 2, false) + std::string(90, '\0'));
  };
  const auto lossless = [](std::uint32_t width, std::uint32_t height) {
    return webp("VP8L" + number(100, 4, false) + "\x2f" + number((width - 1) | (height - 1) << 14, 4, false) + std::string(95, '\0'));
  };
  const auto more = [](std::uint32_t width, std::uint32_t height) {
    return webp("VP8X" + number(10, 4, false) + number(0, 4, false) + number(width - 1, 3, false) + number(height - 1, 3, false));
  };
  for (const auto& head : {+lossy, +lossless, +more}) {
    EXPECT_EQ(outcome(head(9000, 5000), SourceKind::kWebp), "broken");
    EXPECT_EQ(outcome(head(9001, 5000), SourceKind::kWebp), too_large(9001, 5000));
  }
  EXPECT_EQ(outcome(lossy(0, 5), SourceKind::kWebp), "broken");
  EXPECT_EQ(outcome(webp("ALPH" + std::string(40, '\0')), SourceKind::kWebp), "broken");
}

TEST(Tiff, OfEitherByteOrderGivesItsPages) {
  for (const bool big : {false, true}) {
    const std::string bytes = tiff({bits_page(), bits_page(), bits_page()}, big,
                                   std::string("\x80\0\0\0\0\0\0\0"
                                               "\x40\0\0\0\0\0\0\0"
                                               "\0\0\0\0\0\0\0\x01",
                                               24));
    const auto source = open(bytes, SourceKind::kTiff);
    ASSERT_EQ(source->pages(), 3) << big;
    const std::pair<int, int> ink[] = {{0, 0}, {1, 0}, {7, 7}};
    for (int n = 1; n <= 3; ++n) {
      const picture::Picture p = source->picture(n);
      ASSERT_EQ(p.depth(), picture::Depth::kInk);
      for (int i = 0; i < 3; ++i) EXPECT_EQ(p.ink_at(ink[i].first, ink[i].second), i == n - 1) << big << n;
      EXPECT_EQ(source->page(n).reason, "a picture without text layer");
      EXPECT_EQ(source->part(n, {0, 0, 3, 2}).width(), 3);
      EXPECT_EQ(source->jpeg(n), "");
    }
    EXPECT_THROW(source->page(0), Error);
    EXPECT_THROW(source->picture(4), Error);
    EXPECT_THROW(source->jpeg(4), Error);
  }
}

TEST(Tiff, OfManyPagesNamesThePageThatCannotBeRead) {
  const std::string bytes = tiff({bits_page(), {{256, 9001, false}, {257, 5000, false}, {258, 8}}});
  try {
    open(bytes, SourceKind::kTiff)->picture(2);
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "in:2: the picture says it has 9001 x 5000 pixels; save it at 300 dpi");
  }
}

TEST(Tiff, HasTheLimitOfItsBitsAPixel) {
  const auto of = [](std::vector<Entry> entries) {
    entries.push_back({256, 20000});
    entries.push_back({257, 10000});
    return outcome(tiff({entries}), SourceKind::kTiff);
  };
  EXPECT_EQ(of({}), "broken");  // one bit, one sample
  EXPECT_EQ(of({{258, 1}, {277, 1}}), "broken");
  EXPECT_EQ(of({{258, 2}}), too_large(20000, 10000));
  EXPECT_EQ(of({{277, 3}}), too_large(20000, 10000));
  EXPECT_EQ(of({{258, 1, true, 3}}), too_large(20000, 10000));
  EXPECT_EQ(of({{258, 0}}), "broken");
  EXPECT_EQ(outcome(tiff({{{256, 20001}, {257, 10000}}}), SourceKind::kTiff), too_large(20001, 10000));
}

TEST(Tiff, CutInItsDirectoryHasNoPage) {
  const std::string whole = tiff({{{256, 8}, {257, 8}}});
  const auto pages = [&](std::size_t size) {
    const std::string cut = whole.substr(0, size);
    return count_tiff_pages(std::as_bytes(std::span(cut)));
  };
  EXPECT_EQ(pages(whole.size()), 1);
  EXPECT_EQ(pages(whole.size() - 4), 1);  // the link alone is lost
  EXPECT_EQ(pages(whole.size() - 7), 0);
  EXPECT_EQ(pages(9), 0);
  EXPECT_EQ(pages(4), 0);
  EXPECT_EQ(pages(0), 0);
  const std::string none = tiff({{}});
  EXPECT_EQ(count_tiff_pages(std::as_bytes(std::span(none))), 0);
}

TEST(Tiff, HasAtMostTwentyThousandPages) {
  EXPECT_EQ(open(tiff(std::vector<std::vector<Entry>>(20000, {{256, 1}})), SourceKind::kTiff)->pages(), 20000);
  try {
    open(tiff(std::vector<std::vector<Entry>>(20001, {{256, 1}})), SourceKind::kTiff);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kTooLarge);
    EXPECT_STREQ(e.what(), "in: the TIFF has more than 20000 pages; split it");
  }
}

picture::Picture grey(int width, int height, double dpi) {
  return picture::Picture::from_grey(std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height, 200), width, height, width, dpi);
}

TEST(Picture, HasItsOwnResolutionWhereAPageOfThatSizeCanBe) {
  const auto dpi = [](int width, int height, int said) {
    Pix* pix = pixCreate(width, height, 8);
    pixSetResolution(pix, said, said);
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    pixWriteMemPng(&bytes, &size, pix, 0);
    const std::string png(reinterpret_cast<const char*>(bytes), size);
    lept_free(bytes);
    pixDestroy(&pix);
    return open(png, SourceKind::kPng)->picture(1).dpi();
  };
  EXPECT_NEAR(dpi(100, 500, 100), 100, 0.5);
  EXPECT_NEAR(dpi(500, 100, 100), 100, 0.5);
  EXPECT_NEAR(dpi(100, 380, 100), 380 / 11.69, 0.5);  // 3.8 inches
  EXPECT_NEAR(dpi(100, 1980, 100), 100, 0.5);
  EXPECT_NEAR(dpi(100, 2020, 100), 2020 / 11.69, 0.5);
  EXPECT_NEAR(dpi(100, 500, 51), 51, 0.5);
  EXPECT_NEAR(dpi(100, 500, 48), 500 / 11.69, 0.5);
  EXPECT_NEAR(dpi(100, 1169, 0), 100, 0.5);
}

TEST(Picture, OverEighteenMillionPixelsIsMadeSmaller) {
  const auto width_of = [](int width, int height) {
    const std::vector<std::uint8_t> bits(static_cast<std::size_t>((width + 7) / 8) * height, 0);
    return open(picture::Picture::from_bits(bits, width, height, (width + 7) / 8, 0, picture::Picture::Bit::kInk).png(), SourceKind::kPng)
        ->picture(1)
        .width();
  };
  EXPECT_EQ(width_of(4500, 4000), 4500);
  EXPECT_NEAR(width_of(5000, 4500), 4472, 2);
}

TEST(JpegFile, IsGivenAsItLies) {
  const std::string bytes = picture::jpeg_of(grey(16, 16, 0), 90);
  const auto source = open(bytes, SourceKind::kJpeg);
  EXPECT_EQ(source->kind(), SourceKind::kJpeg);
  EXPECT_EQ(source->pages(), 1);
  EXPECT_EQ(source->jpeg(1), bytes);
  EXPECT_EQ(source->picture(1).width(), 16);
  EXPECT_EQ(open(grey(16, 16, 0).png(), SourceKind::kPng)->jpeg(1), "");
}

// A JPEG 48 wide and 32 high, its upper left corner black and what is right of it grey, whose EXIF says that orientation.
std::string telephone_jpeg(std::uint32_t orientation, bool big = true) {
  std::vector<std::uint8_t> pixels(48 * 32, 255);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) pixels[static_cast<std::size_t>(48 * y + x)] = 0, pixels[static_cast<std::size_t>(48 * y + x + 16)] = 128;
  const std::string jpeg = picture::jpeg_of(picture::Picture::from_grey(pixels, 48, 32, 48, 0), 95);
  const std::string exif = std::string("Exif\0\0", 6) + (big ? "MM" : "II") + number(42, 2, big) + number(8, 4, big) + number(2, 2, big) +
                           number(0x010F, 2, big) + number(3, 2, big) + number(1, 4, big) + number(9, 4, big) + number(0x0112, 2, big) +
                           number(3, 2, big) + number(1, 4, big) + number(orientation, 2, big) + number(0, 2, big);
  return jpeg.substr(0, 2) + "\xFF\xE1" + number(static_cast<std::uint32_t>(exif.size() + 2), 2, true) + exif + jpeg.substr(2);
}

// Where the black corner is and where the grey lies from it.
std::string seen(const std::string& jpeg) {
  const picture::Picture p = open(jpeg, SourceKind::kJpeg)->picture(1).grey();
  const int right = p.width() - 8, bottom = p.height() - 8;
  std::string out = std::to_string(p.width()) + "x" + std::to_string(p.height());
  for (const auto& [x, y, dx, dy, name] : {std::tuple{8, 8, 16, 16, " upper left"},
                                           {right, 8, -16, 16, " upper right"},
                                           {8, bottom, 16, -16, " lower left"},
                                           {right, bottom, -16, -16, " lower right"}})
    if (p.grey_at(x, y) < 64)
      out += std::string(name) + (p.grey_at(x + dx, y) < 192 ? ", then across" : "") + (p.grey_at(x, y + dy) < 192 ? ", then along" : "");
  return out;
}

TEST(JpegFile, IsTurnedAndMirroredAsItsExifSays) {
  const char* expected[] = {"48x32 upper left, then across", "48x32 upper right, then across", "48x32 lower right, then across",
                            "48x32 lower left, then across", "32x48 upper left, then along",   "32x48 upper right, then along",
                            "32x48 lower right, then along", "32x48 lower left, then along"};
  for (std::uint32_t orientation = 1; orientation <= 8; ++orientation)
    for (const bool big : {true, false}) EXPECT_EQ(seen(telephone_jpeg(orientation, big)), expected[orientation - 1]) << orientation;
  for (const std::uint32_t wrong : {0u, 9u, 6000u}) EXPECT_EQ(seen(telephone_jpeg(wrong)), expected[0]) << wrong;
}

TEST(JpegFile, ThatIsTurnedIsNotGivenAsItLies) {
  EXPECT_FALSE(open(telephone_jpeg(1), SourceKind::kJpeg)->jpeg(1).empty());
  EXPECT_TRUE(open(telephone_jpeg(6), SourceKind::kJpeg)->jpeg(1).empty());
}

TEST(JpegFile, WithABrokenExifIsUpright) {
  const std::string whole = telephone_jpeg(6);
  const std::size_t at = whole.find("Exif");
  std::string far = whole;
  far.replace(at + 10, 4, number(0xFFFFFFF0, 4, true));  // its directory beyond the file
  EXPECT_EQ(seen(far), "48x32 upper left, then across");
  std::string endless = whole;
  endless.replace(at + 14, 2, number(0xFFFF, 2, true));  // of more entries than there are
  endless.replace(at + 28, 2, number(0x0113, 2, true));
  EXPECT_EQ(seen(endless), "48x32 upper left, then across");
}

}  // namespace picture_source_test
}  // namespace banthuek::source
