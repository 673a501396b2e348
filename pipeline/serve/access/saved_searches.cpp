#include "pipeline/serve/access/saved_searches.h"

#include <fmt/core.h>

#include <sstream>

#include "extractors/types/error.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/database/database.h"
#include "pipeline/serve/access/accounts.h"

namespace banthuek::serve::access {
namespace {

// Of who is there no more nothing is told. Where nobody has an account the desk is one person's.
constexpr const char* kHasOwner = "owner IN (SELECT name FROM accounts WHERE NOT disabled) OR NOT EXISTS (SELECT 1 FROM accounts)";

constexpr int kMaxSearches = 100;
constexpr std::size_t kMaxName = 300, kMaxQuery = 4000;

std::string joined(const std::unordered_set<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) out.append(key).append(" ");
  return out;
}

std::unordered_set<std::string> parted(const std::string& text) {
  std::unordered_set<std::string> out;
  std::istringstream keys(text);
  for (std::string key; keys >> key;) out.insert(key);
  return out;
}

// What newer programs keep of a search; added where an older one made the table.
void add_told(database::Database& db) {
  bool there = false;
  {
    auto row = db.prepare("SELECT 1 FROM pragma_table_info('saved_searches') WHERE name = 'told'");
    there = row.step();
  }
  if (!there) db.script("ALTER TABLE saved_searches ADD COLUMN told TEXT");  // null: what it had found
}

}  // namespace

SavedSearches::SavedSearches(const std::filesystem::path& archive)
    : db_(std::make_unique<database::Database>(archive.string() + "-accounts", database::Access::kWrite)) {
  db_->script(R"sql(
CREATE TABLE IF NOT EXISTS saved_searches (
  id INTEGER PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, looked_at TEXT NOT NULL, found TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS saved_searches_by_owner ON saved_searches (owner);)sql");
  add_told(*db_);
}

SavedSearches::~SavedSearches() = default;

void SavedSearches::save(std::string_view owner, std::string_view name, std::string_view query, const std::unordered_set<std::string>& found) {
  const std::lock_guard lock(mutex_);
  {
    auto row = db_->prepare("SELECT count(*) FROM saved_searches WHERE owner = ?");
    row.bind(owner).step();
    if (row.integer(0) >= kMaxSearches || name.find_first_not_of(' ') == std::string_view::npos || name.size() > kMaxName || query.size() > kMaxQuery)
      throw Error(ErrorKind::kUsage, "saved search", "a saved search has a name, and a person at most 100 of them; take one out first");
  }
  db_->prepare("INSERT INTO saved_searches (owner, name, query, looked_at, found, told) VALUES (?1, ?2, ?3, ?4, ?5, ?5)")
      .bind(owner)
      .bind(name)
      .bind(query)
      .bind(base::utc_time())
      .bind(joined(found))
      .run();
}

std::vector<SavedSearch> SavedSearches::all(std::string_view owner) const {
  std::vector<SavedSearch> out;
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare("SELECT id, name, query, looked_at, found FROM saved_searches WHERE owner = ? ORDER BY id DESC");
  for (rows.bind(owner); rows.step();) {
    out.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), parted(rows.text(4))});
  }
  return out;
}

void SavedSearches::looked(std::string_view owner, std::int64_t id, const std::unordered_set<std::string>& found) {
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE saved_searches SET looked_at = ?, found = ? WHERE id = ? AND owner = ?")
      .bind(base::utc_time())
      .bind(joined(found))
      .bind(id)
      .bind(owner)
      .run();
}

void SavedSearches::remove(std::string_view owner, std::int64_t id) {
  const std::lock_guard lock(mutex_);
  db_->prepare("DELETE FROM saved_searches WHERE id = ? AND owner = ?").bind(id).bind(owner).run();
}

std::vector<HookedSearch> SavedSearches::hooked() const {
  std::vector<HookedSearch> out;
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare(fmt::format("SELECT id, owner, name, query FROM saved_searches WHERE {} ORDER BY id", kHasOwner));
  while (rows.step()) out.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3)});
  return out;
}

std::optional<std::unordered_set<std::string>> SavedSearches::told(const HookedSearch& search) const {
  const std::lock_guard lock(mutex_);
  auto row =
      db_->prepare(fmt::format("SELECT coalesce(told, found) FROM saved_searches WHERE id = ? AND owner = ? AND query = ? AND ({})", kHasOwner));
  row.bind(search.id).bind(search.owner).bind(search.query);
  if (!row.step()) return std::nullopt;
  return parted(row.text(0));
}

void SavedSearches::set_told(const HookedSearch& search, const std::unordered_set<std::string>& found) {
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE saved_searches SET told = ? WHERE id = ? AND owner = ? AND query = ?")
      .bind(joined(found))
      .bind(search.id)
      .bind(search.owner)
      .bind(search.query)
      .run();
}

}  // namespace banthuek::serve::access
