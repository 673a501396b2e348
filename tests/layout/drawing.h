// Pages drawn by hand for the layout's tests: black rectangles on white, so that every test says what is on the page.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "pipeline/picture/binarise.h"
#include "pipeline/picture/components.h"
#include "pipeline/picture/picture.h"

namespace banthuek {

struct Drawing {
  int width, height;
  std::vector<std::uint8_t> pixels;

  Drawing(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w) * h, 255) {}

  void fill(int x, int y, int w, int h, std::uint8_t value = 0) {
    for (int j = std::max(0, y); j < std::min(height, y + h); ++j)
      for (int i = std::max(0, x); i < std::min(width, x + w); ++i) pixels[static_cast<std::size_t>(j) * width + i] = value;
  }

  // A letter as Thai ones are built: an arch of strokes `stroke` wide, 0.8 of its height wide.
  void letter(int x, int base, int h, int stroke = 4) {
    const int w = 8 * h / 10;
    fill(x, base - h, w, stroke);
    fill(x, base - h, stroke, h);
    fill(x + w - stroke, base - h, stroke, h);
  }

  // A circle `size` across, `stroke` thick.
  void ring(int x, int y, int size, int stroke) {
    const double centre = (size - 1) / 2.0, outer = size / 2.0, inner = outer - stroke;
    for (int j = 0; j < size; ++j)
      for (int i = 0; i < size; ++i) {
        const double far = (i - centre) * (i - centre) + (j - centre) * (j - centre);
        if (far <= outer * outer && far >= inner * inner) fill(x + i, y + j, 1, 1);
      }
  }

  // `count` letters from x, `step` apart; gives where the next would stand.
  int letters(int x, int base, int h, int count, int step) {
    for (int i = 0; i < count; ++i, x += step) letter(x, base, h);
    return x;
  }

  picture::Picture grey() const { return picture::Picture::from_grey(pixels, width, height, width, 300); }
  picture::Picture ink() const { return picture::to_bits(grey(), 128); }
  picture::Components components() const { return picture::find_components(ink()); }
};

inline std::vector<int> all_of(const picture::Components& c) {
  std::vector<int> out;
  for (int i = 0; i < static_cast<int>(c.list.size()); ++i) out.push_back(i);
  return out;
}

}  // namespace banthuek
