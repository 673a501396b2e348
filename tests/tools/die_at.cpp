// Preloaded into the program (LD_PRELOAD) it kills it right before its BANTHUEK_DIE_AT-th call that changes a file: `kill -9` at a moment that is the
// same each time. Without that it only counts, and writes the count into the file BANTHUEK_COUNT at the end. What the program starts is left alone.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> calls{0};
long die_at = 0;
bool counting = false;
const char* count_file = nullptr;  // strdup: it is read when objects are gone

void change() {
  if (counting && ++calls == die_at) kill(getpid(), SIGKILL);
}

// Only what outlives the program: not its terminal, pipes and sockets.
void change_of(int file) {
  struct stat what;
  if (counting && fstat(file, &what) == 0 && S_ISREG(what.st_mode)) change();
}

template <typename Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void begin() {
  const char *at = std::getenv("BANTHUEK_DIE_AT"), *to = std::getenv("BANTHUEK_COUNT");
  die_at = at ? std::atol(at) : 0;
  count_file = to ? strdup(to) : nullptr;
  for (const char* name : {"LD_PRELOAD", "BANTHUEK_DIE_AT", "BANTHUEK_COUNT"}) unsetenv(name);
  counting = true;
}

__attribute__((destructor)) void end() {
  counting = false;
  if (!count_file) return;
  if (std::FILE* out = std::fopen(count_file, "w")) {
    std::fprintf(out, "%ld\n", calls.load());
    std::fclose(out);
  }
}

}  // namespace

// The C library's functions by their own names: `before` counts, then the real one does it.
#define BANTHUEK_PASS(type, name, parameters, arguments, before) \
  type name parameters {                                         \
    static auto* const real = next(&(name), #name);              \
    before;                                                      \
    return real arguments;                                       \
  }

extern "C" {
BANTHUEK_PASS(ssize_t, write, (int file, const void* from, size_t size), (file, from, size), change_of(file))
BANTHUEK_PASS(ssize_t, writev, (int file, const struct iovec* from, int count), (file, from, count), change_of(file))
BANTHUEK_PASS(ssize_t, pwrite, (int file, const void* from, size_t size, off_t at), (file, from, size, at), change_of(file))
BANTHUEK_PASS(ssize_t, pwrite64, (int file, const void* from, size_t size, off64_t at), (file, from, size, at), change_of(file))
BANTHUEK_PASS(int, ftruncate, (int file, off_t size) noexcept, (file, size), change_of(file))
BANTHUEK_PASS(int, ftruncate64, (int file, off64_t size) noexcept, (file, size), change_of(file))
BANTHUEK_PASS(int, fsync, (int file), (file), change_of(file))
BANTHUEK_PASS(int, fdatasync, (int file), (file), change_of(file))
BANTHUEK_PASS(int, rename, (const char* from, const char* to) noexcept, (from, to), change())
BANTHUEK_PASS(int, link, (const char* from, const char* to) noexcept, (from, to), change())
BANTHUEK_PASS(int, unlink, (const char* name) noexcept, (name), change())
}
