// From the picture of a scanned page to a Page: the stages in order.
//
// ink -> upright and straight -> rules, cells, leaders, lines -> each line recognised -> lines, tables, marks, regions in reading order.
// Boxes are pixels of the page picture: the source picture turned upright and made straight (upright_picture makes it again).
#pragma once

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"
#include "pipeline/read/debug_overlay.h"
#include "pipeline/recognise/recogniser.h"

namespace banthuek::read {

struct ReadSettings {
  int page = 1;                // number of the page in its file
  double second_looks = 0.15;  // at most this part of the page's segments (and at least two) is read a second time, where doubtful
  DebugSink debug;
};

// Never throws for what is on the page: a page that cannot be read well comes out with findings (blank_page, no_text,
// low_confidence, ...). Throws Error kTooLarge or kMemory where the picture is beyond the limits. One recogniser per thread.
Page read_page(const picture::Picture& picture, recognise::Recogniser& recogniser, const ReadSettings& settings);

// The page picture that the boxes of `page` refer to, out of the picture it was read from.
picture::Picture upright_picture(const picture::Picture& source, const Page& page);

}  // namespace banthuek::read
