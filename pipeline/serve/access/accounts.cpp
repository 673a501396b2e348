#include "pipeline/serve/access/accounts.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <map>
#include <thread>
#include <utility>

#include "extractors/types/error.h"
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
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS audit_keeps_rows BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_keeps_values BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_grows_at_its_end BEFORE INSERT ON audit
WHEN new.id >= 0 AND new.id <= (SELECT max(id) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE INDEX IF NOT EXISTS audit_sign_ins ON audit (subject, address) WHERE action = 'signed in';
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

std::string in_a_week() {
  const std::time_t then = std::time(nullptr) + 7 * 24 * 3600;
  std::tm utc{};
  gmtime_r(&then, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

void check_password(std::string_view password, std::string_view name) {
  if (const std::string fault = password_fault(password, name); !fault.empty()) throw Error(ErrorKind::kUsage, "password", fault);
}

Error no_such(std::string_view name) {
  return Error(ErrorKind::kUsage, "user " + std::string(name), "there is no such account; see `banthuek user list`");
}

}  // namespace

std::string now_iso() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

// Writes rows in order, on a thread and a connection of its own: a log that cannot be written for a while (a copy of it is made, the disk is slow)
// makes no page wait. What cannot be written at all is said on stderr.
class Accounts::Log {
 public:
  explicit Log(std::filesystem::path file) : file_(std::move(file)), thread_([this] { work(); }) {}
  ~Log() {
    {
      const std::lock_guard lock(mutex_);
      for (auto& [key, tries] : tries_) tell_more(tries);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  void add(AuditRow row) {
    std::unique_lock lock(mutex_);
    // Nothing is shown unseen: where thousands wait, so do pages.
    done_.wait(lock, [&] { return rows_.size() < kMaxWaiting || stop_; });
    const Clock::time_point now = Clock::now();
    for (auto at = tries_.begin(); at != tries_.end();) {
      if (now - at->second.since < kMinute) {
        ++at;
        continue;
      }
      tell_more(at->second);
      at = tries_.erase(at);
    }
    row.at = now_iso();
    if (row.action == "refused" || row.action == "sign-in failed" || row.action == "sign-in limited") {
      // Of failed tries, which the limits keep to a few a minute, every name is kept.
      const std::string name = row.action == "sign-in failed" ? row.subject : "";
      const auto [at, first] = tries_.try_emplace(row.who + "\n" + row.address + "\n" + row.action + "\n" + name, Tries{now, 0, row});
      if (!first) {
        ++at->second.more;
        at->second.last = std::move(row);
        return;
      }
    }
    rows_.push_back(std::move(row));
    lock.unlock();
    wake_.notify_all();
  }

  void drain() {
    std::unique_lock lock(mutex_);
    done_.wait_for(lock, kPatience, [&] { return rows_.empty() && !writing_; });
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMaxWaiting = 10'000;
  static constexpr auto kMinute = std::chrono::minutes(1);
  static constexpr auto kPatience = std::chrono::seconds(5);
  struct Tries {
    Clock::time_point since;
    long more = 0;
    AuditRow last;
  };

  void tell_more(Tries& tries) {
    if (tries.more == 0) return;
    tries.last.detail = "and " + std::to_string(tries.more) + " more";
    rows_.push_back(std::move(tries.last));
  }

  void write(const std::vector<AuditRow>& rows) {
    if (!db_) db_ = std::make_unique<database::Database>(file_, database::Access::kWrite);
    database::Transaction transaction(*db_, database::Transaction::Kind::kWrite);
    auto insert = db_->prepare("INSERT INTO audit (at, who, address, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)");
    for (const AuditRow& row : rows) insert.bind(row.at).bind(row.who).bind(row.address).bind(row.action).bind(row.subject).bind(row.detail).run();
    transaction.commit();
  }

  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return stop_ || !rows_.empty(); });
      if (rows_.empty()) return;
      const std::vector<AuditRow> rows = std::exchange(rows_, {});
      writing_ = true;
      lock.unlock();
      try {
        write(rows);
      } catch (const Error& e) {
        for (const AuditRow& row : rows)
          std::fprintf(stderr, "banthuek serve: not in the log (%s): %s %s %s %s\n", e.what(), row.at.c_str(), row.who.c_str(), row.action.c_str(),
                       row.subject.c_str());
      }
      lock.lock();
      writing_ = false;
      done_.notify_all();
    }
  }

  std::filesystem::path file_;
  std::unique_ptr<database::Database> db_;
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::vector<AuditRow> rows_;
  std::map<std::string, Tries> tries_;
  bool stop_ = false, writing_ = false;
  std::thread thread_;
};

Accounts::Accounts(const std::filesystem::path& archive, Make make) {
  const std::filesystem::path file = archive.string() + "-accounts";
  if (make == Make::kNo && !std::filesystem::exists(file)) return;
  db_ = std::make_unique<database::Database>(file, database::Access::kWrite);
  db_->script(kSchema);
  add_columns(*db_);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  log_ = std::make_unique<Log>(file);
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
      .bind(now_iso())
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

bool Accounts::had_any() const {
  if (!db_) return false;
  const std::lock_guard lock(mutex_);
  return db_->integer("SELECT EXISTS (SELECT 1 FROM audit WHERE action = 'account made')") != 0;
}

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
    row.bind(name).bind(now_iso());
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

void Accounts::note(const AuditRow& row) {
  if (log_) log_->add(row);
}

bool Accounts::known_from(std::string_view name, std::string_view address) const {
  if (!db_) return false;
  log_->drain();
  const std::lock_guard lock(mutex_);
  auto row = db_->prepare("SELECT 1 FROM audit WHERE action = 'signed in' AND subject = ? AND address = ?");
  row.bind(name).bind(address);
  return row.step();
}

std::vector<AuditRow> Accounts::audit(int newest) const {
  AuditQuery query;
  query.limit = newest;
  return audit(query);
}

namespace {

constexpr std::string_view kAsked =
    " FROM audit WHERE (?1 = '' OR who = ?1) AND (?2 = '' OR action = ?2) AND (?3 = '' OR instr(subject, ?3) > 0 OR instr(detail, ?3) > 0) "
    "AND (?4 = '' OR at >= ?4) AND (?5 = '' OR substr(at, 1, 10) <= ?5)";

void bind_asked(database::Statement& rows, const AuditQuery& query) {
  rows.bind(query.who).bind(query.action).bind(query.text).bind(query.from).bind(query.to);
}

}  // namespace

std::vector<AuditRow> Accounts::audit(const AuditQuery& query) const {
  std::vector<AuditRow> out;
  if (!db_) return out;
  log_->drain();
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare("SELECT at, who, address, action, subject, detail" + std::string(kAsked) + " ORDER BY id DESC LIMIT ?6 OFFSET ?7");
  bind_asked(rows, query);
  rows.bind(query.limit).bind(static_cast<std::int64_t>(query.offset));
  while (rows.step()) out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
  return out;
}

long Accounts::audit_count(const AuditQuery& query) const {
  if (!db_) return 0;
  log_->drain();
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare("SELECT count(*)" + std::string(kAsked));
  bind_asked(rows, query);
  return rows.step() ? static_cast<long>(rows.integer(0)) : 0;
}

std::vector<std::string> Accounts::audit_words(std::string_view column) const {
  std::vector<std::string> out;
  if (!db_) return out;
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare(column == "who" ? "SELECT DISTINCT who FROM audit ORDER BY 1" : "SELECT DISTINCT action FROM audit ORDER BY 1");
  while (rows.step()) out.push_back(rows.text(0));
  return out;
}

}  // namespace banthuek::serve::access
