// Whether a file lies on another machine's disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace banthuek::database {

// The name of a file system that is reached over a network ("NFS", "SMB", ...) by its magic number (statfs(2)); empty for any other.
std::string_view network_file_system(std::uint32_t magic);

// What a person is told of a database that lies, or is to be made, on a network share; empty where it does not, or where nobody can say.
std::string network_share_warning(const std::filesystem::path& database);

}  // namespace banthuek::database
