// Tables whose records are columns: what a record has stands on the left, what is said of it on the right. Turned, they are as others. Pure.
#pragma once

#include <optional>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::tables {

// Rows [first, end) of the table with its columns as rows, where what stands on the left names what a measure has; nothing where it does not, or
// where a cell spans rows or columns.
std::optional<Table> turned(const Table& table, int first, int end, const schema::Schemas& schemas);

}  // namespace banthuek::tables
