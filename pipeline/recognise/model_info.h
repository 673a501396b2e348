// What is known of a model: from its file, and from the figures beside it (NAME.json, written when it was measured).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/recognise/model_file.h"

namespace banthuek::recognise {

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
