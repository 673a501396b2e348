#include "pipeline/layout/choice_mark.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace banthuek::layout {
namespace {

constexpr int kSide = 40;      // side of the square that a sign is brought to
constexpr int kAngles = 72;    // directions looked into from its middle
constexpr int kMinPixels = 7;  // a sign smaller than this, either way, is dust

// A sign brought to a square: ink is the part of each place that is black, 0 to 1.
struct Sign {
  std::array<double, kSide * kSide> ink{};
  double aspect = 1;  // width over height before
  double stroke = 0;  // thickness of its strokes, in places

  bool at(int x, int y) const { return x >= 0 && y >= 0 && x < kSide && y < kSide && ink[y * kSide + x] >= 0.4; }
  // Whether there is ink within one place of (x, y): strokes of pens and of bad copies have gaps.
  bool near(double x, double y) const {
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (at(static_cast<int>(std::lround(x)) + dx, static_cast<int>(std::lround(y)) + dy)) return true;
    return false;
  }
};

std::optional<Box> ink_box(const picture::Picture& ink) {
  int x0 = ink.width(), y0 = ink.height(), x1 = -1, y1 = -1;
  for (int y = 0; y < ink.height(); ++y)
    for (int x = 0; x < ink.width(); ++x)
      if (ink.ink_at(x, y)) {
        x0 = std::min(x0, x), x1 = std::max(x1, x);
        y0 = std::min(y0, y), y1 = std::max(y1, y);
      }
  if (x1 < 0) return std::nullopt;
  return Box{x0, y0, x1 - x0 + 1, y1 - y0 + 1};
}

// Area-averages the inked part of the picture into the square; each side by its own scale, so that a flat ring is round.
Sign to_square(const picture::Picture& ink, const Box& box) {
  Sign sign;
  sign.aspect = static_cast<double>(box.w) / box.h;
  constexpr int kSamples = 3;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      int black = 0;
      for (int j = 0; j < kSamples; ++j)
        for (int i = 0; i < kSamples; ++i)
          black += ink.ink_at(box.x + static_cast<int>((x + (i + 0.5) / kSamples) * box.w / kSide),
                              box.y + static_cast<int>((y + (j + 0.5) / kSamples) * box.h / kSide));
      sign.ink[y * kSide + x] = static_cast<double>(black) / (kSamples * kSamples);
    }
  // Stroke: twice the area over the outline, as for any long thin shape.
  int area = 0, outline = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      if (sign.at(x, y)) {
        ++area;
        outline += !sign.at(x - 1, y) + !sign.at(x + 1, y) + !sign.at(x, y - 1) + !sign.at(x, y + 1);
      }
  sign.stroke = outline ? 2.0 * area / outline : 0;
  return sign;
}

// The ring, if the sign is one: how round it is, and how thick its line.
struct Ring {
  double roundness = 0;  // part of the directions whose outermost ink lies at the ring's distance
  double thickness = 0;  // places
};

Ring find_ring(const Sign& sign) {
  Ring ring;
  const double middle = (kSide - 1) / 2.0, radius = kSide / 2.0;
  std::vector<double> lines;
  int round = 0;
  for (int a = 0; a < kAngles; ++a) {
    const double angle = 2 * std::numbers::pi * a / kAngles, dx = std::cos(angle), dy = std::sin(angle);
    // From `from` inwards by half places, where the ink begins or ends; 0 where it does not.
    const auto first = [&](double from, bool ink) {
      double r = from;
      while (r > 0 && sign.at(static_cast<int>(std::lround(middle + r * dx)), static_cast<int>(std::lround(middle + r * dy))) != ink) r -= 0.5;
      return std::max(0.0, r);
    };
    const double outermost = first(radius * 1.42, true), inner = first(outermost, false);
    if (outermost > radius * 0.84 && outermost < radius * 1.12) {
      ++round;
      lines.push_back(outermost - inner);
    }
  }
  ring.roundness = static_cast<double>(round) / kAngles;
  if (!lines.empty()) {
    std::nth_element(lines.begin(), lines.begin() + lines.size() / 4, lines.end());
    ring.thickness = lines[lines.size() / 4];
  }
  return ring;
}

// Part of the disc of `radius` (of the half side) around the middle that is ink.
double disc_ink(const Sign& sign, double radius) {
  const double middle = (kSide - 1) / 2.0, limit = radius * kSide / 2;
  int inside = 0, black = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      if (std::hypot(x - middle, y - middle) <= limit) {
        ++inside;
        black += sign.at(x, y);
      }
  return inside ? static_cast<double>(black) / inside : 0;
}

std::optional<MarkShape> as_circle(const Sign& sign, double size_doubt) {
  if (sign.aspect < 0.7 || sign.aspect > 1.4) return std::nullopt;
  const Ring ring = find_ring(sign);
  if (ring.roundness < 0.86) return std::nullopt;
  const double sure = std::min(1.0, (ring.roundness - 0.8) / 0.18);
  const double free = std::max(0.3, 1 - 2 * (ring.thickness + 2.0) / kSide);  // within the ring's own line
  const double inside = disc_ink(sign, free);
  if (inside > 0.85) return MarkShape{MarkKind::kCircleFilled, 0.97 * sure};
  if (inside < 0.06) {
    if (ring.thickness > kSide * 0.3) return std::nullopt;
    return MarkShape{MarkKind::kCircleEmpty, 0.98 * sure * size_doubt};
  }
  // Something stands inside. A cross or a tick goes through or near the middle, in one or two strokes.
  if (inside > 0.12 || disc_ink(sign, free * 0.5) > 0.1) return MarkShape{MarkKind::kCircleCrossed, 0.95 * sure};
  return MarkShape{MarkKind::kCircleEmpty, 0.6 * sure * size_doubt};
}

// All of it ink.
bool is_solid(const Sign& sign) {
  constexpr double kSolid = 0.9;
  double sum = 0;
  for (const double ink : sign.ink) sum += ink;
  return sum > kSolid * kSide * kSide;
}

std::optional<MarkShape> as_box(const Sign& sign) {
  constexpr double kPrintedFull = 0.8;  // how sure that it says what a ticked box says
  if (sign.aspect < 0.7 || sign.aspect > 1.4) return std::nullopt;
  if (is_solid(sign)) return MarkShape{MarkKind::kBoxChecked, kPrintedFull};
  // Each side: the part of its length that has ink within two places of the edge. Corners have ink, unlike a ring's.
  const auto side = [&](auto place) {
    int black = 0;
    for (int i = 0; i < kSide; ++i) {
      bool any = false;
      for (int depth = 0; depth < 3 + kSide / 16; ++depth) any |= place(i, depth);
      black += any;
    }
    return static_cast<double>(black) / kSide;
  };
  const double left = side([&](int i, int d) { return sign.at(d, i); });
  const double right = side([&](int i, int d) { return sign.at(kSide - 1 - d, i); });
  const double top = side([&](int i, int d) { return sign.at(i, d); });
  const double bottom = side([&](int i, int d) { return sign.at(i, kSide - 1 - d); });
  const double least = std::min(std::min(left, right), std::min(top, bottom));
  if (least < 0.88) return std::nullopt;
  const double corner = 0.1 * kSide;
  for (const auto& [x, y] :
       {std::pair{corner, corner}, {kSide - 1 - corner, corner}, {corner, kSide - 1 - corner}, {kSide - 1 - corner, kSide - 1 - corner}}) {
    bool any = false;
    for (int dy = -4; dy <= 4 && !any; ++dy)
      for (int dx = -4; dx <= 4 && !any; ++dx) any = sign.at(static_cast<int>(x) + dx, static_cast<int>(y) + dy);
    if (!any) return std::nullopt;
  }
  int inside = 0, black = 0;
  const int edge = std::max(6, static_cast<int>(sign.stroke * 1.6) + 3);
  for (int y = edge; y < kSide - edge; ++y)
    for (int x = edge; x < kSide - edge; ++x) ++inside, black += sign.at(x, y);
  const double part = inside ? static_cast<double>(black) / inside : 0;
  const double sure = std::min(1.0, (least - 0.8) / 0.15);
  if (part < 0.04) return MarkShape{MarkKind::kBoxEmpty, 0.97 * sure};
  if (part > 0.1) return MarkShape{MarkKind::kBoxChecked, 0.95 * sure};
  return MarkShape{MarkKind::kBoxEmpty, 0.55 * sure};
}

// How much of the straight way from (x0, y0) to (x1, y1), in parts of the square, is inked.
double along(const Sign& sign, double x0, double y0, double x1, double y1) {
  constexpr int kSteps = 40;
  int black = 0;
  for (int i = 0; i <= kSteps; ++i) black += sign.near((x0 + (x1 - x0) * i / kSteps) * (kSide - 1), (y0 + (y1 - y0) * i / kSteps) * (kSide - 1));
  return static_cast<double>(black) / (kSteps + 1);
}

// Part of all ink that lies within `reach` places of one of the ways given: a letter has ink elsewhere too.
struct Way {
  double x0, y0, x1, y1;
};
double covered(const Sign& sign, std::initializer_list<Way> ways, double reach) {
  int all = 0, on = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      if (!sign.at(x, y)) continue;
      ++all;
      for (const Way& w : ways) {
        const double ax = w.x0 * (kSide - 1), ay = w.y0 * (kSide - 1), bx = w.x1 * (kSide - 1), by = w.y1 * (kSide - 1);
        const double length = std::hypot(bx - ax, by - ay);
        const double t = std::clamp(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (length * length), 0.0, 1.0);
        if (std::hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= reach) {
          ++on;
          break;
        }
      }
    }
  return all ? static_cast<double>(on) / all : 0;
}

// How much the sign is a cross of two slanting strokes: an arm from the middle towards each corner, long enough, and nothing at the
// middles of the four edges. Pens and ornamental fonts bend the arms, so that they need not end in the corners.
double crossed_arms(const Sign& sign) {
  double least = 1;
  for (const auto& [cx, cy] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}, {1.0, 1.0}}) {
    double best = 0;
    for (int tenth = -4; tenth <= 4; ++tenth) {
      const double bend = tenth / 10.0;
      // Ends along the two edges that meet in the corner.
      const double ex = bend > 0 ? std::abs(cx - bend) : cx, ey = bend < 0 ? std::abs(cy + bend) : cy;
      best = std::max(best, along(sign, 0.5, 0.5, 0.5 + (ex - 0.5) * 0.8, 0.5 + (ey - 0.5) * 0.8));
    }
    least = std::min(least, best);
  }
  int edge = 0, black = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const double u = std::abs((x + 0.5) / kSide - 0.5), v = std::abs((y + 0.5) / kSide - 0.5);
      if ((u < 0.12 && v > 0.32) || (v < 0.12 && u > 0.32)) ++edge, black += sign.at(x, y);
    }
  return least * std::max(0.0, 1 - 2.0 * black / edge);
}

// How far down, 0 to 1, the ink of the leftmost tenth stands: at the foot for a slash, higher for the short arm of a tick.
double left_end(const Sign& sign) {
  double sum = 0;
  int black = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide / 10; ++x)
      if (sign.at(x, y)) sum += y, ++black;
  return black ? sum / black / kSide : 0;
}

std::optional<MarkShape> as_strokes(const Sign& sign) {
  if (sign.stroke > kSide * 0.3) return std::nullopt;
  const double reach = std::max(3.0, sign.stroke * 0.9);
  if (sign.aspect >= 0.5 && sign.aspect <= 2) {
    if (const double cross = crossed_arms(sign); cross > 0.72) return MarkShape{MarkKind::kCross, 0.9 * cross};
  }
  if (sign.aspect >= 0.25 && sign.aspect <= 1.6) {
    const double slash = std::min(along(sign, 0.96, 0.04, 0.04, 0.96), covered(sign, {{1, 0, 0, 1}}, reach + 1.5));
    if (slash > 0.9 && left_end(sign) > 0.8) return MarkShape{MarkKind::kSlash, 0.85 * slash};
  }
  if (sign.aspect >= 0.55 && sign.aspect <= 2.4) {
    // A tick: from the upper right down to a foot in the left half, and up again a little to the left edge.
    double best = 0;
    for (int twentieth = 3; twentieth <= 10; ++twentieth)
      for (int tenth = 3; tenth <= 8; ++tenth) {
        const double foot = twentieth / 20.0, start = tenth / 10.0;
        const double drawn = std::min(along(sign, 0.97, 0.03, foot, 0.96), along(sign, 0.05, start, foot, 0.96));
        if (drawn < 0.8) continue;
        best = std::max(best, std::min(drawn, covered(sign, {{1, 0, foot, 1}, {0, start, foot, 1}}, reach + 2)));
      }
    if (best > 0.86) return MarkShape{MarkKind::kCheck, 0.92 * best};
  }
  return std::nullopt;
}

}  // namespace

std::optional<MarkShape> classify_mark(const picture::Picture& ink, double body) {
  const std::optional<Box> box = ink_box(ink);
  if (!box || box->w < kMinPixels / 2 || box->h < kMinPixels) return std::nullopt;
  const Sign sign = to_square(ink, *box);
  // ๐ is up to about nine tenths of the body letters high.
  const double size_doubt = body > 0 && box->h < 0.95 * body ? 0.6 : 1.0;
  if (box->w >= kMinPixels) {
    if (const auto box_shape = as_box(sign)) return box_shape;
    if (const auto circle = as_circle(sign, size_doubt)) return circle;
  }
  return as_strokes(sign);
}

}  // namespace banthuek::layout
