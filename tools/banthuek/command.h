// The commands of the program: one file per command, named after it (command_NAME.cpp).
//
// A command's add_NAME declares its options on a subcommand and hands over what to run. Data goes to stdout, messages to
// stderr; the value run() gives is the exit code (DESIGN.md); Error thrown anywhere is caught in main and becomes one.
#pragma once

#include <string>

#include "extractors/types/error.h"
#include "tools/banthuek/options.h"

namespace banthuek {

enum ExitCode { kExitDone = 0, kExitSomeFailed = 1, kExitUsage = 2, kExitDatabase = 3, kExitInterrupted = 130 };

ExitCode exit_code(ErrorKind kind);

// Adds `--db FILE` (default banthuek.db) to a command.
void add_db_option(Command command, std::string& db);

// Each declares its subcommand; listed in commands.cpp in the order of the help.
using AddCommand = void (*)(Command program);

}  // namespace banthuek
