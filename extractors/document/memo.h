// The header of a memo: department, telephone, reference, date, subject, addressee.
//
// It stands between the heading and the body; each field begins with its word (rules memo.*), goes on over the lines that begin with
// none, and the addressee ends it. Handwriting is left out before: what is printed is taken. Pure.
#pragma once

#include <optional>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/finding.h"
#include "extractors/types/record.h"

namespace banthuek::document {

struct MemoHeader {
  Memo memo;
  std::vector<Finding> findings;
  std::size_t begin = 0, end = 0;  // parts of the flow from the heading to behind the header
};

// Nothing where the flow has no memo heading.
std::optional<MemoHeader> extract_memo(const Flow& flow, const schema::Schemas& schemas);

}  // namespace banthuek::document
