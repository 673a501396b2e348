#include "pipeline/base/heap.h"

#include <malloc.h>

namespace banthuek::base {

void keep_large_blocks() {
  constexpr int kKept = 256 << 20;  // bytes
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, kKept);
}

}  // namespace banthuek::base
