// The search index, kept in the same file and the same transactions as the records.
//
// Measures with an id above settings.indexed_to are in no segment yet: a search reads them one by one. When there are
// kDue of them they become a segment; segments that share id >> 16 are merged when there are many or the range is full, so
// that an import writes each posting two or three times and a search reads few segments. Tables: 0002_search.sql.
#pragma once

#include "pipeline/database/database.h"

namespace banthuek::index {

// Indexes the measures that are not, if there are kDue of them. Call in the transaction that adds measures.
void index_if_due(database::Database& db);

// Indexes all measures.
void index_all(database::Database& db);

}  // namespace banthuek::index
