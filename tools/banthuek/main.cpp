// The program: parses the command line, runs one command, turns errors into messages and exit codes.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <new>

#include "tools/banthuek/commands.h"

int main(int argc, char** argv) {
  // Tesseract with several threads on few cores runs 5 to 8 times slower: one thread a process, set before it loads.
  setenv("OMP_THREAD_LIMIT", "1", 1);
  banthuek::CommandLine line("banthuek", "Reads scanned Thai government memos into records, and finds them.", BANTHUEK_VERSION);
  line.root().require_command();
  line.root().footer("Example: banthuek ingest scans/ && banthuek search คุณธรรม");
  for (banthuek::AddCommand add : banthuek::commands()) add(line.root());
  const auto [run, done] = line.parse(argc, argv);
  if (!run) return done ? banthuek::kExitDone : banthuek::kExitUsage;
  try {
    const int code = run();
    std::cout.flush();
    if (!std::cout || std::fflush(stdout) != 0 || std::ferror(stdout))
      throw banthuek::Error(banthuek::ErrorKind::kDisk, "stdout", "cannot be written; is the disk full?");
    return code;
  } catch (const banthuek::Error& e) {
    std::fprintf(stderr, "banthuek: %s\n", e.what());
    return banthuek::exit_code(e.kind);
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "banthuek: out of memory; give fewer files at once\n");
    return banthuek::kExitSomeFailed;
  }
}
