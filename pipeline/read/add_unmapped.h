// Letters of a good text layer that are drawn and whose codes nobody knows: read off the picture and put where they stand.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/recognise/recogniser.h"
#include "pipeline/source/source.h"

namespace banthuek::read {

// Reads the line about each of `places` of `page`, an upright page of `source` with a text layer, and puts into it the letters that stand there and
// that the layer does not say; what is read otherwise stays as the layer says. A line in which nothing is found is less sure than one that is
// certain. The finding unmapped_characters then counts what is left. Throws as `source` does.
void add_unmapped(Page& page, const std::vector<Box>& places, source::Source& source, recognise::Recogniser& recogniser);

}  // namespace banthuek::read
