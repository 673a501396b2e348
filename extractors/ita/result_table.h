// The office's own result where a table of its years tells it, a year a column: "คะแนนรวม | ๘๓.๑๐ | ๘๖.๑๗ | +๓.๐๗". Pure.
//
// Tables with a year a row were read too and are not: no paper was the better for it.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::ita {

// The result of the last year of the first such table below a heading of the assessment's result, or whose rows are its instruments. Never certain:
// whose result it is no sentence says. Nothing where a table names no total, or several bodies.
std::optional<ItaResult> find_result_table(const document::ReadingOrder& flow, const schema::Schemas& schemas);

// A heading of the assessment's result; of a plan or of measures that follow from it none is.
bool is_assessment_heading(std::string_view text);

}  // namespace banthuek::ita
