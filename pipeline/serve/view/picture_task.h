// What is drawn, or read, of a page: asked of PagePictures and RegionReader, and as a task of their worker (picture_worker.h).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek::serve::view {

struct PictureWanted {
  std::string path, sha256;  // a file whose content is not that any more is refused
  int page = 1;
  int turned = 0;  // as the page was read: degrees and skew taken out, and the size boxes refer to
  double skew = 0;
  int page_width = 0, page_height = 0;
  Box region;                 // in pixels of the page
  int width = 0, height = 0;  // of the answer
  bool grey = false;
  std::string format = "jpg";  // jpg or png
  std::vector<Box> covered;    // hidden places, in pixels of the page

  std::string key() const;
  std::string page_key() const;  // of the page as it is drawn, whatever is cut out of it
};

nlohmann::json picture_task(const PictureWanted& wanted);

}  // namespace banthuek::serve::view
