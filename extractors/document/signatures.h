// Signature and opinion blocks: a name in brackets, the position below it, above it whose opinion it is and what they say.
//
// Blocks stand one below another or side by side; what belongs to which is told by place: below or above the name and nearest to its
// middle. Handwriting is left out before. Pure.
#pragma once

#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::document {

// `from`: the part of the flow to begin at (behind a memo's header).
std::vector<Signature> extract_signatures(const ReadingOrder& flow, std::size_t from, const schema::Schemas& schemas);

}  // namespace banthuek::document
