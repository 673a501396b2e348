// Where the model that reads lies, and which one it is.
#pragma once

#include <filesystem>
#include <string>

namespace banthuek::recognise {

struct ModelFile {
  std::filesystem::path folder;  // holds NAME.traineddata
  std::string name;
  std::filesystem::path path() const { return folder / (name + ".traineddata"); }
  std::filesystem::path letters_path() const { return folder / (name + ".letters"); }  // character_model.h; may be missing
};

// The project's model: the file $BANTHUEK_MODEL where that is set, else tha_saraban.traineddata among the
// program's data (pipeline/base/data_folder.h). Throws Error where it is not there.
ModelFile find_model();

// The model NAME in `folder`. Throws Error(kDisk) where it is not there.
ModelFile find_model(const std::filesystem::path& folder, const std::string& name);

}  // namespace banthuek::recognise
