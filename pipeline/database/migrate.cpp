#include "pipeline/database/migrate.h"

#include <fmt/core.h>

namespace banthuek::database {
namespace {

bool empty(Database& db) { return db.integer("SELECT count(*) FROM sqlite_schema") == 0; }

void check_mark(Database& db) {
  if (db.integer("PRAGMA application_id") != kApplicationId)
    throw Error(ErrorKind::kDatabase, db.name(), "is a database, but not one of banthuek; give another --db FILE");
}

// The copy is written whole under another name first: a kill leaves no half copy under the name people look for. Where
// another process has upgraded the file meanwhile, that one has kept the copy, and this one is none of the old version.
void keep_copy(Database& db, std::int64_t version) {
  const std::string copy = fmt::format("{}.version-{}", db.name(), version), unfinished = copy + ".part";
  std::filesystem::remove(unfinished);
  db.prepare("VACUUM INTO ?").bind(unfinished).run();
  if (Database(unfinished, Access::kRead).integer("PRAGMA user_version") == version)
    std::filesystem::rename(unfinished, copy);
  else
    std::filesystem::remove(unfinished);
}

}  // namespace

void migrate(Database& db, Access access, std::span<const Migration> wanted) {
  const bool fresh = empty(db);
  if (fresh && access == Access::kRead)
    throw Error(ErrorKind::kDatabase, db.name(), "is empty; run banthuek ingest first, or give another --db FILE");
  if (!fresh) check_mark(db);
  const auto newest = static_cast<std::int64_t>(wanted.size());
  std::int64_t version = db.integer("PRAGMA user_version");
  const std::string versions = fmt::format("{}; this program knows {}", version, newest);
  if (version > newest) throw Error(ErrorKind::kDatabase, db.name(), "is of version " + versions + "; use a newer banthuek");
  if (version == newest) return;
  if (access == Access::kRead)
    throw Error(ErrorKind::kDatabase, db.name(),
                "is of version " + versions + "; run banthuek ingest with the same --db, which upgrades it and keeps a copy");
  if (!fresh) keep_copy(db, version);
  Transaction transaction(db, Transaction::Kind::kWrite);
  version = db.integer("PRAGMA user_version");  // another process may have done it while this one waited for the lock
  for (; version < newest; ++version) db.script(std::string(wanted[static_cast<std::size_t>(version)].sql));
  db.script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, newest));
  transaction.commit();
}

}  // namespace banthuek::database
