// Measures out of tables: rows over page breaks put together, numbers cut off, periods and statuses read.
//
// Tables of the same layout that follow one another are one table, with or without repeated header. A row is a new measure when it
// has a number or, in a table without numbers, a title; else it goes on with the row above. Pure.
#pragma once

#include <optional>
#include <vector>

#include "extractors/document/measure_draft.h"
#include "extractors/document/reading_order.h"
#include "extractors/document/record_tables.h"
#include "extractors/schema/schema.h"
#include "extractors/values/dates.h"

namespace banthuek::document {

FoundMeasures extract_measures(const ReadingOrder& flow, const std::vector<RecordTable>& tables, const schema::Schemas& schemas,
                               std::optional<values::BuddhistYear> year);

}  // namespace banthuek::document
