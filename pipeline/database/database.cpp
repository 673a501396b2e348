#include "pipeline/database/database.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "pipeline/base/private_file.h"
#include "pipeline/database/file_map.h"
#include "pipeline/database/thai_order.h"

namespace banthuek::database {
namespace {

// A writer may hold the file for as long as a large document takes to store; readers never wait (WAL).
constexpr int kBusyMilliseconds = 60000;

// How long a writer waits for another one. BANTHUEK_DB_PATIENCE_MS shortens it, for scripts that would rather be told at once.
int patience() {
  const char* wanted = std::getenv("BANTHUEK_DB_PATIENCE_MS");
  int milliseconds = kBusyMilliseconds;
  if (wanted) std::from_chars(wanted, wanted + std::strlen(wanted), milliseconds);
  return milliseconds;
}

// On a CD, or in a folder of somebody else's, SQLite cannot put beside it the files that readers and a writer share. Where nobody else did either,
// nobody writes, and the file is all there is.
bool cannot_change(const std::filesystem::path& file) {
  std::error_code none;
  if (access(std::filesystem::absolute(file, none).parent_path().c_str(), W_OK) == 0) return false;
  const auto is_there = [&](const char* suffix) { return std::filesystem::exists(file.string() + suffix, none); };
  return !is_there("-wal") && !is_there("-shm");
}

std::string unchanging_uri(const std::filesystem::path& file) {
  std::string out = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr char kHex[] = "0123456789abcdef";
      out += {'%', kHex[(c >> 4) & 15], kHex[c & 15]};
    } else {
      out += c;
    }
  }
  return out + "?immutable=1";
}

}  // namespace

Error database_error(sqlite3* db, int code, const std::string& where) {
  const std::string said = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::kDatabase, where, "another program is writing to it and does not end; wait for it to end and try again"};
    case SQLITE_NOTADB:
      return {ErrorKind::kDatabase, where, "is not a database; give another --db FILE"};
    case SQLITE_CORRUPT:
      return {ErrorKind::kDatabase, where, "is damaged (" + said + "); take a copy from before, or see: banthuek verify"};
    case SQLITE_FULL:
      return {ErrorKind::kDisk, where, "the disk is full; make room and run the same command again"};
    case SQLITE_CANTOPEN:
      return {ErrorKind::kDatabase, where, "cannot be opened; see that its folder is there and may be written, or give another --db FILE"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {ErrorKind::kDatabase, where, "may not be written; see its rights, or give another --db FILE"};
    case SQLITE_IOERR:
      return {ErrorKind::kDisk, where, "the disk failed (" + said + "); see the disk and run the same command again"};
    case SQLITE_INTERRUPT:
      return {ErrorKind::kTimeout, where, "was stopped; ask for less, or give more time"};
    default:
      return {ErrorKind::kDatabase, where, "SQLite says: " + said + "; see: banthuek verify"};
  }
}

Statement::~Statement() {
  if (statement_) reset();
}

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  next_ = 0;
}

Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(statement_, ++next_, value);
  return *this;
}

Statement& Statement::bind(double value) {
  sqlite3_bind_double(statement_, ++next_, value);
  return *this;
}

Statement& Statement::bind(std::string_view value) {
  sqlite3_bind_text64(statement_, ++next_, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_static(std::string_view value) {
  sqlite3_bind_text64(statement_, ++next_, value.data() ? value.data() : "", value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  sqlite3_bind_blob64(statement_, ++next_, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_null() {
  sqlite3_bind_null(statement_, ++next_);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw database_error(db_, code, *where_);
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

std::string_view Statement::view(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<std::string> Statement::maybe_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

Database::Database(const std::filesystem::path& file, Access access) : name_(file.string()) {
  const int flags = access == Access::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  std::error_code trouble;
  if (access == Access::kRead && !std::filesystem::exists(file, trouble))
    throw Error(ErrorKind::kDatabase, name_,
                trouble ? "cannot be reached (" + trouble.message() + "); see the rights of its folder"
                        : "is not there; run banthuek ingest first, or give another --db FILE");
  if (access == Access::kWrite && !name_.empty() && name_.front() != ':')
    base::make_private(file);  // an archive holds names of persons; WAL and SHM take its rights
  sqlite3* raw = nullptr;
  const bool unchanging = access == Access::kRead && cannot_change(file);
  const char* const vfs = access == Access::kRead ? mapping_vfs() : nullptr;
  const int code = unchanging ? sqlite3_open_v2(unchanging_uri(file).c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, vfs)
                              : sqlite3_open_v2(name_.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, vfs);
  handle_.reset(raw);
  if (code != SQLITE_OK) throw database_error(raw, code, name_);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, patience());
  // The file may come from anybody: no statement writes into its structure. Its schema cannot be distrusted (TRUSTED_SCHEMA off): SQLite 3.40 then
  // calls the json_valid of our own CHECKs unsafe and opens no archive. So this program gives SQLite no function of its own, which a schema could
  // call.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  provide_thai_order(raw);
}

Database::~Database() { statements_.clear(); }

Statement Database::prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) throw database_error(handle_.get(), code, name_);
    found = statements_.emplace(sql, std::unique_ptr<sqlite3_stmt, Finalize>(statement)).first;
  }
  // The same text in use further up the stack would have its rows taken away.
  if (sqlite3_stmt_busy(found->second.get())) throw Error(ErrorKind::kInternal, name_, "a statement is used inside itself: " + std::string(sql));
  return {handle_.get(), found->second.get(), name_};
}

void Database::script(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw database_error(handle_.get(), code, name_);
}

std::int64_t Database::integer(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

Transaction::Transaction(Database& db, Kind kind) : db_(db), outermost_(!db.in_transaction()) {
  if (outermost_) db_.run(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (outermost_ && open_ && db_.in_transaction()) sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  if (outermost_ && open_) db_.run("COMMIT");
  open_ = false;
}

}  // namespace banthuek::database
