#include "pipeline/picture/skew.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pipeline/picture/pix.h"

namespace banthuek::picture {
namespace {

struct Foot {
  float along, across;
};

// How sharply the feet fall into rows at slope `slope`: sum of squares of a histogram with bins of `bin`.
double sharpness(const std::vector<Foot>& feet, double slope, double bin, std::vector<float>& rows) {
  std::fill(rows.begin(), rows.end(), 0.0f);
  const float k = static_cast<float>(slope), scale = static_cast<float>(1 / bin);
  const int middle = static_cast<int>(rows.size() / 2), last = static_cast<int>(rows.size()) - 2;
  for (const Foot& f : feet) {
    const float at = (f.across - k * f.along) * scale + static_cast<float>(middle);
    const int i = static_cast<int>(at);
    if (i < 0 || i > last) continue;
    const float part = at - static_cast<float>(i);
    rows[i] += 1 - part, rows[i + 1] += part;
  }
  double sum = 0;
  for (float v : rows) sum += static_cast<double>(v) * v;
  return sum;
}

struct Best {
  double degrees = 0, score = 0, usual = 0;
};

Best sweep(const std::vector<Foot>& feet, double centre, double reach, double step, double bin, std::vector<float>& rows) {
  Best best{centre, -1, 0};
  double d = -reach;
  int n = 0;
  while (d <= reach + 1e-9) {
    const double s = sharpness(feet, std::tan((centre + d) * std::numbers::pi / 180), bin, rows);
    best.usual += s;
    if (s > best.score) best = {centre + d, s, best.usual};
    best.usual = std::max(best.usual, 0.0);
    d += step, ++n;
  }
  best.usual /= std::max(1, n);
  return best;
}

Best search(const std::vector<Foot>& feet, double extent, double body) {
  std::vector<float> rows(static_cast<std::size_t>(3 * extent / (0.12 * body)) + 16);
  // Level pages are the rule: near zero first, far only if the far is clearly better.
  Best near = sweep(feet, 0, 6, 0.25, 0.3 * body, rows);
  const Best far = sweep(feet, 0, 45, 0.5, 0.3 * body, rows);
  const double usual = far.usual;
  Best best = far.score > 1.3 * near.score ? far : near;
  best = sweep(feet, best.degrees, 0.3, 0.05, 0.15 * body, rows);
  best = sweep(feet, best.degrees, 0.06, 0.02, 0.12 * body, rows);
  // Told against the usual height at the same bin width.
  best.score = sharpness(feet, std::tan(best.degrees * std::numbers::pi / 180), 0.3 * body, rows);
  best.usual = usual;
  return best;
}

// Columns [first, last) of a row of `size` for which x0 + k dx lies in [0, xmax) and y0 + k dy in [0, ymax), an edge of a
// hundredth of a pixel left out.
std::pair<int, int> columns_inside(double x0, double dx, double xmax, double y0, double dy, double ymax, int size) {
  double low = 0, high = size;
  const auto narrow = [&](double from, double step, double most) {
    constexpr double kEdge = 0.01;
    const double a = (kEdge - from) / step, b = (most - kEdge - from) / step;
    if (std::abs(step) < 1e-12) {
      if (from < kEdge || from > most - kEdge) high = low;
      return;
    }
    low = std::max(low, std::min(a, b)), high = std::min(high, std::max(a, b));
  };
  narrow(x0, dx, xmax);
  narrow(y0, dy, ymax);
  const int first = std::max(0, static_cast<int>(std::ceil(low))), last = std::min(size, static_cast<int>(std::floor(high)));
  return {first, std::max(first, last)};
}

// Leptonica keeps the leftmost pixel in the highest byte of a word.
void turn_words(const std::uint32_t* from, std::uint32_t* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = from[i] << 24 | (from[i] & 0xff00) << 8 | (from[i] >> 8 & 0xff00) | from[i] >> 24;
}

// Of four neighbours by the place between them, in parts of 256.
std::uint8_t mixed(int a, int b, int d, int e, int fx, int fy) {
  const int top = a * (256 - fx) + b * fx, low = d * (256 - fx) + e * fx;
  return static_cast<std::uint8_t>((top * (256 - fy) + low * fy + (1 << 15)) >> 16);
}

// kRun pixels whose neighbours stand side by side in two rows. Places are in parts of 65,536, and move by sx and sy from pixel to pixel. Each step
// for all of them in 16 bits, so that the compiler does eight at a time.
constexpr int kRun = 32;
void mix_run(const std::uint8_t* upper, const std::uint8_t* lower, int x, int sx, int y, int sy, std::uint8_t* to) {
  std::array<std::uint16_t, kRun> fx, fy, top, low;
  for (int i = 0; i < kRun; ++i) fx[i] = static_cast<std::uint16_t>((x + i * sx) >> 8), fy[i] = static_cast<std::uint16_t>((y + i * sy) >> 8);
  for (int i = 0; i < kRun; ++i) top[i] = static_cast<std::uint16_t>(upper[i] * (256 - fx[i]) + upper[i + 1] * fx[i]);
  for (int i = 0; i < kRun; ++i) low[i] = static_cast<std::uint16_t>(lower[i] * (256 - fx[i]) + lower[i + 1] * fx[i]);
  for (int i = 0; i < kRun; ++i)
    to[i] = static_cast<std::uint8_t>((std::uint32_t{top[i]} * std::uint16_t(256 - fy[i]) + std::uint32_t{low[i]} * fy[i] + (1 << 15)) >> 16);
}

// How many of the boxes have another close behind them on their level, which for letters is the next of the word.
std::size_t followed(std::vector<Box> boxes, double body) {
  constexpr double kClose = 0.4, kLevel = 0.5;  // of a body; of the lower one's height
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  std::size_t count = 0;
  for (auto at = boxes.begin(); at != boxes.end(); ++at)
    count +=
        std::any_of(at + 1, std::find_if(at + 1, boxes.end(), [&](const Box& b) { return b.x > at->right() + kClose * body; }), [&](const Box& b) {
          return b.x > at->x + at->w / 2 && std::min(b.bottom(), at->bottom()) - std::max(b.y, at->y) > kLevel * std::min(b.h, at->h);
        });
  return count;
}

// Whether letters follow each other across: what else stands in rows, figures in the columns of a table, stands further apart.
bool words_run_across(const Components& components, double body) {
  constexpr std::size_t kMaxPieces = 6000;
  std::vector<Box> boxes, turned;
  for (const Component& c : components.list) {
    const int small = std::min(c.box.w, c.box.h), large = std::max(c.box.w, c.box.h);
    if (small < 0.45 * body || large < 0.6 * body || large > 2.2 * body || boxes.size() == kMaxPieces) continue;
    boxes.push_back(c.box), turned.push_back({c.box.y, c.box.x, c.box.h, c.box.w});
  }
  return followed(std::move(boxes), body) > followed(std::move(turned), body);
}

}  // namespace

Skew find_tilt(const Components& components, int width, int height, double body) {
  std::vector<Foot> across, upright;
  for (const Component& c : components.list) {
    const int small = std::min(c.box.w, c.box.h), large = std::max(c.box.w, c.box.h);
    if (small < 0.2 * body || large < 0.6 * body || large > 2.2 * body) continue;
    const float cx = static_cast<float>(c.box.x + c.box.w / 2.0 - width / 2.0), cy = static_cast<float>(c.box.y + c.box.h / 2.0 - height / 2.0);
    across.push_back({cx, static_cast<float>(c.box.bottom() - height / 2.0)});
    upright.push_back({-cy, static_cast<float>(c.box.right() - width / 2.0)});
  }
  Skew tilt;
  if (across.size() < 12) return tilt;
  if (across.size() > 6000) {  // enough to tell, wherever they stand
    const std::size_t step = across.size() / 6000 + 1;
    std::size_t n = 0;
    for (std::size_t i = 0; i < across.size(); i += step, ++n) across[n] = across[i], upright[n] = upright[i];
    across.resize(n), upright.resize(n);
  }
  const double extent = std::max(width, height);
  const Best a = search(across, extent, body), u = search(upright, extent, body);
  // A sideways page shows its baselines upright; feet to the left or to the right tell the same to within a factor.
  const double ra = a.score / std::max(1.0, a.usual), ru = u.score / std::max(1.0, u.usual);
  const bool stands = ru > 1.25 * ra, side = stands && !words_run_across(components, body);
  tilt.runs = side ? Runs::kUpright : Runs::kAcross;
  tilt.degrees = side ? u.degrees : a.degrees;
  tilt.confidence = std::clamp(((stands && !side ? ra : std::max(ra, ru)) - 1.1) / 1.5, 0.0, 1.0);
  return tilt;
}

Picture rotated(const Picture& picture, double degrees) {
  if (picture.empty() || std::abs(degrees) < 1e-6) return picture;
  const double angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
  const int w = picture.width(), h = picture.height();
  int ow = w, oh = h;
  if (std::abs(degrees) >= 10) {
    ow = static_cast<int>(std::lround(w * std::abs(c) + h * std::abs(s)));
    oh = static_cast<int>(std::lround(w * std::abs(s) + h * std::abs(c)));
  }
  const int depth = static_cast<int>(picture.depth());
  PixPtr out = blank(ow, oh, depth);
  if (depth != 1) pixSetAll(out.get());
  const std::uint32_t* data = picture.row(0);
  const int wpl = pixGetWpl(picture.pix());
  constexpr int kShift = 16;
  constexpr int kWhole = 1 << kShift;
  constexpr double kOne = kWhole;
  const auto dx = static_cast<std::int32_t>(std::lround(c * kOne)), dy = static_cast<std::int32_t>(std::lround(-s * kOne));
  // Grey pixels in the order of their columns, and so of a row of the result.
  const std::size_t stride = 4 * static_cast<std::size_t>(wpl);
  std::vector<std::uint8_t> level(depth == 8 ? stride * h : 0), line(4 * static_cast<std::size_t>(pixGetWpl(out.get())));
  turn_words(data, reinterpret_cast<std::uint32_t*>(level.data()), level.size() / 4);
  for (int y = 0; y < oh; ++y) {
    // Source of the row's first pixel: turned back about the centres.
    const double u = 0.5 - ow / 2.0, v = y + 0.5 - oh / 2.0;
    const double x0 = c * u + s * v + w / 2.0 - 0.5, y0 = -s * u + c * v + h / 2.0 - 0.5;
    // Columns whose four neighbours all lie inside: no test is needed within them.
    auto [first, last] = columns_inside(x0, c, w - 1, y0, -s, h - 1, ow);
    l_uint32* to = pixGetData(out.get()) + static_cast<std::size_t>(y) * pixGetWpl(out.get());
    auto sx = static_cast<std::int64_t>(std::llround((x0 + c * first) * kOne)), sy = static_cast<std::int64_t>(std::llround((y0 - s * first) * kOne));
    // The steps are rounded: over thousands of columns they add up to more than the edge that was left out.
    const auto inside = [&, sx, sy](int steps) {
      const std::int64_t px = (sx + std::int64_t{steps} * dx) >> kShift, py = (sy + std::int64_t{steps} * dy) >> kShift;
      return px >= 0 && px < w - 1 && py >= 0 && py < h - 1;
    };
    while (last > first && !inside(last - 1 - first)) --last;
    if (depth == 1) {
      for (int x = first; x < last; ++x, sx += dx, sy += dy)
        if (GET_DATA_BIT(picture.row(static_cast<int>(sy >> kShift)), static_cast<int>(sx >> kShift))) SET_DATA_BIT(to, x);
    } else if (depth == 8) {
      std::fill(line.begin(), line.end(), std::uint8_t{255});
      for (int x = first; x < last;) {
        const int ix = static_cast<int>(sx >> kShift), iy = static_cast<int>(sy >> kShift);
        const std::uint8_t *upper = &level[static_cast<std::size_t>(iy) * stride + ix], *lower = upper + stride;
        const std::int64_t end_x = sx + (kRun - 1) * std::int64_t{dx}, end_y = sy + (kRun - 1) * std::int64_t{dy};
        const bool run = x + kRun <= last && end_x >> kShift == ix + kRun - 1 && end_y >> kShift == iy;
        if (run) {
          mix_run(upper, lower, static_cast<int>(sx & (kWhole - 1)), dx - kWhole, static_cast<int>(sy & (kWhole - 1)), dy, &line[x]);
        } else {
          const int fx = static_cast<int>(sx >> (kShift - 8) & 255), fy = static_cast<int>(sy >> (kShift - 8) & 255);
          line[x] = mixed(upper[0], upper[1], lower[0], lower[1], fx, fy);
        }
        const int done = run ? kRun : 1;
        x += done, sx += std::int64_t{done} * dx, sy += std::int64_t{done} * dy;
      }
      turn_words(reinterpret_cast<const std::uint32_t*>(line.data()), to, line.size() / 4);
    } else {
      for (int x = first; x < last; ++x, sx += dx, sy += dy) {
        const int ix = static_cast<int>(sx >> kShift), iy = static_cast<int>(sy >> kShift);
        const std::uint32_t *upper = data + static_cast<std::size_t>(iy) * wpl, *lower = upper + wpl;
        const std::uint32_t fx = static_cast<std::uint32_t>(sx >> (kShift - 8) & 255), fy = static_cast<std::uint32_t>(sy >> (kShift - 8) & 255);
        std::uint32_t pixel = 0;
        for (int k = 8; k <= 24; k += 8) {
          const std::uint32_t a = upper[ix] >> k & 255, b = upper[ix + 1] >> k & 255, d = lower[ix] >> k & 255, e = lower[ix + 1] >> k & 255;
          pixel |= ((a * (256 - fx) + b * fx) * (256 - fy) + (d * (256 - fx) + e * fx) * fy + (1 << 15)) >> 16 << k;
        }
        to[x] = pixel;
      }
    }
  }
  return Picture::adopt(out.release(), picture.dpi());
}

}  // namespace banthuek::picture
