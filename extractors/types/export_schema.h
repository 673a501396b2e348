// The JSON Schema of the export, made from the fields of the records: what schemas/export.schema.json holds.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace banthuek {
inline namespace types {

// Draft 2020-12. Keys that are not named may come later: readers pass over what they do not know.
nlohmann::ordered_json export_schema();

}  // namespace types
}  // namespace banthuek
