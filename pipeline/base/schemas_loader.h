// Reads the schemas from their folder: $BANTHUEK_SCHEMAS where set, else the one beside the program (pipeline/data).
//
// Throws Error{kSchema} (exit 2, nothing done) where a file is wrong or the folder is not there.
#pragma once

#include <filesystem>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/schema/schema_load.h"

namespace banthuek::base {

std::filesystem::path schemas_folder();

// All layouts/*.toml and vocabularies/*.{tsv,toml} of the folder, by name.
std::vector<schema::SchemaText> read_schema_texts(const std::filesystem::path& folder);

schema::Schemas load_schemas_from(const std::filesystem::path& folder);
schema::Schemas load_schemas();  // from schemas_folder()

}  // namespace banthuek::base
