#include "pipeline/serve/access/tokens.h"

#include <algorithm>
#include <chrono>

#include "extractors/types/error.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/database/database.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/secrets.h"

namespace banthuek::serve::access {
namespace {

constexpr std::string_view kPrefix = "bq_";

std::string in_days(int days) { return base::utc_time(std::chrono::hours(24 * days)); }

Token token_of(const database::Statement& row) {
  return {row.integer(0), row.text(1), row.text(2), role_named(row.view(3)).value_or(Role::kReader), row.text(4), row.text(5), row.text(6)};
}

}  // namespace

Tokens::Tokens(const std::filesystem::path& archive)
    : db_(std::make_unique<database::Database>(archive.string() + "-accounts", database::Access::kWrite)) {
  db_->script(R"sql(
CREATE TABLE IF NOT EXISTS tokens (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, owner TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('reader', 'editor')),
  hash TEXT NOT NULL UNIQUE, made TEXT NOT NULL, used TEXT NOT NULL DEFAULT '', until TEXT NOT NULL, revoked TEXT NOT NULL DEFAULT ''
) STRICT;)sql");
}

Tokens::~Tokens() = default;

std::string Tokens::make(std::string_view owner, std::string_view name, Role role, int days) {
  const bool blank = name.find_first_not_of(' ') == std::string_view::npos;
  if (blank || name.size() > 200 || (role != Role::kReader && role != Role::kEditor) || days < 1 || days > 3660)
    throw Error(ErrorKind::kUsage, "token", "a token has a name, the role reader or editor, and ends in 1 to 3,660 days; give these");
  const std::string token = std::string(kPrefix) + random_token();
  const std::lock_guard lock(mutex_);
  db_->prepare("INSERT INTO tokens (name, owner, role, hash, made, until) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(name)
      .bind(owner)
      .bind(name_of(role))
      .bind(plain_hash(token))
      .bind(base::utc_time())
      .bind(in_days(days))
      .run();
  return token;
}

std::optional<Token> Tokens::find(std::string_view token) const {
  if (!token.starts_with(kPrefix) || token.size() > 100) return std::nullopt;
  const std::lock_guard lock(mutex_);
  std::optional<Token> out;
  const std::string now = base::utc_time();
  {
    auto row = db_->prepare("SELECT id, name, owner, role, made, used, until FROM tokens WHERE hash = ? AND revoked = '' AND until >= ?");
    if (!row.bind(plain_hash(token)).bind(now).step()) return std::nullopt;
    out = token_of(row);
  }
  // Once an hour is enough to see whether it is in use.
  if (out->used.substr(0, 13) != now.substr(0, 13)) db_->prepare("UPDATE tokens SET used = ? WHERE id = ?").bind(now).bind(out->id).run();
  return out;
}

std::vector<Token> Tokens::all(std::string_view owner) const {
  std::vector<Token> out;
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare(
      "SELECT id, name, owner, role, made, used, until FROM tokens WHERE (?1 = '' OR owner = ?1) AND revoked = '' AND until >= ?2 ORDER BY id DESC");
  rows.bind(owner).bind(base::utc_time());
  while (rows.step()) out.push_back(token_of(rows));
  return out;
}

bool Tokens::revoke(std::int64_t id, std::string_view owner) {
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE tokens SET revoked = ?1 WHERE id = ?2 AND revoked = '' AND (?3 = '' OR owner = ?3)")
      .bind(base::utc_time())
      .bind(id)
      .bind(owner)
      .run();
  return db_->integer("SELECT changes()") > 0;
}

}  // namespace banthuek::serve::access
