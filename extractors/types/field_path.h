// Paths of fields, "measures/3/status", to their places and to what is known of them: the same names as for_each_field gives.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/types/fields.h"

namespace banthuek {
inline namespace types {

// The place of a path in a document, made where its record is there; null where the path names nothing.
// `period/raw` of a measure without a period has no place of its own: it is null too.
MaybeField* field_at(Document& document, std::string_view path);

// What a path is the path of; the number in a list may be any, but that of a record whose kind a file describes: only the record knows its fields.
// Nothing where the path names no value. The key lives as long as the document.
std::optional<FieldInfo> field_info(const Document& document, std::string_view path);

// Whether a path names a value that is a person's name.
bool is_person(const Document& document, std::string_view path);

}  // namespace types
}  // namespace banthuek
