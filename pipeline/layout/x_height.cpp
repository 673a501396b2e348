#include "pipeline/layout/x_height.h"

#include <cmath>
#include <vector>

namespace banthuek::layout {

double body_height(const picture::Components& components) {
  std::vector<double> counts(400, 0.0);
  int letters = 0;
  for (const picture::Component& c : components.list) {
    const int w = c.box.w, h = c.box.h;
    if (h < 5 || h >= 395 || w < 0.25 * h || w > 4 * h) continue;
    const double fill = static_cast<double>(c.area) / (static_cast<double>(w) * h);
    if (fill < 0.08 || fill > 0.85) continue;
    counts[h] += 1;
    ++letters;
  }
  if (letters < 5) return 0;
  // Peak of the count within a tenth either way, weighed by height: specks are many but small.
  double best = 0, best_score = 0;
  for (int h = 5; h < 395; ++h) {
    const int reach = std::max(1, static_cast<int>(0.08 * h));
    double sum = 0, moment = 0;
    for (int k = h - reach; k <= h + reach && k < 400; ++k) {
      if (k < 0) continue;
      sum += counts[k], moment += counts[k] * k;
    }
    const double score = sum / std::sqrt(2.0 * reach + 1) * std::pow(h, 1.25);
    if (sum >= 3 && score > best_score) best_score = score, best = moment / sum;
  }
  return best;
}

}  // namespace banthuek::layout
