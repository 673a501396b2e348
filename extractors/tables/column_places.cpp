#include "extractors/tables/column_places.h"

#include <algorithm>

namespace banthuek::tables {
namespace {

// From left to right end, as part of the way between two sides.
struct Extent {
  double x0 = 1, x1 = 0;
};

Extent extent_of(const std::vector<Box>& boxes, const std::vector<std::string>& roles, std::string_view role, double left, double right) {
  Extent out;
  for (std::size_t c = 0; c < boxes.size(); ++c)
    if (roles[c] == role)
      out.x0 = std::min(out.x0, (boxes[c].x - left) / (right - left)), out.x1 = std::max(out.x1, (boxes[c].right() - left) / (right - left));
  return out;
}

bool agree(const Extent& a, const Extent& b, double share) {
  return std::min(a.x1, b.x1) - std::max(a.x0, b.x0) >= share * (std::max(a.x1, b.x1) - std::min(a.x0, b.x0));
}

}  // namespace

std::vector<Box> column_boxes(const Table& table) {
  std::vector<Box> out(static_cast<std::size_t>(table.columns));
  for (const Cell& cell : table.cells)
    if (cell.column_span == 1 && cell.column < table.columns && cell.column >= 0)
      out[static_cast<std::size_t>(cell.column)] = unite(out[static_cast<std::size_t>(cell.column)], cell.box);
  return out;
}

bool stand_alike(const std::vector<Box>& boxes, const std::vector<std::string>& roles, const std::vector<Box>& before,
                 const std::vector<std::string>& roles_before, std::string_view role) {
  // Of all that both cover: a column beside the titles covers under half (0.44 where a copy gave offices as titles), one that a streak or a lost
  // column of numbers changed 0.75 and more. Less where both have as many columns: their widths may be others.
  const double share = boxes.size() == before.size() ? 0.4 : 0.55, left = before.front().x, right = before.back().right();
  const Extent place = extent_of(before, roles_before, role, left, right);
  return agree(extent_of(boxes, roles, role, left, right), place, share) ||
         agree(extent_of(boxes, roles, role, boxes.front().x, boxes.back().right()), place, share);
}

}  // namespace banthuek::tables
