#include <algorithm>
#include <numeric>

#include "pipeline/recognise/line_picture.h"

namespace banthuek::recognise {
namespace {

struct RowRun {
  int first, last;  // inclusive
  double weight;
};

// Runs of rows with at least half the ink of the fullest ones: each is the body of a line.
std::vector<RowRun> full_runs(const std::vector<double>& rows) {
  std::vector<double> sorted = rows;
  std::sort(sorted.rbegin(), sorted.rend());
  const std::size_t most = std::max<std::size_t>(2, rows.size() / 6);
  const double full = std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(most), 0.0) / static_cast<double>(most);
  std::vector<RowRun> runs;
  const int dip = std::max(1, static_cast<int>(rows.size()) / 30);
  for (int y = 0; y < static_cast<int>(rows.size()); ++y) {
    const double ink = rows[static_cast<std::size_t>(y)];
    if (ink < 0.4 * full) continue;
    if (!runs.empty() && y - runs.back().last <= dip + 1) {
      runs.back().last = y;
      runs.back().weight += ink;
    } else {
      runs.push_back({y, y, ink});
    }
  }
  return runs;
}

LineCrop rows_of(const LineCrop& crop, int first, int last) {
  LineCrop part{crop.width, last - first, crop.channels, {}, {}, {}};
  const auto cut = [&](const std::vector<std::uint8_t>& from, int channels) {
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(crop.width) * channels;
    return std::vector<std::uint8_t>(from.begin() + first * row, from.begin() + last * row);
  };
  part.pixels = cut(crop.pixels, crop.channels);
  if (!crop.foreign.empty()) part.foreign = cut(crop.foreign, 1);
  return part;
}

}  // namespace

std::vector<LineCrop> split_lines(const LineCrop& crop) {
  if (crop.band || crop.height < 24 || crop.width < 24) return {crop};
  const std::vector<std::uint8_t> grey = without_colour(crop);
  const Levels levels = find_levels(grey);
  if (levels.blank()) return {crop};
  std::vector<std::uint8_t> ink(grey.size());
  for (std::size_t at = 0; at < grey.size(); ++at) ink[at] = grey[at] < levels.threshold();
  const double slope = find_slope(ink, crop.width, crop.height);
  clear_rules(ink, crop.width, crop.height, slope);
  std::vector<double> rows(static_cast<std::size_t>(crop.height), 0.0);
  for (int y = 0; y < crop.height; ++y)
    for (int x = 0; x < crop.width; ++x) rows[static_cast<std::size_t>(y)] += ink[static_cast<std::size_t>(y) * crop.width + x];
  std::vector<RowRun> lines = full_runs(rows);
  const double heaviest = std::accumulate(lines.begin(), lines.end(), 0.0, [](double most, const RowRun& run) { return std::max(most, run.weight); });
  // A line's marks, or what a neighbour left, weigh far less than a line.
  std::erase_if(lines, [&](const RowRun& run) { return run.weight < 0.33 * heaviest || run.last - run.first + 1 < 5; });
  // Nor is what the crop's edge cut off of a neighbour a line: lower than the others by more than lines of one page are.
  const int tallest =
      std::accumulate(lines.begin(), lines.end(), 0, [](int most, const RowRun& run) { return std::max(most, run.last - run.first + 1); });
  std::erase_if(lines, [&](const RowRun& run) {
    const bool at_edge = run.first <= 1 || run.last >= crop.height - 2;
    return at_edge && run.last - run.first + 1 < 0.7 * tallest;
  });
  std::vector<LineCrop> parts;
  int from = 0;
  for (std::size_t at = 0; at + 1 < lines.size(); ++at) {
    const int bottom = lines[at].last + 1, top = lines[at + 1].first, body = lines[at].last - lines[at].first + 1;
    if (top - bottom < body * 3 / 4) continue;  // too near to be lines of their own
    // The emptiest row, nearest to where feet end and heads begin.
    const double wanted = bottom + 0.4 * (top - bottom);
    int cut = static_cast<int>(wanted);
    double least = 1e18;
    for (int y = bottom; y < top; ++y) {
      const double cost = rows[static_cast<std::size_t>(y)] + 0.1 * std::abs(y - wanted);
      if (cost < least) least = cost, cut = y;
    }
    parts.push_back(rows_of(crop, from, cut));
    from = cut;
  }
  parts.push_back(from == 0 ? crop : rows_of(crop, from, crop.height));
  return parts;
}

}  // namespace banthuek::recognise
