// Paths of fields, "measures/3/status", to their places: the same names as for_each_field gives.
#pragma once

#include <string_view>

#include "extractors/types/record.h"

namespace banthuek {
inline namespace types {

// The place of a path in a document, made where its record is there; null where the path names nothing.
// `period/raw` of a measure without a period has no place of its own: it is null too.
MaybeField* field_at(Document& document, std::string_view path);

}  // namespace types
}  // namespace banthuek
