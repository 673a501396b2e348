#include "pipeline/picture/colour_split.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "pipeline/picture/grey_counts.h"

namespace banthuek::picture {
namespace {

// What every channel must be multiplied with (8 bits of fraction) to make the paper white; nothing where most of the page is too dark to be paper.
std::array<std::uint32_t, 3> balance(Pix* rgb) {
  std::array<Counts, 3> counts{};
  const int w = pixGetWidth(rgb), h = pixGetHeight(rgb), step = std::max(1, std::min(w, h) / 300);
  for (int y = 0; y < h; y += step) {
    const l_uint32* row = pixGetData(rgb) + static_cast<std::size_t>(y) * pixGetWpl(rgb);
    for (int x = 0; x < w; x += step)
      for (int c = 0; c < 3; ++c) ++counts[c][row[x] >> (24 - 8 * c) & 255];
  }
  constexpr int kDarkest = 100;
  std::array<int, 3> usual{};
  for (int c = 0; c < 3; ++c) usual[c] = percentile(counts[c], 0.7);
  std::array<std::uint32_t, 3> gain{256, 256, 256};
  if (brightness(usual[0], usual[1], usual[2]) < kDarkest) return gain;
  for (int c = 0; c < 3; ++c) gain[c] = 255 * 256 / std::max(kDarkest, usual[c]);
  return gain;
}

// As percentile of grey_counts.h, of few values: counting them costs more than their order.
int percentile_of(std::vector<std::uint8_t>& values, double part) {
  const auto at = values.begin() + std::max(1, static_cast<int>(std::ceil(part * static_cast<double>(values.size())))) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
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
    close_gaps(own, rows);
    areas_ = areas_of(own, rows, w, h);
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
  const std::vector<Box>& areas() const { return areas_; }  // boxes of tints that fill a box

 private:
  // Heavy letters of a heading cover so much of a tile that it seems no ground: tiles between two of one ground, above, below or beside, are of it.
  void close_gaps(std::vector<int>& own, int rows) const {
    constexpr int kReach = 3, kSameGround = 25;
    const std::vector<int> before = own;
    const auto next = [&](int r, int c, int dr, int dc) {
      for (int i = 1; i <= kReach; ++i) {
        const int rr = r + i * dr, cc = c + i * dc;
        if (rr < 0 || cc < 0 || rr >= rows || cc >= columns_) return 0;
        if (const int v = before[static_cast<std::size_t>(rr) * columns_ + cc]; v > 0) return v;
      }
      return 0;
    };
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns_; ++c) {
        int& here = own[static_cast<std::size_t>(r) * columns_ + c];
        for (const auto& [dr, dc] : {std::pair{0, 1}, {1, 0}}) {
          if (here > 0) break;
          const int a = next(r, c, dr, dc), b = next(r, c, -dr, -dc);
          if (a > 0 && b > 0 && std::abs(a - b) < kSameGround) here = (a + b) / 2;
        }
      }
  }

  std::vector<Box> areas_of(const std::vector<int>& own, int rows, int width, int height) const {
    constexpr double kFilled = 0.7;
    std::vector<Box> out;
    std::vector<bool> seen(own.size());
    for (std::size_t first = 0; first < own.size(); ++first) {
      if (seen[first] || own[first] == 0) continue;
      std::vector<std::size_t> tiles{first};
      seen[first] = true;
      int left = columns_, right = 0, top = rows, bottom = 0;
      for (std::size_t i = 0; i < tiles.size(); ++i) {
        const int r = static_cast<int>(tiles[i]) / columns_, c = static_cast<int>(tiles[i]) % columns_;
        left = std::min(left, c), right = std::max(right, c + 1), top = std::min(top, r), bottom = std::max(bottom, r + 1);
        for (const auto& [dr, dc] : {std::pair{0, 1}, {1, 0}, {0, -1}, {-1, 0}}) {
          const int rr = r + dr, cc = c + dc;
          if (rr < 0 || cc < 0 || rr >= rows || cc >= columns_) continue;
          const std::size_t at = static_cast<std::size_t>(rr) * columns_ + cc;
          if (!seen[at] && own[at] > 0) seen[at] = true, tiles.push_back(at);
        }
      }
      if (static_cast<double>(tiles.size()) < kFilled * (right - left) * (bottom - top)) continue;
      out.push_back(intersect({left * tile_, top * tile_, (right - left) * tile_, (bottom - top) * tile_}, {0, 0, width, height}));
    }
    return out;
  }

  static int ground_of(Pix* rgb, const std::array<std::array<std::uint8_t, 256>, 3>& even, const Box& tile) {
    constexpr int kBright = 140, kTinted = 35;  // to the eye: pens, stamps and letters are darker; between the brightest channel and the darkest
    constexpr double kGround = 0.35;            // of a tile: what is no ink; the rest may be letters, as heavy as a heading's
    constexpr int kEven = 45;                   // off by no more: between the strokes of pens and stamps there is paper
    const auto each = [&](auto take) {
      for (int y = tile.y; y < tile.bottom(); y += 2) {
        const l_uint32* row = pixGetData(rgb) + static_cast<std::size_t>(y) * pixGetWpl(rgb);
        for (int x = tile.x; x < tile.right(); x += 2) take(even[0][row[x] >> 24], even[1][row[x] >> 16 & 255], even[2][row[x] >> 8 & 255]);
      }
    };
    // Where no pixel is tinted, neither are percentiles of all: nearly everywhere.
    int chroma = 0;
    each([&](int r, int g, int b) { chroma = std::max(chroma, std::max({r, g, b}) - std::min({r, g, b})); });
    if (chroma < kTinted) return 0;
    std::array<std::vector<std::uint8_t>, 3> values;
    std::size_t all = 0;
    each([&](std::uint8_t r, std::uint8_t g, std::uint8_t b) {
      ++all;
      if (brightness(r, g, b) >= kBright) values[0].push_back(r), values[1].push_back(g), values[2].push_back(b);
    });
    if (static_cast<double>(values[0].size()) < kGround * static_cast<double>(all)) return 0;
    std::array<int, 3> ground{};
    for (int c = 0; c < 3; ++c) {
      const int low = percentile_of(values[c], 0.25);
      ground[c] = percentile_of(values[c], 0.5);
      if (percentile_of(values[c], 0.75) - low > kEven) return 0;
    }
    const auto [least, most] = std::minmax_element(ground.begin(), ground.end());
    return *most - *least < kTinted ? 0 : brightness(ground[0], ground[1], ground[2]);
  }

  int tile_ = 1, columns_ = 0;
  bool any_ = false;
  std::vector<int> ground_;
  std::vector<Box> areas_;
};

// Pixels side by side at a time, in 16 bits each: loops over them become a few instructions for eight.
class Stretch {
 public:
  static constexpr int kPixels = 64;
  std::array<l_uint32, kPixels> rgb;
  std::array<std::uint16_t, kPixels> black, coloured;  // coloured: 1

  void split(const std::array<std::uint32_t, 3>& gain) {
    std::array<std::array<std::int16_t, kPixels>, 3> even;
    for (int c = 0; c < 3; ++c) {
      const auto g = static_cast<std::uint16_t>(gain[c]);
      std::array<std::uint16_t, kPixels> values;
      for (int i = 0; i < kPixels; ++i) values[i] = static_cast<std::uint16_t>((rgb[i] >> (24 - 8 * c) & 255) << 8);
      for (int i = 0; i < kPixels; ++i) values[i] = static_cast<std::uint16_t>((std::uint32_t{values[i]} * g) >> 16);
      for (int i = 0; i < kPixels; ++i) even[c][i] = std::min<std::int16_t>(255, static_cast<std::int16_t>(values[i]));
    }
    for (int i = 0; i < kPixels; ++i) {
      const std::int16_t r = even[0][i], g = even[1][i], b = even[2][i];
      const std::int16_t most = std::max(std::max(r, g), b), least = std::min(std::min(r, g), b), chroma = static_cast<std::int16_t>(most - least);
      const auto eye = static_cast<std::int16_t>(static_cast<std::uint16_t>(r * 77 + g * 151 + b * 28) >> 8);
      const auto lifted =
          static_cast<std::int16_t>(most + static_cast<std::int16_t>(std::max<std::int16_t>(0, static_cast<std::int16_t>(chroma - 25)) * 3) / 2);
      // Clear colour anywhere; in the dark core of a stroke (dark blue pens) half as much will do: fringes of black print,
      // where a scanner's colours do not meet, are grey, not dark.
      const auto dark = static_cast<std::int16_t>(255 - least);
      const bool clear = (chroma > 28) & (eye < 215) & (static_cast<std::int16_t>(chroma * 4) > dark);
      const bool core = (chroma > 22) & (eye < 120) & (static_cast<std::int16_t>(chroma * 8) > dark);
      const bool paper = is_paper(rgb[i]);
      black[i] = static_cast<std::uint16_t>(paper ? 255 : std::min<std::int16_t>(255, lifted));
      coloured[i] = static_cast<std::uint16_t>(paper ? 0 : clear | core);
    }
  }

  // On a tint its ground is the paper. The stretch begins at column x of the page.
  void even_tints(const std::array<std::array<std::uint8_t, 256>, 3>& even, const int* tints, int tile, int x, int count) {
    for (int i = 0; i < count; ++i)
      if (const int ground = tints[(x + i) / tile]; ground > 0) {
        coloured[i] = 0;
        const int eye = brightness(even[0][rgb[i] >> 24], even[1][rgb[i] >> 16 & 255], even[2][rgb[i] >> 8 & 255]);
        if (!is_paper(rgb[i])) black[i] = static_cast<std::uint16_t>(std::min(255, 255 * eye / ground));
      }
  }

 private:
  static bool is_paper(l_uint32 pixel) { return ((pixel & 0xff000000) >= 0xfa000000) & ((pixel & 0xfafa00) == 0xfafa00); }  // the most of a page
};

}  // namespace

ColourSplit split_colour(Pix* rgb) {
  const int w = pixGetWidth(rgb), h = pixGetHeight(rgb);
  const auto gain = balance(rgb);
  std::array<std::array<std::uint8_t, 256>, 3> even;
  for (int c = 0; c < 3; ++c)
    for (int v = 0; v < 256; ++v) even[c][v] = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, v * gain[c] >> 8));
  ColourSplit s{blank(w, h, 8), blank(w, h, 1), 0, {}};
  const Tint tint(rgb, even);
  s.tints = tint.areas();
  Stretch stretch;
  for (int y = 0; y < h; ++y) {
    const l_uint32* from = pixGetData(rgb) + static_cast<std::size_t>(y) * pixGetWpl(rgb);
    const int* tints = tint.any() ? tint.row(y) : nullptr;
    const Bytes black = bytes_of(s.black.get(), y);
    l_uint32* mask = pixGetData(s.coloured.get()) + static_cast<std::size_t>(y) * pixGetWpl(s.coloured.get());
    for (int x = 0; x < w; x += Stretch::kPixels) {
      const int count = std::min(Stretch::kPixels, w - x);
      stretch.rgb.fill(0xffffff00);
      std::copy_n(from + x, count, stretch.rgb.begin());
      stretch.split(gain);
      if (tints) stretch.even_tints(even, tints, tint.tile(), x, count);
      for (int i = 0; i < count; ++i) black[x + i] = static_cast<std::uint8_t>(stretch.black[i]);
      if (std::none_of(stretch.coloured.begin(), stretch.coloured.end(), [](std::uint16_t bit) { return bit; })) continue;
      for (int i = 0; i < count; ++i)
        if (stretch.coloured[i]) SET_DATA_BIT(mask, x + i), ++s.coloured_pixels;
    }
  }
  return s;
}

}  // namespace banthuek::picture
