// Accounts: who may come in. Beside them the audit log (audit_log.h): who saw and changed what.
//
// Both lie beside the archive in a file of their own (archive.db -> archive.db-accounts), so that the archive can be handed on
// or opened with any SQLite tool without passwords in it. Safe from many threads.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/access/audit_log.h"
#include "pipeline/serve/access/roles.h"

namespace banthuek::database {
class Database;
}  // namespace banthuek::database

namespace banthuek::serve::access {

struct Account {
  std::string name;
  Role role = Role::kReader;
  std::string since;    // ISO 8601, UTC
  std::string display;  // the person's name as others read it, in any script; may be empty
  bool disabled = false;
  bool one_time = false;  // its password was given by an administrator and is to be changed at the first sign-in
};

class Accounts {
 public:
  enum class Make { kYes, kNo };
  // The file beside `archive`; with kNo a missing file has no accounts and is not made. Throws Error{kDatabase}.
  Accounts(const std::filesystem::path& archive, Make make);
  ~Accounts();

  // Throws Error{kUsage} for a name or password that does not do (names: 1-64 letters, digits, . _ - @; passwords: 10
  // characters and more, none that is tried first (password_rules.h), at most 1,024 bytes), or a name that is taken.
  void add(std::string_view name, Role role, std::string_view password);
  void set_password(std::string_view name, std::string_view password);
  void set_role(std::string_view name, Role role);
  void remove(std::string_view name);
  // Makes an account, or gives one that is there a new password, which is good for one sign-in within a week; gives it, to be told once.
  std::string invite(std::string_view name, Role role, std::string_view display);
  std::string reset(std::string_view name);
  void set_display(std::string_view name, std::string_view display);
  // A disabled account stays in the list, its sessions end, nobody signs in with it.
  void set_disabled(std::string_view name, bool disabled);

  std::vector<Account> all() const;
  std::string display_of(std::string_view name) const;  // or the name itself
  bool any() const;
  std::optional<Role> role(std::string_view name) const;
  // What a session of the account rests on: it ends where the account is gone or has another credential, which changes with the password.
  struct Standing {
    Role role = Role::kNobody;
    std::string credential;
    bool one_time = false;  // may do nothing before its password is changed
  };
  std::optional<Standing> standing(std::string_view name) const;
  // The role when the password fits. Takes the same time for unknown names.
  std::optional<Role> sign_in(std::string_view name, std::string_view password) const;

  AuditLog& log() const { return *log_; }  // without a file it keeps nothing

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<database::Database> db_;
  std::unique_ptr<AuditLog> log_;
};

}  // namespace banthuek::serve::access
