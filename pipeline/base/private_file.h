// Files that hold names of persons: not for everybody on the machine.
#pragma once

#include <filesystem>

namespace banthuek::base {

// Makes an empty file that only its owner writes and its group reads (as far as the umask lets it), where there is none. One that is there keeps its
// rights; one that cannot be made is left to whoever writes it.
void make_private(const std::filesystem::path& file);

// Whether any account of the machine may read it.
bool read_by_everybody(const std::filesystem::path& file);

}  // namespace banthuek::base
