// Dots and dashes drawn one by one in a row: dotted borders and leaders, as browsers draw them. Pure.
#pragma once

#include <vector>

#include "pipeline/layout/grid.h"

namespace banthuek::source {

struct Dot {
  double x = 0, y = 0;  // its middle
  double side = 1;      // the longer one
};

inline constexpr int kMinDots = 8;  // in a row, to be a rule

// Rules through rows and columns of at least kMinDots dots whose gaps are at most four sides of a dot. Dots that
// stand alone (full stops drawn as shapes, noise) give nothing.
struct DottedRules {
  std::vector<layout::Rule> horizontal, vertical;
};
DottedRules dotted_rules(const std::vector<Dot>& dots);

}  // namespace banthuek::source
