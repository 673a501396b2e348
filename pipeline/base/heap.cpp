#include "pipeline/base/heap.h"

#include <malloc.h>

namespace banthuek::base {

void keep_large_blocks() {
  constexpr int kLargest = 16 << 20, kKept = 64 << 20;  // bytes
  mallopt(M_MMAP_THRESHOLD, kLargest);
  mallopt(M_TRIM_THRESHOLD, kKept);
}

}  // namespace banthuek::base
