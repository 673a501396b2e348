// What a column holds below its headings: items, numbers, figures. Columns and rows are counted from 0. Pure; safe from any thread.
#pragma once

#include <string_view>
#include <utility>

#include "extractors/types/page.h"

namespace banthuek::tables {

// Whether most of the column's entries begin with a number or a dash.
bool holds_items(const Table& table, int column, int header_rows);

// How many of the column's entries begin with a number, and how many with it or with nothing: dashes go on with what is above.
std::pair<int, int> numbered_items(const Table& table, int column, int header_rows);

// Whether most of the column's entries, and one at least, are figures or signs without a letter: a count, a share, a row of dots to be filled in.
bool holds_figures(const Table& table, int column, int header_rows);

// Whether a letter stands in the text.
bool has_letter(std::string_view text);

}  // namespace banthuek::tables
