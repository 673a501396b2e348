// Where the model that reads lies, which one it is, and what is known of it: from its file, and from the figures beside it (NAME.json, written when
// it was measured).
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace banthuek::recognise {

struct ModelFile {
  std::filesystem::path folder;  // holds NAME.traineddata
  std::string name;
  std::filesystem::path path() const { return folder / (name + ".traineddata"); }
  std::filesystem::path letters_path() const { return folder / (name + ".letters"); }  // character_model.h; may be missing
  std::filesystem::path pen_path() const { return folder / (name + ".pen"); }          // pipeline/pen; may be missing: then no pen is read
};

// The project's model: the file $BANTHUEK_MODEL where that is set, else tha_saraban.traineddata among the
// program's data (pipeline/base/data_folder.h). Throws Error where it is not there.
ModelFile find_model();

// The model NAME in `folder`. Throws Error(kDisk) where it is not there.
ModelFile find_model(const std::filesystem::path& folder, const std::string& name);

struct ModelInfo {
  std::string name, path, sha256;
  std::string network;  // the layers, "[1,48,0,1Ct3,3,16...]"
  int characters = 0;   // that it knows, the space among them
  int steps = 0;        // of training
  std::size_t bytes = 0;
  std::string from;                       // what it was made from
  std::map<std::string, double> figures;  // of this very file; empty where it was not measured
};

// Throws Error(kDisk, kDamaged, kUnsupported) where the file cannot be read, Error(kDamaged) where the figures are no JSON.
ModelInfo model_info(const ModelFile& model);

// As `banthuek model info` prints it, a line each.
std::string describe(const ModelInfo& info);

}  // namespace banthuek::recognise
