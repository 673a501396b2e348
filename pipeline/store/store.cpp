#include "pipeline/store/store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/base/sha256.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/database/migrate.h"
#include "pipeline/index/index_writer.h"
#include "pipeline/store/corrections.h"
#include "pipeline/store/first_hashes.h"
#include "pipeline/store/passage_rows.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/record_rows.h"
#include "pipeline/store/state.h"

namespace banthuek::store {
namespace {

// Larger pages hold more of the long Thai texts each; fixed when the file is made.
constexpr const char* kNewFile = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;";
constexpr const char* kEveryTime =
    "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
    "PRAGMA wal_autocheckpoint = 4000;";  // 64 MB: pages that every transaction changes go to the file less often

// A search reads texts all over the file: mapped (file_map.h), without copying pages. A writer keeps to its cache.
constexpr const char* kReading = "PRAGMA mmap_size = 2147418112;";

std::optional<std::int64_t> file_id(database::Database& db, std::string_view sha256) {
  database::Statement row = db.prepare("SELECT id FROM files WHERE sha256 = ?");
  if (!row.bind(sha256).step()) return std::nullopt;
  return row.integer(0);
}

void remove_document(database::Database& db, std::int64_t id) {
  // Findings first: as part of the cascade each measure would look for them.
  for (const char* sql : {"DELETE FROM findings WHERE document = ?", "DELETE FROM documents WHERE id = ?"}) db.prepare(sql).bind(id).run();
}

void remove_records(database::Database& db, std::int64_t file) {
  for (const char* sql : {"DELETE FROM findings WHERE file = ?", "DELETE FROM documents WHERE file = ?", "DELETE FROM passages WHERE file = ?",
                          "DELETE FROM pages WHERE file = ?"})
    db.prepare(sql).bind(file).run();
}

// What a person did survives a power failure from the moment it is said to be done: a commit waits for the disk. (An import's need not: it is run
// again.) The pragma has no effect inside a transaction, which then is not the person's.
class Durable {
 public:
  explicit Durable(database::Database& db) : db_(db), on_(!db.in_transaction()) {
    if (on_) db_.script("PRAGMA synchronous = FULL");
  }
  Durable(const Durable&) = delete;
  ~Durable() {
    if (on_) sqlite3_exec(db_.handle(), "PRAGMA synchronous = NORMAL", nullptr, nullptr, nullptr);
  }

 private:
  database::Database& db_;
  bool on_;
};

// Files no longer found anywhere: another content lies where they lay.
void remove_placeless(database::Database& db, const database::Change& template_change) {
  std::vector<std::pair<std::int64_t, std::string>> gone;
  {
    database::Statement row = db.prepare("SELECT id, sha256 FROM files WHERE id NOT IN (SELECT file FROM file_places)");
    while (row.step()) gone.emplace_back(row.integer(0), row.text(1));
  }
  for (const auto& [id, sha256] : gone) {
    remove_records(db, id);
    db.prepare("DELETE FROM files WHERE id = ?").bind(id).run();
    database::Change change = template_change;
    change.subject = sha256;
    database::append_history(db, change);
  }
}

// Passages made anew from the records; the index must hold none of them.
void rewrite_passages(database::Database& db) {
  db.run("DELETE FROM passages");
  std::vector<std::pair<std::int64_t, std::int64_t>> documents;  // id, file
  {
    database::Statement row = db.prepare("SELECT id, file FROM documents ORDER BY id");
    while (row.step()) documents.emplace_back(row.integer(0), row.integer(1));
  }
  for (const auto& [id, file] : documents) write_document_passages(db, file, id, read_document(db, id, Detail::kAll));
  std::vector<std::int64_t> files;
  {
    database::Statement row = db.prepare("SELECT id FROM files ORDER BY id");
    while (row.step()) files.push_back(row.integer(0));
  }
  for (const std::int64_t file : files) write_page_passages(db, file);
}

constexpr const char* kReplaced = R"({"why":"another content lies at its place"})";

// The content lies at this path from now on; what lay there alone is removed. False where it lay there already.
bool move_place(database::Database& db, std::string_view path, std::int64_t file, const database::Change& removed) {
  std::optional<std::int64_t> before;
  {
    database::Statement row = db.prepare("SELECT file FROM file_places WHERE path = ?");
    if (row.bind(path).step()) before = row.integer(0);
  }
  if (before == file) return false;
  db.prepare("INSERT OR REPLACE INTO file_places VALUES (?, ?)").bind(path).bind(file).run();
  if (before) remove_placeless(db, removed);
  return true;
}

}  // namespace

std::string document_key(std::string_view sha256, int first_page) {
  return base::Digest().add(sha256).add(std::to_string(first_page)).hex().substr(0, 16);
}

StoreState::StoreState(const std::filesystem::path& file, database::Access access, std::string who_)
    : db(file, access), who(std::move(who_)), clock([] { return base::utc_time(); }) {
  if (access == database::Access::kWrite && db.integer("SELECT count(*) FROM sqlite_schema") == 0) db.script(kNewFile);
  const std::int64_t before = db.integer("PRAGMA user_version");
  database::migrate(db, access);
  // Merged, backed up and restored databases come as one file without a log beside it. Where somebody has it open it stays so until nobody has.
  if (access == database::Access::kWrite) sqlite3_exec(db.handle(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
  db.script(kEveryTime);
  if (before != 0 && before != db.integer("PRAGMA user_version")) {
    database::Transaction transaction(db, database::Transaction::Kind::kWrite);
    database::append_history(
        db, {clock(), who, "upgraded", "database", nlohmann::json{{"from", before}, {"to", db.integer("PRAGMA user_version")}}.dump()});
    transaction.commit();
  }
  if (access == database::Access::kRead) db.script(kReading);
}

Store::Store(std::unique_ptr<StoreState> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::open(const std::filesystem::path& file, database::Access access, std::string who) {
  Store store(std::make_unique<StoreState>(file, access, std::move(who)));
  if (access == database::Access::kWrite && store.setting("upgrading")) store.finish_upgrade();
  return store;
}

database::Database& Store::db() { return state_->db; }
void Store::set_clock(Clock clock) { state_->clock = std::move(clock); }

std::string Store::now() const { return state_->clock(); }

void Store::put_file(const StoredFile& file) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  std::vector<std::string> reviewed;
  auto id = file_id(db, file.sha256);
  if (id) {
    {
      database::Statement row = db.prepare("SELECT key FROM documents WHERE file = ? AND reviewed");
      for (row.bind(*id); row.step();) reviewed.push_back(row.text(0));
    }
    remove_records(db, *id);
    db.prepare("UPDATE files SET bytes = ?, kind = ?, page_count = ? WHERE id = ?")
        .bind(file.bytes)
        .bind(file.kind)
        .bind(file.page_count)
        .bind(*id)
        .run();
  } else {
    db.prepare("INSERT INTO files (sha256, bytes, kind, page_count) VALUES (?, ?, ?, ?)")
        .bind(file.sha256)
        .bind(file.bytes)
        .bind(file.kind)
        .bind(file.page_count)
        .run();
    id = db.last_id();
  }
  move_place(db, file.path, *id, {state_->clock(), state_->who, "removed", "", kReplaced});
  put_pages(*id, file);
  // Saved again with other bytes: what people mended on its pages goes on.
  std::vector<std::pair<int, std::string>> pages;
  for (const StoredPage& page : file.pages) pages.emplace_back(page.page.number, page_of_correction(page.picture_hash, page.text));
  for (const Correction& adopted : corrections_to_adopt(db, file.sha256, pages)) database::append_history(db, keep_correction(db, adopted));
  std::vector<Document> documents = file.documents;
  const std::vector<Correction> corrections = corrections_of(db, file.sha256);
  std::vector<Finding> findings;
  if (!corrections.empty()) findings = apply_corrections(documents, corrections, record_kinds(db));
  std::erase_if(findings, [&](const Finding& f) { return std::find(file.findings.begin(), file.findings.end(), f) != file.findings.end(); });
  findings.insert(findings.begin(), file.findings.begin(), file.findings.end());
  for (const Finding& finding : findings) write_finding(db, *id, std::nullopt, finding);
  for (const Document& document : documents) write_document(db, *id, file.sha256, document);
  write_page_passages(db, *id);
  for (const std::string& key : reviewed) db.prepare("UPDATE documents SET reviewed = 1 WHERE key = ?").bind(key).run();
  database::append_history(db, {state_->clock(), state_->who, "stored", file.sha256,
                                nlohmann::json{{"path", file.path}, {"digest", state_->contents().contents_of_file(*id).digest()}}.dump()});
  index::index_if_due(db);
  transaction.commit();
}

bool Store::put_place(std::string_view path, std::string_view sha256) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  const auto id = file_id(db, sha256);
  if (!id) return false;
  if (move_place(db, path, *id, {state_->clock(), state_->who, "removed", "", kReplaced}))
    database::append_history(db, {state_->clock(), state_->who, "placed", std::string(path), nlohmann::json{{"sha256", sha256}}.dump()});
  transaction.commit();
  return true;
}

bool Store::forget_place(std::string_view path, std::string_view why) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  bool known = false;
  if (ledger(path)) {
    db.prepare("DELETE FROM ledger WHERE path = ?").bind(path).run();
    note("ledger", path, {{"row", nullptr}, {"why", why}});
    known = true;
  }
  if (db.prepare("SELECT 1 FROM file_places WHERE path = ?").bind(path).step()) {
    db.prepare("DELETE FROM file_places WHERE path = ?").bind(path).run();
    note("unplaced", path, {{"why", why}});
    remove_placeless(db, {state_->clock(), state_->who, "removed", "", nlohmann::json{{"why", why}}.dump()});
    known = true;
  }
  transaction.commit();
  return known;
}

bool Store::has_file(std::string_view sha256) { return file_id(state_->db, sha256).has_value(); }

void Store::remove_file(std::string_view sha256) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  if (const auto id = file_id(db, sha256)) {
    remove_records(db, *id);
    db.prepare("DELETE FROM files WHERE id = ?").bind(*id).run();
    database::append_history(db, {state_->clock(), state_->who, "removed", std::string(sha256), "{}"});
  }
  transaction.commit();
}

std::optional<StoredFile> Store::file(std::string_view sha256) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  const auto id = file_id(db, sha256);
  if (!id) return std::nullopt;
  StoredFile file;
  {
    database::Statement row =
        db.prepare("SELECT (SELECT min(path) FROM file_places WHERE file = f.id), bytes, kind, page_count FROM files f WHERE id = ?");
    row.bind(*id).step();
    file.path = row.text(0);
    file.sha256 = sha256;
    file.bytes = row.integer(1);
    file.kind = row.text(2);
    file.page_count = static_cast<int>(row.integer(3));
  }
  std::vector<std::int64_t> documents;
  {
    database::Statement row = db.prepare("SELECT id FROM documents WHERE file = ? ORDER BY first_page");
    for (row.bind(*id); row.step();) documents.push_back(row.integer(0));
  }
  for (const std::int64_t document : documents) file.documents.push_back(read_document(db, document, Detail::kAll));
  file.findings = read_findings(db, *id, std::nullopt);
  read_pages(*id, file);
  return file;
}

std::vector<std::string> Store::file_hashes() {
  std::vector<std::string> hashes;
  database::Statement row = state_->db.prepare("SELECT sha256 FROM files ORDER BY sha256");
  while (row.step()) hashes.push_back(row.text(0));
  return hashes;
}

std::optional<StoredDocument> Store::document(std::string_view key, Detail detail) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  StoredDocument stored;
  std::int64_t id = 0;
  {
    database::Statement row = db.prepare(
        "SELECT d.id, d.key, (SELECT min(path) FROM file_places WHERE file = d.file), f.sha256, d.reviewed "
        "FROM documents d JOIN files f ON f.id = d.file WHERE d.key = ?");
    if (!row.bind(key).step()) return std::nullopt;
    id = row.integer(0);
    stored = {row.text(1), row.text(2), row.text(3), row.integer(4) != 0, {}};
  }
  stored.document = read_document(db, id, detail);
  return stored;
}

void Store::for_each_document(Detail detail, const std::function<void(const StoredDocument&)>& visit) {
  database::Database& db = state_->db;
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  database::Statement row = db.prepare(
      "SELECT d.id, d.key, (SELECT min(path) FROM file_places WHERE file = d.file) AS path, f.sha256, d.reviewed "
      "FROM documents d JOIN files f ON f.id = d.file ORDER BY path, f.sha256, d.first_page");
  while (row.step()) {
    StoredDocument stored{row.text(1), row.text(2), row.text(3), row.integer(4) != 0, {}};
    stored.document = read_document(db, row.integer(0), detail);
    visit(stored);
  }
}

void Store::edit_document(std::string_view key, const Edit& edit) {
  edit_document(key, [&](StoredDocument& document, database::Database& db, const std::string& now) -> std::vector<database::Change> {
    return {edit(document, db, now)};
  });
}

void Store::edit_document(std::string_view key, const Edits& edit) {
  database::Database& db = state_->db;
  const Durable durable(db);
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  auto stored = document(key, Detail::kAll);
  if (!stored) throw Error(ErrorKind::kUsage, std::string(key), "there is no such document; find its key with banthuek search");
  std::vector<database::Change> changes = edit(*stored, db, state_->clock());
  std::int64_t id = 0, file = 0;
  {
    database::Statement row = db.prepare("SELECT id, file FROM documents WHERE key = ?");
    row.bind(key).step();
    id = row.integer(0);
    file = row.integer(1);
  }
  remove_document(db, id);
  write_document(db, file, stored->sha256, stored->document);
  db.prepare("UPDATE documents SET reviewed = ? WHERE key = ?").bind(stored->reviewed ? 1 : 0).bind(key).run();
  const std::string digest = state_->contents().contents_of_file(file).digest();
  for (database::Change& change : changes) {
    nlohmann::json detail = nlohmann::json::parse(change.detail);
    detail["sha256"] = stored->sha256;
    detail["digest"] = digest;
    change.detail = detail.dump();
    database::append_history(db, change);
  }
  index::index_if_due(db);
  transaction.commit();
}

void Store::set_reviewed(std::string_view key, Reviewed reviewed) {
  edit_document(key, [&](StoredDocument& document, database::Database&, const std::string& now) {
    document.reviewed = reviewed == Reviewed::kYes;
    return database::Change{now, state_->who, "reviewed", std::string(key), document.reviewed ? R"({"reviewed":true})" : R"({"reviewed":false})"};
  });
}

void Store::finish() {
  for (index::Left left = index::Left::kMore; left == index::Left::kMore;) {
    database::Transaction transaction(state_->db, database::Transaction::Kind::kWrite);
    left = index::index_some(state_->db);
    transaction.commit();
  }
}

void Store::reindex() {
  database::Database& db = state_->db;
  {
    database::Transaction transaction(db, database::Transaction::Kind::kWrite);
    index::clear_index(db);
    rewrite_passages(db);
    put_setting("upgrading", "index");
    transaction.commit();
  }
  finish_upgrade();
}

// What is done stays done, a file or some passages at a time; a kill costs one step.
void Store::finish_upgrade() {
  // An index made anew changes nothing that is stored, and hashed.
  if (setting("upgrading") != "index") {
    for (const std::string& sha256 : file_hashes()) {
      database::Transaction transaction(state_->db, database::Transaction::Kind::kWrite);
      put_missing_of_pages(sha256);
      transaction.commit();
    }
    record_first_hashes(state_->db, state_->contents(), state_->clock(), state_->who);
  }
  finish();
  state_->db.run("DELETE FROM settings WHERE name = 'upgrading'");
}

ContentReader& StoreState::contents() {
  if (!content_reader) content_reader = std::make_unique<ContentReader>(db);
  return *content_reader;
}

}  // namespace banthuek::store
