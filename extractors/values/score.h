// Scores as tables print them. Pure; never throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace banthuek::values {

// "๗๔.๓๖", "88,2", "74.36 คะแนน" -> "74.36"; nothing for "-" or a text.
std::optional<std::string> score_number(std::string_view text);

// "๗๔ ๓๖", "๗๔๓๖" -> "74.36": no score is above 100, so that its point was lost; nothing for a year.
std::optional<std::string> score_without_point(std::string_view text);

}  // namespace banthuek::values
