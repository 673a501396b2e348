// `banthuek backup`, `restore`, `reindex` and `forget`: an archive copied while it is in use, put back, its search index made anew, files taken out.
#include <cstdio>
#include <memory>

#include "pipeline/store/backup.h"
#include "pipeline/store/forget.h"
#include "pipeline/store/store.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct CopyArguments {
  std::string db = "banthuek.db", file;
  bool replace = false;

  store::Existing existing() const { return replace ? store::Existing::kReplace : store::Existing::kRefuse; }
};

void tell(const std::string& what, const store::CopiedArchive& done) {
  std::fprintf(stderr, "banthuek: %s: the database%s, %ld uploaded files (%ld of them copied now)\n", what.c_str(),
               done.accounts ? ", the accounts" : "", done.uploads, done.copied_uploads);
}

}  // namespace

void add_backup(Command program) {
  auto a = std::make_shared<CopyArguments>();
  Command command = program.add_command("backup", "copies the archive, also while it is in use: database, accounts, uploads");
  command.option("FILE", a->file, "the copy; beside it FILE-accounts and FILE-uploads").required();
  add_db_option(command, a->db);
  command.flag("--replace", a->replace, "takes the place of an earlier backup, once the new one is whole");
  command.footer("Example: banthuek backup /backup/monday.db --db all.db --replace && banthuek verify --db /backup/monday.db");
  command.run([a] {
    tell(a->file, store::copy_archive(a->db, a->file, a->existing()));
    return kExitDone;
  });
}

void add_restore(Command program) {
  auto a = std::make_shared<CopyArguments>();
  Command command = program.add_command("restore", "puts a backup in the place of the archive, after checking that it is whole");
  command.option("FILE", a->file, "the backup").required();
  add_db_option(command, a->db);
  command.flag("--replace", a->replace, "keeps what is there beside it, under names ending in .before-restore");
  command.footer("Close the desk and end every import first.\nExample: banthuek restore /backup/monday.db --db all.db --replace");
  command.run([a] {
    tell(a->db, store::restore_archive(a->file, a->db, a->existing()));
    return kExitDone;
  });
}

void add_reindex(Command program) {
  auto db = std::make_shared<std::string>("banthuek.db");
  Command command = program.add_command("reindex", "makes the search index anew from what is stored");
  add_db_option(command, *db);
  command.footer("Example: banthuek reindex --db all.db");
  command.run([db] {
    store::Store store = store::Store::open(*db, database::Access::kWrite);
    store.reindex();
    std::fprintf(stderr, "banthuek: %s: the search index is made anew\n", db->c_str());
    return kExitDone;
  });
}

void add_forget(Command program) {
  struct Arguments {
    std::string db = "banthuek.db";
    std::vector<std::string> what;
  };
  auto a = std::make_shared<Arguments>();
  Command command = program.add_command("forget", "takes files out of the database; their corrections and the history stay");
  command.option("WHAT", a->what, "a path or folder as `stats --ledger` shows it, the key of a document (its whole file), or a file's SHA-256")
      .required();
  add_db_option(command, a->db);
  command.footer("Example: banthuek forget scans/wrong.pdf --db all.db");
  command.run([a] {
    store::Store store = store::Store::open(a->db, database::Access::kWrite, "forget");
    for (const std::string& what : a->what)
      for (const std::string& path : store::forget(store, what)) std::fprintf(stderr, "banthuek: %s: forgotten\n", path.c_str());
    return kExitDone;
  });
}

}  // namespace banthuek
