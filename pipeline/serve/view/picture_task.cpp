#include "pipeline/serve/view/picture_task.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace banthuek::serve::view {
namespace {

nlohmann::json numbers_of(const Box& box) { return {box.x, box.y, box.w, box.h}; }

}  // namespace

std::string PictureWanted::page_key() const {
  std::string out = fmt::format("{}/{}/{}", sha256, page, turned);
  for (const Box& box : covered) out += fmt::format("/{},{},{},{}", box.x, box.y, box.w, box.h);
  return out;
}

std::string PictureWanted::key() const {
  return fmt::format("{}|{},{},{},{}|{}x{}{}{}", page_key(), region.x, region.y, region.w, region.h, width, height, grey ? "g." : ".", format);
}

nlohmann::json picture_task(const PictureWanted& wanted) {
  nlohmann::json covered = nlohmann::json::array();
  for (const Box& box : wanted.covered) covered.push_back(numbers_of(box));
  return {{"page_key", wanted.page_key()},
          {"page", wanted.page},
          {"turned", wanted.turned},
          {"skew", wanted.skew},
          {"page_width", wanted.page_width},
          {"page_height", wanted.page_height},
          {"region", numbers_of(wanted.region)},
          {"width", wanted.width},
          {"height", wanted.height},
          {"grey", wanted.grey},
          {"format", wanted.format},
          {"covered", covered}};
}

}  // namespace banthuek::serve::view
