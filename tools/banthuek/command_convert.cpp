// `banthuek convert`: what `ingest` starts to have an office document converted; not for people, so it is not in the help.
#include <memory>

#include "pipeline/office.h"
#include "tools/banthuek/commands.h"

namespace banthuek {

void add_convert(CLI::App& app, Run& run) {
  struct Options {
    std::string folder, office;
    int seconds = 120;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("convert", "serves `ingest` (started by it)");
  command->group("");
  command->add_option("FOLDER", options->folder, "to work in")->required();
  command->add_option("OFFICE", options->office, "LibreOffice")->required();
  command->add_option("SECONDS", options->seconds, "of a core")->required();
  command->callback([&run, options] { run = [options] { return become_office(options->folder, options->office, options->seconds); }; });
}

}  // namespace banthuek
