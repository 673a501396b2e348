#include "pipeline/text_layer/background.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace banthuek::text_layer {
namespace {

constexpr int kDark = 128;                  // grey below this is ink
constexpr double kDarkUnderLetters = 0.01;  // shares of pixels; print covers 10 % of its letters' boxes and 2 % of a page
constexpr double kDarkElsewhere = 0.006;

}  // namespace

bool is_pale_ground(const picture::Picture& picture, const PdfImage& image, const LayerText& text) {
  if (picture.empty() || image.x1 <= image.x0 || image.y1 <= image.y0 || image.turned != 0) return false;
  const picture::Picture grey = picture.grey();
  const int width = grey.width(), height = grey.height();
  const double scale_x = width / (image.x1 - image.x0), scale_y = height / (image.y1 - image.y0);
  std::vector<char> under(static_cast<std::size_t>(width) * height);
  for (const Cluster& c : text.clusters) {
    const int x0 = std::clamp(static_cast<int>((c.x0 - image.x0) * scale_x), 0, width);
    const int x1 = std::clamp(static_cast<int>((c.x1 - image.x0) * scale_x), 0, width);
    const int y0 = std::clamp(static_cast<int>((c.baseline - c.body - image.y0) * scale_y), 0, height);
    const int y1 = std::clamp(static_cast<int>((c.baseline - image.y0) * scale_y), 0, height);
    for (int y = y0; y < y1; ++y) std::fill_n(under.begin() + static_cast<std::ptrdiff_t>(y) * width + x0, std::max(0, x1 - x0), 1);
  }
  long long dark[2] = {0, 0}, all[2] = {0, 0};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int side = under[static_cast<std::size_t>(y) * width + x];
      ++all[side];
      dark[side] += grey.grey_at(x, y) < kDark;
    }
  return dark[1] <= kDarkUnderLetters * std::max(1LL, all[1]) && dark[0] <= kDarkElsewhere * std::max(1LL, all[0]);
}

}  // namespace banthuek::text_layer
