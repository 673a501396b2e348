// Whose document it is: the body's name with type, district and province, and which of the known local governments that is.
//
// Names are gathered from everywhere, those in the header, on the cover and in the addressee's line counting most; the one named
// most wins. A name of the list may be cut out of a longer stretch; a name that is not in the list is kept as read. A letter
// misread links to the one office that fits, and keeps the reading. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/finding.h"
#include "extractors/types/record.h"

namespace banthuek::document {

struct FoundOrganisation {
  Organisation organisation;
  std::vector<Finding> findings;
  bool in_header = false;  // a body of a known kind is named in the strong parts
};

// `strong`: parts of the flow that name the document's own body (header, cover, title).
FoundOrganisation find_organisation(const ReadingOrder& flow, const std::vector<text::Excerpt>& strong, const schema::Schemas& schemas);

struct OfficeMatch {
  const schema::Office* office = nullptr;  // null: none, or several fit
  int errors = 0;                          // letters that differ
  bool ambiguous = false;                  // several fit
};

// The office by type, name, district and province together; district and province may be empty. At most a letter in eight differs.
OfficeMatch resolve_office(std::string_view name, std::string_view district, std::string_view province, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::document
