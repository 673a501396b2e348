#include "pipeline/serve/access/accounts.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <utility>

#include "extractors/types/error.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/database/database.h"
#include "pipeline/serve/access/password_rules.h"
#include "pipeline/serve/access/secrets.h"

namespace banthuek::serve::access {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
  password TEXT NOT NULL, -- Argon2id
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

void check_name(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(),
                                 [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-' || c == '@'; });
  if (name.empty() || name.size() > 64 || !plain)
    throw Error(ErrorKind::kUsage, "user " + std::string(name.substr(0, 64)), "a name has 1 to 64 letters a-z, digits or . _ - @; give another");
}

// What newer programs keep of an account; added where an older one made the file.
void add_columns(database::Database& db) {
  for (const auto& [name, sql] : {std::pair{"display", "ALTER TABLE accounts ADD COLUMN display TEXT NOT NULL DEFAULT ''"},
                                  {"disabled", "ALTER TABLE accounts ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0"},
                                  {"one_time_until", "ALTER TABLE accounts ADD COLUMN one_time_until TEXT NOT NULL DEFAULT ''"}}) {
    bool there = false;
    {
      auto row = db.prepare("SELECT 1 FROM pragma_table_info('accounts') WHERE name = ?");
      there = row.bind(name).step();
    }
    if (!there) db.script(sql);
  }
}

constexpr std::size_t kMaxDisplay = 300;  // bytes

std::string checked_display(std::string_view name, std::string_view display) {
  const bool plain = std::none_of(display.begin(), display.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (display.size() > kMaxDisplay || !plain)
    throw Error(ErrorKind::kUsage, "user " + std::string(name.substr(0, 64)),
                "the name that is shown is one line of at most 100 letters; give another");
  return std::string(display);
}

// 80 bits that are read out over a telephone: no letter is like a digit.
std::string one_time_password() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string out;
  while (out.size() < 19) {
    for (const char c : random_token()) {
      if (out.size() % 5 == 4) out += '-';
      if (out.size() >= 19) break;
      if (kLetters.find(c) != std::string_view::npos) out += c;
    }
  }
  return out.substr(0, 19);
}

std::string in_a_week() { return base::utc_time(std::chrono::hours(7 * 24)); }

void check_password(std::string_view password, std::string_view name) {
  if (const std::string fault = password_fault(password, name); !fault.empty()) throw Error(ErrorKind::kUsage, "password", fault);
}

Error no_such(std::string_view name) {
  return Error(ErrorKind::kUsage, "user " + std::string(name), "there is no such account; see `banthuek user list`");
}

}  // namespace

Accounts::Accounts(const std::filesystem::path& archive, Make make) {
  const std::filesystem::path file = archive.string() + "-accounts";
  if (make == Make::kNo && !std::filesystem::exists(file)) {
    log_ = std::make_unique<AuditLog>();
    return;
  }
  db_ = std::make_unique<database::Database>(file, database::Access::kWrite);
  db_->script(kSchema);
  add_columns(*db_);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  log_ = std::make_unique<AuditLog>(file);
}

Accounts::~Accounts() = default;

void Accounts::add(std::string_view name, Role role, std::string_view password) {
  check_name(name);
  check_password(password, name);
  if (this->role(name)) throw Error(ErrorKind::kUsage, "user " + std::string(name), "is there already; `user password` or `user role` changes it");
  const std::string hash = hash_password(password);
  const std::lock_guard lock(mutex_);
  db_->prepare("INSERT INTO accounts (name, role, password, since) VALUES (?, ?, ?, ?)")
      .bind(name)
      .bind(name_of(role))
      .bind(hash)
      .bind(base::utc_time())
      .run();
}

void Accounts::set_password(std::string_view name, std::string_view password) {
  check_password(password, name);
  if (!role(name)) throw no_such(name);
  const std::string hash = hash_password(password);
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE accounts SET password = ?, one_time_until = '' WHERE name = ?").bind(hash).bind(name).run();
}

void Accounts::set_role(std::string_view name, Role role) {
  if (!this->role(name)) throw no_such(name);
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE accounts SET role = ? WHERE name = ?").bind(name_of(role)).bind(name).run();
}

void Accounts::remove(std::string_view name) {
  if (!role(name)) throw no_such(name);
  const std::lock_guard lock(mutex_);
  db_->prepare("DELETE FROM accounts WHERE name = ?").bind(name).run();
}

std::string Accounts::invite(std::string_view name, Role role, std::string_view display) {
  const std::string password = one_time_password(), shown = checked_display(name, display);
  add(name, role, password);
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE accounts SET one_time_until = ?, display = ? WHERE name = ?").bind(in_a_week()).bind(shown).bind(name).run();
  return password;
}

std::string Accounts::reset(std::string_view name) {
  const std::string password = one_time_password();
  set_password(name, password);
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE accounts SET one_time_until = ? WHERE name = ?").bind(in_a_week()).bind(name).run();
  return password;
}

void Accounts::set_display(std::string_view name, std::string_view display) {
  const std::string shown = checked_display(name, display);
  if (!role(name)) throw no_such(name);
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE accounts SET display = ? WHERE name = ?").bind(shown).bind(name).run();
}

void Accounts::set_disabled(std::string_view name, bool disabled) {
  if (!role(name)) throw no_such(name);
  const std::lock_guard lock(mutex_);
  db_->prepare("UPDATE accounts SET disabled = ? WHERE name = ?").bind(disabled ? 1 : 0).bind(name).run();
}

std::vector<Account> Accounts::all() const {
  std::vector<Account> out;
  if (!db_) return out;
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare("SELECT name, role, since, display, disabled, one_time_until <> '' FROM accounts ORDER BY name");
  while (rows.step())
    out.push_back(
        {rows.text(0), role_named(rows.view(1)).value_or(Role::kReader), rows.text(2), rows.text(3), rows.integer(4) != 0, rows.integer(5) != 0});
  return out;
}

std::string Accounts::display_of(std::string_view name) const {
  if (!db_) return std::string(name);
  const std::lock_guard lock(mutex_);
  auto row = db_->prepare("SELECT display FROM accounts WHERE name = ? AND display <> ''");
  return row.bind(name).step() ? row.text(0) : std::string(name);
}

bool Accounts::any() const { return !all().empty(); }

std::optional<Accounts::Standing> Accounts::standing(std::string_view name) const {
  if (!db_) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto row = db_->prepare("SELECT role, password, one_time_until <> '' FROM accounts WHERE name = ? AND disabled = 0");
  row.bind(name);
  if (!row.step()) return std::nullopt;
  return Standing{role_named(row.view(0)).value_or(Role::kReader), plain_hash(row.view(1)), row.integer(2) != 0};
}

std::optional<Role> Accounts::role(std::string_view name) const {
  if (!db_) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto row = db_->prepare("SELECT role FROM accounts WHERE name = ?");
  row.bind(name);
  return row.step() ? role_named(row.view(0)) : std::nullopt;
}

std::optional<Role> Accounts::sign_in(std::string_view name, std::string_view password) const {
  std::string hash;
  std::optional<Role> role;
  if (db_) {
    const std::lock_guard lock(mutex_);
    auto row = db_->prepare("SELECT password, role FROM accounts WHERE name = ? AND disabled = 0 AND (one_time_until = '' OR one_time_until >= ?)");
    row.bind(name).bind(base::utc_time());
    if (row.step()) {
      hash = row.text(0);
      role = role_named(row.view(1));
    }
  }
  if (hash.empty()) {
    pretend_password_check(password);
    return std::nullopt;
  }
  return password_fits(hash, password) ? role : std::nullopt;
}

}  // namespace banthuek::serve::access
