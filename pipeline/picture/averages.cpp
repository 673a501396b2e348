#include "pipeline/picture/averages.h"

#include <cstdint>
#include <vector>

#include "pipeline/picture/grey_counts.h"

namespace banthuek::picture {

Picture averaged(const Picture& grey, int w, int h) {
  const int columns = grey.width() / w, rows = grey.height() / h;
  if (columns == 0 || rows == 0) return {};
  std::vector<std::uint8_t> out(static_cast<std::size_t>(columns) * rows);
  std::vector<std::uint32_t> sums(static_cast<std::size_t>(grey.width() + 3) / 4 * 4);  // of the rows so far, in the order in which bytes lie
  for (int r = 0; r < rows; ++r) {
    std::fill(sums.begin(), sums.end(), 0);
    for (int y = r * h; y < (r + 1) * h; ++y) {
      const std::uint8_t* row = bytes_of(grey.pix(), y).data;
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += row[i];
    }
    for (int c = 0; c < columns; ++c) {
      std::uint32_t sum = 0;
      for (int x = c * w; x < (c + 1) * w; ++x) sum += sums[static_cast<std::size_t>(x ^ 3)];
      out[static_cast<std::size_t>(r) * columns + c] = static_cast<std::uint8_t>(sum / static_cast<std::uint32_t>(w * h));
    }
  }
  return Picture::from_grey(out, columns, rows, columns, 0);
}

}  // namespace banthuek::picture
