// Level rules from x 100 to 1100, and stretches of text between them.
#pragma once

#include <initializer_list>
#include <vector>

#include "pipeline/layout/grid.h"

namespace banthuek::layout::ruled_across {

inline constexpr double kBody = 20;

inline std::vector<Rule> rules(std::initializer_list<double> ys) {
  std::vector<Rule> out;
  for (const double y : ys) out.push_back({100, y, 1100, y, 2});
  return out;
}

inline Box text(int x, int y, int w) { return {x, y, w, 20}; }

}  // namespace banthuek::layout::ruled_across
