// Pictures with letters beside a good text layer (diagrams, tables put in as pictures): recognised and joined into the layer's page.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/recognise/recogniser.h"
#include "pipeline/source/source.h"

namespace banthuek::read {

// Reads each of `places` of `page`, which is a page of `source` that stands upright, and adds its lines and tables where the place begins in
// the page's reading order. A place that is read with little confidence (a photograph after all) adds nothing. Throws as `source` does.
void add_unread(Page& page, const std::vector<Box>& places, source::Source& source, recognise::Recogniser& recogniser);

}  // namespace banthuek::read
