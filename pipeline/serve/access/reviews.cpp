#include "pipeline/serve/access/reviews.h"

#include <set>

#include "pipeline/base/utc_time.h"
#include "pipeline/database/database.h"
#include "pipeline/serve/access/accounts.h"

namespace banthuek::serve::access {

Reviews::Reviews(const std::filesystem::path& archive)
    : db_(std::make_unique<database::Database>(archive.string() + "-accounts", database::Access::kWrite)) {
  db_->script(R"sql(
CREATE TABLE IF NOT EXISTS verdicts (
  document TEXT NOT NULL, field TEXT NOT NULL, who TEXT NOT NULL,
  seen TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (document, field, who)
) STRICT, WITHOUT ROWID;)sql");
}

Reviews::~Reviews() = default;

bool Reviews::say(const Verdict& verdict) {
  const std::lock_guard lock(mutex_);
  {
    auto row = db_->prepare("SELECT 1 FROM verdicts WHERE document = ? AND field = ? AND who = ? AND seen = ? AND value = ?");
    row.bind(verdict.document).bind(verdict.field).bind(verdict.who).bind(verdict.seen).bind(verdict.value);
    if (row.step()) return false;
  }
  db_->prepare("INSERT OR REPLACE INTO verdicts (document, field, who, seen, value, at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(verdict.document)
      .bind(verdict.field)
      .bind(verdict.who)
      .bind(verdict.seen)
      .bind(verdict.value)
      .bind(base::utc_time())
      .run();
  return true;
}

void Reviews::take_back(std::string_view document, std::string_view field, std::string_view who) {
  const std::lock_guard lock(mutex_);
  db_->prepare("DELETE FROM verdicts WHERE document = ? AND field = ? AND who = ?").bind(document).bind(field).bind(who).run();
}

std::multimap<std::string, Verdict> Reviews::all() const {
  const std::lock_guard lock(mutex_);
  std::multimap<std::string, Verdict> out;
  auto rows = db_->prepare("SELECT document, field, seen, value, who, at FROM verdicts");
  while (rows.step()) {
    Verdict verdict{rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)};
    std::string key = value_key(verdict.document, verdict.field);
    out.emplace(std::move(key), std::move(verdict));
  }
  return out;
}

long Reviews::count() const {
  const std::lock_guard lock(mutex_);
  return static_cast<long>(db_->integer("SELECT count(*) FROM (SELECT DISTINCT document, field FROM verdicts)"));
}

std::string value_key(std::string_view document, std::string_view field) { return std::string(document) + " " + std::string(field); }

bool settled(const std::vector<Verdict>& verdicts, std::string_view seen, int people) {
  std::map<std::string, std::set<std::string>> by_value;
  for (const Verdict& verdict : verdicts)
    if (verdict.seen == seen || verdict.value == seen) by_value[verdict.value].insert(verdict.who);
  for (const auto& [value, who] : by_value)
    if (static_cast<int>(who.size()) >= people) return true;
  return false;
}

}  // namespace banthuek::serve::access
