// Words of the data for a person at a terminal, in their language: what LC_ALL, LC_MESSAGES or LANG says.
#pragma once

#include <string>
#include <string_view>

#include "extractors/types/fields.h"

namespace banthuek {

// The word of strings.toml for a closed word ("done" -> "ดำเนินการแล้ว" where the locale is Thai, else "done"); what is none is given as it is.
std::string shown_word(FieldKind kind, std::string_view value);

// Columns of the terminal that stdout is; where it is none, COLUMNS, else 120.
int terminal_width();

}  // namespace banthuek
