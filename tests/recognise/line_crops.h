// Lines to read in tests: tests/recognise/lines/N.png, invented text in fonts that training never sees, drawn and worn by tools/training.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/picture/picture.h"
#include "pipeline/recognise/line_picture.h"
#include "tests/source_dir.h"

namespace banthuek {

inline recognise::LineCrop line_crop(int number) {
  const std::string path = test::source_dir() / "tests/recognise/lines" / (std::to_string(number) + ".png");
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const picture::Picture picture = picture::Picture::decode(std::as_bytes(std::span(bytes)), path).grey();
  recognise::LineCrop crop{picture.width(), picture.height(), 1, {}, {}, {}};
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) crop.pixels.push_back(static_cast<std::uint8_t>(picture.grey_at(x, y)));
  return crop;
}

inline std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// Bytes to insert, drop or change.
inline std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t last = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) last = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, last + (a[i - 1] != b[j - 1])}));
  }
  return row.back();
}

}  // namespace banthuek
