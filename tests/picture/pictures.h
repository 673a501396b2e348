// Tiny pictures written as text, so that a test shows every pixel it expects.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/picture/picture.h"
#include "tests/layout/drawing.h"

namespace banthuek {

// Ink: '#' is ink, anything else paper.
inline picture::Picture ink_of(const std::vector<std::string>& rows, double dpi = 0) {
  const int width = static_cast<int>(rows[0].size()), height = static_cast<int>(rows.size()), stride = (width + 7) / 8;
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (rows[y][x] == '#') bits[static_cast<std::size_t>(y) * stride + x / 8] |= static_cast<std::uint8_t>(0x80 >> x % 8);
  return picture::Picture::from_bits(bits, width, height, stride, dpi, picture::Picture::Bit::kInk);
}

inline std::vector<std::string> rows_of(const picture::Picture& ink) {
  std::vector<std::string> rows(ink.height(), std::string(ink.width(), '.'));
  for (int y = 0; y < ink.height(); ++y)
    for (int x = 0; x < ink.width(); ++x)
      if (ink.ink_at(x, y)) rows[y][x] = '#';
  return rows;
}

inline picture::Picture grey_of(const std::vector<std::vector<int>>& rows, double dpi = 0) {
  std::vector<std::uint8_t> pixels;
  for (const auto& row : rows)
    for (int v : row) pixels.push_back(static_cast<std::uint8_t>(v));
  const int width = static_cast<int>(rows[0].size());
  return picture::Picture::from_grey(pixels, width, static_cast<int>(rows.size()), width, dpi);
}

inline std::vector<std::vector<int>> values_of(const picture::Picture& grey) {
  std::vector<std::vector<int>> rows(grey.height(), std::vector<int>(grey.width()));
  for (int y = 0; y < grey.height(); ++y)
    for (int x = 0; x < grey.width(); ++x) rows[y][x] = grey.grey_at(x, y);
  return rows;
}

// 0xRRGGBB each.
inline picture::Picture colour_of(const std::vector<std::vector<std::uint32_t>>& rows, double dpi = 0) {
  std::vector<std::uint8_t> pixels;
  for (const auto& row : rows)
    for (std::uint32_t v : row)
      for (int shift : {16, 8, 0}) pixels.push_back(static_cast<std::uint8_t>(v >> shift));
  const int width = static_cast<int>(rows[0].size());
  return picture::Picture::from_rgb(pixels, width, static_cast<int>(rows.size()), 3 * width, dpi);
}

// A picture in colour on which rectangles are filled; colours are 0xRRGGBB.
struct Canvas {
  std::vector<std::vector<std::uint32_t>> rows;

  Canvas(int width, int height, std::uint32_t paper) : rows(height, std::vector<std::uint32_t>(width, paper)) {}
  void fill(int x0, int y0, int w, int h, std::uint32_t rgb) {
    for (int y = y0; y < y0 + h; ++y)
      for (int x = x0; x < x0 + w; ++x) rows[y][x] = rgb;
  }
  picture::Picture picture(double dpi) const { return colour_of(rows, dpi); }
};

inline std::uint32_t rgb_at(const picture::Picture& colour, int x, int y) { return colour.row(y)[x] >> 8; }

// All of one value.
inline picture::Picture plain_grey(int width, int height, int value, double dpi = 0) {
  return picture::Picture::from_grey(std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height, static_cast<std::uint8_t>(value)), width,
                                     height, width, dpi);
}

inline constexpr int kTile = 16;  // the paper's brightness is taken in tiles of so many pixels, on pages up to 1,280

// A page of tiles, `value(column, row)` each.
template <class F>
inline picture::Picture tiled(int columns, int rows, F value) {
  Drawing d(columns * kTile, rows * kTile);
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) d.fill(c * kTile, r * kTile, kTile, kTile, static_cast<std::uint8_t>(value(c, r)));
  return d.grey();
}

}  // namespace banthuek
