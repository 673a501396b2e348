#include <algorithm>

#include "pipeline/recognise/line_picture.h"

namespace banthuek {
namespace {

// Marks rows of ink longer than any letter's: at least `longest` pixels, small gaps bridged where pixels are fine (a rule on a worn copy).
std::vector<std::uint8_t> long_rows(const std::vector<std::uint8_t>& ink, int width, int height, int longest) {
  const int gap = height / 45;
  std::vector<std::uint8_t> marked(ink.size(), 0);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = &ink[static_cast<std::size_t>(y) * width];
    for (int x = 0; x < width;) {
      if (!row[x]) {
        ++x;
        continue;
      }
      int end = x + 1;
      for (int next = end; next < width && next - end <= gap; ++next)
        if (row[next]) end = next + 1;
      if (end - x >= longest)
        for (int at = x; at < end; ++at) marked[static_cast<std::size_t>(y) * width + at] = row[at];
      x = end + 1;
    }
  }
  return marked;
}

// Of the marked pixels those that are a thin rule; where a stroke crosses it, the stroke stays whole.
void keep_thin(std::vector<std::uint8_t>& marked, const std::vector<std::uint8_t>& ink, int width, int height, int thickest) {
  const auto at = [&](int x, int y) { return static_cast<std::size_t>(y) * width + x; };
  for (int x = 0; x < width; ++x)
    for (int y = 0; y < height;) {
      if (!marked[at(x, y)]) {
        ++y;
        continue;
      }
      int end = y + 1;
      while (end < height && marked[at(x, end)]) ++end;
      const bool above = y > 0 && ink[at(x, y - 1)], below = end < height && ink[at(x, end)];
      if (end - y > thickest || (above && below))
        for (int row = y; row < end; ++row) marked[at(x, row)] = 0;
      y = end;
    }
}

std::vector<std::uint8_t> turned(const std::vector<std::uint8_t>& ink, int width, int height) {
  std::vector<std::uint8_t> out(ink.size());
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) out[static_cast<std::size_t>(x) * height + y] = ink[static_cast<std::size_t>(y) * width + x];
  return out;
}

}  // namespace

std::vector<std::uint8_t> clear_rules(std::vector<std::uint8_t>& ink, int width, int height) {
  const int thickest = std::max(3, height / 9);
  std::vector<std::uint8_t> cleared = long_rows(ink, width, height, std::max(48, height * 9 / 4));
  keep_thin(cleared, ink, width, height, thickest);
  // A rule that stands: over nearly the whole height of the crop, which holds three body heights and more.
  std::vector<std::uint8_t> standing = turned(ink, width, height);
  const std::vector<std::uint8_t> turned_ink = standing;
  standing = long_rows(turned_ink, height, width, std::max(16, height * 23 / 25));
  keep_thin(standing, turned_ink, height, width, thickest);
  standing = turned(standing, height, width);
  for (std::size_t at = 0; at < ink.size(); ++at) {
    cleared[at] |= standing[at];
    if (cleared[at]) ink[at] = 0;
  }
  return cleared;
}

}  // namespace banthuek
