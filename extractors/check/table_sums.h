// Whether the sums that a table prints are those of its rows. Pure.
#pragma once

#include "extractors/types/record.h"

namespace banthuek::check {

// Adds a finding `sum_differs` for each sum of numbers or money that is neither that of all rows above it, nor of those since the sum before, nor of
// the sums above. Columns that hold shares, averages or scores are not added up, nor is what a table only partly holds in figures.
void check_sums(Document& document);

}  // namespace banthuek::check
