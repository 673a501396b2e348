#include "pipeline/picture/colour_split.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/grey_counts.h"

namespace banthuek::picture {
namespace {

// What every channel must be multiplied with (8 bits of fraction) to make the paper white.
std::array<std::uint32_t, 3> balance(Pix* rgb) {
  std::array<Counts, 3> counts{};
  const int w = pixGetWidth(rgb), h = pixGetHeight(rgb), step = std::max(1, std::min(w, h) / 300);
  for (int y = 0; y < h; y += step) {
    const l_uint32* row = pixGetData(rgb) + static_cast<std::size_t>(y) * pixGetWpl(rgb);
    for (int x = 0; x < w; x += step)
      for (int c = 0; c < 3; ++c) ++counts[c][row[x] >> (24 - 8 * c) & 255];
  }
  std::array<std::uint32_t, 3> gain{};
  for (int c = 0; c < 3; ++c) gain[c] = 255 * 256 / std::max(100, percentile(counts[c], 0.7));
  return gain;
}

// Bright coloured ground under print: a highlighter's stroke, a tinted cell. In tiles, how bright the ground is to the eye; 0 where it is paper.
// There the eye's brightness tells ink, not colour: the rims of letters mix ink and ground (and JPEG spreads colour over four pixels), so that
// letters would be lifted out with the ground.
class Tint {
 public:
  // `even`: channels balanced on the page's paper.
  Tint(Pix* rgb, const std::array<std::array<std::uint8_t, 256>, 3>& even) {
    const int w = pixGetWidth(rgb), h = pixGetHeight(rgb);
    tile_ = std::max(12, std::max(w, h) / 160);
    columns_ = (w + tile_ - 1) / tile_;
    const int rows = (h + tile_ - 1) / tile_;
    std::vector<int> own(static_cast<std::size_t>(columns_) * rows);
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns_; ++c) {
        const Box tile{c * tile_, r * tile_, std::min(tile_, w - c * tile_), std::min(tile_, h - r * tile_)};
        if ((own[static_cast<std::size_t>(r) * columns_ + c] = ground_of(rgb, even, tile)) > 0) any_ = true;
      }
    if (!any_) return;
    // Tiles on the edge of a tint too: paper is brighter than the tint, and stays white.
    ground_ = own;
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns_; ++c) {
        int& here = ground_[static_cast<std::size_t>(r) * columns_ + c];
        for (int rr = std::max(0, r - 1); here == 0 && rr <= std::min(rows - 1, r + 1); ++rr)
          for (int cc = std::max(0, c - 1); here == 0 && cc <= std::min(columns_ - 1, c + 1); ++cc)
            here = own[static_cast<std::size_t>(rr) * columns_ + cc];
      }
  }

  bool any() const { return any_; }
  const int* row(int y) const { return &ground_[static_cast<std::size_t>(y / tile_) * columns_]; }
  int tile() const { return tile_; }

 private:
  static int ground_of(Pix* rgb, const std::array<std::array<std::uint8_t, 256>, 3>& even, const Box& tile) {
    constexpr double kInk = 0.4, kSame = 0.8;   // of a tile: what ink and the rims of letters may cover; up to there it is one ground
    constexpr int kBright = 140, kTinted = 35;  // to the eye: pens and stamps are darker; between the brightest channel and the darkest
    constexpr int kEven = 30;                   // off by no more: between the strokes of pens and stamps there is paper
    std::array<Counts, 3> counts{};
    bool plain = true;
    for (int y = tile.y; y < tile.bottom(); y += 2) {
      const l_uint32* row = pixGetData(rgb) + static_cast<std::size_t>(y) * pixGetWpl(rgb);
      for (int x = tile.x; x < tile.right(); x += 2) {
        plain = plain && (row[x] & 0xf0f0f000) == 0xf0f0f000;
        for (int c = 0; c < 3; ++c) ++counts[c][even[c][row[x] >> (24 - 8 * c) & 255]];
      }
    }
    if (plain) return 0;
    std::array<int, 3> ground{};
    for (int c = 0; c < 3; ++c) {
      ground[c] = percentile(counts[c], kInk);
      if (percentile(counts[c], kSame) - ground[c] > kEven) return 0;
    }
    const auto [least, most] = std::minmax_element(ground.begin(), ground.end());
    const int bright = brightness(ground[0], ground[1], ground[2]);
    return *most - *least < kTinted || bright < kBright ? 0 : bright;
  }

  int tile_ = 1, columns_ = 0;
  bool any_ = false;
  std::vector<int> ground_;
};

}  // namespace

ColourSplit split_colour(Pix* rgb) {
  const int w = pixGetWidth(rgb), h = pixGetHeight(rgb);
  const auto gain = balance(rgb);
  std::array<std::array<std::uint8_t, 256>, 3> even;
  for (int c = 0; c < 3; ++c)
    for (int v = 0; v < 256; ++v) even[c][v] = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, v * gain[c] >> 8));
  ColourSplit s{blank(w, h, 8), blank(w, h, 1)};
  const Tint tint(rgb, even);
  for (int y = 0; y < h; ++y) {
    const l_uint32* from = pixGetData(rgb) + static_cast<std::size_t>(y) * pixGetWpl(rgb);
    const int* tints = tint.any() ? tint.row(y) : nullptr;
    const Bytes black = bytes_of(s.black.get(), y);
    l_uint32* mask = pixGetData(s.coloured.get()) + static_cast<std::size_t>(y) * pixGetWpl(s.coloured.get());
    for (int x = 0; x < w; ++x) {
      if (from[x] >= 0xfafafa00 && (from[x] & 0xfafa00) == 0xfafa00) {  // plain paper, the most of a page
        black[x] = 255;
        continue;
      }
      const int r = even[0][from[x] >> 24], g = even[1][from[x] >> 16 & 255], b = even[2][from[x] >> 8 & 255];
      const int eye = brightness(r, g, b);
      if (const int ground = tints ? tints[x / tint.tile()] : 0; ground > 0) {
        black[x] = static_cast<std::uint8_t>(std::min(255, 255 * eye / ground));
        continue;
      }
      const int most = std::max({r, g, b}), least = std::min({r, g, b}), chroma = most - least;
      black[x] = static_cast<std::uint8_t>(std::min(255, most + std::max(0, chroma - 25) * 3 / 2));
      // Clear colour anywhere; in the dark core of a stroke (dark blue pens) half as much will do: fringes of black print,
      // where a scanner's colours do not meet, are grey, not dark.
      if ((chroma > 28 && eye < 215 && chroma * 4 > 255 - least) || (chroma > 22 && eye < 120 && chroma * 8 > 255 - least))
        SET_DATA_BIT(mask, x), ++s.coloured_pixels;
    }
  }
  return s;
}

}  // namespace banthuek::picture
