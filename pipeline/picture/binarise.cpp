#include "pipeline/picture/binarise.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <vector>

#include "pipeline/picture/colour_split.h"
#include "pipeline/picture/grey_counts.h"

namespace banthuek::picture {
namespace {

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
  // Gain for each column of this row of tiles, 8 bits of fraction; in the order in which a row's bytes lie in memory.
  std::vector<std::uint32_t> across((w + 3) / 4 * 4);
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
        across[x ^ 3] = gain[c] + (static_cast<int>(gain[next]) - static_cast<int>(gain[c])) * off / g.tile;
      }
    }
    std::uint8_t* row = bytes_of(grey, y).data;
    for (std::size_t i = 0; i < across.size(); ++i) row[i] = static_cast<std::uint8_t>(std::min<std::uint32_t>(255, row[i] * across[i] >> 8));
  }
}

// Strokes by brightness, of the whole page and of the parts of it in which print of one kind stands.
struct Strokes {
  int side = 0, columns = 0, rows = 0;  // of the parts, pixels and how many
  Counts all{};
  std::vector<std::array<std::uint16_t, 32>> parts;  // eight levels in one
};

// Brightness of the middles of upright strokes: darker than both sides, wide or thin alike, so that a table's heavy rules do not outweigh the
// letters.
Strokes count_strokes(Pix* grey, int paper) {
  constexpr int kStep = 12, kMin = 35;  // darker than beside it, and than the paper
  Strokes out;
  const int w = pixGetWidth(grey), h = pixGetHeight(grey), aside = std::max(2, std::max(w, h) / 550);  // a stroke's half width and more
  out.side = std::max(24, std::max(w, h) / 60), out.columns = (w + out.side - 1) / out.side, out.rows = (h + out.side - 1) / out.side;
  out.parts.resize(static_cast<std::size_t>(out.columns) * static_cast<std::size_t>(out.rows));
  for (int y = 0; y < h; y += 2) {
    const Bytes row = bytes_of(grey, y);
    auto* const parts = &out.parts[static_cast<std::size_t>(y / out.side) * static_cast<std::size_t>(out.columns)];
    for (int x = aside; x + aside < w; ++x) {
      const int v = row[x];
      if (v >= paper - kMin || v > row[x - 1] || v > row[x + 1] || v >= row[x - aside] - kStep || v >= row[x + aside] - kStep) continue;
      ++out.all[v], ++parts[x / out.side][static_cast<std::size_t>(v / 8)];
    }
  }
  return out;
}

// What tells ink from paper on a page: a threshold for all of it, and the levels that it was made of.
struct Levels {
  int threshold = 0, paper = 0, middle = 0;  // `middle`: half way between the paper and the darkest
  Strokes strokes;                           // none where the page is blank or shaded
};

int threshold_between(int paper, int ink) { return (paper * 11 + ink * 9) / 20; }

// Between the paper and typical ink: the middle of all that is dark, or, where most strokes are lighter than that (thin, pale print between black
// rules), the middle of the strokes.
Levels levels_of(Pix* grey, bool shaded) {
  constexpr std::size_t kPixelsAStroke = 2000;  // of a page with text, at most
  const Counts counts = count_grey(grey);
  const int paper = percentile(counts, 0.8), darkest = percentile(counts, 0.002);
  if (paper - darkest < 40) return {std::max(0, paper - 40), paper, paper, {}};  // blank: nothing is ink
  const int limit = (paper + darkest) / 2;
  std::size_t dark = 0, sum = 0;
  for (int v = 0; v < limit; ++v) dark += counts[v];
  int ink = darkest;
  for (int v = 0; v < limit; ++v)
    if (counts[v] && (sum += counts[v]) * 2 >= dark) {
      ink = v;
      break;
    }
  if (shaded) return {threshold_between(paper, ink), paper, limit, {}};  // made even, a dark ground's noise is as dark as pale print
  Levels out{0, paper, limit, count_strokes(grey, paper)};
  const std::size_t pixels = static_cast<std::size_t>(pixGetWidth(grey)) * pixGetHeight(grey);
  if (const int middle = percentile(out.strokes.all, 0.5);
      middle > limit && kPixelsAStroke * std::accumulate(out.strokes.all.begin(), out.strokes.all.end(), std::size_t{0}) >= pixels)
    ink = middle;
  out.threshold = threshold_between(paper, ink);
  return out;
}

PixPtr threshold(Pix* grey, int limit) {
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  PixPtr bits = blank(w, h, 1);
  for (int y = 0; y < h; ++y) {
    const Bytes row = bytes_of(grey, y);
    l_uint32* out = pixGetData(bits.get()) + static_cast<std::size_t>(y) * pixGetWpl(bits.get());
    int x = 0;
    for (; x + 32 <= w; x += 32) {
      std::array<std::uint8_t, 32> below;  // as bytes lie in memory, so that many are compared at once
      for (int i = 0; i < 32; ++i) below[i] = row.data[x + i] < limit;
      std::uint32_t word = 0;
      for (int i = 0; i < 32; i += 4) {
        std::uint32_t four;  // of the leftmost pixel in the highest byte
        std::memcpy(&four, &below[i], sizeof four);
        word = word << 4 | ((four | four >> 7 | four >> 14 | four >> 21) & 15);
      }
      out[x / 32] = word;
    }
    for (; x < w; ++x)
      if (row[x] < limit) SET_DATA_BIT(out, x);
  }
  return bits;
}

// Pale print beside black: where most strokes of a part and those around it are paler than half way, these are the ink there.
void add_pale_print(Pix* grey, const Levels& levels, Pix* bits) {
  constexpr std::size_t kPixelsAStroke = 150;  // of a part with text, at most
  const Strokes& s = levels.strokes;
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  for (int r = 0; r < s.rows; ++r)
    for (int c = 0; c < s.columns; ++c) {
      std::array<std::size_t, 32> here{};
      std::size_t all = 0, sum = 0;
      for (int rr = std::max(0, r - 1); rr <= std::min(s.rows - 1, r + 1); ++rr)
        for (int cc = std::max(0, c - 1); cc <= std::min(s.columns - 1, c + 1); ++cc) {
          const auto& part = s.parts[static_cast<std::size_t>(rr) * static_cast<std::size_t>(s.columns) + static_cast<std::size_t>(cc)];
          for (std::size_t v = 0; v < part.size(); ++v) here[v] += part[v], all += part[v];
        }
      if (kPixelsAStroke * all < 9 * static_cast<std::size_t>(s.side) * static_cast<std::size_t>(s.side)) continue;
      std::size_t middle = 0;
      while ((sum += here[middle]) * 2 < all) ++middle;
      const int ink = static_cast<int>(8 * middle) + 4, limit = threshold_between(levels.paper, ink);
      if (ink <= levels.middle || limit <= levels.threshold) continue;
      for (int y = r * s.side; y < std::min(h, (r + 1) * s.side); ++y) {
        const Bytes row = bytes_of(grey, y);
        l_uint32* out = pixGetData(bits) + static_cast<std::size_t>(y) * pixGetWpl(bits);
        for (int x = c * s.side; x < std::min(w, (c + 1) * s.side); ++x)
          if (row[x] < limit) SET_DATA_BIT(out, x);
      }
    }
}

double coverage_of(Pix* bits) {
  l_int32 count = 0;
  pixCountPixels(bits, &count, nullptr);
  return static_cast<double>(count) / (static_cast<double>(pixGetWidth(bits)) * pixGetHeight(bits));
}

}  // namespace

Counts count_grey(Pix* grey) {
  Counts counts{};
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  for (int y = 0; y < h; y += 2) {
    const Bytes row = bytes_of(grey, y);
    for (int x = y / 2 % 2; x < w; x += 2) ++counts[row[x]];
  }
  return counts;
}

Picture to_bits(const Picture& grey, int limit) { return Picture::adopt(threshold(grey.pix(), limit).release(), grey.dpi()); }

int ink_threshold(const Picture& grey, bool shaded) { return levels_of(grey.pix(), shaded).threshold; }

Picture ink_bits(const Picture& grey, bool shaded) {
  const Levels levels = levels_of(grey.pix(), shaded);
  PixPtr bits = threshold(grey.pix(), levels.threshold);
  add_pale_print(grey.pix(), levels, bits.get());
  return Picture::adopt(bits.release(), grey.dpi());
}

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
  int to_the_eye = 255;  // the ground, where most of the page is coloured
  if (page.depth() == Depth::kColour) {
    ColourSplit s = split_colour(page.pix());
    if (s.coloured_pixels > static_cast<std::size_t>(page.width()) * page.height() / 2) to_the_eye = find_ground(page.grey().pix()).usual;
    grey = std::move(s.black);
    out.grounds = std::move(s.tints);
    // A speck of colour (chroma noise of JPEG) is no ink of its own.
    if (s.coloured_pixels > static_cast<std::size_t>(page.width()) * page.height() / 20000)
      out.coloured = Picture::adopt(s.coloured.release(), page.dpi());
  } else {
    grey = own(pixCopy(nullptr, page.pix()));
  }
  const Ground ground = find_ground(grey.get());
  out.paper = std::min(ground.usual, to_the_eye);
  even_out(grey.get(), ground);
  out.shaded = is_shaded(ground);
  const Levels levels = levels_of(grey.get(), out.shaded);
  out.threshold = levels.threshold;
  PixPtr bits = threshold(grey.get(), out.threshold);
  add_pale_print(grey.get(), levels, bits.get());
  out.coverage = coverage_of(bits.get());
  out.bits = Picture::adopt(bits.release(), page.dpi());
  out.grey = Picture::adopt(grey.release(), page.dpi());
  return out;
}

}  // namespace banthuek::picture
