// `banthuek worker`: what `ingest` starts; not for people, so it is not in the help.
#include "pipeline/page_worker.h"
#include "tools/banthuek/commands.h"

namespace banthuek {

void add_worker(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("worker", "serves `ingest` (started by it)");
  command->group("");
  command->callback([&run] { run = [] { return serve(*make_page_worker()); }; });
}

}  // namespace banthuek
