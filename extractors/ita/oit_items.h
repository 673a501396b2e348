// Items of the assessment's part on what an office discloses (OIT): their codes and titles. Pure.
#pragma once

#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::ita {

// Items by code and title: lines that begin with their code, and rows of tables that hold no records where several cells of a column are codes.
std::vector<OitItem> find_oit_items(const document::ReadingOrder& flow, const std::vector<DataTable>& tables, const schema::Schemas& schemas);

}  // namespace banthuek::ita
