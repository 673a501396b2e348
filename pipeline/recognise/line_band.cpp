#include <algorithm>
#include <cmath>
#include <numeric>

#include "pipeline/recognise/line_picture.h"

namespace banthuek::recognise {
namespace {

struct InkPoint {
  int x, y;
};

// Rows of ink once the line is sheared level about its middle; row y of the result is row y of the crop at its middle column.
std::vector<double> profile_of(const std::vector<InkPoint>& points, int width, int height, double slope) {
  std::vector<double> rows(height, 0.0);
  const double middle = width / 2.0;
  for (const InkPoint& point : points) {
    const double y = point.y - slope * (point.x - middle);
    const double floor_y = std::floor(y);
    const int row = static_cast<int>(floor_y);
    const double part = y - floor_y;
    if (row >= 0 && row < height) rows[row] += 1 - part;
    if (row + 1 >= 0 && row + 1 < height) rows[row + 1] += part;
  }
  return rows;
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
  const auto tried = [&](double slope) {
    const double score = sharpness(profile_of(points, width, height, slope));
    if (score > best) best = score, best_slope = slope;
  };
  for (int i = -10; i <= 10; ++i) tried(i * 0.004);
  const double around = best_slope;
  for (int i = -3; i <= 3; ++i) tried(around + i * 0.001);
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
