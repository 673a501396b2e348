#include "pipeline/store/verify.h"

#include <algorithm>
#include <iterator>

#include "pipeline/database/schema_check.h"
#include "pipeline/index/index_check.h"
#include "pipeline/store/compare_recorded.h"

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
    // +: not by the index over codes, which would look at all lost pages of the archive for each file.
    {"SELECT f.sha256 FROM files f WHERE (SELECT count(*) FROM pages p WHERE p.file = f.id) + (SELECT count(*) FROM findings x WHERE x.file = f.id "
     "AND +x.code = 'page_not_read') < f.page_count",
     "some pages of this content are neither stored nor told as lost; run ingest on it again"},
    {"SELECT d.key FROM documents d JOIN files f ON f.id = d.file WHERE d.last_page > f.page_count",
     "this document ends behind the last page of its file; run ingest on it again"},
};

// Passages are made from the records (passage_rows.h). The confidence may differ in its last digit: SQLite reads it out of the JSON.
std::string page_or(const char* fallback) {
  return std::string(
             "coalesce((SELECT json_extract(v.value, '$[2][0][0]') FROM json_each(s.provenance) v WHERE json_extract(v.value, '$[2][0][0]') >= 1 "
             "LIMIT "
             "1), ") +
         fallback + ")";
}
constexpr const char* kConfidence = "min(1, max(0, coalesce((SELECT min(json_extract(v.value, '$[0]')) FROM json_each(s.provenance) v), 1)))";

// How many passages of a kind are missing, too many or other.
std::string count_other(const char* kind, const std::string& rows, const std::string& file, const std::string& document, const std::string& number,
                        const std::string& page, const std::string& confidence) {
  const std::string of_kind = "(SELECT count(*) FROM passages WHERE kind = '" + std::string(kind) + "')";
  return "SELECT (SELECT count(*) FROM " + rows + " WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.kind = '" + kind + "' AND p.file = " + file +
         " AND " + document + " AND p.number = " + number + " AND p.page = " + page + " AND abs(p.confidence - " + confidence + ") < 1e-9)) + abs(" +
         of_kind + " - (SELECT count(*) FROM " + rows + "))";
}

std::vector<std::string> passage_faults(database::Database& db) {
  const auto of_list = [](const char* kind, const std::string& table) {
    return count_other(kind, table + " s JOIN documents d ON d.id = s.document", "d.file", "p.document = d.id", "s.number", page_or("d.first_page"),
                       kConfidence);
  };
  const std::pair<const char*, std::string> checks[] = {
      {"documents", count_other("document", "documents s", "s.file", "p.document = s.id", "1", "s.first_page", kConfidence)},
      {"persons", of_list("person", "signatures")},
      {"scores", of_list("score", "scores")},
      {"items", of_list("item", "oit_items")},
      {"records", of_list("record", "records")},
      {"rows of tables",
       count_other(
           "row",
           "table_rows s JOIN tables t ON t.document = s.document AND t.number = s.table_number AND (t.layout IS NULL OR EXISTS (SELECT 1 FROM "
           "records r WHERE r.document = t.document AND r.table_number = t.number)) AND NOT EXISTS (SELECT 1 FROM records r WHERE r.document = "
           "s.document AND r.row_number = s.number) JOIN documents d ON d.id = s.document",
           "d.file", "p.document = d.id", "s.number", page_or("t.first_page"), kConfidence)},
      {"pages",
       count_other("page", "pages s", "s.file",
                   "(p.document IS NULL OR EXISTS (SELECT 1 FROM documents d WHERE d.id = p.document AND d.file = p.file AND p.number BETWEEN "
                   "d.first_page AND d.last_page))",
                   "s.number", "s.number", "s.confidence")}};
  std::vector<std::string> faults;
  for (const auto& [what, sql] : checks) {
    database::Statement rows = db.prepare(sql);
    if (rows.step() && rows.integer(0) > 0)
      faults.push_back("search index: " + rows.text(0) + " passages of " + what + " are not as the records; run banthuek reindex");
  }
  return faults;
}

}  // namespace

Verified verify_all(Store& store, Depth depth) {
  Verified out;
  std::vector<std::string>& faults = out.faults;
  database::Transaction transaction(store.db(), database::Transaction::Kind::kRead);
  const auto take = [&](std::vector<std::string> more) { std::move(more.begin(), more.end(), std::back_inserter(faults)); };
  {
    database::Statement rows = store.db().prepare("PRAGMA integrity_check(20)");
    while (rows.step())
      if (rows.text(0) != "ok") faults.push_back(store.db().name() + ": damaged: " + rows.text(0) + "; restore it, or ingest into a new database");
  }
  {
    database::Statement rows = store.db().prepare("PRAGMA foreign_key_check");
    while (rows.step()) faults.push_back(store.db().name() + ": a row of " + rows.text(0) + " belongs to nothing; ingest into a new database");
  }
  take(database::schema_faults(store.db()));
  take(database::broken_history(store.db()));
  Compared compared = compare_recorded(store);
  out.contents = std::move(compared.contents);
  take(std::move(compared.faults));
  for (const Check& check : kChecks) {
    database::Statement rows = store.db().prepare(check.sql);
    while (rows.step()) faults.push_back(rows.text(0) + ": " + check.message);
  }
  if (depth == Depth::kAll) {
    take(passage_faults(store.db()));
    take(index::compare_index(store.db()));
  }
  return out;
}

std::vector<std::string> verify(Store& store) { return verify_all(store).faults; }

}  // namespace banthuek::store
