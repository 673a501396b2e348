// What does not agree inside a document: findings, never alterations.
//
// Numbering, score arithmetic and levels (only where sure for the year), years, parts that are missing, names that differ by a
// letter. Codes are listed in schemas/README.md. Pure.
#pragma once

#include <span>

#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::check {

// Adds what it finds to document.findings.
void check_document(Document& document, const schema::Schemas& schemas);

// What does not agree between the documents of one file: a signer's name a letter off from that of another document of the same office, and
// references of one office with the letters of two provinces. The finding stands with the one that is written less often, and the other is its
// reading.
void check_documents(std::span<Document> documents);

}  // namespace banthuek::check
