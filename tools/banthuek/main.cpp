// The program: parses the command line, runs one command, turns errors into messages and exit codes.
#include <cstdio>
#include <cstdlib>
#include <new>

#include "tools/banthuek/commands.h"

int main(int argc, char** argv) {
  // Tesseract with several threads on few cores runs 5 to 8 times slower: one thread a process, set before it loads.
  setenv("OMP_THREAD_LIMIT", "1", 1);
  CLI::App app{"Reads scanned Thai government memos into records, and finds them.", "banthuek"};
  app.set_version_flag("--version", BANTHUEK_VERSION);
  app.require_subcommand(1);
  app.footer("Example: banthuek ingest scans/ && banthuek search คุณธรรม");
  banthuek::Run run;
  for (banthuek::AddCommand add : banthuek::commands()) add(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    return code == 0 ? banthuek::kExitDone : banthuek::kExitUsage;
  }
  try {
    return run ? run() : banthuek::kExitUsage;
  } catch (const banthuek::Error& e) {
    std::fprintf(stderr, "banthuek: %s\n", e.what());
    return banthuek::exit_code(e.kind);
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "banthuek: out of memory; give fewer files at once\n");
    return banthuek::kExitSomeFailed;
  }
}
