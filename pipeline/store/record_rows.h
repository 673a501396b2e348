// Documents as rows and back: the tables documents, measures, signatures, oit_items, scores, findings.
//
// A document that is written and read back with Detail::kAll is equal to what it was. Internal to the store.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pipeline/database/database.h"
#include "pipeline/store/stored.h"

namespace banthuek::store {

// Inserts a document of a stored file with all its records, findings and passages; gives its id. The file's pages are there already.
std::int64_t write_document(database::Database& db, std::int64_t file, std::string_view sha256, const Document& document);

// Reads one back. With Detail::kValues a measure's fields have values only, and its pages on the first of them.
Document read_document(database::Database& db, std::int64_t id, Detail detail);

void write_finding(database::Database& db, std::int64_t file, std::optional<std::int64_t> document, const Finding& finding);
// Findings of a document (`document`), or of the file and its pages (nothing).
std::vector<Finding> read_findings(database::Database& db, std::int64_t file, std::optional<std::int64_t> document);

// Hash over every value of the documents, raw text and provenance included: what the history kept of them before it kept that of all rows
// (content.h), and whether a correction changes anything.
std::string content_hash(std::span<const Document> documents);

}  // namespace banthuek::store
