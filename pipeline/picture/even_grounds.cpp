#include "pipeline/picture/even_grounds.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "pipeline/picture/components.h"
#include "pipeline/picture/grey_counts.h"
#include "pipeline/picture/pix.h"

namespace banthuek::picture {
namespace {

using Colour = l_uint32;  // as a pixel of 32 bits

int channel(Colour c, int k) { return static_cast<int>(c >> (24 - 8 * k) & 255); }

Colour colour_of(int r, int g, int b) { return static_cast<Colour>(r) << 24 | static_cast<Colour>(g) << 16 | static_cast<Colour>(b) << 8; }

Colour colour_at(const Picture& page, int x, int y) {
  if (page.depth() == Depth::kColour) return page.row(y)[x];
  const int v = bytes_of(page.pix(), y)[x];
  return colour_of(v, v, v);
}

int brightness_of(Colour c) { return brightness(channel(c, 0), channel(c, 1), channel(c, 2)); }

// Levels: in brightness, or in one channel, which the eye sees less.
int difference(Colour a, Colour b) {
  const int red = channel(a, 0) - channel(b, 0), green = channel(a, 1) - channel(b, 1), blue = channel(a, 2) - channel(b, 2);
  return std::max(std::abs(brightness(red, green, blue)), std::max({std::abs(red), std::abs(green), std::abs(blue)}) * 6 / 10);
}

// The bits of a picture of 1 bit.
struct Bits {
  l_uint32* data;
  int words;  // of a row
  explicit Bits(Pix* pix) : data(pixGetData(pix)), words(pixGetWpl(pix)) {}
  l_uint32* row(int y) const { return data + static_cast<std::size_t>(y) * words; }
  bool at(int x, int y) const { return GET_DATA_BIT(row(y), x); }
};

// Even places too narrow for a core that letters cut off from their ground (between a line and the edge of its box): across a stroke lies ground of
// their colour. Of the strokes of a letter all around are of another.
void take_cut_off(Pix* ground, Pix* even, const Picture& smooth, int core) {
  constexpr int kSame = 20, kFew = 12;  // levels; pixels that may be anything
  constexpr double kAcross = 0.2;       // of the places across that are ground
  constexpr std::array<std::pair<int, int>, 8> kWays{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};
  const PixPtr rest = own(pixSubtract(nullptr, even, ground));
  const Components places = find_components(Picture::adopt(pixCopy(nullptr, rest.get()), 0));
  const Bits grounds(ground);
  std::vector<const Component*> taken;
  for (const Component& c : places.list) {
    if (c.area < kFew) continue;
    int same = 0, other = 0;
    for (const Run& run : places.runs_of(c))
      for (int x = run.x0; x < run.x1; x += core / 2)
        for (const auto& [dx, dy] : kWays)
          for (int step = 1; step <= core; ++step) {
            const int nx = x + step * dx, ny = run.y + step * dy;
            if (nx < 0 || ny < 0 || nx >= smooth.width() || ny >= smooth.height()) break;
            if (!grounds.at(nx, ny)) continue;
            ++(difference(colour_at(smooth, nx, ny), colour_at(smooth, x, run.y)) < kSame ? same : other);
            break;
          }
    if (same > kAcross * (same + other)) taken.push_back(&c);
  }
  for (const Component* c : taken)
    for (const Run& run : places.runs_of(*c))
      for (int x = run.x0; x < run.x1; ++x) SET_DATA_BIT(grounds.row(run.y), x);
}

// Pixels of even surroundings that hang together about a core: 1 bit. `smooth`: kColour, of no grain.
PixPtr grounds_of(const Picture& smooth) {
  constexpr int kEven = 26;           // levels: between neighbours of one ground
  constexpr int kPagesAStroke = 250;  // the longer side, for a core's half width: no stroke is as wide
  PixPtr even;
  for (const int which : {COLOR_RED, COLOR_GREEN, COLOR_BLUE}) {
    const PixPtr one = own(pixGetRGBComponent(smooth.pix(), which)), high = own(pixDilateGray3(one.get(), 3, 3)),
                 low = own(pixErodeGray3(one.get(), 3, 3));
    const PixPtr apart = own(pixSubtractGray(nullptr, high.get(), low.get()));
    PixPtr alike = own(pixThresholdToBinary(apart.get(), kEven));
    even = even ? own(pixAnd(nullptr, even.get(), alike.get())) : std::move(alike);
  }
  const int core = 2 * std::max(4, std::max(smooth.width(), smooth.height()) / kPagesAStroke) + 1;
  const PixPtr seeds = own(pixErodeBrick(nullptr, even.get(), core, core));
  PixPtr ground = own(pixSeedfillBinary(nullptr, seeds.get(), even.get(), 4));
  take_cut_off(ground.get(), even.get(), smooth, core);
  return ground;
}

// For each pixel the index of the ground's pixel that it is held against: where it is of a ground's colour and hangs together with it (a strip
// between a line and the edge of its box is nowhere even) one of that, else the nearest. Empty where there is no ground. What hangs together is set
// in `ground`.
std::vector<std::int32_t> nearest_ground(const Bits& ground, const Picture& plane, const Picture& smooth) {
  constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max() / 2;
  constexpr int kSame = 28;  // levels
  const int width = plane.width(), height = plane.height();
  const Colour *const print = plane.row(0), *const grounds = smooth.row(0);  // a pixel is a word: rows follow each other
  std::vector<std::uint32_t> far(static_cast<std::size_t>(width) * height, kFar);
  std::vector<std::int32_t> from(far.size(), -1);
  std::vector<std::int32_t> grown;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (ground.at(x, y)) {
        const std::size_t at = static_cast<std::size_t>(y) * width + x;
        far[at] = 0, from[at] = static_cast<std::int32_t>(at);
        const bool inside = x > 0 && y > 0 && x + 1 < width && y + 1 < height && ground.at(x - 1, y) && ground.at(x + 1, y) && ground.at(x, y - 1) &&
                            ground.at(x, y + 1);
        if (!inside) grown.push_back(from[at]);
      }
  for (std::size_t i = 0; i < grown.size(); ++i) {
    const std::int32_t at = grown[i], source = from[static_cast<std::size_t>(at)];
    const int x = at % width, y = at / width;
    for (const auto& [nx, ny] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
      const std::size_t next = static_cast<std::size_t>(ny) * width + nx;
      if (far[next] == 0 || difference(print[next], grounds[source]) >= kSame) continue;
      far[next] = 0, from[next] = source;
      SET_DATA_BIT(ground.row(ny), nx);
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

// Dots and marks so small and pale that they seem even, and so ground: all around them is ground that they differ from, and print that is brighter or
// darker than it as they are (the bright rim of a dark letter is not), stands near. They are no more of `ground`, and held against (`held`) what is
// around.
void take_out_specks(const Bits& ground, const Picture& plane, const Picture& smooth, std::vector<std::int32_t>& held) {
  constexpr int kMinDifference = 18;      // levels
  constexpr int kPagesAReach = 400;       // the longer side: beyond a full stop's rim
  constexpr int kFew = 4, kMaxAlike = 1;  // places around that are ground; of them those that do not differ
  constexpr int kPrint = 2;               // places around that are such print, more than are other
  const int width = plane.width(), height = plane.height(), reach = std::max(3, std::max(width, height) / kPagesAReach), slant = (3 * reach + 2) / 4;
  const std::array<std::pair<int, int>, 8> around{
      {{reach, 0}, {-reach, 0}, {0, reach}, {0, -reach}, {slant, slant}, {-slant, -slant}, {slant, -slant}, {-slant, slant}}};
  std::vector<std::pair<std::size_t, std::int32_t>> specks;
  for (int y = reach; y + reach < height; ++y) {
    const Colour* const print = plane.row(y);
    for (int x = reach; x + reach < width; ++x) {
      if (!ground.at(x, y)) continue;
      int grounds = 0, alike = 0;
      std::int32_t other = -1;
      for (const auto& [dx, dy] : around) {
        if (!ground.at(x + dx, y + dy)) continue;
        ++grounds;
        if (difference(print[x], smooth.row(y + dy)[x + dx]) >= kMinDifference)
          other = (y + dy) * width + x + dx;
        else if (++alike > kMaxAlike)
          break;
      }
      if (alike > kMaxAlike || grounds < kFew + alike) continue;
      const int level = brightness_of(smooth.row(0)[other]), own = brightness_of(print[x]) - level;
      int same = 0;
      for (const int far : {1, 2})
        for (const auto& [dx, dy] : around) {
          const int nx = x + far * dx, ny = y + far * dy;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height || ground.at(nx, ny)) continue;
          same += (brightness_of(plane.row(ny)[nx]) > level) == (own > 0) ? 1 : -1;
        }
      if (same >= kPrint) specks.emplace_back(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x), other);
    }
  }
  for (const auto& [at, other] : specks) {
    held[at] = other;
    CLEAR_DATA_BIT(ground.row(static_cast<int>(at) / width), static_cast<int>(at) % width);
  }
}

// How far print differs from its ground, in levels: what most of it does about a pixel. kGrey, `factor` times as large as `plane` and at most a tile
// more.
Picture contrast_of(const Picture& plane, const Picture& colours, const Bits& ground, int factor) {
  constexpr int kTiles = 50, kMinLevel = 45;
  constexpr std::size_t kFew = 20;  // pixels that tell nothing
  constexpr double kPrint = 0.93;   // of what is no ground: the rims of letters differ less
  const int tile = std::max(16, std::max(plane.width(), plane.height()) / kTiles);
  const int columns = (plane.width() + tile - 1) / tile, rows = (plane.height() + tile - 1) / tile;
  std::vector<Counts> counts(static_cast<std::size_t>(columns) * rows);
  std::vector<std::size_t> all(counts.size());
  for (int y = 0; y < plane.height(); ++y) {
    const Colour *const print = plane.row(y), *const held = colours.row(y);
    for (int x = 0; x < plane.width(); ++x) {
      if (ground.at(x, y)) continue;
      const std::size_t at = static_cast<std::size_t>(y / tile) * columns + x / tile;
      ++counts[at][difference(print[x], held[x])], ++all[at];
    }
  }
  const PixPtr levels = blank(columns, rows, 8);
  std::vector<int> known;
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) {
      const std::size_t at = static_cast<std::size_t>(r) * columns + c;
      if (all[at] > kFew) known.push_back(bytes_of(levels.get(), r)[c] = static_cast<std::uint8_t>(percentile(counts[at], kPrint)));
    }
  // Where there is no print for far around, as elsewhere: there is only grain to be told from it.
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  const int usual = known.empty() ? 255 : *middle;
  const PixPtr most = own(pixDilateGray3(levels.get(), 3, 3));
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) {
      std::uint8_t& level = bytes_of(most.get(), r)[c];
      level = static_cast<std::uint8_t>(std::max(kMinLevel, level > 0 ? level : usual));
    }
  const PixPtr mean = own(pixBlockconv(most.get(), 1, 1));
  // Levels stand in the middles of their tiles.
  const auto scale = static_cast<l_float32>(tile * factor);
  const PixPtr wide = own(pixAddMirroredBorder(mean.get(), 1, 0, 1, 0));
  const Picture between = Picture::adopt(own(pixScaleGrayLI(wide.get(), scale, scale)).release(), 0);
  const int half = tile * factor / 2;
  return between.cut({half, half, between.width() - half, between.height() - half});
}

// Letters of one tone drawn round with the other (white with a dark edge on a ground between the two) are the inner tone alone: with the edge they
// grow together. `brighter`, `darker`: print that is so than its ground. Levels of the edge become those of the ground in `print`.
void take_off_edges(Pix* print, Pix* brighter, Pix* darker) {
  constexpr double kBoth = 0.15;   // of a piece: a tone that it has
  constexpr double kInner = 0.05;  // of its border: what the inner tone shows at most
  const PixPtr both = own(pixOr(nullptr, brighter, darker));
  PixPtr joined = own(pixCloseSafeBrick(nullptr, both.get(), 3, 3));
  const PixPtr inside = own(pixErodeBrick(nullptr, joined.get(), 3, 3));
  const Bits bright(brighter), dark(darker), deep(inside.get());
  const Components pieces = find_components(Picture::adopt(joined.release(), 0));
  for (const Component& c : pieces.list) {
    int area[2] = {0, 0}, border[2] = {0, 0};
    for (const Run& run : pieces.runs_of(c))
      for (int x = run.x0; x < run.x1; ++x) {
        const bool is_bright = bright.at(x, run.y);
        if (!is_bright && !dark.at(x, run.y)) continue;
        ++area[is_bright], border[is_bright] += !deep.at(x, run.y);
      }
    const int inner = border[1] < border[0];
    if (area[0] < kBoth * c.area || area[1] < kBoth * c.area || border[inner] > kInner * (border[0] + border[1])) continue;
    const Bits& edge = inner ? dark : bright;
    for (const Run& run : pieces.runs_of(c))
      for (int x = run.x0; x < run.x1; ++x)
        if (edge.at(x, run.y)) bytes_of(print, run.y)[x] = 255;
  }
}

// The colour that most of a page has.
Colour usual_colour(const Picture& page) {
  constexpr double kUsual = 0.7;  // of its pixels are as bright, or darker
  std::array<Counts, 3> counts{};
  const int step = std::max(1, std::min(page.width(), page.height()) / 300);
  for (int y = 0; y < page.height(); y += step)
    for (int x = 0; x < page.width(); x += step) {
      const Colour c = colour_at(page, x, y);
      for (int k = 0; k < 3; ++k) ++counts[k][channel(c, k)];
    }
  return colour_of(percentile(counts[0], kUsual), percentile(counts[1], kUsual), percentile(counts[2], kUsual));
}

// The usual colour of a page, or white where that is too dark for paper.
Colour paper_of(const Picture& page) {
  constexpr int kDarkest = 150;
  const Colour usual = usual_colour(page);
  return brightness_of(usual) < kDarkest ? colour_of(255, 255, 255) : usual;
}

constexpr int kNoPaper = 45;  // levels off the paper: a ground of its own

// Of the grounds those that are no paper: 1 bit.
PixPtr toned_grounds(Pix* ground, const Picture& colours, Colour paper) {
  PixPtr toned = own(pixCopy(nullptr, ground));
  const Bits bits(toned.get());
  for (int y = 0; y < colours.height(); ++y) {
    const Colour* const held = colours.row(y);
    for (int x = 0; x < colours.width(); ++x)
      if (bits.at(x, y) && difference(held[x], paper) < kNoPaper) CLEAR_DATA_BIT(bits.row(y), x);
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
  const Picture coloured = page.depth() == Depth::kColour ? page : Picture::adopt(own(pixConvertTo32(page.pix())).release(), page.dpi());
  const auto small = static_cast<l_float32>(1.0 / factor);
  const Picture plane = factor == 1 ? coloured : Picture::adopt(own(pixScaleAreaMap(coloured.pix(), small, small)).release(), 0);
  const Picture smooth = Picture::adopt(own(pixBlockconv(plane.pix(), 1, 1)).release(), 0);
  const PixPtr ground = grounds_of(smooth);
  const Bits is_ground(ground.get());
  std::vector<std::int32_t> nearest = nearest_ground(is_ground, plane, smooth);
  if (nearest.empty()) return {page.grey(), {}, 0};
  take_out_specks(is_ground, plane, smooth, nearest);
  PixPtr held = blank(plane.width(), plane.height(), 32);
  std::transform(nearest.begin(), nearest.end(), pixGetData(held.get()), [all = smooth.row(0)](std::int32_t at) { return all[at]; });
  const Picture colours = Picture::adopt(held.release(), 0);
  const Picture contrast = contrast_of(plane, colours, is_ground, factor);
  PixPtr out = blank(width, height, 8), brighter = blank(width, height, 1), darker = blank(width, height, 1);
  const Bits bright_bits(brighter.get()), dark_bits(darker.get());
  for (int y = 0; y < height; ++y) {
    const int sy = std::min(y / factor, plane.height() - 1);
    const Bytes row = bytes_of(out.get(), y), levels = bytes_of(contrast.pix(), std::min(y, contrast.height() - 1));
    const int last = contrast.width() - 1;
    const Colour *const print = coloured.row(y), *const grounds = colours.row(sy);
    for (int x = 0; x < width; ++x) {
      const int sx = std::min(x / factor, plane.width() - 1);
      const int level = levels[std::min(x, last)];
      int off = difference(print[x], grounds[sx]);
      if (is_ground.at(sx, sy))
        off /= 2;  // grain
      else if (4 * off > level)
        SET_DATA_BIT((brightness_of(print[x]) > brightness_of(grounds[sx]) ? bright_bits : dark_bits).row(y), x);
      row[x] = static_cast<std::uint8_t>(255 - std::min(255, 255 * off / level));
    }
  }
  take_off_edges(out.get(), brighter.get(), darker.get());
  PixPtr toned = toned_grounds(ground.get(), colours, paper_of(page));
  l_int32 covered = 0;
  pixCountPixels(toned.get(), &covered, nullptr);
  return {Picture::adopt(out.release(), page.dpi()), filled_boxes(Picture::adopt(toned.release(), 0), factor),
          static_cast<double>(covered) / static_cast<double>(nearest.size())};
}

}  // namespace banthuek::picture
