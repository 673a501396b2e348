// The history: every change, in order, each row chained to the one before by its hash; and what verify makes of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::database {

struct Change {
  std::string at;  // ISO 8601, UTC
  std::string who;
  std::string action;   // stored, removed, corrected, reviewed
  std::string subject;  // file hash, document key, or document key and field
  std::string detail;   // JSON
};

// Appends a change; call it in the transaction that makes it.
void append_history(Database& db, const Change& change);

// The rows whose hash does not follow from the row before, one message each; empty where the chain holds.
std::vector<std::string> broken_history(Database& db);

}  // namespace banthuek::database
