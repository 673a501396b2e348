// Whether the tables, views, indices and triggers of a database are those that its migrations make: a dropped trigger no longer keeps rows, a
// changed view shows other values.
#pragma once

#include <string>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::database {

// What is missing, changed or (of triggers) added, a sentence each. Tables, views and indices that somebody added are his own.
std::vector<std::string> schema_faults(Database& db);

}  // namespace banthuek::database
