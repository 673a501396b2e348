#include <algorithm>
#include <cmath>

#include "pipeline/recognise/line_picture.h"

namespace banthuek::recognise {
namespace {

struct Blob {
  int x0, y0, x1, y1;  // inclusive
  double sum_y = 0, sum_x = 0;
  std::size_t first = 0, count = 0;  // its pixels in the list of all
};

// Connected pieces of ink (eight neighbours), their pixels listed one piece after the other.
std::vector<Blob> blobs_of(const std::vector<std::uint8_t>& ink, int width, int height, std::vector<int>& pixels) {
  std::vector<Blob> blobs;
  std::vector<std::uint8_t> seen(ink.size(), 0);
  pixels.clear();
  for (int start = 0; start < width * height; ++start) {
    if (!ink[start] || seen[start]) continue;
    Blob blob{start % width, start / width, start % width, start / width, 0, 0, pixels.size(), 0};
    seen[start] = 1;
    pixels.push_back(start);
    for (std::size_t at = blob.first; at < pixels.size(); ++at) {
      const int x = pixels[at] % width, y = pixels[at] / width;
      blob.x0 = std::min(blob.x0, x), blob.x1 = std::max(blob.x1, x);
      blob.y0 = std::min(blob.y0, y), blob.y1 = std::max(blob.y1, y);
      blob.sum_x += x, blob.sum_y += y;
      for (int ny = std::max(0, y - 1); ny <= std::min(height - 1, y + 1); ++ny)
        for (int nx = std::max(0, x - 1); nx <= std::min(width - 1, x + 1); ++nx) {
          const int next = ny * width + nx;
          if (ink[next] && !seen[next]) seen[next] = 1, pixels.push_back(next);
        }
    }
    blob.count = pixels.size() - blob.first;
    blobs.push_back(blob);
  }
  return blobs;
}

// Whether a piece of ink is none of the line's: all limits in body heights from the band.
bool is_foreign(const Blob& blob, int width, int height, Band band, double slope) {
  const double body = band.height();
  const double shift = slope * (blob.sum_x / blob.count - width / 2.0);  // the band's rows at the piece's place
  const double top = band.top + shift, bottom = band.bottom + shift;
  const double centre = blob.sum_y / blob.count;
  const double w = blob.x1 - blob.x0 + 1, h = blob.y1 - blob.y0 + 1;
  // Wholly beyond the room of the line's own marks.
  if (centre < top - 1.6 * body || centre > bottom + 0.85 * body) return true;
  // Cut off by the crop's upper or lower edge and far from the body: the neighbour's.
  if (blob.y0 == 0 && blob.y1 < top && centre < top - 1.15 * body) return true;
  if (blob.y1 == height - 1 && blob.y0 > bottom && centre > bottom + 0.55 * body) return true;
  // A vertical rule at the left or right edge: taller than any letter, thin.
  const bool at_side = blob.x0 < 0.8 * body || blob.x1 > width - 1 - 0.8 * body;
  if (at_side && w < 0.35 * body && h > 2.1 * body) return true;
  // A frame's corner or a horizontal rule above or below: long, and thin where it does not turn.
  const bool thin = blob.count < 0.3 * body * (w + h);
  if (w > 5 * body && h < 0.4 * body && (centre < top - 0.2 * body || centre > bottom + 0.12 * body)) return true;
  if (w > 4 * body && h > 1.8 * body && thin && blob.count < 0.2 * w * h && (at_side || w > 12 * body)) return true;
  return false;
}

}  // namespace

std::vector<std::uint8_t> clear_neighbours(std::vector<std::uint8_t>& ink, int width, int height, Band band, double slope) {
  std::vector<std::uint8_t> cleared(ink.size(), 0);
  std::vector<int> pixels;
  for (const Blob& blob : blobs_of(ink, width, height, pixels)) {
    if (!is_foreign(blob, width, height, band, slope)) continue;
    for (std::size_t at = blob.first; at < blob.first + blob.count; ++at) ink[pixels[at]] = 0, cleared[pixels[at]] = 1;
  }
  return cleared;
}

}  // namespace banthuek::recognise
