#include "pipeline/recognise/calibration.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace banthuek::recognise {
namespace {

struct CurvePoint {
  double peak, right;
};

// Isotonic regression over 9,786 characters of six held-out sets (tools/bench lines, seed 900,000,000), thinned; between the points a
// straight line.
constexpr std::array<CurvePoint, 14> kMeasured{{{0.0, 0.0},
                                                {0.11, 0.12},
                                                {0.3, 0.28},
                                                {0.42, 0.47},
                                                {0.5, 0.56},
                                                {0.65, 0.72},
                                                {0.8, 0.84},
                                                {0.865, 0.89},
                                                {0.895, 0.955},
                                                {0.92, 0.98},
                                                {0.965, 0.987},
                                                {0.985, 0.994},
                                                {0.998, 0.998},
                                                {1.0, 1.0}}};

}  // namespace

double confidence_of(double peak, double rival) {
  const double sure = std::clamp(std::min(peak, 1 - rival), 0.0, 1.0);
  for (std::size_t at = 1; at < kMeasured.size(); ++at) {
    const CurvePoint& low = kMeasured[at - 1];
    const CurvePoint& high = kMeasured[at];
    if (sure <= high.peak) return low.right + (high.right - low.right) * (sure - low.peak) / (high.peak - low.peak);
  }
  return kMeasured.back().right;
}

}  // namespace banthuek::recognise
