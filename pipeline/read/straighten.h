// A page picture as it can be read: its ink, straight and with letters of a good height.
#pragma once

#include <vector>

#include "pipeline/layout/layout.h"
#include "pipeline/picture/binarise.h"
#include "pipeline/recognise/recogniser.h"

namespace banthuek::read {

struct Upright {
  picture::PageInk ink;
  double body = 0;               // height of its letters without ascenders, pixels of `ink`
  int turned = 0;                // degrees clockwise
  double skew = 0;               // degrees clockwise that were taken out
  double scale = 1;              // of this ink against the page picture
  bool inverted = false;         // white on black
  std::vector<Box> photographs;  // taken out of the ink; their places in it
};

// Straight, and lying: which end is up is told by upside_down. White on black is made print, print in colour and on dark grounds is taken as ink,
// letters too low are enlarged, much too high ones made smaller.
Upright straighten(const picture::Picture& given);

// Turns its ink, its photographs and its grounds clockwise by `turn` (a multiple of 90) and then by `degrees`.
void turn(Upright& up, int turn, double degrees);

// Whether the page stands on its head: by its marks and by reading its longest lines both ways. Of photographs both tell something, but nothing is
// read well.
bool upside_down(const layout::Layout& layout, const picture::Picture& grey, recognise::Recogniser& recogniser);

}  // namespace banthuek::read
