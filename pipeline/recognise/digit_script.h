// Numbers are written with Thai or with ASCII digits, seldom with both; ๖ and 6, ๐ and o look alike in coarse pictures.
#pragma once

#include <vector>

#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

// In each run of digits (with the points, commas, slashes and dashes between them) that is mostly of one kind, a digit of the other kind gives way
// to its alternative of the first kind, where it has one that is not unlikely (0.05), that of the same value first. A clear digit stays as printed:
// "25๖๒" does occur.
void agree_in_numbers(std::vector<Symbol>& symbols);

}  // namespace banthuek::recognise
