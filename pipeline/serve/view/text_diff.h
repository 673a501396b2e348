// How alike two texts are, and which of their words they share, for showing side by side. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::view {

struct Piece {
  std::string text;
  bool common = false;
};

// Dice share of character pairs (grapheme starts, spaces left out), 0 to 1.
double alike(std::string_view a, std::string_view b);

// Both texts in pieces; what stands in both in the same order is common (longest common subsequence of ICU words). Texts of
// more than 400 words are given as one piece.
std::pair<std::vector<Piece>, std::vector<Piece>> common_text(std::string_view a, std::string_view b);

// The text in pieces for a template, {"hit", "text"}: what is not in `other` is a hit. Nothing is where `other` is empty.
Json differing(const std::string& other, const std::string& text);

}  // namespace banthuek::serve::view
