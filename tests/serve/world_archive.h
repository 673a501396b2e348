// The archive that every World is a copy of.
#pragma once

#include <filesystem>

namespace banthuek::serve {

// Made once in a process.
std::filesystem::path made_archive();

}  // namespace banthuek::serve
