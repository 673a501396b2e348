// The header of a memo, letter or order: department, telephone, reference, date, subject, addressee.
//
// It stands between the heading and the body; each field begins with its word (rules memo.* of the layout), goes on over the lines that
// begin with none, and the addressee ends it, or the running text below a subject that stands in the middle. Rules say what stands on the
// right, and what at the foot. Handwriting is left out before: what is printed is taken. Pure.
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
  std::size_t end = 0;  // of the flow, the part behind the header
};

// The header that begins at the part `at` of the flow; nothing where there is no such part, or the layout has no header.
std::optional<MemoHeader> extract_memo(const ReadingOrder& flow, const schema::SchemaLayout& layout, std::size_t at, const schema::Schemas& schemas);

}  // namespace banthuek::document
