// Fields of a document in which nothing was read, where a person may enter what the paper says. Pure.
#pragma once

#include <string>
#include <vector>

#include "extractors/types/record.h"

namespace banthuek::serve::pages {

// Their paths, in the order of the export: of what stands once and of records that are there; a record that is not there has none.
std::vector<std::string> empty_fields(const Document& document);

}  // namespace banthuek::serve::pages
