#include "pipeline/store/verify.h"

namespace banthuek::store {
namespace {

struct Check {
  const char* sql;      // gives a row for each fault: its name
  const char* message;  // what that row means; what to try
};

constexpr Check kChecks[] = {
    {"SELECT path FROM ledger l WHERE outcome IN ('done', 'done_with_findings', 'partly_read', 'duplicate') AND (page_count > 0 OR outcome = "
     "'duplicate') AND NOT EXISTS "
     "(SELECT 1 FROM files f WHERE f.sha256 = l.sha256)",
     "the ledger says that it is stored, but its records are not there; run ingest on it again"},
    {"SELECT path FROM file_places p WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.path = p.path)",
     "is stored, but the ledger has no outcome for it; run ingest on it again"},
    {"SELECT l.path FROM ledger l JOIN file_places p ON p.path = l.path JOIN files f ON f.id = p.file WHERE l.sha256 IS NOT f.sha256",
     "the ledger and the store know different contents under this name; run ingest on it again"},
    {"SELECT path FROM ledger WHERE message = '' AND outcome NOT IN ('done', 'done_with_findings', 'duplicate')",
     "failed without a reason in the ledger; run `ingest --retry`"},
    {"SELECT f.sha256 FROM files f WHERE (SELECT count(*) FROM pages p WHERE p.file = f.id) + (SELECT count(*) FROM findings x WHERE x.file = f.id "
     "AND "
     "x.code = 'page_not_read') < f.page_count",
     "some pages of this content are neither stored nor told as lost; run ingest on it again"},
    {"SELECT d.key FROM documents d JOIN files f ON f.id = d.file WHERE d.last_page > f.page_count",
     "this document ends behind the last page of its file; run ingest on it again"},
};

}  // namespace

std::vector<std::string> verify(Store& store) {
  std::vector<std::string> out;
  database::Transaction transaction(store.db(), database::Transaction::Kind::kRead);
  {
    database::Statement rows = store.db().prepare("PRAGMA integrity_check(20)");
    while (rows.step())
      if (rows.text(0) != "ok") out.push_back(store.db().name() + ": damaged: " + rows.text(0) + "; restore it, or ingest into a new database");
  }
  {
    database::Statement rows = store.db().prepare("PRAGMA foreign_key_check");
    while (rows.step()) out.push_back(store.db().name() + ": a row of " + rows.text(0) + " belongs to nothing; ingest into a new database");
  }
  for (std::string& broken : database::broken_history(store.db())) out.push_back(std::move(broken));
  for (const Check& check : kChecks) {
    database::Statement rows = store.db().prepare(check.sql);
    while (rows.step()) out.push_back(rows.text(0) + ": " + check.message);
  }
  return out;
}

}  // namespace banthuek::store
