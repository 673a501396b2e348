// A picture of a page or of a part of one: 1-bit ink, 8-bit grey or 32-bit colour, with its resolution.
//
// Wraps Leptonica's Pix, once: beside this class only pix.h (inside this folder) knows Leptonica. A Picture is a value: its
// pixels never change after it is made, copies share them, and every operation gives a new Picture. Not to be shared
// between threads (Leptonica counts references without a lock); different pictures in different threads are fine.
// Units: pixels, origin at the top left, x to the right, y downwards. Grey and colour: 0 is black, 255 white. Ink: 1 is ink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "extractors/types/page.h"

struct Pix;  // Leptonica's; Tesseract takes it

namespace banthuek::picture {

enum class Depth { kInk = 1, kGrey = 8, kColour = 32 };

class Picture {
 public:
  Picture() = default;  // empty: 0 x 0

  // Copies `height` rows of `stride` bytes each, `width` bytes used. `dpi` 0: not known.
  // Throws Error kTooLarge above kMaxPixels, kInternal where `pixels` is too short.
  static Picture from_grey(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi);

  // The same for colour: 3 bytes a pixel (R, G, B) or 4 (B, G, R, x as Poppler's ARGB32 lies in memory).
  static Picture from_rgb(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi);
  static Picture from_bgrx(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi);

  // One bit a pixel, most significant bit first; `one` says what a set bit is.
  enum class Bit { kInk, kPaper };
  static Picture from_bits(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi, Bit one);

  // PNG, JPEG, TIFF (its page `index` from 0), BMP, GIF, WebP, JPEG 2000 out of memory; palettes and alpha are resolved, 16 bit
  // cut to 8, CMYK JPEG converted. Throws Error kDamaged or kUnsupported with `where` as its place.
  static Picture decode(std::span<const std::byte> bytes, const std::string& where, int index = 0);

  // Takes over a Pix of 1, 8 or 32 bits (others are converted); null gives an empty picture.
  static Picture adopt(Pix* pix, double dpi);

  bool empty() const { return !pix_; }
  int width() const;
  int height() const;
  Depth depth() const;
  double dpi() const { return dpi_; }  // 0 where not known
  Picture with_dpi(double dpi) const;  // the same pixels

  // Rows of 32-bit words as Leptonica lays them (big-endian within a word: the leftmost pixel in the highest bits).
  const std::uint32_t* row(int y) const;
  bool ink_at(int x, int y) const;  // kInk only; outside: false
  int grey_at(int x, int y) const;  // kGrey only; outside: 255

  Picture grey() const;                 // 8 bits; from colour as the eye weighs it; from ink 0 and 255
  Picture cut(const Box& box) const;    // what of `box` lies inside; empty picture where nothing does
  Picture turned(int degrees) const;    // clockwise by 0, 90, 180, 270
  Picture mirrored() const;             // left for right
  Picture inverted() const;             // black for white
  Picture scaled(double factor) const;  // smooth; ink becomes grey when it shrinks; dpi follows
  std::string png() const;              // as a PNG file in memory

  Pix* pix() const { return pix_.get(); }  // still owned by the picture; not to be changed

 private:
  std::shared_ptr<Pix> pix_;
  double dpi_ = 0;
};

// 20,000 x 20,000: a page of A3 at 1,200 dpi fits; more is refused before memory is asked for.
inline constexpr std::int64_t kMaxPixels = 400'000'000;

}  // namespace banthuek::picture
