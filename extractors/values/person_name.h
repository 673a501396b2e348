// Whether a text is the name of a person, or a position. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/schema/vocabulary.h"

namespace banthuek::values {

// The name of a person in the text: title, first and last name, in brackets or alone; without the brackets. Nothing for a position
// (นายกเทศมนตรี), a placeholder or a sentence.
std::optional<std::string_view> person_name(std::string_view text, const schema::Vocabulary& vocabulary);

// Whether a bracket stands before or behind `name`, which must be a view into `text`.
bool in_brackets(std::string_view text, std::string_view name);

// Two words or three of Thai letters, such as ministers and judges sign with: no title, no brackets. Many texts are; ask what stands around.
bool bare_name(std::string_view text);

// Whether the text begins as a position does (ปลัด, หัวหน้า, นักวิชาการ..., รักษาราชการแทน).
bool begins_position(std::string_view text, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::values
