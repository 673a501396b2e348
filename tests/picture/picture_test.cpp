#include "pipeline/picture/picture.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "extractors/types/error.h"
#include "pipeline/picture/pix.h"
#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace picture_test {

using Values = std::vector<std::vector<int>>;

Picture ramp(int w, int h) {
  std::vector<std::uint8_t> p;
  for (int i = 0; i < w * h; ++i) p.push_back(static_cast<std::uint8_t>(i));
  return Picture::from_grey(p, w, h, w, 300);
}

Picture decoded(const std::string& bytes, int index = 0) {
  return Picture::decode(std::as_bytes(std::span(bytes.data(), bytes.size())), "a.png", index);
}

// A file that Leptonica writes of `pix`, which it takes over.
std::string file_of(Pix* pix, int format) {
  const PixPtr owned(pix);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixWriteMem(&data, &size, pix, format), 0);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return bytes;
}

// The message of the Error that `act` throws, and its kind.
std::string refusal(const std::function<void()>& act, ErrorKind kind) {
  try {
    act();
  } catch (const Error& e) {
    EXPECT_EQ(static_cast<int>(e.kind), static_cast<int>(kind)) << e.what();
    return e.what();
  }
  return "nothing was refused";
}

TEST(Picture, KeepsGreyPixelsAndResolution) {
  const Picture p = ramp(5, 4);
  EXPECT_EQ(p.depth(), Depth::kGrey);
  EXPECT_EQ(p.width(), 5);
  EXPECT_EQ(p.height(), 4);
  EXPECT_EQ(p.grey_at(2, 3), 17);
  EXPECT_EQ(p.dpi(), 300);
  EXPECT_EQ(p.with_dpi(72).dpi(), 72);
  EXPECT_EQ(p.with_dpi(72).pix(), p.pix());
}

TEST(Picture, IsWhiteAllAroundIt) {
  const Picture grey = plain_grey(5, 3, 7), ink = ink_of({".....", "....."}).inverted();
  EXPECT_EQ(grey.grey_at(0, 0), 7);
  EXPECT_EQ(grey.grey_at(4, 2), 7);
  EXPECT_TRUE(ink.ink_at(0, 0) && ink.ink_at(4, 1));
  for (const auto& [x, y] : {std::pair{-1, 0}, {0, -1}, {5, 0}, {5, 2}, {0, 3}, {0, 2000000}}) {
    EXPECT_EQ(grey.grey_at(x, y), 255) << x << ", " << y;
    EXPECT_FALSE(ink.ink_at(x, y)) << x << ", " << y;
  }
}

TEST(Picture, OfNothingIsEmptyAndStaysSo) {
  const Picture none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.width(), 0);
  EXPECT_EQ(none.height(), 0);
  EXPECT_EQ(none.depth(), Depth::kGrey);
  EXPECT_EQ(none.grey_at(0, 0), 255);
  EXPECT_FALSE(none.ink_at(0, 0));
  for (const Picture& p : {none.grey(), none.cut({0, 0, 5, 5}), none.turned(90), none.inverted(), none.scaled(2), Picture::adopt(nullptr, 300)})
    EXPECT_TRUE(p.empty());
  EXPECT_EQ(refusal([&] { none.png(); }, ErrorKind::kMemory), "no memory to write a picture; give a higher memory limit");
}

TEST(Picture, TurnsClockwiseByQuarters) {
  const Picture p = ramp(3, 2);
  EXPECT_EQ(values_of(p.turned(90)), (Values{{3, 0}, {4, 1}, {5, 2}}));
  EXPECT_EQ(values_of(p.turned(180)), (Values{{5, 4, 3}, {2, 1, 0}}));
  EXPECT_EQ(values_of(p.turned(270)), (Values{{2, 5}, {1, 4}, {0, 3}}));
  EXPECT_EQ(values_of(p.turned(-90)), values_of(p.turned(270)));
  EXPECT_EQ(values_of(p.turned(450)), values_of(p.turned(90)));
  EXPECT_EQ(p.turned(0).pix(), p.pix());
  EXPECT_EQ(p.turned(360).pix(), p.pix());
  EXPECT_EQ(p.turned(90).dpi(), 300);
}

TEST(Picture, CutsWhatLiesInside) {
  const Picture p = ramp(5, 4);
  EXPECT_EQ(values_of(p.cut({3, 2, 10, 10})), (Values{{13, 14}, {18, 19}}));
  EXPECT_EQ(values_of(p.cut({-2, -1, 4, 3})), (Values{{0, 1}, {5, 6}}));
  EXPECT_EQ(values_of(p.cut({1, 1, 2, 1})), (Values{{6, 7}}));
  EXPECT_EQ(values_of(p.cut({0, 1, 5, 1})), (Values{{5, 6, 7, 8, 9}}));
  EXPECT_EQ(values_of(p.cut({4, 0, 1, 4})), (Values{{4}, {9}, {14}, {19}}));
  EXPECT_EQ(p.cut({3, 2, 1, 1}).dpi(), 300);
  EXPECT_EQ(p.cut({-1, -1, 50, 50}).pix(), p.pix());
  EXPECT_TRUE(p.cut({9, 9, 3, 3}).empty());
  EXPECT_TRUE(p.cut({1, 1, 0, 2}).empty());
}

TEST(Picture, ReadsColourInBothOrders) {
  const std::vector<std::uint8_t> rgb = {255, 0, 0, 1, 2, 255, 77, 77, 4, 5, 6, 7, 8, 9, 77, 77},
                                  bgrx = {0, 0, 255, 9, 255, 2, 1, 9, 6, 5, 4, 9, 9, 8, 7, 9};
  for (const Picture& p : {Picture::from_rgb(rgb, 2, 2, 8, 144), Picture::from_bgrx(bgrx, 2, 2, 8, 144)}) {
    EXPECT_EQ(p.depth(), Depth::kColour);
    EXPECT_EQ(p.dpi(), 144);
    EXPECT_EQ(rgb_at(p, 0, 0), 0xff0000u);
    EXPECT_EQ(rgb_at(p, 1, 0), 0x0102ffu);
    EXPECT_EQ(rgb_at(p, 0, 1), 0x040506u);
    EXPECT_EQ(rgb_at(p, 1, 1), 0x070809u);
  }
}

TEST(Picture, ReadsBitsOfEitherMeaning) {
  const std::vector<std::uint8_t> bits = {0b10100000, 0, 99, 0b01000001, 0b11111111};
  EXPECT_EQ(rows_of(Picture::from_bits(bits, 10, 2, 3, 0, Picture::Bit::kInk)), (std::vector<std::string>{"#.#.......", ".#.....###"}));
  EXPECT_EQ(rows_of(Picture::from_bits(bits, 10, 2, 3, 0, Picture::Bit::kPaper)), (std::vector<std::string>{".#.#######", "#.#####..."}));
  EXPECT_EQ(rows_of(Picture::from_bits(bits, 8, 1, 1, 0, Picture::Bit::kInk)), (std::vector<std::string>{"#.#....."}));
  // What lies beyond the row's end in memory is no ink.
  EXPECT_EQ(Picture::from_bits(bits, 10, 2, 3, 0, Picture::Bit::kPaper).row(0)[0] << 10, 0u);
}

TEST(Picture, IsMadeGreyAsTheEyeWeighsColour) {
  EXPECT_EQ(values_of(colour_of({{0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x000000, 0x646464}}).grey()), (Values{{77, 128, 51, 255, 0, 100}}));
  const Picture ink = ink_of({"#.#"}, 200);
  EXPECT_EQ(values_of(ink.grey()), (Values{{0, 255, 0}}));
  EXPECT_EQ(ink.grey().dpi(), 200);
  EXPECT_EQ(colour_of({{0xff0000}}, 90).grey().dpi(), 90);
  const Picture grey = ramp(3, 3);
  EXPECT_EQ(grey.grey().pix(), grey.pix());
}

TEST(Picture, IsInvertedInEveryDepth) {
  EXPECT_EQ(values_of(ramp(2, 2).inverted()), (Values{{255, 254}, {253, 252}}));
  EXPECT_EQ(ramp(2, 2).inverted().dpi(), 300);
  EXPECT_EQ(rows_of(ink_of({"#.#"}).inverted()), (std::vector<std::string>{".#."}));
  EXPECT_EQ(rgb_at(colour_of({{0x0102ff}}).inverted(), 0, 0), 0xfefd00u);
}

TEST(Picture, IsScaledWithItsResolution) {
  const Picture half = ramp(8, 6).scaled(0.5), twice = ramp(8, 6).scaled(2);
  EXPECT_EQ(half.width(), 4);
  EXPECT_EQ(half.height(), 3);
  EXPECT_EQ(half.dpi(), 150);
  EXPECT_EQ(twice.width(), 16);
  EXPECT_EQ(twice.height(), 12);
  EXPECT_EQ(twice.dpi(), 600);
  const Picture p = ramp(8, 6);
  EXPECT_EQ(p.scaled(1).pix(), p.pix());
}

TEST(Picture, OfInkBecomesGreyWhereItShrinksAndStaysInkWhereItGrows) {
  const Picture ink = ink_of(std::vector<std::string>(8, "####...."), 100);
  EXPECT_EQ(values_of(ink.scaled(0.5)), (Values(4, {0, 0, 255, 255})));
  const Picture twice = ink.scaled(2);
  EXPECT_EQ(twice.depth(), Depth::kInk);
  EXPECT_EQ(twice.width(), 16);
  EXPECT_TRUE(twice.ink_at(6, 9) && !twice.ink_at(9, 9));
}

TEST(Picture, SurvivesAPngThereAndBack) {
  const Picture p = decoded(ramp(7, 5).png());
  EXPECT_EQ(values_of(p), values_of(ramp(7, 5)));
  EXPECT_EQ(p.dpi(), 0) << "not known";
  EXPECT_EQ(rows_of(decoded(ink_of({"#..#", ".##."}).png())), (std::vector<std::string>{"#..#", ".##."}));
  EXPECT_EQ(rgb_at(decoded(colour_of({{0x010203, 0x0405ff}}).png()), 1, 0), 0x0405ffu);
}

TEST(Picture, TakesItsResolutionFromTheFileWhereItIsWholeThere) {
  const auto resolution = [](int x, int y) {
    Pix* pix = pixCreate(4, 4, 8);
    pixSetResolution(pix, x, y);
    return decoded(file_of(pix, IFF_BMP)).dpi();
  };
  EXPECT_NEAR(resolution(200, 100), 150, 0.6);
  EXPECT_NEAR(resolution(300, 300), 300, 0.6);
  EXPECT_EQ(resolution(300, 0), 0);
  EXPECT_EQ(resolution(0, 300), 0);
}

TEST(Picture, KnowsThePagesOfATiffOfEveryCompression) {
  const auto pages = [](bool bits, int format) {
    Pixa* pixa = pixaCreate(0);
    for (int page = 0; page < 3; ++page) {
      Pix* pix = bits ? pixCreate(10 + page, 6, 1) : pixCreate(10 + page, 6, 8);
      pixSetInputFormat(pix, format);
      pixaAddPix(pixa, pix, L_INSERT);
    }
    l_uint8* data = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(pixaWriteMemMultipageTiff(&data, &size, pixa), 0);
    std::string bytes(reinterpret_cast<char*>(data), size);
    lept_free(data);
    pixaDestroy(&pixa);
    return bytes;
  };
  for (const auto& [bits, format] :
       {std::pair{true, IFF_TIFF_G4}, {true, IFF_TIFF_G3}, {true, IFF_TIFF_PACKBITS}, {false, IFF_TIFF_LZW}, {false, IFF_TIFF_ZIP}}) {
    const std::string tiff = pages(bits, format);
    for (int index = 0; index < 3; ++index) EXPECT_EQ(decoded(tiff, index).width(), 10 + index) << format;
    EXPECT_EQ(refusal([&] { decoded(tiff, 3); }, ErrorKind::kDamaged), "a.png: the picture cannot be decoded; scan or export the page again");
    EXPECT_EQ(refusal([&] { decoded(tiff, 7); }, ErrorKind::kDamaged), "a.png: the picture cannot be decoded; scan or export the page again");
  }
  for (int format : {IFF_TIFF, IFF_TIFF_LZW, IFF_TIFF_ZIP, IFF_TIFF_JPEG}) {
    const Picture p = decoded(file_of(pixConvertTo8(ink_of(std::vector<std::string>(16, "................")).pix(), 0), format));
    EXPECT_EQ(p.width(), 16) << format;
    EXPECT_EQ(p.grey_at(8, 8), 255) << format;
  }
}

TEST(Picture, ResolvesPalettesAlphaAndDeepPixels) {
  // A palette of colours, and one of greys.
  Pix* pix = pixCreate(2, 1, 8);
  PixColormap* map = pixcmapCreate(8);
  pixcmapAddColor(map, 10, 20, 30), pixcmapAddColor(map, 200, 100, 0);
  pixSetColormap(pix, map);
  pixSetPixel(pix, 1, 0, 1);
  const Picture colours = decoded(file_of(pix, IFF_PNG));
  ASSERT_EQ(colours.depth(), Depth::kColour);
  EXPECT_EQ(rgb_at(colours, 0, 0), 0x0a141eu);
  EXPECT_EQ(rgb_at(colours, 1, 0), 0xc86400u);

  pix = pixCreate(2, 1, 4);
  map = pixcmapCreate(4);
  pixcmapAddColor(map, 10, 10, 10), pixcmapAddColor(map, 200, 200, 200);
  pixSetColormap(pix, map);
  pixSetPixel(pix, 1, 0, 1);
  EXPECT_EQ(values_of(Picture::adopt(pix, 0)), (Values{{10, 200}}));

  // Alpha: what is transparent is paper.
  pix = pixCreate(3, 1, 32);
  pixSetSpp(pix, 4);
  pixSetPixel(pix, 0, 0, 0x102030ff), pixSetPixel(pix, 1, 0, 0x10203000), pixSetPixel(pix, 2, 0, 0x00000080);
  const Picture alpha = decoded(file_of(pix, IFF_PNG));
  EXPECT_EQ(rgb_at(alpha, 0, 0), 0x102030u);
  EXPECT_EQ(rgb_at(alpha, 1, 0), 0xffffffu);
  EXPECT_NEAR(static_cast<int>(rgb_at(alpha, 2, 0) & 255), 127, 1);

  // 2, 4 and 16 bits a pixel.
  pix = pixCreate(2, 1, 16);
  pixSetPixel(pix, 0, 0, 0x1234), pixSetPixel(pix, 1, 0, 0xfe01);
  EXPECT_EQ(values_of(Picture::adopt(pix, 0)), (Values{{0x12, 0xfe}}));
  for (int depth : {2, 4}) {
    pix = pixCreate(2, 1, depth);
    pixSetPixel(pix, 1, 0, (1 << depth) - 1);
    const Picture p = Picture::adopt(pix, 70);
    EXPECT_EQ(values_of(p), (Values{{0, 255}})) << depth;
    EXPECT_EQ(p.dpi(), 70);
  }
}

TEST(Picture, RefusesWhatIsNoPictureAndSaysWhatToGive) {
  const std::string text = "this is a text and no picture at all";
  EXPECT_EQ(refusal([&] { Picture::decode(std::as_bytes(std::span(text.data(), text.size())), "note.txt"); }, ErrorKind::kUnsupported),
            "note.txt: not a picture that can be read; give PDF, PNG, JPEG or TIFF");
}

// Under the sanitizers: the kind of a file is told by twelve bytes, and a file may have fewer.
TEST(Picture, RefusesAFileOfAFewBytes) {
  const std::string png = ramp(3, 3).png();
  for (std::size_t size : {0, 1, 4, 8, 11, 12}) {
    const std::vector<char> bytes(png.begin(), png.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(Picture::decode(std::as_bytes(std::span(bytes)), "a.png"), Error) << size;
    if (size == 12) continue;
    EXPECT_EQ(refusal([&] { Picture::decode(std::as_bytes(std::span(bytes)), "a.png"); }, ErrorKind::kUnsupported),
              "a.png: not a picture that can be read; give PDF, PNG, JPEG or TIFF");
  }
}

TEST(Picture, RefusesAPictureCutShort) {
  std::string png = ramp(70, 50).png();
  png.resize(40);
  EXPECT_EQ(refusal([&] { decoded(png); }, ErrorKind::kDamaged), "a.png: the picture cannot be decoded; scan or export the page again");
}

TEST(Picture, RefusesAHugePictureByItsHeaderBeforeItIsDecoded) {
  std::string png = ramp(70, 50).png();
  png[18] = 0x75, png[19] = 0x30, png[22] = 0x75, png[23] = 0x30;  // 30,000 both ways
  EXPECT_EQ(refusal([&] { decoded(png); }, ErrorKind::kTooLarge),
            "a.png: picture of 30000 x 30000 pixels is over the limit of 400 million; scan at a lower resolution");
}

TEST(Picture, IsRefusedOverTheLimitBeforeMemoryIsAskedFor) {
  using Make = Picture (*)(std::span<const std::uint8_t>, int, int, int, double);
  const Make bits = [](std::span<const std::uint8_t> p, int w, int h, int stride, double dpi) {
    return Picture::from_bits(p, w, h, stride, dpi, Picture::Bit::kInk);
  };
  const std::vector<std::uint8_t> few(8);
  for (Make make : {&Picture::from_grey, &Picture::from_rgb, &Picture::from_bgrx, bits}) {
    EXPECT_EQ(refusal([&] { make(few, 20001, 20000, 90000, 0); }, ErrorKind::kTooLarge),
              "picture of 20001 x 20000 pixels is over the limit of 400 million; scan at a lower resolution");
    EXPECT_EQ(refusal([&] { make(few, 20000, 20000, 90000, 0); }, ErrorKind::kInternal), "picture rows are shorter than the picture is wide");
    EXPECT_EQ(refusal([&] { make(few, 0, 1, 8, 0); }, ErrorKind::kDamaged), "picture of 0 x 1 pixels; scan the page again");
    EXPECT_EQ(refusal([&] { make(few, 1, 0, 8, 0); }, ErrorKind::kDamaged), "picture of 1 x 0 pixels; scan the page again");
    EXPECT_EQ(refusal([&] { make(few, 1, -1, 8, 0); }, ErrorKind::kDamaged), "picture of 1 x -1 pixels; scan the page again");
    EXPECT_EQ(make(few, 1, 1, 8, 0).width(), 1);
  }
}

// The last row need not be filled up to the stride; every other must.
TEST(Picture, RefusesASpanThatIsTooShortByOneByte) {
  struct Case {
    const char* what;
    Picture (*make)(std::span<const std::uint8_t>, int, int, int, double);
    int used;  // bytes of a row of nine pixels
  };
  const Case cases[] = {{"grey", &Picture::from_grey, 9},
                        {"rgb", &Picture::from_rgb, 27},
                        {"bgrx", &Picture::from_bgrx, 36},
                        {"bits",
                         [](std::span<const std::uint8_t> p, int w, int h, int stride, double dpi) {
                           return Picture::from_bits(p, w, h, stride, dpi, Picture::Bit::kInk);
                         },
                         2}};
  for (const Case& c : cases)
    for (int extra : {0, 3}) {
      const int stride = c.used + extra;
      const std::vector<std::uint8_t> enough(static_cast<std::size_t>(3 * stride + c.used)), few(enough.size() - 1);
      EXPECT_EQ(c.make(enough, 9, 4, stride, 0).height(), 4) << c.what;
      EXPECT_EQ(refusal([&] { c.make(few, 9, 4, stride, 0); }, ErrorKind::kInternal), "picture rows are shorter than the picture is wide") << c.what;
      const std::vector<std::uint8_t> plenty(1000);
      EXPECT_EQ(refusal([&] { c.make(plenty, 9, 4, c.used - 1, 0); }, ErrorKind::kInternal), "picture rows are shorter than the picture is wide")
          << c.what;
    }
}

TEST(Picture, IsMirroredLeftForRight) {
  EXPECT_EQ(rows_of(ink_of({"#..#.", ".##.."}).mirrored()), (std::vector<std::string>{".#..#", "..##."}));
  EXPECT_EQ(values_of(grey_of({{1, 2, 3}}, 150).mirrored()), (std::vector<std::vector<int>>{{3, 2, 1}}));
  EXPECT_EQ(grey_of({{1, 2, 3}}, 150).mirrored().dpi(), 150);
  EXPECT_TRUE(Picture().mirrored().empty());
}

}  // namespace picture_test
}  // namespace banthuek::picture
