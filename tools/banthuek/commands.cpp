#include "tools/banthuek/commands.h"

namespace banthuek {

const std::vector<AddCommand>& commands() {
  static const std::vector<AddCommand> list{add_read,    add_ingest, add_search,  add_list,           add_show,   add_correct, add_export,
                                            add_query,   add_audit,  add_stats,   add_schemas,        add_merge,  add_verify,  add_bundle,
                                            add_key,     add_backup, add_restore, add_reindex,        add_forget, add_model,   add_worker,
                                            add_convert, add_serve,  add_user,    add_picture_worker, add_manual};
  return list;
}

ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kSchema:
      return kExitUsage;
    case ErrorKind::kDatabase:
    case ErrorKind::kDisk:
      return kExitDatabase;
    default:
      return kExitSomeFailed;
  }
}

void add_db_option(Command command, std::string& db) { command.option("--db", db, "the database, one SQLite file").show_default().type_name("FILE"); }

}  // namespace banthuek
