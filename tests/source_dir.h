// Where the tree lies that a test was built from. It stands in one object file alone, so that trees in other places share the objects of all
// other tests (ccache).
#pragma once

#include <filesystem>

namespace banthuek::test {

const std::filesystem::path& source_dir();
const std::filesystem::path& binary_dir();  // the build folder

}  // namespace banthuek::test
