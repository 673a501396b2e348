#include "pipeline/store/forget.h"

namespace banthuek::store {
namespace {

std::vector<std::string> paths_by(database::Database& db, std::string_view sql, std::string_view what) {
  std::vector<std::string> out;
  database::Statement row = db.prepare(sql);
  for (row.bind(what); row.step();) out.push_back(row.text(0));
  return out;
}

// In the order tried: the first that gives any is what was meant.
constexpr std::string_view kMeanings[] = {
    "SELECT path FROM ledger WHERE path = ?1 UNION SELECT path FROM file_places WHERE path = ?1",
    "SELECT path FROM (SELECT path FROM ledger UNION SELECT path FROM file_places) WHERE substr(path, 1, length(?1) + 1) IN (rtrim(?1, '/') || '/', "
    "?1 "
    "|| '!') OR (?1 LIKE '%/' AND substr(path, 1, length(?1)) = ?1)",
    "SELECT path FROM file_places p JOIN files f ON f.id = p.file WHERE f.sha256 = ?1 UNION SELECT path FROM ledger WHERE sha256 = ?1",
    "SELECT path FROM file_places p JOIN documents d ON d.file = p.file WHERE d.key = ?1"};

}  // namespace

std::vector<std::string> forget(Store& store, std::string_view what) {
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  std::vector<std::string> paths;
  for (const std::string_view meaning : kMeanings)
    if (paths = paths_by(store.db(), meaning, what); !paths.empty()) break;
  if (paths.empty())
    throw Error(ErrorKind::kUsage, std::string(what),
                "is no path, content or document that is known; see banthuek stats --ledger for paths, banthuek search for documents");
  // Members go with their container, whichever was named.
  for (std::size_t i = 0, given = paths.size(); i < given; ++i)
    for (std::string& member : paths_by(store.db(), kMeanings[1], paths[i])) paths.push_back(std::move(member));
  std::vector<std::string> out;
  for (const std::string& path : paths)
    if (store.forget_place(path, "forgotten: " + std::string(what))) out.push_back(path);
  transaction.commit();
  return out;
}

}  // namespace banthuek::store
