// Counts of brightness and the bytes of a row, for what tells ink from paper.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "pipeline/picture/pix.h"

namespace banthuek::picture {

using Counts = std::array<std::size_t, 256>;  // of pixels by brightness

// The brightness below and at which the part (0 to 1) of what was counted lies.
inline int percentile(const Counts& counts, double part) {
  std::size_t all = 0, sum = 0;
  for (std::size_t n : counts) all += n;
  const double wanted = part * static_cast<double>(all);
  for (int v = 0; v < 256; ++v)
    if (static_cast<double>(sum += counts[v]) >= wanted) return v;
  return 255;
}

// Bytes of a row as they lie in memory: Leptonica keeps the leftmost pixel in the highest byte of a word, so on a
// little-endian machine byte i lies at i ^ 3.
struct Bytes {
  std::uint8_t* data;
  std::uint8_t& operator[](int x) const { return data[x ^ 3]; }
};

inline Bytes bytes_of(Pix* pix, int y) { return {reinterpret_cast<std::uint8_t*>(pixGetData(pix) + static_cast<std::size_t>(y) * pixGetWpl(pix))}; }

// Of a picture of 8 bits, every second pixel of every second row.
Counts count_grey(Pix* grey);

// To the eye.
inline int brightness(int r, int g, int b) { return (r * 77 + g * 151 + b * 28) >> 8; }

}  // namespace banthuek::picture
