// Rows of a published table of ITA scores. Pure.
#pragma once

#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/document/record_tables.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::ita {

std::vector<Score> extract_scores(const document::ReadingOrder& flow, const std::vector<document::RecordTable>& tables,
                                  const schema::Schemas& schemas);

}  // namespace banthuek::ita
