// The rows of `passages`: what the search knows of a document beside its measures, and of its pages. Internal to the store.
#pragma once

#include <cstdint>

#include "extractors/types/record.h"
#include "pipeline/database/database.h"

namespace banthuek::store {

// Those of a document just written: its header, persons, scores, items and rows of tables, and the pages from its first to its last that belong to no
// document before it.
void write_document_passages(database::Database& db, std::int64_t file, std::int64_t id, const Document& document);

// Those of the pages of a file that belong to no document.
void write_page_passages(database::Database& db, std::int64_t file);

}  // namespace banthuek::store
