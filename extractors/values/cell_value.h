// What a cell of any table means, told by its text alone: a number, money, a date, a period, a mark, or a text.
//
// Only a text that is nothing else is more than text: "๑๒ คน" stays one. Codes ("0045") and ordinals with a sign ("๑)") are texts. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "extractors/types/record.h"

namespace banthuek::values {

struct CellValue {
  CellType type = CellType::kText;
  std::string value;  // as DataCell says
};

// `marks`: the signs of choice that were found in the cell by their shape.
CellValue cell_value(std::string_view text, std::span<const Mark> marks);

// Whether a heading says that the numbers below it are money.
bool names_money(std::string_view heading);

}  // namespace banthuek::values
