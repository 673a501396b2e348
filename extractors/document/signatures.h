// Signature and opinion blocks: a name in brackets, the position below it, above it whose opinion it is and what they say.
//
// Blocks stand one below another or side by side; what belongs to which is told by place: below or above the name and nearest to its
// middle. Handwriting is left out before. Pure.
#pragma once

#include <optional>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::document {

// `from`: the part of the flow to begin at (behind a memo's header).
std::vector<Signature> extract_signatures(const Flow& flow, std::size_t from, const schema::Schemas& schemas);

// The name of a person in the text: title, first and last name, in brackets or alone; without the brackets. Nothing for a position
// (นายกเทศมนตรี), a placeholder or a sentence.
std::optional<std::string_view> person_name(std::string_view text, const schema::Vocabulary& vocabulary);

// Whether the text begins as a position does (ปลัด, หัวหน้า, นักวิชาการ..., รักษาราชการแทน).
bool begins_position(std::string_view text, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::document
