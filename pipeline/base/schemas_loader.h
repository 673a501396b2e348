// Reads the schemas from their folder: $BANTHUEK_SCHEMAS where set, else the one beside the program (pipeline/data). Kinds of records of the folder
// $BANTHUEK_RECORDS, where set, stand beside those, or in the place of the one of their file's name.
//
// Throws Error{kSchema} (exit 2, nothing done) where a file is wrong or the folder is not there.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/schema/schema_load.h"

namespace banthuek::base {

std::filesystem::path schemas_folder();

// All layouts/*.toml, records/*.toml and vocabularies/*.{tsv,toml} of the folder, by name.
std::vector<schema::SchemaText> read_schema_texts(const std::filesystem::path& folder);

// Reads them and runs all samples.
schema::Schemas load_checked(std::span<const schema::SchemaText> texts);

schema::Schemas load_schemas_from(const std::filesystem::path& folder);
schema::Schemas load_schemas();  // from schemas_folder()
std::vector<schema::RecordKind> load_record_kinds();

}  // namespace banthuek::base
