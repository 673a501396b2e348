// What people said of doubtful values: each person's verdict on each value, beside the accounts.
//
// A verdict holds for the value it was given on: read anew with another result, the value comes back into the queue. With
// double review a value is settled when two people gave the same. Safe from many threads.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::database {
class Database;
}  // namespace banthuek::database

namespace banthuek::serve::access {

struct Verdict {
  std::string document, field, seen;  // the value it speaks of
  std::string value;                  // what it should be: equal to `seen` where accepted
  std::string who, at;
};

class Reviews {
 public:
  explicit Reviews(const std::filesystem::path& archive);  // in the accounts' file
  ~Reviews();
  // A second one by the same person takes the place of the first; false where it is the same verdict on the same value once more.
  bool say(const Verdict& verdict);
  void take_back(std::string_view document, std::string_view field, std::string_view who);
  // Of all values, by "DOCUMENT FIELD".
  std::multimap<std::string, Verdict> all() const;
  long count() const;

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<database::Database> db_;
};

std::string value_key(std::string_view document, std::string_view field);

// Whether `verdicts` on one value settle it as `seen`, by as many people.
bool settled(const std::vector<Verdict>& verdicts, std::string_view seen, int people);

}  // namespace banthuek::serve::access
