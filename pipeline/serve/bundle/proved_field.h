// One field out of the text of a document that a proof holds (content.h, head.h): no database is needed.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/record.h"

namespace banthuek::serve::bundle {

// `document`: that text, parsed; it may be of anybody's making. `path`: as for_each_field gives it, "scores/1/iit".
// Nothing where the document has no such field, or is none. Never throws.
MaybeField proved_field(const nlohmann::json& document, std::string_view path);

// The paths that its text may have a field under: proved_field says which it has. Never throws.
std::vector<std::string> proved_paths(const nlohmann::json& document);

}  // namespace banthuek::serve::bundle
