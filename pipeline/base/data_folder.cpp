#include "pipeline/base/data_folder.h"

#include <cstdlib>
#include <vector>

#include "extractors/types/error.h"

namespace banthuek::base {
namespace {

namespace fs = std::filesystem;

struct Names {
  const char* installed;
  const char* in_source;
};

Names names_of(DataFolder which) {
  switch (which) {
    case DataFolder::kSchemas:
      return {"schemas", "schemas"};
    case DataFolder::kModels:
      return {"models", "pipeline/models"};
    case DataFolder::kWeb:
      return {"web", "tools/web"};
  }
  return {"", ""};
}

// The source tree is known by its CMakeLists.txt beside extractors/.
bool is_source_tree(const fs::path& folder) {
  std::error_code none;
  return fs::exists(folder / "CMakeLists.txt", none) && fs::is_directory(folder / "extractors", none);
}

}  // namespace

fs::path program_folder() {
  std::error_code none;
  return fs::read_symlink("/proc/self/exe", none).parent_path();
}

fs::path data_folder(DataFolder which) {
  const Names names = names_of(which);
  std::vector<fs::path> places;
  if (const char* data = std::getenv("BANTHUEK_DATA")) places.push_back(fs::path(data) / names.installed);
  const fs::path here = program_folder();
  places.push_back((here / "../share/banthuek" / names.installed).lexically_normal());
  // build/banthuek and build/tests/NAME_test lie one and two folders below the source tree.
  fs::path above = here;
  for (int level = 0; level < 3 && above.has_parent_path(); ++level, above = above.parent_path())
    if (is_source_tree(above)) places.push_back(above / names.in_source);
  std::string looked_at;
  for (const fs::path& place : places) {
    std::error_code none;
    if (fs::is_directory(place, none)) return place;
    looked_at += (looked_at.empty() ? "" : ", ") + place.string();
  }
  throw Error(ErrorKind::kSchema, names.installed,
              "the program's data are not there (looked at " + looked_at + "); set BANTHUEK_DATA to the folder that has " + names.installed + "/");
}

}  // namespace banthuek::base
