#include "extractors/text/confidence.h"

#include <algorithm>
#include <cmath>

namespace banthuek::text {
namespace {

constexpr double kAlone = 0.25;      // of the letters, those that err by themselves
constexpr std::size_t kShort = 120;  // bytes; up to this the least sure piece decides the legibility

std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80 && c != ' ' && c != '\n'; }));
}

double weight_of(std::string_view text) { return kAlone * static_cast<double>(letters_of(text)); }

}  // namespace

double value_confidence(const Excerpt& reading) {
  if (reading.pieces.empty()) return 0;
  double least = 1, product = 1;
  for (const Piece& piece : reading.pieces) {
    least = std::min(least, piece.confidence);
    product *= std::pow(piece.confidence, weight_of(std::string_view(reading.text).substr(piece.begin, piece.end - piece.begin)));
  }
  return std::min(least, product);
}

double letter_confidence(double value, std::string_view text) { return std::pow(value, 1 / std::max(1.0, weight_of(text))); }

double legibility(const Excerpt& reading) {
  double least = 1, sum = 0, length = 0;
  for (const Piece& piece : reading.pieces) {
    const auto size = static_cast<double>(piece.end - piece.begin);
    least = std::min(least, piece.confidence);
    sum += piece.confidence * size;
    length += size;
  }
  if (length == 0) return 0;
  return reading.text.size() <= kShort ? least : sum / length;
}

}  // namespace banthuek::text
