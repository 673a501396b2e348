// Where a line of print has a blank that a pen fills with a number.
#pragma once

#include <string>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek::read {

enum class PenNumber { kRunning, kDay };  // behind the stroke of a reference; of a date whose month is printed

struct PenPlace {
  PenNumber kind = PenNumber::kDay;
  Box box;               // the blank: from the print before it to that behind it, as high as a pen writes
  std::size_t word = 0;  // index of the first word behind it, words.size() where none is
  std::size_t at = 0;    // its place in the line's text, bytes
  int most = 31;         // the greatest day of that month
};

// `body`: height of the page's letters, pixels. Pure.
std::vector<PenPlace> pen_places(const Line& line, double body);

}  // namespace banthuek::read
