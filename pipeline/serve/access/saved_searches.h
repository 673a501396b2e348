// Searches that a person keeps, and which documents they had found when the person last looked. Beside the accounts. Safe from many threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace banthuek::database {
class Database;
}  // namespace banthuek::database

namespace banthuek::serve::access {

struct SavedSearch {
  std::int64_t id = 0;
  std::string name, query;                // query: as in the address, "q=...&year=2566"
  std::string looked_at;                  // ISO 8601, UTC
  std::unordered_set<std::string> found;  // keys of documents; none is new that is among them
};

// As the web hook sees it.
struct HookedSearch {
  std::int64_t id = 0;
  std::string owner, name, query;
};

class SavedSearches {
 public:
  explicit SavedSearches(const std::filesystem::path& archive);
  ~SavedSearches();
  // Throws Error{kUsage} where a person has a hundred already or the name is none.
  void save(std::string_view owner, std::string_view name, std::string_view query, const std::unordered_set<std::string>& found);
  std::vector<SavedSearch> all(std::string_view owner) const;  // the newest first
  void looked(std::string_view owner, std::int64_t id, const std::unordered_set<std::string>& found);
  void remove(std::string_view owner, std::int64_t id);
  // Of everybody who has an account, the oldest first.
  std::vector<HookedSearch> hooked() const;
  // Keys of the documents that were told of, or there when it was saved; nothing for a search that was taken out meanwhile, or whose owner was.
  std::optional<std::unordered_set<std::string>> told(const HookedSearch& search) const;
  void set_told(const HookedSearch& search, const std::unordered_set<std::string>& found);

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<database::Database> db_;
};

}  // namespace banthuek::serve::access
