// Leptonica inside this folder: the owning pointer. A Pix becomes a Picture by Picture::adopt. Nothing outside includes it.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

#include "extractors/types/error.h"

namespace banthuek::picture {

struct PixDestroyer {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDestroyer>;

// `pix` owned again, or Error kMemory: Leptonica gives null when memory runs out.
inline PixPtr own(Pix* pix) {
  if (!pix) throw Error(ErrorKind::kMemory, "", "no memory for a picture; give fewer pages at once or a higher memory limit");
  return PixPtr(pix);
}

// A new Pix of the given size and depth, all zero.
inline PixPtr blank(int width, int height, int depth) { return own(pixCreate(width, height, depth)); }

}  // namespace banthuek::picture
