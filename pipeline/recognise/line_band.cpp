#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "pipeline/recognise/line_picture.h"

namespace banthuek::recognise {
namespace {

struct InkPoint {
  int x, y;
};

constexpr std::size_t kTogether = 4;
using Profiles = std::array<std::vector<double>, kTogether>;

// Rows of ink once the line is sheared level about its middle; row y of the result is row y of the crop at its middle column. Of several slopes at
// once: a sum waits for the one before it, mostly of the same row, and other slopes' sums need not.
Profiles profiles_of(const std::vector<InkPoint>& points, int width, int height, const std::array<double, kTogether>& slopes) {
  double steepest = 0;
  for (const double slope : slopes) steepest = std::max(steepest, std::abs(slope));
  const int beyond = static_cast<int>(steepest * width / 2) + 2;  // rows that ink may be moved to above and below the crop
  Profiles rows;
  for (std::vector<double>& profile : rows) profile.assign(static_cast<std::size_t>(height + 2 * beyond), 0.0);
  const double middle = width / 2.0;
  for (const InkPoint& point : points)
    for (std::size_t k = 0; k < kTogether; ++k) {
      const double y = point.y - slopes[k] * (point.x - middle);
      int row = static_cast<int>(y);
      row -= row > y;
      const double part = y - row;
      double* at = &rows[k][static_cast<std::size_t>(row + beyond)];
      at[0] += 1 - part;
      at[1] += part;
    }
  for (std::vector<double>& profile : rows) profile = {profile.begin() + beyond, profile.end() - beyond};
  return rows;
}

std::vector<double> profile_of(const std::vector<InkPoint>& points, int width, int height, double slope) {
  if (slope != 0) return profiles_of(points, width, height, {slope})[0];
  std::vector<int> counts(static_cast<std::size_t>(height));
  for (const InkPoint& point : points) ++counts[static_cast<std::size_t>(point.y)];
  return {counts.begin(), counts.end()};
}

double sharpness(const std::vector<double>& rows) {
  double sum = 0;
  for (std::size_t y = 1; y < rows.size(); ++y) sum += (rows[y] - rows[y - 1]) * (rows[y] - rows[y - 1]);
  return sum;
}

// A part of the ink is enough to tell the slope: at most about 6,000 points.
std::vector<InkPoint> points_of(const std::vector<std::uint8_t>& ink, int width, int height) {
  std::vector<InkPoint> points;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (ink[static_cast<std::size_t>(y) * width + x]) points.push_back({x, y});
  return points;
}

}  // namespace

double find_slope(const std::vector<std::uint8_t>& ink, int width, int height) {
  if (width < 5 * height / 2 || width < 60) return 0;
  std::vector<InkPoint> points = points_of(ink, width, height);
  if (points.size() < 60) return 0;
  if (points.size() > 6000) {
    const std::size_t step = points.size() / 6000 + 1;
    std::vector<InkPoint> some;
    for (std::size_t i = 0; i < points.size(); i += step) some.push_back(points[i]);
    points = std::move(some);
  }
  const double level = sharpness(profile_of(points, width, height, 0));
  double best_slope = 0, best = level;
  const auto try_about = [&](double around, int steps, double step) {
    std::vector<double> slopes;
    for (int i = -steps; i <= steps; ++i)
      if (i != 0) slopes.push_back(around + i * step);
    for (std::size_t at = 0; at < slopes.size(); at += kTogether) {
      std::array<double, kTogether> some{};
      const std::size_t count = std::min(kTogether, slopes.size() - at);
      std::copy_n(slopes.begin() + static_cast<std::ptrdiff_t>(at), count, some.begin());
      const Profiles profiles = profiles_of(points, width, height, some);
      for (std::size_t k = 0; k < count; ++k)
        if (const double score = sharpness(profiles[k]); score > best) best = score, best_slope = some[k];
    }
  };
  try_about(0, 10, 0.004);
  try_about(best_slope, 3, 0.001);
  return best > 1.05 * level ? best_slope : 0;  // a small gain is noise
}

std::optional<Band> find_band(const std::vector<std::uint8_t>& ink, int width, int height, double slope) {
  std::vector<double> rows = profile_of(points_of(ink, width, height), width, height, slope);
  if (std::accumulate(rows.begin(), rows.end(), 0.0) < 4) return std::nullopt;
  std::vector<double> sorted = rows;
  std::sort(sorted.rbegin(), sorted.rend());
  const std::size_t most = std::max<std::size_t>(2, rows.size() / 6);
  const double full = std::accumulate(sorted.begin(), sorted.begin() + std::min(most, sorted.size()), 0.0) / most;
  const double enough = 0.42 * full;
  // Runs of full rows; a thin dip inside the letters (between head and foot) does not end a run.
  const int dip = std::max(1, height / 24);
  Band best;
  double best_weight = 0;
  for (int y = 0; y < height;) {
    if (rows[y] < enough) {
      ++y;
      continue;
    }
    int end = y + 1;
    double weight = rows[y];
    for (int next = end; next < height && next - end <= dip; ++next) {
      if (rows[next] < enough) continue;
      end = next + 1;
    }
    for (int row = y + 1; row < end; ++row) weight += rows[row];
    const double middle = (y + end) / 2.0 / height;
    weight *= 1.2 - std::abs(middle - 0.5);  // of two lines in one crop, the one nearer the middle
    if (weight > best_weight) best_weight = weight, best = {static_cast<double>(y), static_cast<double>(end)};
    y = end + 1;
  }
  if (best_weight == 0) return std::nullopt;
  return best;
}

}  // namespace banthuek::recognise
