#include "pipeline/layout/mark.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

namespace banthuek {
namespace {

// A sign drawn into `side` pixels by what is ink at (u, v), both 0 to 1, with strokes `t` wide and `noise` of the pixels flipped.
Picture drawn(int side, const std::function<bool(double u, double v)>& is_ink, double noise = 0) {
  const int stride = (side + 7) / 8;
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * side);
  std::mt19937 random(7);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const bool flip = std::uniform_real_distribution<>(0, 1)(random) < noise;
      if (is_ink((x + 0.5) / side, (y + 0.5) / side) != flip) bits[y * stride + x / 8] |= 0x80 >> (x % 8);
    }
  return Picture::from_bits(bits, side, side, stride, 200, Picture::Bit::kInk);
}

double radius(double u, double v) { return std::hypot(u - 0.5, v - 0.5); }
bool ring(double u, double v) { return radius(u, v) < 0.49 && radius(u, v) > 0.41; }
bool frame(double u, double v) { return std::min({u, v, 1 - u, 1 - v}) < 0.08; }
bool near(double u, double v, double x0, double y0, double x1, double y1, double t = 0.06) {
  const double length = std::hypot(x1 - x0, y1 - y0);
  const double s = std::clamp(((u - x0) * (x1 - x0) + (v - y0) * (y1 - y0)) / length / length, 0.0, 1.0);
  return std::hypot(u - x0 - s * (x1 - x0), v - y0 - s * (y1 - y0)) < t;
}
bool cross(double u, double v, double from, double to) { return near(u, v, from, from, to, to) || near(u, v, to, from, from, to); }
bool tick(double u, double v) { return near(u, v, 0.05, 0.6, 0.35, 0.93) || near(u, v, 0.35, 0.93, 0.95, 0.06); }

struct Case {
  const char* name;
  std::function<bool(double, double)> is_ink;
  std::optional<MarkKind> kind;
};

class MarkOf : public testing::TestWithParam<std::tuple<Case, int>> {};

TEST_P(MarkOf, IsToldByItsShapeAtAnySize) {
  const auto& [c, side] = GetParam();
  const auto mark = classify_mark(drawn(side, c.is_ink));
  ASSERT_EQ(mark.has_value(), c.kind.has_value()) << c.name << ": " << (mark ? name_of(mark->kind) : "none");
  if (mark) {
    EXPECT_EQ(name_of(mark->kind), std::string(name_of(*c.kind))) << c.name;
    EXPECT_GT(mark->confidence, 0.5) << c.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, MarkOf,
    testing::Combine(
        testing::Values(Case{"ring", ring, MarkKind::kCircleEmpty},
                        Case{"disc", [](double u, double v) { return radius(u, v) < 0.48; }, MarkKind::kCircleFilled},
                        Case{"ring with a cross", [](double u, double v) { return ring(u, v) || cross(u, v, 0.2, 0.8); }, MarkKind::kCircleCrossed},
                        Case{"ring with a tick",
                             [](double u, double v) { return ring(u, v) || near(u, v, 0.3, 0.5, 0.45, 0.7) || near(u, v, 0.45, 0.7, 0.75, 0.25); },
                             MarkKind::kCircleCrossed},
                        Case{"frame", frame, MarkKind::kBoxEmpty},
                        Case{"frame with a cross", [](double u, double v) { return frame(u, v) || cross(u, v, 0.2, 0.8); }, MarkKind::kBoxChecked},
                        Case{"frame with a tick",
                             [](double u, double v) { return frame(u, v) || near(u, v, 0.25, 0.5, 0.45, 0.75) || near(u, v, 0.45, 0.75, 0.8, 0.2); },
                             MarkKind::kBoxChecked},
                        Case{"cross", [](double u, double v) { return cross(u, v, 0.04, 0.96); }, MarkKind::kCross},
                        Case{"tick", tick, MarkKind::kCheck},
                        Case{"slash", [](double u, double v) { return near(u, v, 0.05, 0.95, 0.95, 0.05); }, MarkKind::kSlash},
                        // Letters: a bar with a roof (T), three bars (H), a hook.
                        Case{"T", [](double u, double v) { return v < 0.12 || std::abs(u - 0.5) < 0.07; }, std::nullopt},
                        Case{"H", [](double u, double v) { return u < 0.12 || u > 0.88 || std::abs(v - 0.5) < 0.06; }, std::nullopt},
                        Case{"arch", [](double u, double v) { return v < 0.12 || u < 0.12 || u > 0.88; }, std::nullopt}),
        testing::Values(20, 33, 48, 90)));

TEST(Mark, SurvivesSpeckles) {
  const auto mark = classify_mark(drawn(40, ring, 0.01));
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->kind, MarkKind::kCircleEmpty);
}

TEST(Mark, OfDustOrNothingIsNone) {
  EXPECT_FALSE(classify_mark(drawn(4, ring)));
  EXPECT_FALSE(classify_mark(drawn(30, [](double, double) { return false; })));
  EXPECT_FALSE(classify_mark(Picture{}));
}

TEST(Mark, ARingOfADigitsSizeIsLessSure) {
  EXPECT_LT(classify_mark(drawn(30, ring), 40)->confidence, classify_mark(drawn(50, ring), 40)->confidence);
}

}  // namespace
}  // namespace banthuek
