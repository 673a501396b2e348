// Paper to draw on: filled boxes and a pen's lines, as 1-bit ink.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "pipeline/picture/picture.h"

namespace banthuek::pen {

struct StrokePoint {
  double x, y;
};

class StrokePaper {
 public:
  StrokePaper(int width, int height) : width_(width), height_(height), stride_((width + 7) / 8), bits_(static_cast<std::size_t>(stride_) * height) {}

  void set(int x, int y, bool ink) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    std::uint8_t& byte = bits_[static_cast<std::size_t>(y) * stride_ + x / 8];
    const auto bit = static_cast<std::uint8_t>(0x80 >> x % 8);
    byte = static_cast<std::uint8_t>(ink ? byte | bit : byte & ~bit);
  }
  void fill(const Box& b, bool ink = true) {
    for (int y = b.y; y < b.bottom(); ++y)
      for (int x = b.x; x < b.right(); ++x) set(x, y, ink);
  }
  void clear(const Box& b) { fill(b, false); }

  // A line through the points, `thick` wide, with (x, y) added to each.
  void line(const std::vector<StrokePoint>& points, double x, double y, double thick) {
    for (std::size_t i = 1; i < points.size(); ++i)
      for (double t = 0; t <= 1; t += 0.02) {
        const double cx = x + points[i - 1].x + t * (points[i].x - points[i - 1].x), cy = y + points[i - 1].y + t * (points[i].y - points[i - 1].y);
        for (int py = static_cast<int>(cy - thick); py <= cy + thick; ++py)
          for (int px = static_cast<int>(cx - thick); px <= cx + thick; ++px)
            if (std::hypot(px - cx, py - cy) <= thick / 2) set(px, py, true);
      }
  }

  picture::Picture ink() const { return picture::Picture::from_bits(bits_, width_, height_, stride_, 300, picture::Picture::Bit::kInk); }

 private:
  int width_, height_, stride_;
  std::vector<std::uint8_t> bits_;
};

// Invented digits, 40 to 60 high, their feet at y = 60.
inline std::vector<StrokePoint> stroke_of(int digit) {
  std::vector<StrokePoint> out;
  if (digit == 0)  // a ring
    for (int i = 0; i <= 24; ++i) out.push_back({18 - 17 * std::sin(i * 0.2618), 41 - 18 * std::cos(i * 0.2618)});
  if (digit == 1)  // a coil from its middle outwards
    for (int i = 0; i <= 40; ++i) {
      const double turn = i * 0.235, r = 3 + 0.44 * i;
      out.push_back({22 + r * std::cos(2.2 + turn), 40 + r * std::sin(2.2 + turn)});
    }
  if (digit == 3)
    out = {{8, 55},  {3, 52},  {4, 46},  {9, 45},  {12, 50}, {10, 57}, {6, 48},  {5, 36},
           {10, 28}, {16, 30}, {19, 42}, {22, 32}, {28, 28}, {34, 32}, {37, 44}, {37, 60}};
  if (digit == 7)
    out = {{8, 55},  {3, 52},  {4, 46},  {9, 45},  {12, 50}, {10, 57}, {6, 48},  {5, 36},  {10, 28}, {16, 30},
           {19, 42}, {22, 32}, {27, 29}, {31, 33}, {32, 46}, {34, 59}, {39, 58}, {46, 42}, {52, 14}};
  return out;
}

}  // namespace banthuek::pen
