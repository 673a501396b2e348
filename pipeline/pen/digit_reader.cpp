#include "pipeline/pen/digit_reader.h"

#include <algorithm>
#include <map>

#include "pipeline/pen/digit_path.h"
#include "pipeline/pen/ink_picture.h"

namespace banthuek::pen {
namespace {

constexpr int kLooks[] = {40, 45};       // rows of ink
constexpr std::size_t kPaths = 4;        // of a look that are weighed
constexpr double kWidestDigit = 1.15;    // of the ink's height: where there is more to a digit, one was dropped
constexpr double kMaxConfidence = 0.94;  // real pens differ from drawn ones
constexpr std::size_t kLongest = 6;      // digits of a number by hand

// Without what is no digit at its ends; "" where there is some within, or no digit.
std::string number_in(const std::string& labels) {
  const std::size_t begin = labels.find_first_not_of(kNoDigitSign), end = labels.find_last_not_of(kNoDigitSign);
  if (begin == std::string::npos) return "";
  const std::string inside = labels.substr(begin, end - begin + 1);
  return inside.find(kNoDigitSign) == std::string::npos && inside.size() <= kLongest ? inside : "";
}

std::string in_thai(const std::string& digits) {
  std::string out;
  for (const char c : digits) {
    out += "\xE0\xB9";  // ๐ is U+0E50
    out += static_cast<char>(0x90 + (c - '0'));
  }
  return out;
}

}  // namespace

std::optional<PenReading> DigitReader::read(const picture::Picture& ink) const {
  std::map<std::string, double> sums;
  std::string first;
  bool agreed = true;
  double shape = 0;  // the ink's width for its height
  int looks = 0;
  for (const int rows : kLooks) {
    const PenPicture picture = pen_picture(ink, rows);
    if (picture.width == 0) return std::nullopt;
    shape = static_cast<double>(picture.width - 2 * kPenSide) / rows;
    for (int network = 0; network < networks_.count(); ++network) {
      const std::vector<LabelPath> paths = likeliest_paths(networks_.run(network, picture), kPaths);
      if (paths.empty()) return std::nullopt;
      for (const LabelPath& path : paths) sums[number_in(path.labels)] += path.probability;
      const std::string& best = paths.front().labels;  // ink beside it that is no digit may be one after all
      if (looks++ == 0) first = best;
      agreed = agreed && best == first;
    }
  }
  const auto best = std::max_element(sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == sums.end() || best->first.empty()) return std::nullopt;
  const bool fits = shape <= kWidestDigit * static_cast<double>(best->first.size());
  const bool sure = agreed && best->first == first && best->second / looks >= sure_share_ && fits;
  return PenReading{in_thai(best->first), static_cast<int>(best->first.size()), std::min(kMaxConfidence, best->second / looks), sure};
}

}  // namespace banthuek::pen
