// A table of answers on stdout: as a straight table, CSV (as export writes it) or an object a line.
#pragma once

#include <string>
#include <vector>

#include "pipeline/report/select.h"

namespace banthuek {

std::string text_of(const report::SqlValue& value);
// `format`: table, csv or json.
void print_answer(const std::vector<std::string>& columns, const std::vector<std::vector<report::SqlValue>>& rows, const std::string& format);

}  // namespace banthuek
