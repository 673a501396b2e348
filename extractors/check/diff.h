// What differs between two extractions of the same pages: which values came, went or changed when rules changed.
//
// Rows of lists (measures, signatures, ...) are paired by where they stand on the paper, so that a row more or less does not make
// all that follow it differ. Pure.
#pragma once

#include <string>
#include <vector>

#include "extractors/types/record.h"

namespace banthuek::check {

struct ChangedValue {
  std::string path;          // in `after`, or in `before` where the value went: "measures/3/status"
  MaybeField before, after;  // one of them may be absent
};

// In the order of `after`, then what went. A value counts as changed where value or raw text differs; places, confidences and rules
// alone do not count.
std::vector<ChangedValue> compare(const Document& before, const Document& after);

}  // namespace banthuek::check
