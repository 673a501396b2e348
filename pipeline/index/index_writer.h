// The search index, kept in the same file and the same transactions as the records.
//
// Passages with an id above what settings say is indexed of their kind (PassageInfo::indexed) are in no segment yet: a search reads
// them one by one. When PassageInfo::due of them wait they become a segment; segments that share id >> 16 are merged when there are many or
// the range is full, so that an import writes each posting two or three times and a search reads few segments. Tables: 0005_passages.sql.
#pragma once

#include "pipeline/database/database.h"

namespace banthuek::index {

// Indexes the passages that are not, of each kind that has as many as are due. Call in the transaction that adds them.
void index_if_due(database::Database& db);

// Indexes some passages that are not, in one transaction; false where none was left. What is done stays done: an index of much that is stored
// already is built so, a step each time, and a kill costs one step.
enum class Left { kNothing, kMore };
Left index_some(database::Database& db);

// Takes everything out of the index, so that all passages are read one by one until they are indexed again. Call in a transaction.
void clear_index(database::Database& db);

// Indexes all passages.
void index_all(database::Database& db);

}  // namespace banthuek::index
