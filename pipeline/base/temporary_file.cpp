#include "pipeline/base/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "extractors/types/error.h"

namespace banthuek::base {

Descriptor make_temporary(std::string_view use) {
  const char* given = std::getenv("TMPDIR");
  const std::string folder = given && *given ? given : "/tmp";
  Descriptor out(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!out) {  // not every file system knows O_TMPFILE
    std::string name = folder + "/banthuek-XXXXXX";
    out = Descriptor(mkostemp(name.data(), O_CLOEXEC));
    if (out) unlink(name.c_str());
  }
  if (!out) throw Error(ErrorKind::kDisk, folder, "no file can be made there " + std::string(use) + "; set TMPDIR to a folder that you may write to");
  return out;
}

}  // namespace banthuek::base
