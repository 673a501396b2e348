#include "pipeline/picture/binarise.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "pipeline/picture/pix.h"

namespace banthuek::picture {
namespace {

using Counts = std::array<std::size_t, 256>;

int percentile(const Counts& counts, double part) {
  std::size_t all = 0, sum = 0;
  for (std::size_t n : counts) all += n;
  const double wanted = part * static_cast<double>(all);
  for (int v = 0; v < 256; ++v)
    if (static_cast<double>(sum += counts[v]) >= wanted) return v;
  return 255;
}

// Bytes of a row as they lie in memory: Leptonica keeps the leftmost pixel in the highest byte of a word, so on a
// little-endian machine byte i lies at i ^ 3.
struct Bytes {
  std::uint8_t* data;
  std::uint8_t& operator[](int x) const { return data[x ^ 3]; }
};

Bytes bytes_of(Pix* pix, int y) { return {reinterpret_cast<std::uint8_t*>(pixGetData(pix) + static_cast<std::size_t>(y) * pixGetWpl(pix))}; }

// Brightness of the paper in tiles: most of a tile of text is paper, so its 80th percentile is taken; tiles darker than their
// surroundings by far (a picture, a black edge) take over what their neighbours have.
struct Ground {
  int tile, columns, rows;
  int usual = 255;  // of most tiles
  std::vector<std::uint8_t> level;
};

Ground find_ground(Pix* grey) {
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  Ground g;
  g.tile = std::max(16, std::max(w, h) / 80);
  g.columns = (w + g.tile - 1) / g.tile;
  g.rows = (h + g.tile - 1) / g.tile;
  g.level.assign(static_cast<std::size_t>(g.columns) * g.rows, 255);
  const int step = std::max(1, g.tile / 12);
  Counts whole{};
  for (int r = 0; r < g.rows; ++r)
    for (int c = 0; c < g.columns; ++c) {
      Counts counts{};
      for (int y = r * g.tile; y < std::min(h, (r + 1) * g.tile); y += step) {
        const Bytes row = bytes_of(grey, y);
        for (int x = c * g.tile; x < std::min(w, (c + 1) * g.tile); x += step) ++counts[row[x]];
      }
      const int level = percentile(counts, 0.8);
      g.level[static_cast<std::size_t>(r) * g.columns + c] = static_cast<std::uint8_t>(level);
      ++whole[level];
    }
  const int usual = g.usual = percentile(whole, 0.6), least = usual / 2;
  // Too dark to be paper: from the nearest tiles that are.
  std::vector<std::uint8_t> filled = g.level;
  for (int r = 0; r < g.rows; ++r)
    for (int c = 0; c < g.columns; ++c) {
      std::uint8_t& here = filled[static_cast<std::size_t>(r) * g.columns + c];
      if (here >= least) continue;
      int sum = 0, n = 0;
      for (int reach = 1; reach <= 3 && n == 0; ++reach)
        for (int dr = -reach; dr <= reach; ++dr)
          for (int dc = -reach; dc <= reach; ++dc) {
            const int rr = r + dr, cc = c + dc;
            if (rr < 0 || cc < 0 || rr >= g.rows || cc >= g.columns) continue;
            const int v = g.level[static_cast<std::size_t>(rr) * g.columns + cc];
            if (v >= least) sum += v, ++n;
          }
      here = static_cast<std::uint8_t>(n ? sum / n : std::max(usual, 1));
    }
  // Smooth, so that no step is left at the tiles' edges.
  for (int r = 0; r < g.rows; ++r)
    for (int c = 0; c < g.columns; ++c) {
      int sum = 0, n = 0;
      for (int rr = std::max(0, r - 1); rr <= std::min(g.rows - 1, r + 1); ++rr)
        for (int cc = std::max(0, c - 1); cc <= std::min(g.columns - 1, c + 1); ++cc)
          sum += filled[static_cast<std::size_t>(rr) * g.columns + cc], ++n;
      g.level[static_cast<std::size_t>(r) * g.columns + c] = static_cast<std::uint8_t>(std::max(1, sum / n));
    }
  return g;
}

// Whether a part of the page, such as a table's headings, stands on a ground clearly darker than the rest.
bool is_shaded(const Ground& g) {
  const auto dark = std::count_if(g.level.begin(), g.level.end(), [&](int level) { return 5 * level < 4 * g.usual; });
  return 100 * dark > static_cast<std::ptrdiff_t>(g.level.size());
}

// value * 255 / ground, the ground taken between tile centres. In place.
void even_out(Pix* grey, const Ground& g) {
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  if (*std::min_element(g.level.begin(), g.level.end()) >= 252) return;
  std::vector<std::uint32_t> gain(g.columns);
  std::vector<std::uint32_t> across(w);  // gain for each column of this row of tiles, 8 bits of fraction
  for (int y = 0; y < h; ++y) {
    if (y % 4 == 0) {
      const double ty = std::clamp((y + 0.5) / g.tile - 0.5, 0.0, g.rows - 1.0);
      const int r = std::min(static_cast<int>(ty), std::max(0, g.rows - 2));
      const double part = g.rows > 1 ? ty - r : 0;
      for (int c = 0; c < g.columns; ++c) {
        const double a = g.level[static_cast<std::size_t>(r) * g.columns + c];
        const double b = g.level[static_cast<std::size_t>(std::min(g.rows - 1, r + 1)) * g.columns + c];
        gain[c] = static_cast<std::uint32_t>(255.0 * 256 / (a + (b - a) * part));
      }
      for (int x = 0; x < w; ++x) {
        const int t = 2 * x / g.tile - 1;
        const int c = std::clamp(t < 0 ? 0 : t / 2, 0, g.columns - 1), next = std::min(g.columns - 1, c + 1);
        const int from = c * g.tile + g.tile / 2, off = std::clamp(x - from, 0, g.tile);
        across[x] = gain[c] + (static_cast<int>(gain[next]) - static_cast<int>(gain[c])) * off / g.tile;
      }
    }
    const Bytes row = bytes_of(grey, y);
    for (int x = 0; x < w; ++x) row[x] = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, row[x] * across[x] >> 8));
  }
}

Counts count_grey(Pix* grey) {
  Counts counts{};
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  for (int y = 0; y < h; y += 2) {
    const Bytes row = bytes_of(grey, y);
    for (int x = y / 2 % 2; x < w; x += 2) ++counts[row[x]];
  }
  return counts;
}

// Brightness of the middles of upright strokes: darker than both sides, wide or thin alike, so that a table's heavy rules do not outweigh the
// letters.
Counts count_strokes(Pix* grey, int paper) {
  constexpr int kStep = 12, kMin = 35;  // darker than beside it, and than the paper
  Counts counts{};
  const int w = pixGetWidth(grey), h = pixGetHeight(grey), aside = std::max(2, std::max(w, h) / 550);  // a stroke's half width and more
  for (int y = 0; y < h; y += 2) {
    const Bytes row = bytes_of(grey, y);
    for (int x = aside; x + aside < w; ++x) {
      const int v = row[x];
      if (v < paper - kMin && v <= row[x - 1] && v <= row[x + 1] && v < row[x - aside] - kStep && v < row[x + aside] - kStep) ++counts[v];
    }
  }
  return counts;
}

// Between the paper and typical ink: the middle of all that is dark, or, where most strokes are lighter than that (thin, pale print between black
// rules), the middle of the strokes.
int threshold_of(Pix* grey, bool shaded) {
  constexpr std::size_t kPixelsAStroke = 2000;  // of a page with text, at most
  const Counts counts = count_grey(grey);
  const int paper = percentile(counts, 0.8), darkest = percentile(counts, 0.002);
  if (paper - darkest < 40) return std::max(0, paper - 40);  // blank: nothing is ink
  const int limit = (paper + darkest) / 2;
  std::size_t dark = 0, sum = 0;
  for (int v = 0; v < limit; ++v) dark += counts[v];
  int ink = darkest;
  for (int v = 0; v < limit; ++v)
    if (counts[v] && (sum += counts[v]) * 2 >= dark) {
      ink = v;
      break;
    }
  if (shaded) return (paper * 11 + ink * 9) / 20;  // made even, a dark ground's noise is as dark as pale print
  const Counts strokes = count_strokes(grey, paper);
  const std::size_t pixels = static_cast<std::size_t>(pixGetWidth(grey)) * pixGetHeight(grey);
  if (const int middle = percentile(strokes, 0.5);
      middle > limit && kPixelsAStroke * std::accumulate(strokes.begin(), strokes.end(), std::size_t{0}) >= pixels)
    ink = middle;
  return (paper * 11 + ink * 9) / 20;
}

PixPtr threshold(Pix* grey, int limit) {
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  PixPtr bits = blank(w, h, 1);
  for (int y = 0; y < h; ++y) {
    const Bytes row = bytes_of(grey, y);
    l_uint32* out = pixGetData(bits.get()) + static_cast<std::size_t>(y) * pixGetWpl(bits.get());
    int x = 0;
    for (; x + 32 <= w; x += 32) {
      std::uint32_t word = 0;
      for (int i = 0; i < 32; ++i) word = word << 1 | (row[x + i] < limit);
      out[x / 32] = word;
    }
    for (; x < w; ++x)
      if (row[x] < limit) SET_DATA_BIT(out, x);
  }
  return bits;
}

double coverage_of(Pix* bits) {
  l_int32 count = 0;
  pixCountPixels(bits, &count, nullptr);
  return static_cast<double>(count) / (static_cast<double>(pixGetWidth(bits)) * pixGetHeight(bits));
}

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

int brightness(int r, int g, int b) { return (r * 77 + g * 151 + b * 28) >> 8; }  // to the eye

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

struct Split {
  PixPtr black, coloured;
  std::size_t coloured_pixels = 0;
};

Split split_colour(Pix* rgb) {
  const int w = pixGetWidth(rgb), h = pixGetHeight(rgb);
  const auto gain = balance(rgb);
  std::array<std::array<std::uint8_t, 256>, 3> even;
  for (int c = 0; c < 3; ++c)
    for (int v = 0; v < 256; ++v) even[c][v] = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, v * gain[c] >> 8));
  Split s{blank(w, h, 8), blank(w, h, 1)};
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

}  // namespace

Picture to_bits(const Picture& grey, int limit) { return Picture::adopt(threshold(grey.pix(), limit).release(), grey.dpi()); }

int ink_threshold(const Picture& grey, bool shaded) { return threshold_of(grey.pix(), shaded); }

PageInk separate_ink(const Picture& page) {
  PageInk out;
  if (page.empty()) return out;
  if (page.depth() == Depth::kInk) {
    out.bits = page;
    out.grey = page.grey();
    out.coverage = coverage_of(page.pix());
    return out;
  }
  PixPtr grey;
  if (page.depth() == Depth::kColour) {
    Split s = split_colour(page.pix());
    grey = std::move(s.black);
    // A speck of colour (chroma noise of JPEG) is no ink of its own.
    if (s.coloured_pixels > static_cast<std::size_t>(page.width()) * page.height() / 20000)
      out.coloured = Picture::adopt(s.coloured.release(), page.dpi());
  } else {
    grey = own(pixCopy(nullptr, page.pix()));
  }
  const Ground ground = find_ground(grey.get());
  out.paper = ground.usual;
  even_out(grey.get(), ground);
  out.shaded = is_shaded(ground);
  PixPtr bits = threshold(grey.get(), threshold_of(grey.get(), out.shaded));
  out.coverage = coverage_of(bits.get());
  out.bits = Picture::adopt(bits.release(), page.dpi());
  out.grey = Picture::adopt(grey.release(), page.dpi());
  return out;
}

void take_as_print(PageInk& ink, const Picture& page, std::span<const Box> boxes) {
  if (boxes.empty() || ink.coloured.empty() || page.depth() != Depth::kColour) return;
  constexpr int kDark = 40, kThreshold = 150;  // what typical ink of the box becomes; darker is ink
  PixPtr grey = own(pixCopy(nullptr, ink.grey.pix())), bits = own(pixCopy(nullptr, ink.bits.pix())),
         coloured = own(pixCopy(nullptr, ink.coloured.pix()));
  const auto eye_at = [&](int x, int y) {
    const l_uint32 v = pixGetData(page.pix())[static_cast<std::size_t>(y) * pixGetWpl(page.pix()) + x];
    return brightness(static_cast<int>(v >> 24), static_cast<int>(v >> 16 & 255), static_cast<int>(v >> 8 & 255));
  };
  for (const Box& given : boxes) {
    const Box box = intersect(given, {0, 0, page.width(), page.height()});
    Counts all{}, inked{};
    for (int y = box.y; y < box.bottom(); ++y)
      for (int x = box.x; x < box.right(); ++x) {
        const int eye = eye_at(x, y);
        ++all[eye];
        if (ink.coloured.ink_at(x, y)) ++inked[eye];
      }
    const int paper = percentile(all, 0.85), dark = percentile(inked, 0.4);
    if (paper - dark < kDark) continue;
    for (int y = box.y; y < box.bottom(); ++y) {
      const Bytes row = bytes_of(grey.get(), y);
      l_uint32* bit_row = pixGetData(bits.get()) + static_cast<std::size_t>(y) * pixGetWpl(bits.get());
      l_uint32* mask_row = pixGetData(coloured.get()) + static_cast<std::size_t>(y) * pixGetWpl(coloured.get());
      for (int x = box.x; x < box.right(); ++x) {
        const int value = std::clamp(kDark + (eye_at(x, y) - dark) * (255 - kDark) / (paper - dark), 0, 255);
        if (value < row[x]) row[x] = static_cast<std::uint8_t>(value);
        if (value < kThreshold) SET_DATA_BIT(bit_row, x);
        CLEAR_DATA_BIT(mask_row, x);
      }
    }
  }
  ink.grey = Picture::adopt(grey.release(), ink.grey.dpi());
  ink.bits = Picture::adopt(bits.release(), ink.bits.dpi());
  ink.coloured = Picture::adopt(coloured.release(), ink.coloured.dpi());
}

void take_as_negative(PageInk& ink, const Picture& page, std::span<const Box> boxes) {
  if (boxes.empty()) return;
  constexpr int kThreshold = 140, kContrast = 40;
  PixPtr grey = own(pixCopy(nullptr, ink.grey.pix())), bits = own(pixCopy(nullptr, ink.bits.pix()));
  PixPtr coloured = ink.coloured.empty() ? PixPtr() : own(pixCopy(nullptr, ink.coloured.pix()));
  for (const Box& given : boxes) {
    const Box box = intersect(given, {0, 0, page.width(), page.height()});
    if (box.empty()) continue;
    const Picture part = page.cut(box).grey();
    const Counts counts = count_grey(part.pix());
    const int ground = percentile(counts, 0.4), bright = percentile(counts, 0.995);
    if (bright - ground < kContrast) continue;
    for (int y = 0; y < box.h; ++y) {
      const Bytes row = bytes_of(grey.get(), box.y + y);
      l_uint32* bit_row = pixGetData(bits.get()) + static_cast<std::size_t>(box.y + y) * pixGetWpl(bits.get());
      for (int x = 0; x < box.w; ++x) {
        const int value = std::clamp(255 - (part.grey_at(x, y) - ground) * 255 / (bright - ground), 0, 255);
        row[box.x + x] = static_cast<std::uint8_t>(value);
        if (value < kThreshold)
          SET_DATA_BIT(bit_row, box.x + x);
        else
          CLEAR_DATA_BIT(bit_row, box.x + x);
        if (coloured) CLEAR_DATA_BIT(pixGetData(coloured.get()) + static_cast<std::size_t>(box.y + y) * pixGetWpl(coloured.get()), box.x + x);
      }
    }
  }
  ink.grey = Picture::adopt(grey.release(), ink.grey.dpi());
  ink.bits = Picture::adopt(bits.release(), ink.bits.dpi());
  if (coloured) ink.coloured = Picture::adopt(coloured.release(), page.dpi());
}

}  // namespace banthuek::picture
