#include "pipeline/recognise/model_file.h"

#include <cstdlib>

#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"

namespace banthuek::recognise {

ModelFile find_model() {
  if (const char* file = std::getenv("BANTHUEK_MODEL")) {
    const std::filesystem::path path(file);
    return find_model(path.parent_path(), path.stem().string());
  }
  return find_model(base::data_folder(base::DataFolder::kModels), "tha_saraban");
}

ModelFile find_model(const std::filesystem::path& folder, const std::string& name) {
  const ModelFile model{folder, name};
  std::error_code none;
  if (std::filesystem::is_regular_file(model.path(), none)) return model;
  throw Error(ErrorKind::kDisk, model.path().string(), "no such model; set BANTHUEK_MODEL to the file, or make it with tools/train");
}

}  // namespace banthuek::recognise
