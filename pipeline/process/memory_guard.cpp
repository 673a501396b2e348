#include "pipeline/process/memory_guard.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <new>

namespace {

std::atomic<bool> guard{false};

// Not used under the sanitizers, whose allocator takes the place of the one below.
[[maybe_unused]] void* checked(void* memory, std::size_t wanted) {
  if (memory == nullptr && wanted != 0 && guard.load(std::memory_order_relaxed)) _exit(banthuek::process::kOutOfMemoryExit);
  return memory;
}

}  // namespace

namespace banthuek::process {

void end_at_refused_memory() {
  guard = true;
  std::set_new_handler([] { _exit(banthuek::process::kOutOfMemoryExit); });
}

}  // namespace banthuek::process

#if !defined(__SANITIZE_ADDRESS__) && !defined(BANTHUEK_FUZZ)
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t size) { return checked(__libc_malloc(size), size); }
void* calloc(std::size_t count, std::size_t size) { return checked(__libc_calloc(count, size), count && size ? 1 : 0); }
void* realloc(void* old, std::size_t size) { return checked(__libc_realloc(old, size), size); }
void* memalign(std::size_t alignment, std::size_t size) { return checked(__libc_memalign(alignment, size), size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return checked(__libc_memalign(alignment, size), size); }
int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  void* memory = checked(__libc_memalign(alignment, size), size);
  if (memory == nullptr) return ENOMEM;
  *out = memory;
  return 0;
}
}
#endif
