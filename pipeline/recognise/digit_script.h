// Numbers are written with Thai or with ASCII digits, seldom with both; ๖ and 6, ๐ and o look alike in coarse pictures.
#pragma once

#include <vector>

#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

// In each run of digits (with the points, commas, slashes and dashes between them) a digit of the rarer kind, or, where both are as many with nothing
// between them, of that which the surest digit is not, gives way to its alternative of the other kind, where it has one that is not unlikely (0.05),
// that of the same value first. Then a digit whose kind is that of at most one in four of the line's gives way to its alternative of the same value.
// A clear digit stays as printed: "25๖๒" does occur. Before all, an O behind the
// dash of a code (WP-ER-O12) that may be a nought (0.03) is one, at 0.6 at most.
void agree_in_numbers(std::vector<Symbol>& symbols);

}  // namespace banthuek::recognise
