// Whether a workbook that libxlsxwriter wrote is whole: it does not say when its temporary files cannot be written.
#pragma once

#include <filesystem>
#include <string>

namespace banthuek::report {

// The name of a part of the workbook that is missing or ends before its last tag; empty where all are whole.
std::string broken_part(const std::filesystem::path& workbook);

}  // namespace banthuek::report
