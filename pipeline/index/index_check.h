// Whether the search index is as the texts are. A part of it that is lost or damaged gives fewer hits and no error.
#pragma once

#include <string>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::index {

// What is seen at once, without reading the texts: parts of the index that are missing, one sentence each; empty where it has all its parts. A few
// milliseconds, for each start of a search.
std::vector<std::string> missing_parts(database::Database& db);

// All of it, held against texts and records read anew; a sentence for each part that is other. As long as indexing takes.
std::vector<std::string> compare_index(database::Database& db);

}  // namespace banthuek::index
