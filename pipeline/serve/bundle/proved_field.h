// The fields of the text of a document that a proof holds (content.h, head.h): no database is needed.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "extractors/types/record.h"

namespace banthuek::serve::bundle {

// `document`: that text, parsed; it may be of anybody's making. By their paths, as for_each_field gives them: "scores/1/iit". What cannot be read is
// left out; where the provenance of one row is damaged, all is. Never throws.
std::map<std::string, Field> proved_fields(const nlohmann::json& document);

}  // namespace banthuek::serve::bundle
