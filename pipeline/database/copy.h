// Copies a database that is in use: SQLite's online backup, of one state of it, whatever a writer does meanwhile.
#pragma once

#include <filesystem>

#include "pipeline/database/database.h"

namespace banthuek::database {

// Makes `to`, one file with nothing beside it, safe on the disk. What is written under another name first and then renamed: a kill leaves nothing but
// a file ending in .part, which the next copy replaces. Throws Error.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to);

// Asks the disk to have what was written to a file or folder.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace banthuek::database
