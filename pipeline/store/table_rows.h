// Tables as rows and back: `tables` and `table_rows`. A document's tables that are written and read back are equal to what they were. Internal to the
// store.
#pragma once

#include <cstdint>
#include <vector>

#include "extractors/types/record.h"
#include "pipeline/database/database.h"

namespace banthuek::store {

void write_tables(database::Database& db, std::int64_t document, const std::vector<DataTable>& tables);

std::vector<DataTable> read_tables(database::Database& db, std::int64_t document);

// A row's cells as the search sees them: their texts parted by tabs.
std::string row_text(const DataRow& row);

}  // namespace banthuek::store
