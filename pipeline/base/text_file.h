// Text files that a person gives: lists of names, passwords, manifests, as whatever program saved them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::base {

// `bytes` as UTF-8 without a byte order mark. UTF-16 is told by its mark, or by its zero bytes; what is no UTF-8 is taken for windows-874, Thai
// Windows' own (TIS-620 and more).
std::string decode_text(std::string_view bytes);

// The file's text, decoded. Throws Error(kUsage) `hint` ("give --manifest a CSV file") where it cannot be read.
std::string read_text_file(const std::filesystem::path& file, const std::string& hint);

// Its lines, without line ends of any system; empty ones are left out.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace banthuek::base
