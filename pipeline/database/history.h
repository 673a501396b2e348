// The history: every change, in order, each row chained to the one before by its hash; and what verify makes of it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::database {

struct Change {
  std::string at;  // ISO 8601, UTC
  std::string who;
  std::string action;   // stored, removed, corrected, ...: the list is in pipeline/store/recorded.h
  std::string subject;  // file hash, document key, or document key and field
  std::string detail;   // JSON
};

// Appends a change; call it in the transaction that makes it.
void append_history(Database& db, const Change& change);

// The rows whose hash does not follow from the row before, one message each; empty where the chain holds.
std::vector<std::string> broken_history(Database& db);

// The same of the history of a shard that was merged, as it is kept (table merged_history).
std::vector<std::string> broken_merged_history(Database& db, const std::string& shard);

// The last row: 0 and empty where there is none.
struct HistoryEnd {
  std::int64_t id = 0;
  std::string hash, at;
};
HistoryEnd history_end(Database& db);

// One hash of the versions of several databases and the ends of their histories, and so of all that they hold.
std::string hash_of_histories(std::span<const std::filesystem::path> files);

}  // namespace banthuek::database
