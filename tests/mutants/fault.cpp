// Which fault this process has is told by its environment: BANTHUEK_MUTANT=ID. With BANTHUEK_MUTANT_TRACE=FILE instead, what is reached is
// marked in that file, a byte for each fault: it is mapped before main, so that a worker in its sandbox marks it too, and what is killed loses
// nothing.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

extern "C" {
int banthuek_fault_active = 0;
void banthuek_fault_reached(int id);
}

namespace {

unsigned char* marks = nullptr;
long size = 0;

// Before the constants of any source are computed: some of them have faults.
__attribute__((constructor(101))) void start() {
  if (const char* id = std::getenv("BANTHUEK_MUTANT")) banthuek_fault_active = std::atoi(id);
  const char* file = std::getenv("BANTHUEK_MUTANT_TRACE");
  if (!file || banthuek_fault_active != 0) return;
  const int fd = open(file, O_RDWR | O_CLOEXEC);
  struct stat about {};
  if (fd < 0 || fstat(fd, &about) != 0) return;
  void* mapped = mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped == MAP_FAILED) return;
  marks = static_cast<unsigned char*>(mapped);
  size = about.st_size;
  banthuek_fault_active = -1;
}

}  // namespace

void banthuek_fault_reached(int id) {
  if (id < size) marks[id] = 1;
}
