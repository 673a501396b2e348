#include "pipeline/database/history.h"

#include <fmt/core.h>

#include "pipeline/base/sha256.h"

namespace banthuek::database {
namespace {

std::string chain(std::string_view before, std::int64_t id, const Change& c) {
  return base::Digest().add(before).add(std::to_string(id)).add(c.at).add(c.who).add(c.action).add(c.subject).add(c.detail).hex();
}

}  // namespace

void append_history(Database& db, const Change& change) {
  const HistoryEnd end = history_end(db);
  const std::int64_t id = end.id + 1;
  Statement row = db.prepare("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)");
  row.bind(id).bind(change.at).bind(change.who).bind(change.action).bind(change.subject).bind(change.detail);
  row.bind(chain(end.hash, id, change)).run();
}

namespace {

std::vector<std::string> broken_rows(Statement row, const std::string& name) {
  std::vector<std::string> broken;
  std::string before;
  std::int64_t expected = 1;
  for (; row.step(); ++expected) {
    const std::int64_t id = row.integer(0);
    const std::string where = fmt::format("{} row {}", name, id);
    if (id != expected) {
      broken.push_back(where + ": rows before it are gone; compare with a copy from before");
      expected = id;
    }
    const Change change{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
    if (row.view(6) != chain(before, id, change))
      broken.push_back(where + ": was changed after it was written, or one before it was; compare with a copy from before");
    before = row.text(6);
  }
  return broken;
}

}  // namespace

std::vector<std::string> broken_history(Database& db) {
  return broken_rows(db.prepare("SELECT id, at, who, action, subject, detail, hash FROM history ORDER BY id"), db.name() + ": history");
}

std::vector<std::string> broken_merged_history(Database& db, const std::string& shard) {
  Statement rows = db.prepare("SELECT id, at, who, action, subject, detail, hash FROM merged_history WHERE shard = ? ORDER BY id");
  rows.bind(shard);
  return broken_rows(std::move(rows), db.name() + ": history of shard " + shard);
}

HistoryEnd history_end(Database& db) {
  Statement last = db.prepare("SELECT id, hash, at FROM history ORDER BY id DESC LIMIT 1");
  return last.step() ? HistoryEnd{last.integer(0), last.text(1), last.text(2)} : HistoryEnd{};
}

std::string hash_of_histories(std::span<const std::filesystem::path> files) {
  base::Digest digest;
  for (const std::filesystem::path& file : files) {
    Database db(file, Access::kRead);
    digest.add(history_end(db).hash);
    digest.add(std::to_string(db.integer("PRAGMA user_version")));
  }
  return digest.hex();
}

}  // namespace banthuek::database
