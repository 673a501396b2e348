#include "pipeline/picture/photographs.h"

#include <algorithm>
#include <cmath>

#include "pipeline/picture/grey_counts.h"

namespace banthuek::picture {
namespace {

constexpr int kTiles = 160;                            // along the longer side of the page
constexpr int kDarker = 40;                            // than paper, to the eye: what is no paper
constexpr int kClean = 20;                             // than paper: still paper
constexpr int kGround = 150;                           // darker paper tells nothing
constexpr double kCovered = 0.5;                       // of a tile that is no paper
constexpr int kNear = 2;                               // tiles: bright places of a photograph part it no further
constexpr double kMinWidth = 0.08, kMinHeight = 0.05;  // of the page
constexpr double kFilled = 0.7;                        // of a box with tiles that are no paper
constexpr double kFramed = 0.75;                       // of a side that has paper outside
constexpr double kMaxPage = 0.6;                       // of the page: a larger one is the page
constexpr int kMinToned = 6;                           // tiles: of a ground that has letters on it
constexpr double kSolid = 0.9;                         // of a banner with tiles that are no paper
constexpr int kDarkGround = 110;                       // of a banner, to the eye
constexpr int kTone = 24;                              // levels of brightness that are one tone
constexpr int kTones = 3;                              // of drawings and tinted tables
constexpr double kPlain = 0.7;                         // of a patch: these; nine photographs of scans had 0.48 to 0.69, drawings 0.73 to 0.97

struct Tiles {
  int size = 1, columns = 0, rows = 0;
  std::vector<char> dark, clean;  // most of the tile is no paper; most of it is plain paper
  bool at(const std::vector<char>& of, int c, int r) const { return of[static_cast<std::size_t>(r) * columns + c] != 0; }
};

Tiles tiles_of(Pix* grey, int paper) {
  Tiles t;
  const int w = pixGetWidth(grey), h = pixGetHeight(grey);
  t.size = std::max(8, std::max(w, h) / kTiles);
  t.columns = w / t.size, t.rows = h / t.size;
  for (int r = 0; r < t.rows; ++r)
    for (int c = 0; c < t.columns; ++c) {
      int dark = 0, clean = 0, all = 0;
      for (int y = r * t.size; y < (r + 1) * t.size; y += 2) {
        const Bytes row = bytes_of(grey, y);
        for (int x = c * t.size; x < (c + 1) * t.size; x += 2) dark += row[x]<paper - kDarker, clean += row[x]> paper - kClean, ++all;
      }
      t.dark.push_back(dark > kCovered * all);
      t.clean.push_back(clean > kCovered * all);
    }
  return t;
}

// Boxes of dark tiles that hang together, in tiles.
std::vector<Box> patches_of(const Tiles& t) {
  std::vector<Box> out;
  std::vector<char> seen(t.dark.size());
  for (int r = 0; r < t.rows; ++r)
    for (int c = 0; c < t.columns; ++c) {
      if (!t.at(t.dark, c, r) || t.at(seen, c, r)) continue;
      Box box;
      std::vector<std::pair<int, int>> stack{{c, r}};
      seen[static_cast<std::size_t>(r) * t.columns + c] = 1;
      while (!stack.empty()) {
        const auto [x, y] = stack.back();
        stack.pop_back();
        box = unite(box, {x, y, 1, 1});
        for (int ny = std::max(0, y - kNear); ny <= std::min(t.rows - 1, y + kNear); ++ny)
          for (int nx = std::max(0, x - kNear); nx <= std::min(t.columns - 1, x + kNear); ++nx) {
            if (!t.at(t.dark, nx, ny) || t.at(seen, nx, ny)) continue;
            seen[static_cast<std::size_t>(ny) * t.columns + nx] = 1;
            stack.push_back({nx, ny});
          }
      }
      out.push_back(box);
    }
  return out;
}

double share(const Tiles& t, const std::vector<char>& of, const Box& box) {
  int set = 0, all = 0;
  for (int r = std::max(0, box.y); r < std::min(t.rows, box.bottom()); ++r)
    for (int c = std::max(0, box.x); c < std::min(t.columns, box.right()); ++c) set += t.at(of, c, r), ++all;
  return all > 0 ? static_cast<double>(set) / all : 0;
}

// Paper along at least three sides, one tile away from the patch.
bool is_framed(const Tiles& t, const Box& b) {
  const Box sides[] = {{b.x, b.y - 2, b.w, 1}, {b.x, b.bottom() + 1, b.w, 1}, {b.x - 2, b.y, 1, b.h}, {b.right() + 1, b.y, 1, b.h}};
  return std::count_if(std::begin(sides), std::end(sides), [&](const Box& side) { return share(t, t.clean, side) > kFramed; }) >= 3;
}

// The part of a row (or, upright, of a column) between two places that is no paper.
double covered(Pix* grey, int paper, bool upright, int at, int from, int to) {
  int dark = 0;
  for (int k = from; k < to; ++k) dark += bytes_of(grey, upright ? k : at)[upright ? at : k] < paper - kDarker;
  return to > from ? static_cast<double>(dark) / (to - from) : 0;
}

// The patch ends somewhere about its outermost tiles: where, from inside, the first row comes that is paper nearly all over. A line of text close by,
// whose tiles hang together with the patch's, lies beyond it.
Box edges_of(Pix* grey, int paper, const Box& inner, int tile) {
  constexpr int kDeep = 4;         // tiles
  constexpr double kClear = 0.04;  // of a row between a picture and a line of text
  const int width = pixGetWidth(grey), height = pixGetHeight(grey);
  const auto edge = [&](bool upright, int outermost, int out, int end) {
    const int from = upright ? inner.y : inner.x, to = upright ? inner.bottom() : inner.right();
    const int beyond = std::clamp(outermost + out * tile, 0, end - 1);
    for (int at = std::clamp(outermost - out * kDeep * tile, 0, end - 1); at != beyond; at += out)
      if (covered(grey, paper, upright, at, from, to) < kClear) return at;
    return beyond;
  };
  const int left = edge(true, inner.x, -1, width), right = edge(true, inner.right() - 1, 1, width);
  const int top = edge(false, inner.y, -1, height), bottom = edge(false, inner.bottom() - 1, 1, height);
  return {left, top, right - left + 1, bottom - top + 1};
}

// What is no paper in a box.
struct Tones {
  double plain = 1;  // the part that its most frequent tones make up
  int ground = 255;  // brightness of its darker half
};

Tones tones_of(Pix* grey, const Box& box, int paper) {
  Counts counts{};
  for (int y = box.y; y < box.bottom(); y += 2) {
    const Bytes row = bytes_of(grey, y);
    for (int x = box.x; x < box.right(); x += 2)
      if (row[x] <= paper - kClean) ++counts[row[x]];
  }
  Tones tones;
  tones.ground = percentile(counts, 0.5);
  std::size_t all = 0, taken = 0;
  for (const std::size_t n : counts) all += n;
  for (int k = 0; k < kTones; ++k) {
    std::size_t best = 0, sum = 0;
    int last = 0;
    for (int v = 0; v < 256; ++v) {
      sum += counts[v] - (v >= kTone ? counts[v - kTone] : 0);
      if (sum > best) best = sum, last = v;
    }
    taken += best;
    for (int v = std::max(0, last - kTone + 1); v <= last; ++v) counts[v] = 0;
  }
  if (all > 0) tones.plain = static_cast<double>(taken) / static_cast<double>(all);
  return tones;
}

// Whether what is no paper in a box has a colour: shadows of a scan have none.
bool is_coloured(const Picture& page, const Picture& grey, const Box& box, int paper) {
  constexpr int kColour = 30;           // levels between the strongest and the weakest of red, green and blue
  constexpr double kMinColoured = 0.6;  // of these pixels
  if (page.depth() != Depth::kColour) return false;
  int all = 0, coloured = 0;
  for (int y = box.y; y < box.bottom(); y += 4)
    for (int x = box.x; x < box.right(); x += 4) {
      if (grey.grey_at(x, y) > paper - kDarker) continue;
      const l_uint32 v = pixGetData(page.pix())[static_cast<std::size_t>(y) * pixGetWpl(page.pix()) + x];
      const auto [least, most] = std::minmax({v >> 24, v >> 16 & 255, v >> 8 & 255});
      ++all, coloured += most - least > kColour;
    }
  return coloured > kMinColoured * all;
}

}  // namespace

Patches find_patches(const Picture& page) {
  Patches out;
  if (page.empty() || page.depth() == Depth::kInk) return out;
  const Picture grey = page.grey();
  const int paper = percentile(count_grey(grey.pix()), 0.85);
  if (paper < kGround) return out;
  const Tiles t = tiles_of(grey.pix(), paper);
  for (const Box& b : patches_of(t)) {
    const double filled = share(t, t.dark, b);
    bool many_tones = false;
    if (b.w >= kMinWidth * t.columns && b.h >= kMinHeight * t.rows && filled >= kFilled && is_framed(t, b) &&
        static_cast<double>(b.w) * b.h <= kMaxPage * t.columns * t.rows) {
      const Box inner{b.x * t.size, b.y * t.size, b.w * t.size, b.h * t.size};
      const Tones tones = tones_of(grey.pix(), inner, paper);
      many_tones = tones.plain <= kPlain;
      if (many_tones || (filled >= kSolid && tones.ground < kDarkGround))
        (many_tones ? out.photographs : out.banners).push_back(edges_of(grey.pix(), paper, inner, t.size));
    }
    const Box around =
        intersect({(b.x - 1) * t.size, (b.y - 1) * t.size, (b.w + 2) * t.size, (b.h + 2) * t.size}, {0, 0, page.width(), page.height()});
    const bool has_room = b.w >= kMinToned && b.h >= 2 && b.w * b.h >= kMinToned * 3;
    if (!many_tones && has_room && is_coloured(page, grey, around, paper)) out.toned.push_back(around);
  }
  return out;
}

void take_as_paper(PageInk& ink, const std::vector<Box>& boxes) {
  if (boxes.empty()) return;
  PixPtr grey = own(pixCopy(nullptr, ink.grey.pix())), bits = own(pixCopy(nullptr, ink.bits.pix()));
  PixPtr coloured = ink.coloured.empty() ? PixPtr() : own(pixCopy(nullptr, ink.coloured.pix()));
  for (const Box& given : boxes) {
    const Box b = intersect(given, {0, 0, ink.grey.width(), ink.grey.height()});
    if (b.empty()) continue;
    pixRasterop(grey.get(), b.x, b.y, b.w, b.h, PIX_SET, nullptr, 0, 0);
    pixRasterop(bits.get(), b.x, b.y, b.w, b.h, PIX_CLR, nullptr, 0, 0);
    if (coloured) pixRasterop(coloured.get(), b.x, b.y, b.w, b.h, PIX_CLR, nullptr, 0, 0);
  }
  ink.grey = Picture::adopt(grey.release(), ink.grey.dpi());
  ink.bits = Picture::adopt(bits.release(), ink.bits.dpi());
  if (coloured) ink.coloured = Picture::adopt(coloured.release(), ink.coloured.dpi());
}

}  // namespace banthuek::picture
