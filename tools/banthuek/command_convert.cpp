// `banthuek convert`: what `ingest` starts to have an office document converted; not for people, so it is not in the help.
#include <memory>

#include "pipeline/ingest/libreoffice.h"
#include "tools/banthuek/commands.h"

namespace banthuek {

void add_convert(Command program) {
  struct Options {
    std::string folder, office;
    int seconds = 120;
  };
  auto options = std::make_shared<Options>();
  Command command = program.add_command("convert", "serves `ingest` (started by it)");
  command.hide();
  command.option("FOLDER", options->folder, "to work in").required();
  command.option("OFFICE", options->office, "LibreOffice").required();
  command.option("SECONDS", options->seconds, "of a core").required();
  command.run([options] { return ingest::become_office(options->folder, options->office, options->seconds); });
}

}  // namespace banthuek
