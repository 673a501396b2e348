// `banthuek worker`: what `ingest` starts; not for people, so it is not in the help.
#include "pipeline/ingest/page_worker.h"
#include "pipeline/process/worker.h"
#include "tools/banthuek/commands.h"

namespace banthuek {

void add_worker(Command program) {
  Command command = program.add_command("worker", "serves `ingest` (started by it)");
  command.hide();
  command.run([] { return process::serve(*ingest::make_page_worker()); });
}

}  // namespace banthuek
