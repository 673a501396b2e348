#include "pipeline/serve/site/store_pool.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <thread>

#include "extractors/types/ordered_json.h"
#include "pipeline/base/schemas_loader.h"
#include "pipeline/database/history.h"
#include "pipeline/index/index_check.h"
#include "pipeline/report/audit_reports.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/page_words.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::serve::site {
namespace {

// As many as can work at once: each keeps columns of the index in memory (40 MB at a million measures).
int most_leases() {
  static const int most = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) + 1, 3, 9);
  return most;
}

// Who holds one gets the next one without waiting: visitors who each hold one and wait for another would wait for ever.
thread_local int held_here = 0;

Json rows_of(store::Store& store, std::string_view sql, int columns) {
  Json out = Json::array();
  auto rows = store.db().prepare(sql);
  while (rows.step()) {
    Json row = Json::array();
    for (int i = 0; i < columns; ++i) {
      if (rows.is_null(i))
        row.push_back(nullptr);
      else if (sqlite3_column_type(rows.handle(), i) == SQLITE_INTEGER)
        row.push_back(rows.integer(i));
      else if (sqlite3_column_type(rows.handle(), i) == SQLITE_FLOAT)
        row.push_back(sqlite3_column_double(rows.handle(), i));
      else
        row.push_back(rows.text(i));
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

struct StorePool::Kept {
  std::map<std::string, std::pair<std::string, Json>> answers;  // by name: the version it was made of, and what it is
  struct Table {
    std::string version;
    std::chrono::steady_clock::time_point until;  // it stands as long, whatever changes
    std::shared_ptr<const report::AuditTable> table;
  };
  std::map<std::string, Table> tables;
};

StorePool::StorePool(std::filesystem::path file, std::vector<std::filesystem::path> parts)
    : file_(std::move(file)), parts_(std::move(parts)), kept_(std::make_unique<Kept>()) {
  store::Store::open(file_, database::Access::kWrite);  // made or upgraded where needed
}

StorePool::~StorePool() = default;

StorePool::Lease::~Lease() {
  if (!connection_) return;
  {
    const std::lock_guard lock(archive_->mutex_);
    // More than can work at once are not kept.
    if (archive_->lent_ <= most_leases()) archive_->idle_.push_back(std::move(connection_));
    --archive_->lent_;
    --held_here;
    archive_->lend_next();
  }
}

// In the order they came: one whom others overtake waits three times as long as the one in the middle.
void StorePool::lend_next() {
  if (!waiting_.empty() && lent_ < most_leases()) waiting_.front()->notify_one();
}

StorePool::Lease StorePool::read() {
  {
    std::unique_lock lock(mutex_);
    if (held_here == 0 && (lent_ >= most_leases() || !waiting_.empty())) {
      std::condition_variable turn;
      waiting_.push_back(&turn);
      turn.wait(lock, [&] { return lent_ < most_leases() && waiting_.front() == &turn; });
      waiting_.pop_front();
    }
    ++lent_;
    ++held_here;
    lend_next();
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  try {
    return Lease(*this, std::make_unique<Lease::Connection>(store::Store::open(file_, database::Access::kRead)));
  } catch (...) {
    const std::lock_guard lock(mutex_);
    --lent_;
    --held_here;
    lend_next();
    throw;
  }
}

std::string StorePool::version() { return read().version(); }

// Counting a ledger of 125,000 rows is 0.7 ms, an eighth of a search, so it is done once a change of the file.
const std::string& StorePool::Lease::version() const {
  database::Database& db = connection_->store.db();
  const std::int64_t now = db.integer("PRAGMA data_version");
  if (connection_->seen != now) {
    connection_->version = fmt::format("{}.{}", db.integer("SELECT coalesce(max(id), 0) FROM history"), db.integer("SELECT count(*) FROM ledger"));
    connection_->seen = now;
  }
  return connection_->version;
}

std::optional<PageRow> StorePool::page(std::string_view sha256, int number) {
  const auto store = read();
  auto row = store->db().prepare(
      "SELECT p.number, p.width, p.height, p.turned, p.skew, p.confidence, p.source FROM pages p JOIN files f ON f.id = p.file "
      "WHERE f.sha256 = ? AND p.number = ?");
  row.bind(sha256).bind(number);
  if (!row.step()) return std::nullopt;
  PageRow out;
  out.number = static_cast<int>(row.integer(0));
  out.width = static_cast<int>(row.integer(1));
  out.height = static_cast<int>(row.integer(2));
  out.turned = static_cast<int>(row.integer(3));
  out.skew = row.real(4);
  out.confidence = row.real(5);
  out.source = row.text(6);
  return out;
}

std::optional<WholeDocument> StorePool::document(std::string_view key) {
  const auto store = read();
  auto stored = store->document(key);
  if (!stored) return std::nullopt;
  WholeDocument out;
  out.stored = std::move(*stored);
  const Document& document = out.stored.document;
  if (!document.records.empty()) out.kinds = store::record_kinds(store->db());
  auto rows = store->db().prepare(
      "SELECT p.number, p.width, p.height, p.turned, p.skew, p.confidence, p.source, (SELECT count(*) FROM findings x "
      "WHERE x.file = p.file AND x.page = p.number) FROM pages p JOIN files f ON f.id = p.file "
      "WHERE f.sha256 = ? AND p.number BETWEEN ? AND ? ORDER BY p.number");
  rows.bind(out.stored.sha256).bind(document.first_page).bind(document.last_page);
  while (rows.step()) {
    PageRow page;
    page.number = static_cast<int>(rows.integer(0));
    page.width = static_cast<int>(rows.integer(1));
    page.height = static_cast<int>(rows.integer(2));
    page.turned = static_cast<int>(rows.integer(3));
    page.skew = rows.real(4);
    page.confidence = rows.real(5);
    page.source = rows.text(6);
    page.findings = static_cast<int>(rows.integer(7));
    out.pages.push_back(page);
  }
  out.corrections = store::corrections_of(store->db(), out.stored.sha256, document);
  return out;
}

StorePool::Set StorePool::correct(std::string_view key, std::string_view field, const std::optional<std::string>& expected,
                                  const std::optional<std::string>& after, const std::string& who, const std::string& why,
                                  const std::optional<Place>& place) {
  const std::lock_guard lock(write_mutex_);
  store::Store store = store::Store::open(file_, database::Access::kRead);
  auto stored = store.document(key);
  if (!stored) throw Error(ErrorKind::kUsage, std::string(key), "there is no such document; search again");
  const MaybeField now = store::value_at(stored->document, field);
  const std::string value = now ? now->value : "";
  if (expected && *expected != value) return Set::kStale;
  change_document(key, who, [&](store::Store& where) { store::correct(where, key, field, after, who, why, place); });
  return Set::kDone;
}

std::vector<schema::RecordKind> StorePool::kinds() {
  static const std::vector<schema::RecordKind> described = base::load_record_kinds();
  std::vector<schema::RecordKind> out = store::record_kinds(read()->db());
  for (const schema::RecordKind& kind : described)
    if (!schema::kind_named(out, kind.name)) out.push_back(kind);
  return out;
}

std::string StorePool::add_row(std::string_view key, const std::string& list, const std::vector<std::pair<std::string, std::string>>& values,
                               const Place& place, const std::string& who, const std::string& why) {
  const std::vector<schema::RecordKind> known = kinds();
  const schema::RecordKind* of = schema::kind_named(known, list);
  const std::lock_guard lock(write_mutex_);
  std::string out;
  change_document(key, who, [&](store::Store& where) { out = store::add_row(where, key, list, values, place, who, why, of); });
  return out;
}

void StorePool::take_out_row(std::string_view key, const std::string& row, const std::string& who, const std::string& why) {
  const std::lock_guard lock(write_mutex_);
  change_document(key, who, [&](store::Store& where) { store::take_out_row(where, key, row, who, why); });
}

void StorePool::write(const std::string& who, const std::function<void(store::Store&)>& change) {
  const std::lock_guard lock(write_mutex_);
  store::Store store = store::Store::open(file_, database::Access::kWrite, who);
  change(store);
}

void StorePool::set_reviewed(std::string_view key, store::Reviewed reviewed, const std::string& who) {
  const std::lock_guard lock(write_mutex_);
  change_document(key, who, [&](store::Store& where) { where.set_reviewed(key, reviewed); });
}

void StorePool::change_document(std::string_view key, const std::string& who, const std::function<void(store::Store&)>& change) {
  const std::string before = parts_.empty() ? "" : database::hash_of_histories(parts_);
  bool kept = parts_.empty();
  for (const std::filesystem::path& part : parts_) {  // first of all: what is kept nowhere is not shown
    store::Store store = store::Store::open(part, database::Access::kWrite, who);
    if (!store.document(key)) continue;
    change(store);
    kept = true;
  }
  if (!kept) throw Error(ErrorKind::kUsage, std::string(key), "there is no such document; search again");
  store::Store store = store::Store::open(file_, database::Access::kWrite, who);
  change(store);
  // Where others changed a part meanwhile, what is shown does not stand for the parts any more, and the next start joins them anew.
  if (!parts_.empty() && store.setting(kJoinedOf) == before) store.put_setting(kJoinedOf, database::hash_of_histories(parts_));
}

std::shared_ptr<const report::NameMask> StorePool::name_mask() {
  const std::lock_guard lock(mask_mutex_);
  // A connection of its own: whoever shows a page may hold a lease, and would wait for a second one.
  if (!mask_store_) mask_store_ = std::make_unique<store::Store>(store::Store::open(file_, database::Access::kRead));
  const std::int64_t now = mask_store_->db().integer("PRAGMA data_version");
  if (!mask_ || mask_version_ != now) {
    mask_ = std::make_shared<const report::NameMask>(report::names_of_persons(*mask_store_));
    mask_version_ = now;
  }
  return mask_;
}

// Answers kept until the archive changes.
Json StorePool::kept(const std::string& name, const std::function<Json(store::Store&)>& make) {
  const auto store = read();
  return kept(*store, store.version(), name, make);
}

Json StorePool::kept(store::Store& store, const std::string& now, const std::string& name, const std::function<Json(store::Store&)>& make) {
  {
    const std::lock_guard lock(kept_mutex_);
    const auto it = kept_->answers.find(name);
    if (it != kept_->answers.end() && it->second.first == now) return it->second.second;
  }
  Json made = make(store);
  const std::lock_guard lock(kept_mutex_);
  if (kept_->answers.size() > 1000) kept_->answers.clear();
  kept_->answers[name] = {now, made};
  return made;
}

std::shared_ptr<const report::AuditTable> StorePool::table(const std::string& name, const std::function<report::AuditTable(store::Store&)>& make) {
  using Clock = std::chrono::steady_clock;
  constexpr int kWorth = 30;  // times what it cost to make
  constexpr std::size_t kMaxTables = 60;
  const auto kept = [&](const std::string& version) -> std::shared_ptr<const report::AuditTable> {
    const std::lock_guard lock(kept_mutex_);
    const auto it = kept_->tables.find(name);
    if (it == kept_->tables.end() || (it->second.version != version && Clock::now() >= it->second.until)) return nullptr;
    return it->second.table;
  };
  if (auto table = kept(version())) return table;
  const std::lock_guard one(table_mutex_);
  const std::string now = version();
  if (auto table = kept(now)) return table;
  const auto begin = Clock::now();
  std::shared_ptr<const report::AuditTable> made;
  {
    const auto store = read();
    made = std::make_shared<const report::AuditTable>(make(*store));
  }
  const std::lock_guard lock(kept_mutex_);
  if (kept_->tables.size() >= kMaxTables) kept_->tables.clear();
  kept_->tables[name] = {now, Clock::now() + kWorth * (Clock::now() - begin), made};
  return made;
}

Json StorePool::counts() {
  return kept("counts", [](store::Store& store) {
    database::Database& db = store.db();
    return Json{{"measures", db.integer("SELECT count(*) FROM measures")},
                {"documents", db.integer("SELECT count(*) FROM documents")},
                {"offices", db.integer("SELECT count(DISTINCT organisation) FROM documents")},
                {"pages", db.integer("SELECT count(*) FROM pages")},
                {"years", rows_of(store,
                                  "SELECT d.fiscal_year, count(*) FROM measures m JOIN documents d ON d.id = m.document "
                                  "WHERE d.fiscal_year IS NOT NULL GROUP BY 1 ORDER BY 1",
                                  2)}};
  });
}

Json StorePool::overview() {
  return kept("overview", [](store::Store& store) {
    return Json{
        {"years", rows_of(store,
                          "SELECT fiscal_year, count(*), count(DISTINCT organisation) FROM documents "
                          "WHERE fiscal_year IS NOT NULL GROUP BY 1 ORDER BY 1",
                          3)},
        {"provinces", rows_of(store,
                              "SELECT province, fiscal_year, count(*) FROM documents WHERE province IS NOT NULL "
                              "GROUP BY 1, 2 ORDER BY 1, 2",
                              3)},
        {"statuses", rows_of(store,
                             "SELECT d.fiscal_year, m.status, count(*) FROM measures m JOIN documents d ON d.id = m.document "
                             "GROUP BY 1, 2 ORDER BY 1, 2",
                             3)},
        {"quality", rows_of(store, "SELECT source, min(9, CAST(confidence * 10 AS INTEGER)), count(*) FROM pages GROUP BY 1, 2 ORDER BY 1, 2", 3)},
        {"scored", rows_of(store,
                           "SELECT organisation FROM documents WHERE organisation IS NOT NULL AND ita_score IS NOT NULL AND ita_year IS NOT NULL "
                           "GROUP BY 1 ORDER BY count(DISTINCT ita_year) DESC, 1 LIMIT 1",
                           1)},
        {"ledger", rows_of(store, "SELECT outcome, retry, count(*) FROM ledger GROUP BY 1, 2 ORDER BY 3 DESC", 3)}};
  });
}

Json StorePool::office(std::string_view name) {
  const auto store = read();
  Json scores = Json::array();
  auto rows = store->db().prepare(
      "SELECT ita_year, ita_score, ita_grade, key FROM documents WHERE organisation = ? AND ita_score IS NOT NULL AND ita_year IS NOT NULL "
      "GROUP BY ita_year HAVING id = max(id) ORDER BY ita_year");
  rows.bind(name);
  while (rows.step()) scores.push_back({{"year", rows.integer(0)}, {"score", rows.real(1)}, {"grade", rows.text(2)}, {"document", rows.text(3)}});
  Json years = Json::array();
  auto more = store->db().prepare("SELECT DISTINCT fiscal_year FROM documents WHERE organisation = ? AND fiscal_year IS NOT NULL ORDER BY 1");
  more.bind(name);
  while (more.step()) years.push_back(more.integer(0));
  return {{"scores", scores}, {"years", years}};
}

std::vector<std::string> StorePool::offices() {
  const Json names = kept("offices", [](store::Store& store) {
    return rows_of(store, "SELECT DISTINCT organisation FROM documents WHERE organisation IS NOT NULL ORDER BY 1", 1);
  });
  std::vector<std::string> out;
  for (const Json& row : names) out.push_back(row.at(0));
  return out;
}

std::vector<std::string> StorePool::offices_of_years() {
  const Json names = kept("offices of years", [](store::Store& store) {
    return rows_of(
        store, "SELECT organisation FROM documents WHERE organisation IS NOT NULL GROUP BY 1 HAVING count(DISTINCT fiscal_year) > 1 ORDER BY 1", 1);
  });
  std::vector<std::string> out;
  for (const Json& row : names) out.push_back(row.at(0));
  return out;
}

bool StorePool::index_whole(store::Store& store, const std::string& version) {
  return kept(store, version, "index", [](store::Store& one) { return Json(index::missing_parts(one.db()).empty()); }).get<bool>();
}

std::vector<Doubtful> StorePool::doubtful() {
  const auto store = read();
  const std::string& now = store.version();
  {
    const std::lock_guard lock(kept_mutex_);
    if (queue_version_ == now) return queue_;
  }
  std::vector<Doubtful> queue = doubtful_values(*store);
  const std::lock_guard lock(kept_mutex_);
  queue_version_ = now;
  queue_ = queue;
  return queue;
}

}  // namespace banthuek::serve::site
