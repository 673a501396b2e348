// A small picture as a line of text, or a few: what is beside a text layer, in a stamp, or cut out of a page.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"
#include "pipeline/recognise/recogniser.h"
#include "pipeline/source/source.h"

namespace banthuek::read {

// A whole picture taken as one line of text; the box and the words' places are in its pixels.
Line read_picture_as_line(const picture::Picture& picture, recognise::Recogniser& recogniser);

// The same for a picture that should be one line and may hold several, from the top; at least one.
std::vector<Line> read_picture_as_lines(const picture::Picture& picture, recognise::Recogniser& recogniser);

// The line at `place` of a page, with a little room about it. Throws as `source` does.
Line read_place(source::Source& source, int page, const Box& place, recognise::Recogniser& recogniser);

}  // namespace banthuek::read
