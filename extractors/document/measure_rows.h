// Rows of a table of measures as they were meant: numbers whose full stop was not read, rows that a page's end cut.
#pragma once

#include <vector>

#include "extractors/document/table_row.h"

namespace banthuek::document {

// Mends the rows of one table over all its pages. `schemas`: what words say of a status.
void mend_rows(std::vector<Row>& rows, const schema::Schemas& schemas);

}  // namespace banthuek::document
