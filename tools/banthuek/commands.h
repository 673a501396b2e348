// The list of commands, in the order of the help. A new command: its file, its line here, its line in commands.cpp.
#pragma once

#include <vector>

#include "tools/banthuek/command.h"

namespace banthuek {

const std::vector<AddCommand>& commands();

void add_read(Command program);
void add_model(Command program);
void add_search(Command program);
void add_list(Command program);
void add_show(Command program);
void add_correct(Command program);
void add_export(Command program);
void add_query(Command program);
void add_audit(Command program);
void add_stats(Command program);
void add_ingest(Command program);
void add_merge(Command program);
void add_verify(Command program);
void add_key(Command program);
void add_bundle(Command program);
void add_backup(Command program);
void add_restore(Command program);
void add_reindex(Command program);
void add_forget(Command program);
void add_worker(Command program);
void add_convert(Command program);  // hidden
void add_schemas(Command program);
void add_serve(Command program);
void add_user(Command program);
void add_picture_worker(Command program);  // hidden
void add_manual(Command program);          // hidden

}  // namespace banthuek
