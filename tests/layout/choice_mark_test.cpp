#include "pipeline/layout/choice_mark.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace choice_mark_test {

// A sign drawn into `side` pixels by what is ink at (u, v), both 0 to 1, with strokes `t` wide and `noise` of the pixels flipped.
picture::Picture drawn(int side, const std::function<bool(double u, double v)>& is_ink, double noise = 0) {
  const int stride = (side + 7) / 8;
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * side);
  std::mt19937 random(7);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const bool flip = noise > 0 && std::uniform_real_distribution<>(0, 1)(random) < noise;
      if (is_ink((x + 0.5) / side, (y + 0.5) / side) != flip) bits[y * stride + x / 8] |= 0x80 >> (x % 8);
    }
  return picture::Picture::from_bits(bits, side, side, stride, 200, picture::Picture::Bit::kInk);
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
                        Case{"square printed full", [](double, double) { return true; }, MarkKind::kBoxChecked},
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
  EXPECT_FALSE(classify_mark(picture::Picture{}));
}

TEST(Mark, ARingOfADigitsSizeIsLessSure) {
  const auto small = classify_mark(drawn(30, ring), 40), large = classify_mark(drawn(50, ring), 40);
  ASSERT_TRUE(small && large) << "both are rings";
  EXPECT_LT(small->confidence, large->confidence);
}

// What a shape is told to be, and how surely, in hundredths.
std::string told(const std::function<bool(double, double)>& is_ink, int side = 48, double body = 0) {
  const auto mark = classify_mark(drawn(side, is_ink), body);
  return mark ? std::string(name_of(mark->kind)) + " " + std::to_string(std::lround(100 * mark->confidence)) : std::string("none");
}
std::string kind_told(const std::function<bool(double, double)>& is_ink, int side = 48) {
  const auto mark = classify_mark(drawn(side, is_ink));
  return mark ? name_of(mark->kind) : "none";
}

TEST(Mark, IsToldAsSurelyAsItIsDrawn) {
  EXPECT_EQ(told(ring), "circle_empty 98");
  EXPECT_EQ(told(ring, 48, 51), "circle_empty 59");
  EXPECT_EQ(told(ring, 48, 50), "circle_empty 98");
  EXPECT_EQ(told([](double u, double v) { return radius(u, v) < 0.48; }), "circle_filled 97");
  EXPECT_EQ(told(frame), "box_empty 97");
  EXPECT_EQ(told(tick), "check 92");
  EXPECT_EQ(told([](double u, double v) { return cross(u, v, 0.04, 0.96); }), "cross 90");
  EXPECT_EQ(told([](double u, double v) { return near(u, v, 0.05, 0.95, 0.95, 0.05); }), "slash 85");
  EXPECT_EQ(told([](double u, double v) { return ring(u, v) || cross(u, v, 0.2, 0.8); }), "circle_crossed 95");
  EXPECT_EQ(told([](double u, double v) { return frame(u, v) || cross(u, v, 0.2, 0.8); }), "box_checked 95");
}

// Shapes that turn into others: each with the last value (hundredths of the side) at which it is told so.
TEST(Mark, ChangesItsKindWhereItsShapeDoes) {
  // A dot within a ring or a frame.
  EXPECT_EQ(stretches(0, 40, [](int r) { return kind_told([r](double u, double v) { return ring(u, v) || radius(u, v) < r / 100.0; }); }),
            "circle_empty 9, circle_crossed 35, circle_filled 40");
  EXPECT_EQ(stretches(0, 40, [](int r) { return kind_told([r](double u, double v) { return frame(u, v) || radius(u, v) < r / 100.0; }); }),
            "box_empty 11, box_checked 40");
  // A stroke beside the middle of a ring.
  EXPECT_EQ(
      stretches(0, 40,
                [](int r) {
                  return kind_told([r](double u, double v) { return ring(u, v) || (std::abs(u - 0.75) < 0.05 && std::abs(v - 0.5) < r / 100.0); });
                }),
      "circle_empty 26, circle_crossed 40");
  // Thicker and thicker lines.
  EXPECT_EQ(
      stretches(2, 49, [](int t) { return kind_told([t](double u, double v) { return radius(u, v) < 0.49 && radius(u, v) > 0.49 - t / 100.0; }); }),
      "none 2, circle_empty 31, none 33, check 34, circle_empty 35, circle_crossed 42, circle_filled 49");
  EXPECT_EQ(stretches(2, 49, [](int t) { return kind_told([t](double u, double v) {
                                           return std::min({u, v, 1 - u, 1 - v}) < t / 100.0;
                                         }); }),
            "box_empty 34, box_checked 49");
  EXPECT_EQ(stretches(2, 30, [](int t) { return kind_told([t](double u, double v) { return near(u, v, 0.05, 0.95, 0.95, 0.05, t / 100.0); }); }),
            "slash 22, check 26, none 30");
  EXPECT_EQ(stretches(2, 30,
                      [](int t) {
                        return kind_told([t](double u, double v) {
                          return near(u, v, 0.04, 0.04, 0.96, 0.96, t / 100.0) || near(u, v, 0.96, 0.04, 0.04, 0.96, t / 100.0);
                        });
                      }),
            "cross 19, check 20, none 23, box_checked 30");
  EXPECT_EQ(stretches(2, 30,
                      [](int t) {
                        return kind_told([t](double u, double v) {
                          return near(u, v, 0.05, 0.6, 0.35, 0.93, t / 100.0) || near(u, v, 0.35, 0.93, 0.95, 0.06, t / 100.0);
                        });
                      }),
            "check 24, none 30");
  // The foot of a tick moves to the right, its short arm grows.
  EXPECT_EQ(stretches(5, 70,
                      [](int f) {
                        return kind_told(
                            [f](double u, double v) { return near(u, v, 0.05, 0.6, f / 100.0, 0.93) || near(u, v, f / 100.0, 0.93, 0.95, 0.06); });
                      }),
            "check 64, none 70");
  EXPECT_EQ(
      stretches(0, 95,
                [](int y) {
                  return kind_told([y](double u, double v) { return near(u, v, 0.05, y / 100.0, 0.35, 0.93) || near(u, v, 0.35, 0.93, 0.95, 0.06); });
                }),
      "none 0, check 90, none 95");
  // A cross whose arms bend, and whose second stroke is shorter.
  EXPECT_EQ(stretches(0, 50,
                      [](int b) {
                        return kind_told([b](double u, double v) {
                          return near(u, v, b / 100.0, 0.04, 1 - b / 100.0, 0.96) || near(u, v, 0.96, 0.04, 0.04, 0.96);
                        });
                      }),
            "cross 37, none 50");
  EXPECT_EQ(stretches(0, 50,
                      [](int b) {
                        return kind_told([b](double u, double v) {
                          return near(u, v, b / 100.0, b / 100.0, 1 - b / 100.0, 1 - b / 100.0) || near(u, v, 0.96, 0.04, 0.04, 0.96);
                        });
                      }),
            "cross 29, none 36, check 39, slash 50");
  // A cross that turns into a plus.
  EXPECT_EQ(stretches(0, 45,
                      [](int a) {
                        const double c = 0.46 * std::cos((45 - a) * 3.14159265 / 180), s = 0.46 * std::sin((45 - a) * 3.14159265 / 180);
                        return kind_told([c, s](double u, double v) {
                          return near(u, v, 0.5 - c, 0.5 - s, 0.5 + c, 0.5 + s) || near(u, v, 0.5 - s, 0.5 + c, 0.5 + s, 0.5 - c);
                        });
                      }),
            "cross 23, none 45");
  // A ring with a gap, a frame with a gap, and a frame whose corners are cut.
  EXPECT_EQ(stretches(0, 90,
                      [](int g) {
                        return kind_told([g](double u, double v) { return ring(u, v) && std::abs(std::atan2(v - 0.5, u - 0.5)) * 57.3 >= g; });
                      }),
            "circle_empty 30, none 90");
  EXPECT_EQ(
      stretches(0, 50,
                [](int g) { return kind_told([g](double u, double v) { return frame(u, v) && !(u > 0.5 && std::abs(v - 0.5) < g / 100.0); }); }),
      "box_empty 5, none 50");
  EXPECT_EQ(
      stretches(0, 50,
                [](int g) { return kind_told([g](double u, double v) { return frame(u, v) && !(v < 0.5 && std::abs(u - 0.5) < g / 100.0); }); }),
      "box_empty 5, none 50");
  EXPECT_EQ(stretches(0, 40, [](int g) { return kind_told([g](double u, double v) { return frame(u, v) && !(u < g / 100.0 && v < g / 100.0); }); }),
            "box_empty 11, none 40");
  // A rounded frame, up to a ring.
  EXPECT_EQ(
      stretches(0, 49,
                [](int r) {
                  return kind_told([r](double u, double v) {
                    const double k = r / 100.0, x = std::max(0.0, std::abs(u - 0.5) - (0.49 - k)), y = std::max(0.0, std::abs(v - 0.5) - (0.49 - k));
                    const double out = std::hypot(x, y) - k + (x == 0 && y == 0 ? std::max(std::abs(u - 0.5), std::abs(v - 0.5)) - (0.49 - k) : 0);
                    return out < 0 && out > -0.08;
                  });
                }),
      "box_empty 24, none 27, circle_empty 49");
}

// Of any form: drawn into `w` x `h`.
picture::Picture stretched(int w, int h, const std::function<bool(double, double)>& is_ink) {
  const int stride = (w + 7) / 8;
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x)
      if (is_ink((x + 0.5) / w, (y + 0.5) / h)) bits[y * stride + x / 8] |= 0x80 >> (x % 8);
  return picture::Picture::from_bits(bits, w, h, stride, 200, picture::Picture::Bit::kInk);
}

TEST(Mark, IsAboutAsWideAsHigh) {
  const auto told_at = [](const std::function<bool(double, double)>& is_ink) {
    return stretches(10, 130, [&](int w) {
      const auto mark = classify_mark(stretched(w, 50, is_ink));
      return mark ? std::string(name_of(mark->kind)) : std::string("none");
    });
  };
  EXPECT_EQ(told_at(ring), "none 33, circle_empty 69, none 130");
  EXPECT_EQ(told_at(frame), "none 34, box_empty 70, none 130");
  EXPECT_EQ(told_at(tick), "none 26, check 117, none 130");
  EXPECT_EQ(told_at([](double u, double v) { return cross(u, v, 0.04, 0.96); }), "none 24, cross 100, none 130");
  EXPECT_EQ(told_at([](double u, double v) { return near(u, v, 0.05, 0.95, 0.95, 0.05); }), "none 12, slash 80, check 120, none 130");
}

TEST(Mark, IsSevenPixelsHighAndMore) {
  const auto told_at = [](int w, int h) {
    const auto mark = classify_mark(stretched(w, h, frame));
    return mark ? std::string(name_of(mark->kind)) : std::string("none");
  };
  EXPECT_EQ(stretches(3, 12, [&](int side) { return told_at(side, side); }), "none 6, box_empty 12");
  EXPECT_EQ(stretches(2, 12,
                      [&](int w) {
                        const auto mark = classify_mark(stretched(w, 8, [](double u, double v) { return near(u, v, 0.1, 0.9, 0.9, 0.1, 0.2); }));
                        return mark ? std::string(name_of(mark->kind)) : std::string("none");
                      }),
            "none 4, cross 5, check 12");
}

TEST(Mark, StandsAnywhereInItsPicture) {
  const auto mark = classify_mark(drawn(80, [](double u, double v) { return ring(u * 2 - 0.7, v * 2 - 0.3); }));
  ASSERT_TRUE(mark) << "the ring within empty margins";
  EXPECT_EQ(mark->kind, MarkKind::kCircleEmpty);
}

}  // namespace choice_mark_test
}  // namespace banthuek::layout
