// Every table of the archive as a file: CSV, or an XLSX workbook for each document with a sheet for each of its tables.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_set>

#include "pipeline/store/store.h"

namespace banthuek::report {

class NameMask;

enum class TableFormat { kCsv, kXlsx };

struct TablesWritten {
  std::size_t tables = 0, files = 0;  // files: tables.csv not counted
};

// Writes DOCUMENT-NUMBER.csv or DOCUMENT.xlsx into `folder`, which is made where it is missing, and tables.csv, which says of each table from which
// file and pages it is. `documents`: keys; nothing: all. The first row has the headings; numbers and money are numbers, dates dates, all else text.
// `mask`: names of persons are left out; null: they stand. The same records give the same bytes. Throws Error{kDisk}.
TablesWritten export_tables(store::Store& store, const std::filesystem::path& folder, TableFormat format,
                            const std::optional<std::unordered_set<std::string>>& documents, const NameMask* mask = nullptr);

}  // namespace banthuek::report
