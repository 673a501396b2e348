#include "pipeline/recognise/confidence.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace banthuek {
namespace {

struct Point {
  double peak, right;
};

// Measured; between the points a straight line.
constexpr std::array<Point, 2> kMeasured{{{0.0, 0.0}, {1.0, 1.0}}};

}  // namespace

double confidence_of(double peak, double rival) {
  const double sure = std::clamp(std::min(peak, 1 - rival), 0.0, 1.0);
  for (std::size_t at = 1; at < kMeasured.size(); ++at) {
    const Point& low = kMeasured[at - 1];
    const Point& high = kMeasured[at];
    if (sure <= high.peak) return low.right + (high.right - low.right) * (sure - low.peak) / (high.peak - low.peak);
  }
  return kMeasured.back().right;
}

}  // namespace banthuek
