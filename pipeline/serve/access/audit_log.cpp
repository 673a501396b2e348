#include "pipeline/serve/access/audit_log.h"

#include <fmt/core.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <thread>
#include <utility>

#include "extractors/types/error.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/database/database.h"

namespace banthuek::serve::access {
namespace {

constexpr const char* kLogSchema = R"sql(
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

constexpr std::string_view kAsked =
    " FROM audit WHERE (?1 = '' OR who = ?1) AND (?2 = '' OR action = ?2) AND (?3 = '' OR instr(subject, ?3) > 0 OR instr(detail, ?3) > 0) "
    "AND (?4 = '' OR at >= ?4) AND (?5 = '' OR substr(at, 1, 10) <= ?5)";

void bind_asked(database::Statement& rows, const AuditQuery& query) {
  rows.bind(query.who).bind(query.action).bind(query.text).bind(query.from).bind(query.to);
}

}  // namespace

// Writes rows in order, on a thread and a connection of its own: a log that cannot be written for a while (a copy of it is made, the disk is slow)
// makes no page wait. What cannot be written at all is said on stderr.
class AuditLog::Writer {
 public:
  explicit Writer(std::filesystem::path file) : file_(std::move(file)), thread_([this] { work(); }) {}
  ~Writer() {
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
    row.at = base::utc_time();
    if (row.action == "refused" || row.action == "sign-in failed" || row.action == "sign-in limited") {
      // Of failed tries, which the limits keep to a few a minute, every name is kept.
      const std::string name = row.action == "sign-in failed" ? row.subject : "";
      const auto [at, first] = tries_.try_emplace(fmt::format("{}\n{}\n{}\n{}", row.who, row.address, row.action, name), Tries{now, 0, row});
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
    tries.last.detail = fmt::format("and {} more", tries.more);
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

AuditLog::AuditLog() = default;

AuditLog::AuditLog(const std::filesystem::path& file) : db_(std::make_unique<database::Database>(file, database::Access::kWrite)) {
  db_->script(kLogSchema);
  writer_ = std::make_unique<Writer>(file);
}

AuditLog::~AuditLog() = default;

void AuditLog::note(const AuditRow& row) {
  if (writer_) writer_->add(row);
}

std::vector<AuditRow> AuditLog::rows(const AuditQuery& query) const {
  std::vector<AuditRow> out;
  if (!db_) return out;
  writer_->drain();
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare("SELECT at, who, address, action, subject, detail" + std::string(kAsked) + " ORDER BY id DESC LIMIT ?6 OFFSET ?7");
  bind_asked(rows, query);
  rows.bind(query.limit).bind(static_cast<std::int64_t>(query.offset));
  while (rows.step()) out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
  return out;
}

std::vector<AuditRow> AuditLog::newest(int count) const {
  AuditQuery query;
  query.limit = count;
  return rows(query);
}

long AuditLog::count(const AuditQuery& query) const {
  if (!db_) return 0;
  writer_->drain();
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare("SELECT count(*)" + std::string(kAsked));
  bind_asked(rows, query);
  return rows.step() ? static_cast<long>(rows.integer(0)) : 0;
}

std::vector<std::string> AuditLog::words(std::string_view column) const {
  std::vector<std::string> out;
  if (!db_) return out;
  writer_->drain();
  const std::lock_guard lock(mutex_);
  auto rows = db_->prepare(column == "who" ? "SELECT DISTINCT who FROM audit ORDER BY 1" : "SELECT DISTINCT action FROM audit ORDER BY 1");
  while (rows.step()) out.push_back(rows.text(0));
  return out;
}

bool AuditLog::signed_in_from(std::string_view name, std::string_view address) const {
  if (!db_) return false;
  writer_->drain();
  const std::lock_guard lock(mutex_);
  auto row = db_->prepare("SELECT 1 FROM audit WHERE action = 'signed in' AND subject = ? AND address = ?");
  row.bind(name).bind(address);
  return row.step();
}

bool AuditLog::knows_accounts() const {
  if (!db_) return false;
  writer_->drain();
  const std::lock_guard lock(mutex_);
  return db_->integer("SELECT EXISTS (SELECT 1 FROM audit WHERE action = 'account made')") != 0;
}

}  // namespace banthuek::serve::access
