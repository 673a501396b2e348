// Tokens for programs: one stands for its owner, with the owner's rights or less, until it is taken back or runs out. Kept beside the accounts as a
// hash; the token itself is shown once. Safe from many threads.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/access/roles.h"

namespace banthuek::database {
class Database;
}  // namespace banthuek::database

namespace banthuek::serve::access {

struct Token {
  std::int64_t id = 0;
  std::string name, owner;
  Role role = Role::kReader;      // reader or editor
  std::string made, used, until;  // ISO 8601, UTC; used: "" before the first time
};

class Tokens {
 public:
  explicit Tokens(const std::filesystem::path& archive);  // in the accounts' file
  ~Tokens();
  // Gives the token, "bq_...". `days`: how long it is good. Throws Error{kUsage} for a name of no letters or a role that is no reader or editor.
  std::string make(std::string_view owner, std::string_view name, Role role, int days);
  std::optional<Token> find(std::string_view token) const;  // nothing where it is none, is revoked or has run out; notes that it was used
  std::vector<Token> all(std::string_view owner) const;     // "": of everybody; those that are good, the newest first
  // False where there is none of that id (of that owner, unless "").
  bool revoke(std::int64_t id, std::string_view owner);

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<database::Database> db_;
};

}  // namespace banthuek::serve::access
