#include "pipeline/base/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "pipeline/base/descriptor.h"

namespace banthuek::base {

void make_private(const std::filesystem::path& file) { const Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640)); }

bool read_by_everybody(const std::filesystem::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
}

}  // namespace banthuek::base
