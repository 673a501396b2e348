// A doubtful line is read again by other measures of its letters, and the reading kept that is surest: where the body letters begin and end
// is a guess in a short line, and the network may lose its way in a picture that it reads without fault one pixel further.
#pragma once

#include <optional>

#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

inline constexpr int kLooksAtALine = 5;  // that stands alone, not on a page

// What a line's crop says at its surest.
struct Look {
  Reading reading;
  Band band;  // by which it was read
};

// The band by the layout's measure, and how many letters it was measured by.
struct Measure {
  Band band;
  int letters = 0;
};

// Reads `crop`, and where that is doubtful again, at most `looks` times (lessened by those made). `measured`: the layout's measure, where there is
// one that the crop does not give as its own. Without either the crop stands alone, and its ink gives two more guesses.
Look best_look(Recogniser& recogniser, LineCrop crop, const std::optional<Measure>& measured, int& looks);

}  // namespace banthuek::recognise
