// Lines drawn for tests out of boxes, by dice that give the same on every machine, and figures that say in a row what became of them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "pipeline/recognise/line_picture.h"

namespace banthuek {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed * 2654435761u + 12345u) {}
  int between(int least, int most) {  // both may come
    state_ = state_ * 1664525u + 1013904223u;
    return least + static_cast<int>((state_ >> 8) % static_cast<std::uint32_t>(most - least + 1));
  }
  double part() { return between(0, 10000) / 10000.0; }

 private:
  std::uint32_t state_;
};

inline std::uint32_t checksum(const std::vector<std::uint8_t>& bytes) {
  std::uint32_t hash = 2166136261u;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 16777619u;
  return hash;
}

// Ink as the steps of prepare_line take it: 1 where something is drawn.
struct Ink {
  int width, height;
  std::vector<std::uint8_t> at;

  Ink(int w, int h) : width(w), height(h), at(static_cast<std::size_t>(w) * h, 0) {}
  // A box whose rows follow `slope` about the middle of the picture.
  void box(int x, int y, int w, int h, double slope = 0) {
    for (int i = std::max(0, x); i < std::min(width, x + w); ++i) {
      const int shift = static_cast<int>(std::lround(slope * (i - width / 2.0)));
      for (int j = std::max(0, y + shift); j < std::min(height, y + h + shift); ++j) at[static_cast<std::size_t>(j) * width + i] = 1;
    }
  }
  int count() const { return static_cast<int>(std::count(at.begin(), at.end(), 1)); }
};

// Letters `body` high with their feet on `baseline`, some with a mark above or below.
inline void draw_letters(Ink& ink, Dice& dice, int baseline, int body, double slope, int from = 8, int to = 1 << 30) {
  const int pen = std::max(1, body / 6);
  for (int x = from; x + body < std::min(to, ink.width - 6); x += body + dice.between(1, body / 2 + 1)) {
    const int wide = body * dice.between(5, 9) / 10;
    ink.box(x, baseline - body, wide, pen, slope);
    ink.box(x, baseline - body, pen, body, slope);
    if (dice.between(0, 3) > 0) ink.box(x + wide - pen, baseline - body, pen, body, slope);
    if (dice.between(0, 2) == 0) ink.box(x + pen, baseline - body - body / 2, wide / 2, std::max(1, body / 4), slope);
    if (dice.between(0, 5) == 0) ink.box(x + pen, baseline + body / 5, wide / 2, std::max(1, body / 4), slope);
  }
}

// The ink as a crop on paper that is not quite white, with a soft rim where `dice` says so.
inline recognise::LineCrop crop_of(const Ink& ink, Dice& dice) {
  recognise::LineCrop crop{ink.width, ink.height, 1, {}, {}, {}};
  const int paper = dice.between(225, 255), black = dice.between(0, 60);
  for (const std::uint8_t dot : ink.at) crop.pixels.push_back(static_cast<std::uint8_t>((dot ? black : paper) - (dot ? 0 : dice.between(0, 6))));
  for (std::size_t i = 1; i < crop.pixels.size(); ++i)
    if (ink.at[i] != ink.at[i - 1] && dice.between(0, 1)) crop.pixels[i] = static_cast<std::uint8_t>((paper + black) / 2 + dice.between(-20, 20));
  return crop;
}

// A crop of one line as pages have them: any size, some with skew, rules, neighbours.
inline Ink drawn_line(int seed) {
  Dice dice(static_cast<std::uint32_t>(seed));
  const int body = dice.between(8, 26), height = body * dice.between(32, 48) / 10, width = height * dice.between(8, 70) / 10;
  const double slope = dice.between(0, 2) == 0 ? dice.between(-35, 35) / 1000.0 : 0;
  Ink ink(width, height);
  const int baseline = height * dice.between(55, 70) / 100;
  draw_letters(ink, dice, baseline, body, slope);
  if (dice.between(0, 3) == 0) ink.box(0, baseline + dice.between(0, body), width, dice.between(1, 3), slope);
  if (dice.between(0, 4) == 0) ink.box(dice.between(0, body), 0, dice.between(1, 3), height);
  if (dice.between(0, 3) == 0) ink.box(dice.between(0, width), 0, body, dice.between(1, body / 2));
  if (dice.between(0, 3) == 0) ink.box(dice.between(0, width), height - body / 3, body / 2, body / 3);
  return ink;
}

template <class... Values>
std::string figures(const char* format, Values... values) {
  char text[240];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

}  // namespace banthuek
