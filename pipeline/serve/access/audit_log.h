// Who saw and changed what: rows that are only added, in the file of the accounts. Safe from many threads.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::database {
class Database;
}  // namespace banthuek::database

namespace banthuek::serve::access {

struct AuditRow {
  std::string at, who, address, action, subject, detail;
};

struct AuditQuery {
  std::string who, action, text;  // text: a part of subject or detail
  std::string from, to;           // days, "2026-11-28": both included
  int limit = 200;
  long offset = 0;
};

class AuditLog {
 public:
  AuditLog();  // keeps nothing
  // Throws Error{kDatabase}.
  explicit AuditLog(const std::filesystem::path& file);
  ~AuditLog();

  // row.at is filled in. Written by a thread of its own: nobody waits for the disk, unless thousands of rows do. Refusals and limited tries of one
  // address are kept once a minute, and how many more there were.
  void note(const AuditRow& row);

  // After all that was noted.
  std::vector<AuditRow> rows(const AuditQuery& query) const;  // the newest first
  std::vector<AuditRow> newest(int count) const;
  long count(const AuditQuery& query) const;
  std::vector<std::string> words(std::string_view column) const;               // "who" or "action": all that stand in the log
  bool signed_in_from(std::string_view name, std::string_view address) const;  // the account was, before
  bool knows_accounts() const;                                                 // there was one, once

 private:
  class Writer;
  mutable std::mutex mutex_;
  std::unique_ptr<database::Database> db_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace banthuek::serve::access
