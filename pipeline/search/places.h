// Where on the page pictures stands what a search found: the boxes of its words.
#pragma once

#include <vector>

#include "extractors/types/record.h"
#include "pipeline/database/database.h"
#include "pipeline/search/match.h"

namespace banthuek::search {

// One box for what stands together on a line, in reading order, at most 50. Of a record whose value does not stand in so many letters on the paper (a
// date, a name that a vocabulary gives), or whose page has no words stored, the places of the field. Empty where it is not known.
std::vector<Place> places_of(index::IndexReader& index, const Plan& plan, const Match& found);

}  // namespace banthuek::search
