// What pages ask of the ledger.
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::site {

Json StorePool::ledger(int newest) {
  LedgerQuery query;
  query.limit = newest;
  return ledger(query)["rows"];
}

Json StorePool::ledger(const LedgerQuery& query) {
  const auto store = read();
  Json out = Json::array();
  const std::string where =
      " FROM ledger l WHERE (?1 = '' OR l.outcome = ?1 OR (?1 = 'failed' AND l.outcome NOT IN ('done', 'done_with_findings', 'duplicate'))) "
      "AND (?2 = '' OR instr(l.path, ?2) > 0) AND (?3 = '' OR l.path = ?3) AND (?4 = 0 OR l.retry = 1)";
  const auto bound = [&](database::Statement& rows) { rows.bind(query.outcome).bind(query.like).bind(query.path).bind(query.retry_only ? 1 : 0); };
  long total = 0;
  {
    auto count = store->db().prepare("SELECT count(*)" + where);
    bound(count);
    if (count.step()) total = static_cast<long>(count.integer(0));
  }
  auto rows = store->db().prepare(
      "SELECT l.path, l.outcome, l.retry, l.message, l.page_count, l.at, (SELECT d.key FROM files f JOIN documents d ON d.file = f.id "
      "WHERE f.sha256 = l.sha256 ORDER BY d.first_page LIMIT 1)" +
      where + " ORDER BY l.at DESC, l.path LIMIT ?5 OFFSET ?6");
  bound(rows);
  rows.bind(query.limit).bind(query.offset);
  while (rows.step())
    out.push_back({{"path", rows.text(0)},
                   {"outcome", rows.text(1)},
                   {"retry", rows.integer(2) != 0},
                   {"message", rows.text(3)},
                   {"pages", rows.integer(4)},
                   {"at", rows.text(5)},
                   {"document", rows.is_null(6) ? Json(nullptr) : Json(rows.text(6))}});
  return {{"rows", out}, {"total", total}};
}

void StorePool::note_input(const std::string& path, store::Outcome outcome, const std::string& message) {
  const std::lock_guard lock(write_mutex_);
  store::Store store = store::Store::open(file_, database::Access::kWrite, "serve");
  store::LedgerEntry entry;
  entry.path = path;
  entry.outcome = outcome;
  entry.message = path + ": " + message;
  store.put_ledger(entry);
}

}  // namespace banthuek::serve::site
