// How high the body letters (ก, without marks) of a page are: the yardstick of every other measure in layout; which of them stand in rows,
// and how evenly.
//
// Source: Thai body letters make the strongest peak among the heights of connected pieces; marks are under half of it, letters with
// ascenders 1.4 of it. Found by shape alone, so resolutions and page sizes that lie do no harm.
#pragma once

#include <span>
#include <vector>

#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Pixels; 0 where the page holds too few pieces that could be letters (under 5).
double body_height(const picture::Components& components);

// Whether another letter stands beside one on its level. Letters stand in rows, specks and the tones of a photograph anywhere.
struct Beside {
  bool before = false, after = false;
};

// How near that is, in heights of the left one: between their feet; from one to the next; and the higher for the lower of the two.
struct Nearness {
  double level = 0, gap = 0, alike = 1;
};

// For each of `letters`, the nearest to its right counted.
std::vector<Beside> letters_beside(const std::vector<Box>& letters, const Nearness& near);

// Heads and feet of a line's letters at its middle column, and how many rows it falls for a column.
struct LetterBand {
  double top = 0, base = 0, slope = 0, middle = 0;
};

// What of a line stands as letters of print do.
struct Evenness {
  int letters = 0, feet = 0, heads = 0;  // pieces as high as letters; of them on the baseline, and as high as the line
  double width = 0;                      // of the middle one, for the line's height
  double stroke = 0;                     // deviation of the letters' strokes from their mean, of that
};
Evenness evenness_of(const picture::Components& all, std::span<const int> pieces, const LetterBand& band);

}  // namespace banthuek::layout
