#include "pipeline/database/history.h"

#include "pipeline/base/sha256.h"

namespace banthuek::database {
namespace {

std::string chain(std::string_view before, std::int64_t id, const Change& c) {
  return base::Digest().add(before).add(std::to_string(id)).add(c.at).add(c.who).add(c.action).add(c.subject).add(c.detail).hex();
}

}  // namespace

void append_history(Database& db, const Change& change) {
  std::int64_t id = 1;
  std::string before;
  {
    Statement last = db.prepare("SELECT id, hash FROM history ORDER BY id DESC LIMIT 1");
    if (last.step()) {
      id = last.integer(0) + 1;
      before = last.text(1);
    }
  }
  Statement row = db.prepare("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)");
  row.bind(id).bind(change.at).bind(change.who).bind(change.action).bind(change.subject).bind(change.detail);
  row.bind(chain(before, id, change)).run();
}

std::vector<std::string> broken_history(Database& db) {
  std::vector<std::string> broken;
  std::string before;
  std::int64_t expected = 1;
  Statement row = db.prepare("SELECT id, at, who, action, subject, detail, hash FROM history ORDER BY id");
  for (; row.step(); ++expected) {
    const std::int64_t id = row.integer(0);
    const std::string where = db.name() + ": history row " + std::to_string(id);
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

}  // namespace banthuek::database
