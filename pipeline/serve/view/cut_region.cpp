#include "pipeline/serve/view/cut_region.h"

#include <algorithm>

namespace banthuek::serve::view {

Box around(const Place& place, int page_width, int page_height) {
  const Box& box = place.box;
  const int pad_x = std::max({60, page_width / 25, (page_width / 3 - box.w) / 2}), pad_y = std::max({24, box.h / 3, page_height / 40});
  return intersect({box.x - pad_x, box.y - pad_y, box.w + 2 * pad_x, box.h + 2 * pad_y}, {0, 0, page_width, page_height});
}

Place place_to_cut(const Document& document, std::string_view field) {
  if (field.empty()) return {document.first_page, {}};
  Place out{0, {}};
  bool exact = false;
  const std::string record = std::string(field) + "/";
  for_each_field(document, [&](std::string_view path, const Field& f) {
    if (path == field && !f.places.empty()) {
      out = f.places.front();
      exact = true;
    }
    if (exact || !path.starts_with(record)) return;
    for (const Place& place : f.places) {
      if (out.page == 0 || place.page < out.page)
        out = place;
      else if (place.page == out.page)
        out.box = unite(out.box, place.box);
    }
  });
  return out;
}

}  // namespace banthuek::serve::view
