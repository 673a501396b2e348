// The text of a part of a page, recognised for who draws a frame around what was not read.
//
// The file is opened and read in a cage, as for pictures (picture_worker.h), by a process of its own for each request: loading the model costs 0.3 s
// of CPU and 50 MB, which a desk at rest does not hold. One is read at a time, a few wait. Safe from many threads.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "pipeline/serve/view/picture_task.h"

namespace banthuek::serve::view {

struct RegionText {
  std::string text;       // lines from the top, a newline between; empty where nothing is written
  double confidence = 0;  // of the least sure line, 0 to 1
};

class RegionReader {
 public:
  enum class Trouble { kNone, kBusy, kUnreadable };  // kBusy: several wait already
  // Reads `wanted.region`, which lies on the page; the size and kind of the answer do not matter. The file must be as it was
  // (PagePictures::unchanged). Nothing where it cannot be had: `trouble` then says why.
  std::optional<RegionText> read(const PictureWanted& wanted, Trouble& trouble);

 private:
  std::mutex reading_, counting_;
  int waiting_ = 0;
};

}  // namespace banthuek::serve::view
