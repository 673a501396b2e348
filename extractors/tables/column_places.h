// Where the columns of a table stand across the page, and whether those of two tables stand alike. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek::tables {

// Boxes of the columns, out of the cells that stand in one column; empty where there is none.
std::vector<Box> column_boxes(const Table& table);

// Whether the columns of one role stand in one place in both tables, on the page or between the sides of either: else the second is another table,
// whose headings were not read. Boxes and roles of each in order of the columns; no box is empty.
bool stand_alike(const std::vector<Box>& boxes, const std::vector<std::string>& roles, const std::vector<Box>& before,
                 const std::vector<std::string>& roles_before, std::string_view role);

}  // namespace banthuek::tables
