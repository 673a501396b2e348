#include "tests/source_dir.h"

namespace banthuek::test {

const std::filesystem::path& source_dir() {
  static const std::filesystem::path path(BANTHUEK_SOURCE_DIR);
  return path;
}

const std::filesystem::path& binary_dir() {
  static const std::filesystem::path path(BANTHUEK_BINARY_DIR);
  return path;
}

}  // namespace banthuek::test
