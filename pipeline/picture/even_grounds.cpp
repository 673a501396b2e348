#include "pipeline/picture/even_grounds.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "pipeline/picture/components.h"
#include "pipeline/picture/grey_counts.h"
#include "pipeline/picture/pix.h"

namespace banthuek::picture {
namespace {

using Colour = std::array<std::uint8_t, 3>;

Colour colour_at(const Picture& page, int x, int y) {
  if (page.depth() == Depth::kColour) {
    const std::uint32_t v = page.row(y)[x];
    return {static_cast<std::uint8_t>(v >> 24), static_cast<std::uint8_t>(v >> 16), static_cast<std::uint8_t>(v >> 8)};
  }
  const std::uint8_t v = bytes_of(page.pix(), y)[x];
  return {v, v, v};
}

// A whole row of `page` into `out`, which has its width.
void read_row(const Picture& page, int y, std::vector<Colour>& out) {
  const int width = page.width();
  if (page.depth() == Depth::kColour) {
    const std::uint32_t* row = page.row(y);
    for (int x = 0; x < width; ++x)
      out[static_cast<std::size_t>(x)] = {static_cast<std::uint8_t>(row[x] >> 24), static_cast<std::uint8_t>(row[x] >> 16),
                                          static_cast<std::uint8_t>(row[x] >> 8)};
    return;
  }
  const Bytes row = bytes_of(page.pix(), y);
  for (int x = 0; x < width; ++x) out[static_cast<std::size_t>(x)] = {row[x], row[x], row[x]};
}

int brightness_of(const Colour& c) { return brightness(c[0], c[1], c[2]); }

// Levels: in brightness, or in one channel, which the eye sees less.
int difference(const Colour& a, const Colour& b) {
  const int r = a[0] - b[0], g = a[1] - b[1], blue = a[2] - b[2];
  const int eye = std::abs(r * 77 + g * 151 + blue * 28) >> 8;
  return std::max(eye, std::max({std::abs(r), std::abs(g), std::abs(blue)}) * 6 / 10);
}

struct Plane {
  int width = 0, height = 0;
  std::vector<Colour> pixels;
  Colour& at(int x, int y) { return pixels[static_cast<std::size_t>(y) * width + x]; }
  const Colour& at(int x, int y) const { return pixels[static_cast<std::size_t>(y) * width + x]; }
};

// Each pixel the mean of a block of `factor` x `factor`.
Plane reduced(const Picture& page, int factor) {
  Plane out{page.width() / factor, page.height() / factor, {}};
  out.pixels.resize(static_cast<std::size_t>(out.width) * out.height);
  std::vector<Colour> row(static_cast<std::size_t>(page.width()));
  std::vector<std::array<int, 3>> sums(static_cast<std::size_t>(out.width));
  const int all = factor * factor;
  for (int y = 0; y < out.height; ++y) {
    std::fill(sums.begin(), sums.end(), std::array<int, 3>{});
    for (int dy = 0; dy < factor; ++dy) {
      read_row(page, y * factor + dy, row);
      for (int x = 0; x < out.width * factor; ++x)
        for (int k = 0; k < 3; ++k) sums[static_cast<std::size_t>(x / factor)][k] += row[static_cast<std::size_t>(x)][k];
    }
    for (int x = 0; x < out.width; ++x)
      for (int k = 0; k < 3; ++k) out.at(x, y)[k] = static_cast<std::uint8_t>(sums[static_cast<std::size_t>(x)][k] / all);
  }
  return out;
}

// Each channel of a pixel made of those of three beside each other, across or down: `of` takes three values. Channels lie side by side in memory, so
// that many are made at once.
template <typename Of>
Plane of_three(const Plane& from, bool down, Of of) {
  static_assert(sizeof(Colour) == 3);
  Plane out = from;
  const auto stride = static_cast<std::ptrdiff_t>(from.width) * 3;
  const std::uint8_t* in = from.pixels.data()->data();
  std::uint8_t* made = out.pixels.data()->data();
  for (int y = 0; y < from.height; ++y) {
    const std::uint8_t* row = in + y * stride;
    std::uint8_t* to = made + y * stride;
    const std::ptrdiff_t before = !down ? -3 : y > 0 ? -stride : 0, after = !down ? 3 : y + 1 < from.height ? stride : 0;
    const std::ptrdiff_t rim = down ? 0 : 3;  // the first and the last pixel of a row stay as they are
    for (std::ptrdiff_t i = rim; i + rim < stride; ++i) to[i] = static_cast<std::uint8_t>(of(row[i + before], row[i], row[i + after]));
  }
  return out;
}

template <typename Of>
Plane of_nine(const Plane& from, Of of) {
  return of_three(of_three(from, false, of), true, of);
}

bool is_set(Pix* bits, int x, int y) { return GET_DATA_BIT(pixGetData(bits) + static_cast<std::size_t>(y) * pixGetWpl(bits), x); }

// Even places too narrow for a core that letters cut off from their ground (between a line and the edge of its box): across a stroke lies ground of
// their colour. Of the strokes of a letter all around are of another.
void take_cut_off(Pix* ground, Pix* even, const Plane& smooth, int core) {
  constexpr int kSame = 20, kFew = 12;  // levels; pixels that may be anything
  constexpr double kAcross = 0.2;       // of the places across that are ground
  constexpr std::array<std::pair<int, int>, 8> kWays{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};
  const PixPtr rest = own(pixSubtract(nullptr, even, ground));
  const Components places = find_components(Picture::adopt(pixCopy(nullptr, rest.get()), 0));
  std::vector<const Component*> taken;
  for (const Component& c : places.list) {
    if (c.area < kFew) continue;
    int same = 0, other = 0;
    for (const Run& run : places.runs_of(c))
      for (int x = run.x0; x < run.x1; x += core / 2)
        for (const auto& [dx, dy] : kWays)
          for (int step = 1; step <= core; ++step) {
            const int nx = x + step * dx, ny = run.y + step * dy;
            if (nx < 0 || ny < 0 || nx >= smooth.width || ny >= smooth.height) break;
            if (!is_set(ground, nx, ny)) continue;
            ++(difference(smooth.at(nx, ny), smooth.at(x, run.y)) < kSame ? same : other);
            break;
          }
    if (same > kAcross * (same + other)) taken.push_back(&c);
  }
  for (const Component* c : taken)
    for (const Run& run : places.runs_of(*c)) {
      l_uint32* row = pixGetData(ground) + static_cast<std::size_t>(run.y) * pixGetWpl(ground);
      for (int x = run.x0; x < run.x1; ++x) SET_DATA_BIT(row, x);
    }
}

// Pixels of even surroundings that hang together about a core: kInk of the plane's size. `smooth`: of no grain.
PixPtr grounds_of(const Plane& smooth) {
  constexpr int kEven = 26;           // levels: between neighbours of one ground
  constexpr int kPagesAStroke = 250;  // the longer side, for a core's half width: no stroke is as wide
  const Plane low = of_nine(smooth, [](std::uint8_t a, std::uint8_t b, std::uint8_t c) { return std::min(std::min(a, b), c); });
  const Plane high = of_nine(smooth, [](std::uint8_t a, std::uint8_t b, std::uint8_t c) { return std::max(std::max(a, b), c); });
  PixPtr even = blank(smooth.width, smooth.height, 1);
  for (int y = 0; y < smooth.height; ++y) {
    l_uint32* row = pixGetData(even.get()) + static_cast<std::size_t>(y) * pixGetWpl(even.get());
    for (int x = 0; x < smooth.width; ++x) {
      const Colour &a = low.at(x, y), &b = high.at(x, y);
      if (std::max({b[0] - a[0], b[1] - a[1], b[2] - a[2]}) < kEven) SET_DATA_BIT(row, x);
    }
  }
  const int core = 2 * std::max(4, std::max(smooth.width, smooth.height) / kPagesAStroke) + 1;
  const PixPtr seeds = own(pixErodeBrick(nullptr, even.get(), core, core));
  PixPtr ground = own(pixSeedfillBinary(nullptr, seeds.get(), even.get(), 4));
  take_cut_off(ground.get(), even.get(), smooth, core);
  return ground;
}

// For each pixel the index of the ground's pixel that it is held against: where it is of a ground's colour and hangs together with it (a strip
// between a line and the edge of its box is nowhere even) one of that, else the nearest. Empty where there is no ground. What hangs together is set
// in `ground`.
std::vector<std::int32_t> nearest_ground(Pix* ground, const Plane& plane, const Plane& smooth) {
  constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max() / 2;
  constexpr int kSame = 28;  // levels
  const int width = plane.width, height = plane.height;
  std::vector<std::uint32_t> far(static_cast<std::size_t>(width) * height, kFar);
  std::vector<std::int32_t> from(far.size(), -1);
  std::vector<std::int32_t> grown;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (is_set(ground, x, y)) {
        const std::size_t at = static_cast<std::size_t>(y) * width + x;
        far[at] = 0, from[at] = static_cast<std::int32_t>(at);
        const bool inside = x > 0 && y > 0 && x + 1 < width && y + 1 < height && is_set(ground, x - 1, y) && is_set(ground, x + 1, y) &&
                            is_set(ground, x, y - 1) && is_set(ground, x, y + 1);
        if (!inside) grown.push_back(from[at]);
      }
  for (std::size_t i = 0; i < grown.size(); ++i) {
    const std::int32_t at = grown[i], source = from[static_cast<std::size_t>(at)];
    const int x = at % width, y = at / width;
    for (const auto& [nx, ny] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
      const std::size_t next = static_cast<std::size_t>(ny) * width + nx;
      if (far[next] == 0 || difference(plane.pixels[next], smooth.pixels[static_cast<std::size_t>(source)]) >= kSame) continue;
      far[next] = 0, from[next] = source;
      SET_DATA_BIT(pixGetData(ground) + static_cast<std::size_t>(ny) * pixGetWpl(ground), nx);
      grown.push_back(static_cast<std::int32_t>(next));
    }
  }
  const auto take = [&](int x, int y, int dx, int dy, std::uint32_t step) {
    const int nx = x + dx, ny = y + dy;
    if (nx < 0 || ny < 0 || nx >= width || ny >= height) return;
    const std::size_t at = static_cast<std::size_t>(y) * width + x, next = static_cast<std::size_t>(ny) * width + nx;
    if (far[next] + step < far[at]) far[at] = far[next] + step, from[at] = from[next];
  };
  constexpr std::uint32_t kStraight = 3, kSlanted = 4;  // lengths of steps
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      take(x, y, -1, 0, kStraight), take(x, y, 0, -1, kStraight), take(x, y, -1, -1, kSlanted), take(x, y, 1, -1, kSlanted);
  for (int y = height - 1; y >= 0; --y)
    for (int x = width - 1; x >= 0; --x)
      take(x, y, 1, 0, kStraight), take(x, y, 0, 1, kStraight), take(x, y, 1, 1, kSlanted), take(x, y, -1, 1, kSlanted);
  if (from.front() < 0) from.clear();
  return from;
}

// How far print differs from its ground, in levels, by tiles: what most of it does in a tile and those around.
struct Contrast {
  int tile = 1, columns = 0, rows = 0;
  std::vector<double> level;

  double at(int c, int r) const { return level[static_cast<std::size_t>(r) * columns + c]; }

  // `of`: one value of the nine tiles about (c, r).
  template <typename Of>
  std::vector<double> about(Of of) const {
    std::vector<double> out(level.size());
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c) {
        std::vector<double> near;
        for (int rr = std::max(0, r - 1); rr <= std::min(rows - 1, r + 1); ++rr)
          for (int cc = std::max(0, c - 1); cc <= std::min(columns - 1, c + 1); ++cc) near.push_back(at(cc, rr));
        out[static_cast<std::size_t>(r) * columns + c] = of(near);
      }
    return out;
  }

  // Between the middles of tiles at a row (of the plane): one value for each column of tiles.
  std::vector<double> row(double y) const {
    const double t = std::clamp(y / tile - 0.5, 0.0, rows - 1.0);
    const int r = std::min(static_cast<int>(t), std::max(0, rows - 2)), next = std::min(rows - 1, r + 1);
    std::vector<double> out(static_cast<std::size_t>(columns));
    for (int c = 0; c < columns; ++c) out[static_cast<std::size_t>(c)] = at(c, r) + (at(c, next) - at(c, r)) * (t - r);
    return out;
  }
};

Contrast contrast_of(const Plane& plane, const Plane& ground, Pix* is_ground) {
  constexpr int kTiles = 50, kMinLevel = 45;
  constexpr std::size_t kFew = 20;  // pixels that tell nothing
  constexpr double kPrint = 0.93;   // of what is no ground: the rims of letters differ less
  Contrast out;
  out.tile = std::max(16, std::max(plane.width, plane.height) / kTiles);
  out.columns = (plane.width + out.tile - 1) / out.tile, out.rows = (plane.height + out.tile - 1) / out.tile;
  std::vector<Counts> counts(static_cast<std::size_t>(out.columns) * out.rows);
  std::vector<std::size_t> all(counts.size());
  for (int y = 0; y < plane.height; ++y) {
    const l_uint32* row = pixGetData(is_ground) + static_cast<std::size_t>(y) * pixGetWpl(is_ground);
    for (int x = 0; x < plane.width; ++x) {
      if (GET_DATA_BIT(row, x)) continue;
      const std::size_t tile = static_cast<std::size_t>(y / out.tile) * out.columns + x / out.tile;
      ++counts[tile][difference(plane.at(x, y), ground.at(x, y))], ++all[tile];
    }
  }
  std::vector<double> known;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out.level.push_back(all[i] > kFew ? percentile(counts[i], kPrint) : 0);
    if (out.level.back() > 0) known.push_back(out.level.back());
  }
  // Where there is no print for far around, as elsewhere: there is only grain to be told from it.
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  const double usual = known.empty() ? 255 : *middle;
  out.level = out.about([&](const std::vector<double>& near) {
    const double most = *std::max_element(near.begin(), near.end());
    return std::max<double>(kMinLevel, most > 0 ? most : usual);
  });
  out.level = out.about([](const std::vector<double>& near) {
    double sum = 0;
    for (const double v : near) sum += v;
    return sum / static_cast<double>(near.size());
  });
  return out;
}

// The colour that most of a page has.
Colour usual_colour(const Picture& page) {
  constexpr double kUsual = 0.7;  // of its pixels are as bright, or darker
  std::array<Counts, 3> counts{};
  const int step = std::max(1, std::min(page.width(), page.height()) / 300);
  for (int y = 0; y < page.height(); y += step)
    for (int x = 0; x < page.width(); x += step) {
      const Colour c = colour_at(page, x, y);
      for (int k = 0; k < 3; ++k) ++counts[k][c[k]];
    }
  Colour usual;
  for (int k = 0; k < 3; ++k) usual[k] = static_cast<std::uint8_t>(percentile(counts[k], kUsual));
  return usual;
}

// The usual colour of a page, or white where that is too dark for paper.
Colour paper_of(const Picture& page) {
  constexpr int kDarkest = 150;
  const Colour usual = usual_colour(page);
  return brightness_of(usual) < kDarkest ? Colour{255, 255, 255} : usual;
}

constexpr int kNoPaper = 45;  // levels off the paper: a ground of its own

// Of the grounds those that are no paper: 1 bit.
PixPtr toned_grounds(Pix* ground, const Plane& colours, const Colour& paper) {
  PixPtr toned = own(pixCopy(nullptr, ground));
  for (int y = 0; y < colours.height; ++y) {
    l_uint32* row = pixGetData(toned.get()) + static_cast<std::size_t>(y) * pixGetWpl(toned.get());
    for (int x = 0; x < colours.width; ++x)
      if (GET_DATA_BIT(row, x) && difference(colours.at(x, y), paper) < kNoPaper) CLEAR_DATA_BIT(row, x);
  }
  return toned;
}

// Boxes of pieces of `toned` that fill them, on a page `factor` times as large.
std::vector<Box> filled_boxes(const Picture& toned, int factor) {
  constexpr double kFilled = 0.7;
  std::vector<Box> out;
  const int least = std::max(toned.width(), toned.height()) / 100;
  for (const Component& c : find_components(toned).list)
    if (c.box.w > least && c.box.h > least && c.area > kFilled * c.box.w * c.box.h)
      out.push_back({c.box.x * factor, c.box.y * factor, c.box.w * factor, c.box.h * factor});
  return out;
}

}  // namespace

bool stands_on_grounds(const Picture& page, std::span<const Box> photographs) {
  constexpr int kTiles = 100, kSamples = 5;                     // along the longer side; across a tile
  constexpr double kCovered = 0.7, kEdge = 0.03, kMany = 0.03;  // of a tile; of the page at each side; of the tiles
  constexpr int kHigh = 5;                                      // tiles: lower is the heading of a table, whose edges are its rules,
  constexpr double kManyLow = 0.1;                              // unless so many are
  if (page.empty() || page.depth() == Depth::kInk) return false;
  const Colour usual = usual_colour(page);
  const int tile = std::max(2 * kSamples, std::max(page.width(), page.height()) / kTiles);
  const int left = static_cast<int>(kEdge * page.width()), top = static_cast<int>(kEdge * page.height());
  const auto is_ground = [&](const Box& here) {
    if (std::any_of(photographs.begin(), photographs.end(), [&](const Box& p) { return !intersect(p, here).empty(); })) return false;
    int off = 0;
    for (int i = 0; i < kSamples; ++i)
      for (int k = 0; k < kSamples; ++k)
        off +=
            difference(colour_at(page, here.x + (2 * k + 1) * tile / (2 * kSamples), here.y + (2 * i + 1) * tile / (2 * kSamples)), usual) > kNoPaper;
    return off > kCovered * kSamples * kSamples;
  };
  int all = 0, high = 0, any = 0;
  for (int x = left; x + tile <= page.width() - left; x += tile)
    for (int y = top, below = 0; y + tile <= page.height() - top; y += tile) {
      ++all;
      below = is_ground({x, y, tile, tile}) ? below + 1 : 0;
      any += below > 0;
      if (below >= kHigh) high += below == kHigh ? kHigh : 1;
    }
  return high > kMany * all || any > kManyLow * all;
}

EvenPage even_grounds(const Picture& page) {
  constexpr int kLongest = 1800;  // pixels, of the picture on which grounds are looked for
  const int width = page.width(), height = page.height(), longest = std::max(width, height);
  const int factor = std::max(1, (longest + kLongest / 2) / kLongest);
  const Plane plane = reduced(page, factor);
  if (plane.pixels.empty()) return {page.grey(), {}, 0};
  const Plane smooth = of_nine(plane, [](int a, int b, int c) { return (a + b + c) / 3; });
  const PixPtr ground = grounds_of(smooth);
  const std::vector<std::int32_t> nearest = nearest_ground(ground.get(), plane, smooth);
  if (nearest.empty()) return {page.grey(), {}, 0};
  Plane colours = smooth;
  for (std::size_t i = 0; i < nearest.size(); ++i) colours.pixels[i] = smooth.pixels[static_cast<std::size_t>(nearest[i])];
  const Contrast contrast = contrast_of(plane, colours, ground.get());
  PixPtr out = blank(width, height, 8);
  std::vector<Colour> print(static_cast<std::size_t>(width));
  for (int y = 0; y < height; ++y) {
    read_row(page, y, print);
    const Bytes row = bytes_of(out.get(), y);
    const int sy = std::min(y / factor, plane.height - 1);
    const l_uint32* grounds = pixGetData(ground.get()) + static_cast<std::size_t>(sy) * pixGetWpl(ground.get());
    const std::vector<double> levels = contrast.row(static_cast<double>(y) / factor);
    for (int x = 0; x < width; ++x) {
      const int sx = std::min(x / factor, plane.width - 1);
      int off = difference(print[static_cast<std::size_t>(x)], colours.at(sx, sy));
      if (GET_DATA_BIT(grounds, sx)) off /= 2;  // grain
      if (off == 0) {
        row[x] = 255;
        continue;
      }
      const double t = std::clamp(static_cast<double>(x) / factor / contrast.tile - 0.5, 0.0, contrast.columns - 1.0);
      const auto c = static_cast<std::size_t>(t), next = std::min(levels.size() - 1, c + 1);
      const double level = levels[c] + (levels[next] - levels[c]) * (t - static_cast<double>(c));
      row[x] = static_cast<std::uint8_t>(255 - std::min(255, static_cast<int>(255 * off / level)));
    }
  }
  PixPtr toned = toned_grounds(ground.get(), colours, paper_of(page));
  l_int32 covered = 0;
  pixCountPixels(toned.get(), &covered, nullptr);
  return {Picture::adopt(out.release(), page.dpi()), filled_boxes(Picture::adopt(toned.release(), 0), factor),
          static_cast<double>(covered) / static_cast<double>(plane.pixels.size())};
}

}  // namespace banthuek::picture
