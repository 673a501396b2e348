// What is printed in stamps and in type too large for a line of text: the urgency of a letter, the words of a receipt stamp.
#pragma once

#include "extractors/types/page.h"
#include "pipeline/read/straighten.h"
#include "pipeline/recognise/recogniser.h"

namespace banthuek::read {

// Reads the regions in the upper part of the page that may be stamps, and keeps what is read well as their lines. `page` in pixels of `up`. A stamp
// is put on by hand: it may stand askew.
void read_stamps(Page& page, const Upright& up, recognise::Recogniser& recogniser);

}  // namespace banthuek::read
