// Schemas as a command line names them.
#pragma once

#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "tools/banthuek/command.h"

namespace banthuek {

// Each of `paths` is a folder of schemas, which takes the place of the shipped ones, or a file of a layout or a kind of records, which takes the
// place of the shipped one of its name or stands beside them. Throws Error{kSchema}.
schema::Schemas schemas_given(const std::vector<std::string>& paths);

void add_schemas_diff(Command schemas);
void add_schemas_suggest(Command schemas);

}  // namespace banthuek
