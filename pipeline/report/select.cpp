#include "pipeline/report/select.h"

#include <fmt/core.h>

#include <chrono>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

namespace banthuek::report {
namespace {

// What reads may pass; everything else (writes, pragmas, attach, functions that load code) is refused.
int authorise(void*, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      for (const char* refused : {"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"})
        if (second && std::strcmp(second, refused) == 0) return SQLITE_DENY;
      return SQLITE_OK;
    case SQLITE_PRAGMA:
      for (const char* allowed : {"table_info", "table_list", "table_xinfo", "index_list", "foreign_key_list"})
        if (first && std::strcmp(first, allowed) == 0) return SQLITE_OK;  // with or without a table, they only read
      return SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

struct Clock {
  std::chrono::steady_clock::time_point end;
  static int ran_out(void* clock) { return std::chrono::steady_clock::now() > static_cast<Clock*>(clock)->end; }
};

// Puts the limits on a connection, and takes them off again.
class Guard {
 public:
  Guard(sqlite3* db, Clock& clock) : db_(db) {
    sqlite3_set_authorizer(db, authorise, nullptr);
    sqlite3_progress_handler(db, 1000, Clock::ran_out, &clock);
    length_ = sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 50 << 20);
  }
  ~Guard() {
    sqlite3_set_authorizer(db_, nullptr, nullptr);
    sqlite3_progress_handler(db_, 0, nullptr, nullptr);
    sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, length_);
  }
  Guard(const Guard&) = delete;

 private:
  sqlite3* db_;
  int length_;
};

SqlValue value_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
                         static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    case SQLITE_BLOB:
      return fmt::format("<{} bytes>", sqlite3_column_bytes(statement, column));
    default:
      return nullptr;
  }
}

[[noreturn]] void refuse(sqlite3* db, int code, const SqlLimits& limits) {
  if ((code & 0xff) == SQLITE_INTERRUPT)
    throw Error(ErrorKind::kTimeout, "query", "took over " + nlohmann::json(limits.seconds).dump() + " s; ask for less, or give --seconds");
  // A function that is refused is told as an ordinary error.
  const std::string said = sqlite3_errmsg(db);
  if ((code & 0xff) == SQLITE_AUTH || said.starts_with("not authorized"))
    throw Error(ErrorKind::kUsage, "query", "may only read; write one SELECT, as in: SELECT office, count(*) FROM measures_flat GROUP BY office");
  throw Error(ErrorKind::kUsage, "query", said + "; the tables are in schemas/TABLES.md, begin with measures_flat");
}

}  // namespace

SqlOutcome run_select(database::Database& db, std::string_view sql, const SqlLimits& limits,
                      const std::function<void(const std::vector<std::string>&)>& columns,
                      const std::function<void(const std::vector<SqlValue>&)>& row) {
  Clock clock{std::chrono::steady_clock::now() +
              std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(limits.seconds))};
  const Guard guard(db.handle(), clock);
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int prepared = sqlite3_prepare_v2(db.handle(), sql.data(), static_cast<int>(sql.size()), &raw, &rest);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  if (prepared != SQLITE_OK) refuse(db.handle(), prepared, limits);
  const std::string_view tail(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (!statement || tail.find_first_not_of(" \t\r\n;") != std::string_view::npos)
    throw Error(ErrorKind::kUsage, "query", "takes one statement; write one SELECT at a time");
  if (!sqlite3_stmt_readonly(raw)) refuse(db.handle(), SQLITE_AUTH, limits);
  const int count = sqlite3_column_count(raw);
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(sqlite3_column_name(raw, i));
  columns(names);
  SqlOutcome outcome;
  for (;;) {
    const int code = sqlite3_step(raw);
    if (code == SQLITE_DONE) return outcome;
    if (code != SQLITE_ROW) refuse(db.handle(), code, limits);
    if (outcome.rows == limits.rows) {
      outcome.end = SqlOutcome::End::kRowLimit;
      return outcome;
    }
    std::vector<SqlValue> values;
    for (int i = 0; i < count; ++i) values.push_back(value_of(raw, i));
    row(values);
    ++outcome.rows;
  }
}

}  // namespace banthuek::report
