#include "pipeline/source/dotted_rules.h"

#include <algorithm>
#include <cmath>

namespace banthuek::source {
namespace {

// Chains along `along` of dots that share `across`.
std::vector<layout::Rule> chains(std::vector<Dot> dots, double Dot::*along, double Dot::*across) {
  std::vector<layout::Rule> out;
  std::sort(dots.begin(), dots.end(), [&](const Dot& a, const Dot& b) {
    const double ra = std::round(a.*across), rb = std::round(b.*across);
    return ra != rb ? ra < rb : a.*along < b.*along;
  });
  for (std::size_t begin = 0; begin < dots.size();) {
    std::size_t end = begin + 1;
    for (; end < dots.size(); ++end) {
      const double step = dots[end].*along - dots[end - 1].*along;
      if (std::round(dots[end].*across) != std::round(dots[begin].*across) || step > 4 * dots[end].side + 1) break;
    }
    if (end - begin >= kMinDots) {
      layout::Rule rule;
      rule.width = dots[begin].side;
      const double first = dots[begin].*along - dots[begin].side / 2, last = dots[end - 1].*along + dots[end - 1].side / 2;
      const bool flat = along == &Dot::x;
      rule.x0 = flat ? first : dots[begin].x, rule.x1 = flat ? last : dots[begin].x;
      rule.y0 = flat ? dots[begin].y : first, rule.y1 = flat ? dots[begin].y : last;
      out.push_back(rule);
    }
    begin = end;
  }
  return out;
}

}  // namespace

DottedRules dotted_rules(const std::vector<Dot>& dots) { return {chains(dots, &Dot::x, &Dot::y), chains(dots, &Dot::y, &Dot::x)}; }

}  // namespace banthuek::source
