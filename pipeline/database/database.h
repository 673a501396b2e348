// SQLite, wrapped once: connections, prepared statements, transactions; every failure is an Error{kDatabase} or {kDisk}.
//
// The one header of the project that includes sqlite3.h (the loadable extension, which SQLite gives another one, aside).
// A Database and its statements belong to one thread. Texts are UTF-8. Messages name the file and say what to try:
// "a.db: is a database, but not one of banthuek; give another --db FILE".
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "extractors/types/error.h"

namespace banthuek::database {

enum class Access {
  kRead,   // the file must be there; nothing is written
  kWrite,  // made where it is missing
};

// A prepared statement in use. Parameters and columns count from 0. Reset when it goes out of scope, so that no lock stays.
class Statement {
 public:
  Statement(sqlite3* db, sqlite3_stmt* statement, const std::string& where) : db_(db), statement_(statement), where_(&where) {}
  Statement(Statement&& other) noexcept : db_(other.db_), statement_(other.statement_), where_(other.where_), next_(other.next_) {
    other.statement_ = nullptr;
  }
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Each binds the next parameter. Texts are copied unless bound by bind_static or bind_blob: those must outlive the step.
  Statement& bind(std::int64_t value);
  Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
  Statement& bind(double value);
  Statement& bind(std::string_view value);
  Statement& bind(const char* value) { return bind(std::string_view(value)); }
  Statement& bind(const std::string& value) { return bind(std::string_view(value)); }
  Statement& bind_static(std::string_view value);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind_null();
  template <typename T>
  Statement& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind_null();
  }

  bool step();  // true: a row is there
  void run();   // steps to the end and makes it ready for new parameters

  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  double real(int column) const { return sqlite3_column_double(statement_, column); }
  std::string_view view(int column) const;  // text or blob; valid until the next step
  std::string text(int column) const { return std::string(view(column)); }
  std::optional<std::string> maybe_text(int column) const;

  sqlite3_stmt* handle() const { return statement_; }
  void reset();  // ready for new parameters

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_;
  const std::string* where_;
  int next_ = 0;
};

class Database {
 public:
  // Opens the file. Nothing of banthuek is checked here (store.h does). Throws where it is no database or out of reach.
  Database(const std::filesystem::path& file, Access access);
  Database(const Database&) = delete;
  ~Database();

  // A statement that is prepared once and kept under its text, so use literals.
  Statement prepare(std::string_view sql);
  void run(std::string_view sql) { prepare(sql).run(); }
  // Runs a script of many statements.
  void script(const std::string& sql);

  std::int64_t integer(std::string_view sql);  // first column of the first row, 0 where there is none
  std::int64_t last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  const std::string& name() const { return name_; }
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::string name_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, Hash, std::equal_to<>> statements_;
};

// A transaction: what is not committed when it goes out of scope is rolled back. Inside another one it is that one's part:
// its commit does nothing.
class Transaction {
 public:
  enum class Kind { kRead, kWrite };
  Transaction(Database& db, Kind kind);
  Transaction(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& db_;
  bool outermost_;
  bool open_ = true;
};

// The Error for what SQLite said: locked, full, damaged, not a database, each with what to try.
Error database_error(sqlite3* db, int code, const std::string& where);

}  // namespace banthuek::database
