// The list of commands, in the order of the help. A new command: its file, its line here, its line in commands.cpp.
#pragma once

#include <vector>

#include "tools/banthuek/command.h"

namespace banthuek {

const std::vector<AddCommand>& commands();

void add_read(CLI::App& app, Run& run);
void add_model(CLI::App& app, Run& run);
void add_search(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_correct(CLI::App& app, Run& run);
void add_export(CLI::App& app, Run& run);
void add_query(CLI::App& app, Run& run);
void add_audit(CLI::App& app, Run& run);
void add_stats(CLI::App& app, Run& run);
void add_ingest(CLI::App& app, Run& run);
void add_merge(CLI::App& app, Run& run);
void add_verify(CLI::App& app, Run& run);
void add_worker(CLI::App& app, Run& run);
void add_convert(CLI::App& app, Run& run);  // hidden
void add_schemas(CLI::App& app, Run& run);
void add_serve(CLI::App& app, Run& run);
void add_user(CLI::App& app, Run& run);
void add_picture_worker(CLI::App& app, Run& run);  // hidden
void add_manual(CLI::App& app, Run& run);          // hidden

}  // namespace banthuek
