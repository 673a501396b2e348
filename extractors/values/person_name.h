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

// The ranks and titles that `text` is, and nothing else: "พ.ต.ท.", "ผู้ช่วยศาสตราจารย์ ดร."; empty for all other text.
std::string_view titles_alone(std::string_view text, const schema::Vocabulary& vocabulary);

// Whether `line`, right below `position`, goes on with it: the position leads on (รักษาราชการแทน, ผู้อำนวยการ), the line can only be the rest of
// one (และ..., ชำนาญการ), or the two together name an office that the position alone leaves open.
bool goes_on_with_position(std::string_view position, std::string_view line, const schema::Vocabulary& vocabulary);

// Whether a line is the name of an office and nothing else.
bool is_office(std::string_view line, const schema::Vocabulary& vocabulary);

// Whether the text ends in words that lead over to whose place the holder takes (รักษาราชการแทน, ปรท.).
bool ends_acting(std::string_view text);

// Whether the text begins as a position does (ปลัด, หัวหน้า, นักวิชาการ..., รักษาราชการแทน).
bool begins_position(std::string_view text, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::values
