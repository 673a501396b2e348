// Where the program's own data lie: schemas, models, web pages. They are files beside the program, never compiled-in paths.
//
// Looked for, in this order: $BANTHUEK_DATA/NAME; as installed, ../share/banthuek/NAME from the program's folder; as built,
// the source tree above the program's folder (schemas/, pipeline/models/, tools/web/).
#pragma once

#include <filesystem>

namespace banthuek::base {

enum class DataFolder { kSchemas, kModels, kWeb };

// The folder; it exists. Throws Error{kSchema} that names the places looked at.
std::filesystem::path data_folder(DataFolder which);

// The folder the running program lies in.
std::filesystem::path program_folder();

}  // namespace banthuek::base
