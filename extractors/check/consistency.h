// What does not agree inside a document: findings, never alterations.
//
// Numbering, score arithmetic and levels (only where sure for the year), years, parts that are missing, names that differ by a
// letter. Codes are listed in schemas/README.md. Pure.
#pragma once

#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::check {

// Adds what it finds to document.findings.
void check_document(Document& document, const schema::Schemas& schemas);

}  // namespace banthuek::check
