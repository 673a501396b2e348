#include "pipeline/recognise/model_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"
#include "pipeline/base/sha256.h"
#include "pipeline/recognise/network_file.h"

namespace banthuek::recognise {

ModelFile find_model() {
  if (const char* file = std::getenv("BANTHUEK_MODEL")) {
    const std::filesystem::path path(file);
    return find_model(path.parent_path(), path.stem().string());
  }
  return find_model(base::data_folder(base::DataFolder::kModels), "tha_saraban");
}

ModelFile find_model(const std::filesystem::path& folder, const std::string& name) {
  ModelFile model{folder, name};
  std::error_code none;
  if (std::filesystem::is_regular_file(model.path(), none)) return model;
  throw Error(ErrorKind::kDisk, model.path().string(), "no such model; set BANTHUEK_MODEL to the file, or make it with tools/train");
}

ModelInfo model_info(const ModelFile& model) {
  const NetworkFile file = load_network(model.path());
  ModelInfo info;
  info.name = model.name;
  info.path = model.path().string();
  info.sha256 = base::sha256_of_file(model.path());
  info.network = file.spec;
  info.characters = static_cast<int>(
      std::count_if(file.symbols.begin(), file.symbols.end(), [](const std::string& symbol) { return !symbol.empty() && symbol != "Joined"; }));
  info.steps = file.iterations;
  info.bytes = static_cast<std::size_t>(std::filesystem::file_size(model.path()));
  const std::filesystem::path beside = model.folder / (model.name + ".json");
  std::ifstream in(beside);
  if (!in) return info;
  const nlohmann::json known = nlohmann::json::parse(in, nullptr, false);
  if (known.is_discarded() || !known.is_object())
    throw Error(ErrorKind::kDamaged, beside.string(), "is no JSON object; take it away or write it again with tools/train --measure");
  if (known.value("sha256", "") != info.sha256) return info;  // of another file of that name
  info.from = known.value("from", "");
  const auto figures = known.find("figures");
  if (figures == known.end() || !figures->is_object()) return info;
  for (const auto& [name, value] : figures->items())
    if (value.is_number()) info.figures[name] = value.get<double>();
  return info;
}

std::string describe(const ModelInfo& info) {
  std::ostringstream out;
  out << "model      " << info.name << "\n"
      << "file       " << info.path << " (" << info.bytes / 1024 << " kB)\n"
      << "sha256     " << info.sha256 << "\n"
      << "network    " << info.network << "\n"
      << "characters " << info.characters << "\n";
  if (!info.from.empty()) out << "made from  " << info.from << ", " << info.steps << " steps\n";
  if (info.figures.empty()) out << "scores     not measured; run tools/bench lines\n";
  for (const auto& [name, value] : info.figures) out << "scores     " << name << ": " << value << "\n";
  return out.str();
}

}  // namespace banthuek::recognise
