#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "pipeline/recognise/line_picture.h"

namespace banthuek::recognise {
namespace {

// Marks runs of ink along `slope` longer than any letter: at least `longest` pixels, small gaps bridged where pixels are fine (a rule on a
// worn copy). A run may waver by a pixel: it goes on where the row below has ink.
std::vector<std::uint8_t> long_rows(const std::vector<std::uint8_t>& ink, int width, int height, int longest, double slope) {
  const int gap = height / 45;
  std::vector<std::uint8_t> marked(ink.size(), 0);
  std::vector<int> shift(static_cast<std::size_t>(width));
  for (int x = 0; x < width; ++x) shift[static_cast<std::size_t>(x)] = static_cast<int>(std::lround(slope * (x - width / 2.0)));
  const int most = width > 0 ? std::max(std::abs(shift.front()), std::abs(shift.back())) : 0;
  const bool wavers = slope != 0 && height >= 40;  // in coarser pictures letters would run together
  for (int base = -most; base < height + most; ++base) {
    const auto inked = [&](int x) {
      const int y = base + shift[static_cast<std::size_t>(x)];
      const auto at = [&](int row) { return row >= 0 && row < height && ink[static_cast<std::size_t>(row) * width + x]; };
      return at(y) || (wavers && at(y + 1));
    };
    // A long run has ink in every few columns: looked for from one place to the next that it cannot pass over.
    for (int probe = 0, stride = std::max(1, longest - gap); probe < width;) {
      int x = probe;
      while (x < width && x - probe < gap && !inked(x)) ++x;
      if (x >= width || !inked(x)) {
        probe += stride;
        continue;
      }
      int end = x + 1;
      for (int next = end; next < width && next - end <= gap; ++next)
        if (inked(next)) end = next + 1;
      for (int next = x - 1; next >= 0 && x - next - 1 <= gap; --next)
        if (inked(next)) x = next;
      if (end - x >= longest)
        for (int at = x; at < end; ++at)
          for (int row = base + shift[static_cast<std::size_t>(at)], last = row + (wavers ? 1 : 0); row <= last; ++row)
            if (row >= 0 && row < height && ink[static_cast<std::size_t>(row) * width + at]) marked[static_cast<std::size_t>(row) * width + at] = 1;
      probe = std::max(probe + stride, end + 1);
    }
  }
  return marked;
}

// Of the marked pixels those that are a thin rule; where a stroke crosses it, the stroke stays whole.
void keep_thin(std::vector<std::uint8_t>& marked, const std::vector<std::uint8_t>& ink, int width, int height, int thickest) {
  if (std::find(marked.begin(), marked.end(), 1) == marked.end()) return;
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

std::vector<std::uint8_t> clear_rules(std::vector<std::uint8_t>& ink, int width, int height, double slope) {
  const int thickest = std::max(3, height / 9);
  // Longer than any letter; in a short crop most of its width.
  const int longest = std::max(48, std::min(height * 9 / 4, width * 4 / 5));
  std::vector<std::uint8_t> cleared = long_rows(ink, width, height, longest, slope);
  keep_thin(cleared, ink, width, height, thickest);
  // A crop too short to tell its slope by its letters (find_slope): a rule in it may run any way.
  if (slope == 0 && width < 5 * height / 2)
    for (const double tilt : {-0.03, -0.02, -0.01, 0.01, 0.02, 0.03}) {
      std::vector<std::uint8_t> tilted = long_rows(ink, width, height, longest, tilt);
      keep_thin(tilted, ink, width, height, thickest);
      for (std::size_t at = 0; at < cleared.size(); ++at) cleared[at] |= tilted[at];
    }
  // A rule that stands: over nearly the whole height of the crop, which holds three body heights and more.
  std::vector<std::uint8_t> standing = turned(ink, width, height);
  const std::vector<std::uint8_t> turned_ink = standing;
  standing = long_rows(turned_ink, height, width, std::max(16, height * 22 / 25), -slope);
  keep_thin(standing, turned_ink, height, width, thickest);
  standing = turned(standing, height, width);
  for (std::size_t at = 0; at < ink.size(); ++at) {
    cleared[at] |= standing[at];
    if (cleared[at]) ink[at] = 0;
  }
  return cleared;
}

}  // namespace banthuek::recognise
