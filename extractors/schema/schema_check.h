// Runs the samples of a layout: every rule must match what it says it matches, and nothing that it says it rejects.
//
// Called by load_schemas, so that no program works with a layout that fails its own samples. Throws Error{kSchema}.
#pragma once

#include "extractors/schema/schema.h"
#include "extractors/schema/schema_toml.h"

namespace banthuek::schema {

void check_layout(const TomlFile& file, const SchemaLayout& layout, const Vocabulary& vocabulary);

}  // namespace banthuek::schema
