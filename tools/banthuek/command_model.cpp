// banthuek model info: says which model reads, what it is made of and what it scored.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "pipeline/recognise/model_file.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct ModelOptions {
  std::string model;
  bool json = false;
};

int run_info(const ModelOptions& options) {
  const std::filesystem::path path(options.model);
  const recognise::ModelInfo info =
      recognise::model_info(options.model.empty() ? recognise::find_model() : recognise::find_model(path.parent_path(), path.stem().string()));
  if (!options.json) {
    std::fputs(recognise::describe(info).c_str(), stdout);
    return kExitDone;
  }
  const nlohmann::ordered_json out{{"model", info.name},      {"file", info.path},   {"sha256", info.sha256},
                                   {"network", info.network}, {"bytes", info.bytes}, {"characters", info.characters},
                                   {"steps", info.steps},     {"from", info.from},   {"figures", info.figures}};
  std::puts(out.dump().c_str());
  return kExitDone;
}

}  // namespace

void add_model(Command program) {
  auto options = std::make_shared<ModelOptions>();
  Command command = program.add_command("model", "says which model reads, with what it scored");
  Command info = command.add_command("info", "name, SHA-256, network and scores of the model");
  command.require_command();
  command.footer("Example: banthuek model info");
  info.option("--model", options->model, "another model than the program's own").type_name("FILE");
  info.flag("--json", options->json, "as one JSON object");
  info.footer("Example: banthuek model info");
  info.run([options] { return run_info(*options); });
}

}  // namespace banthuek
