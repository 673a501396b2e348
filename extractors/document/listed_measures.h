// Measures in running text: the items of a list that a sentence, a heading or the title announces as measures.
//
// The first item tells how items are numbered; one that goes on counting is the next, one that counts on its own (๑.๑, (๑), -) is a step of the item
// above. A paper in sections (aims, terms, measures, penalties) holds the items of its section of measures alone. Rules: list.intro, list.heading,
// list.section, list.end, row.number, measures.context. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "extractors/document/measure_draft.h"
#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"

namespace banthuek::document {

// `title`: the document's; empty where it has none, and then the sentence alone tells. Where the title is of another matter
// the sentence must name integrity (measures.integrity), and the measures are in doubt. A doubtful number between its neighbours' is the one between
// them.
FoundMeasures find_listed_measures(const std::vector<Paragraph>& body, const schema::Schemas& schemas, std::string_view title = {});

}  // namespace banthuek::document
