// Rows of a published table of ITA scores. Pure.
#pragma once

#include <vector>

#include "extractors/document/measures.h"
#include "extractors/document/reading_order.h"
#include "extractors/types/record.h"

namespace banthuek::document {

std::vector<Score> extract_scores(const ReadingOrder& flow, const std::vector<RecordTable>& tables, const schema::Schemas& schemas);

// "๗๔.๓๖" -> "74.36"; nothing for "-" or a text.
std::optional<std::string> score_number(std::string_view text);

// "๗๔ ๓๖", "๗๔๓๖" -> "74.36": no score is above 100, so that its point was lost; nothing for a year.
std::optional<std::string> score_without_point(std::string_view text);

}  // namespace banthuek::document
