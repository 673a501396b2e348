#include "pipeline/pen/ink_picture.h"

#include <algorithm>

#include "pipeline/picture/components.h"

namespace banthuek::pen {
namespace {

constexpr double kSpeck = 0.03;                 // of the largest piece's ink
constexpr int kMaxColumns = 440, kFewRows = 6;  // of ink; a number is not so low

// How much of the cells of a row of `to` cells each of `from` cells of the same length covers, in parts of 1 / to of the latter.
struct Share {
  int cell;
  int part;
};
std::vector<std::vector<Share>> shares(int from, int to) {
  std::vector<std::vector<Share>> out(static_cast<std::size_t>(from));
  for (int i = 0; i < from; ++i)
    for (int t = i * to / from; t < to && t * from < (i + 1) * to; ++t) {
      const int begin = std::max(i * to, t * from), end = std::min((i + 1) * to, (t + 1) * from);
      if (begin < end) out[static_cast<std::size_t>(i)].push_back({t, end - begin});
    }
  return out;
}

Box box_of_number(const picture::Components& pieces) {
  int most = 0;
  for (const picture::Component& c : pieces.list) most = std::max(most, c.area);
  Box box;
  for (const picture::Component& c : pieces.list)
    if (c.area > kSpeck * most) box = unite(box, c.box);
  return box;
}

}  // namespace

PenPicture pen_picture(const picture::Picture& ink, int rows) {
  const picture::Components pieces = picture::find_components(ink);
  const Box box = box_of_number(pieces);
  if (box.h < kFewRows) return {};
  const int width = std::max(3, (2 * box.w * rows + box.h) / (2 * box.h));
  if (width > kMaxColumns) return {};
  const auto across = shares(box.w, width), down = shares(box.h, rows);
  std::vector<std::int64_t> sums(static_cast<std::size_t>(width) * rows);
  for (const picture::Component& c : pieces.list)
    for (const picture::Run& run : pieces.runs_of(c)) {
      if (run.y < box.y || run.y >= box.bottom()) continue;
      for (int x = std::max(run.x0, box.x); x < std::min(run.x1, box.right()); ++x)
        for (const Share& row : down[static_cast<std::size_t>(run.y - box.y)])
          for (const Share& column : across[static_cast<std::size_t>(x - box.x)])
            sums[static_cast<std::size_t>(row.cell) * width + column.cell] += std::int64_t{row.part} * column.part;
    }
  PenPicture out{width + 2 * kPenSide, {}};
  out.ink.assign(static_cast<std::size_t>(out.width) * kPenHeight, 0);
  const std::int64_t whole = std::int64_t{box.w} * box.h;
  const int top = (kPenHeight - rows) / 2;
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < width; ++x)
      out.ink[static_cast<std::size_t>(y + top) * out.width + x + kPenSide] =
          static_cast<std::uint8_t>((255 * sums[static_cast<std::size_t>(y) * width + x] + whole / 2) / whole);
  return out;
}

}  // namespace banthuek::pen
