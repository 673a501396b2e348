#include "pipeline/recognise/line_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace banthuek::recognise {
namespace {

// Ink that is to go becomes paper, with the grey rim around it, but nothing of ink that stays.
void paint_over(std::vector<std::uint8_t>& grey, const std::vector<std::uint8_t>& mask, const std::vector<std::uint8_t>& ink, int width, int height,
                std::uint8_t paper) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      if (!mask[static_cast<std::size_t>(y) * width + x]) continue;
      for (int ny = std::max(0, y - 1); ny <= std::min(height - 1, y + 1); ++ny)
        for (int nx = std::max(0, x - 1); nx <= std::min(width - 1, x + 1); ++nx) {
          const std::size_t at = static_cast<std::size_t>(ny) * width + nx;
          if (!ink[at]) grey[at] = paper;
        }
    }
}

// One line of samples resized by exact area (shrinking) or linearly (enlarging). `from` is the source place of sample 0's
// left edge, `step` source pixels per sample; outside the source is `paper`.
class Resizer {
 public:
  explicit Resizer(float paper) : paper_(paper) {}

  // Sum: double, or int where the samples are whole numbers, which adds up faster to the same.
  template <class Sum, class Source, class Sink>
  void run(int source_size, Source source, double from, double step, int size, Sink sink) {
    if (step <= 1) {
      for (int i = 0; i < size; ++i) {
        const double at = from + (i + 0.5) * step - 0.5;
        const int low = static_cast<int>(std::floor(at));
        const float part = static_cast<float>(at - low);
        const float a = low >= 0 && low < source_size ? source(low) : paper_;
        const float b = low + 1 >= 0 && low + 1 < source_size ? source(low + 1) : paper_;
        sink(i, a + (b - a) * part);
      }
      return;
    }
    std::vector<Sum>& sums = std::get<std::vector<Sum>>(sums_);
    sums.resize(source_size + 1);
    sums[0] = 0;
    for (int i = 0; i < source_size; ++i) sums[i + 1] = sums[i] + static_cast<Sum>(source(i));
    const auto upto = [&](double at) {  // integral of the source from 0 to `at`
      if (at <= 0) return at * paper_;
      if (at >= source_size) return sums[source_size] + (at - source_size) * paper_;
      const int low = static_cast<int>(at);
      return sums[low] + (at - low) * (sums[low + 1] - sums[low]);
    };
    double before = upto(from);
    for (int i = 0; i < size; ++i) {
      const double after = upto(from + (i + 1) * step);
      sink(i, static_cast<float>((after - before) / step));
      before = after;
    }
  }

 private:
  float paper_;
  std::tuple<std::vector<double>, std::vector<int>> sums_;
};

// A band that cannot be body letters (a lone dash, a full stop) is replaced by what the crop's height suggests.
Band sane_band(Band band, int height) {
  if (band.height() >= std::max(5.0, 0.14 * height)) return band;
  const double middle = (band.top + band.bottom) / 2, body = std::max(6.0, height / 3.2);
  return {middle - body / 2, middle + body / 2};
}

}  // namespace

std::vector<std::uint8_t> without_colour(const LineCrop& crop) {
  if (crop.channels == 1) return crop.pixels;
  const std::size_t size = static_cast<std::size_t>(crop.width) * crop.height;
  std::vector<std::uint8_t> black(size), bright(size);
  for (std::size_t at = 0; at < size; ++at) {
    const std::uint8_t* rgb = &crop.pixels[3 * at];
    const int most = std::max({rgb[0], rgb[1], rgb[2]}), least = std::min({rgb[0], rgb[1], rgb[2]});
    black[at] = static_cast<std::uint8_t>(std::min(255, most + std::max(0, most - least - 25) * 3 / 2));
    bright[at] = static_cast<std::uint8_t>((rgb[0] * 77 + rgb[1] * 151 + rgb[2] * 28) >> 8);
  }
  const Levels levels = find_levels(bright);
  const int threshold = levels.threshold();
  const auto dark = [&](const std::vector<std::uint8_t>& grey) {
    return std::count_if(grey.begin(), grey.end(), [&](std::uint8_t value) { return value < threshold; });
  };
  return dark(black) * 12 < dark(bright) ? bright : black;
}

Levels find_levels(const std::vector<std::uint8_t>& grey) {
  std::array<std::size_t, 256> counts{};
  for (const std::uint8_t value : grey) ++counts[value];
  const auto percentile = [&](double part) {
    const double wanted = part * grey.size();
    double sum = 0;
    for (int value = 0; value < 256; ++value)
      if ((sum += counts[value]) >= wanted) return value;
    return 255;
  };
  Levels levels;
  levels.paper = percentile(0.8);
  const int darkest = percentile(0.002);
  // The typical ink: the median of what is clearly darker than paper.
  const int limit = (levels.paper + darkest) / 2;
  std::size_t dark = 0, sum = 0;
  for (int value = 0; value < limit; ++value) dark += counts[value];
  levels.ink = darkest;
  for (int value = 0; value < limit; ++value)
    if (counts[value] && (sum += counts[value]) * 3 >= dark) {
      levels.ink = value;
      break;
    }
  return levels;
}

LinePicture prepare_line(const LineCrop& crop) {
  LinePicture line;
  const int width = crop.width, height = crop.height;
  if (width < 2 || height < 4) return line;
  std::vector<std::uint8_t> grey = without_colour(crop);
  if (!crop.foreign.empty()) {
    std::vector<std::uint8_t> none(grey.size(), 0);
    paint_over(grey, crop.foreign, none, width, height, static_cast<std::uint8_t>(find_levels(grey).paper));
  }
  const Levels levels = find_levels(grey);
  if (levels.blank()) return line;
  std::vector<std::uint8_t> ink(grey.size());
  for (std::size_t at = 0; at < grey.size(); ++at) ink[at] = grey[at] < levels.threshold();

  line.slope = find_slope(ink, width, height);
  const std::vector<std::uint8_t> rules = clear_rules(ink, width, height, line.slope);
  const std::optional<Band> found = crop.band ? crop.band : find_band(ink, width, height, line.slope);
  if (!found) return line;
  line.band = crop.band ? *found : sane_band(*found, height);
  std::vector<std::uint8_t> cleared = clear_neighbours(ink, width, height, line.band, line.slope);
  for (std::size_t at = 0; at < cleared.size(); ++at) cleared[at] |= rules[at];
  paint_over(grey, cleared, ink, width, height, static_cast<std::uint8_t>(levels.paper));

  int first = width, last = -1;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (ink[static_cast<std::size_t>(y) * width + x]) first = std::min(first, x), last = std::max(last, x);
  if (last < 0) return line;
  const double margin = 0.5 * line.band.height();
  line.scale = kBodyHeight / line.band.height();
  line.left = first - margin;
  line.width = std::max(3, static_cast<int>(std::lround((last + 1 - first + 2 * margin) * line.scale)));

  // Columns first (each with its own shift, which takes the slope out), then rows.
  const float paper = static_cast<float>(levels.paper);
  Resizer resizer(paper);
  std::vector<float> columns(static_cast<std::size_t>(kLineHeight) * width);
  for (int x = 0; x < width; ++x) {
    const double top = line.band.top + line.slope * (x + 0.5 - width / 2.0) - kBodyTop / line.scale;
    resizer.run<int>(
        height, [&](int y) { return static_cast<float>(grey[static_cast<std::size_t>(y) * width + x]); }, top, 1 / line.scale, kLineHeight,
        [&](int y, float value) { columns[static_cast<std::size_t>(y) * width + x] = value; });
  }
  line.grey.resize(static_cast<std::size_t>(kLineHeight) * line.width);
  const float stretch = 255.0f / static_cast<float>(levels.paper - levels.ink);
  for (int y = 0; y < kLineHeight; ++y) {
    const float* row = &columns[static_cast<std::size_t>(y) * width];
    std::uint8_t* out = &line.grey[static_cast<std::size_t>(y) * line.width];
    resizer.run<double>(
        width, [&](int x) { return row[x]; }, line.left, 1 / line.scale, line.width,
        [&](int x, float value) { out[x] = static_cast<std::uint8_t>(std::clamp((value - levels.ink) * stretch, 0.0f, 255.0f)); });
  }
  return line;
}

}  // namespace banthuek::recognise
