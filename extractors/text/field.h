// A stretch of text made into the value of a field, and back: with its places and how sure it is.
#pragma once

#include <string>

#include "extractors/text/excerpt.h"
#include "extractors/types/record.h"

namespace banthuek::text {

// The field: raw is the reading's text, places one box for each page, confidence that all its letters are right
// (confidence.h). Where a pen wrote a part of it, the rule ends in "+pen".
Field make_field(const Excerpt& reading, std::string value, std::string rule);
Field make_field(const Excerpt& reading, std::string rule);  // value = raw

// The text of a field again, at its first place, as sure as the field is.
Excerpt quote_of(const Field& field);

}  // namespace banthuek::text
