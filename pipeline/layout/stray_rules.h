// Rules that belong to no table though they touch one: streaks of a copier's glass, folds, the arc of a stamp.
//
// A table's rule ends at the rules across it, or where its neighbours end too (a side that is not drawn). What reaches further, alone, is
// a stray: it is clipped to the crossings where it leaves the table on one side, and dropped where it runs through it. Pixels; pure.
#pragma once

#include <vector>

#include "pipeline/layout/grid.h"

namespace banthuek::layout {

struct SortedRules {
  std::vector<Rule> horizontal, vertical;  // what tables may be made of
  std::vector<Rule> streaks;               // upright lines down the page, each as one from its first piece to its last
};

// `horizontal`, `vertical`: the page's rules, joined.
SortedRules sort_out_strays(const std::vector<Rule>& horizontal, const std::vector<Rule>& vertical, const GridSettings& settings);

}  // namespace banthuek::layout
