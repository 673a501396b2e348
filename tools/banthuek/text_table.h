// Tables on a terminal: columns stand straight with Thai text, whose marks take no place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace banthuek {

// Cells a terminal gives to the text: 0 for marks that stand on or under, 2 for wide characters, else 1.
int display_width(std::string_view utf8);

// The text in at most `width` cells, cut between grapheme clusters, with … where something is cut.
std::string fitted(std::string_view utf8, int width);

struct TextColumn {
  std::string title;
  int widest = 0;  // 0: as wide as it needs
  enum class Side { kLeft, kRight } side = Side::kLeft;
};

// Lines of a table; line ends and tabs inside cells become spaces.
std::string text_table(const std::vector<TextColumn>& columns, const std::vector<std::vector<std::string>>& rows);

}  // namespace banthuek
