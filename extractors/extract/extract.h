// From the pages of one file to its documents: split, match layouts, extract, normalise, check.
//
// Pages are in order, as any reader made them; nothing is recognised again. A value that the document does not state stays absent;
// what is doubtful is a finding of its document. Linear in the text but for comparing headings; never throws on any page. Pure; safe
// from any thread.
#pragma once

#include <span>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"
#include "extractors/types/record.h"

namespace banthuek::extract {

std::vector<Document> extract(std::span<const Page> pages, const schema::Schemas& schemas);

// One logical document, whose pages these are.
Document extract_document(std::span<const Page> pages, const schema::Schemas& schemas);

}  // namespace banthuek::extract
