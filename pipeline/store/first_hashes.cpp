#include "pipeline/store/first_hashes.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/database/history.h"
#include "pipeline/store/record_rows.h"
#include "pipeline/store/recorded.h"

namespace banthuek::store {
namespace {

using nlohmann::json;

// What the history said of files before it kept digests.
struct Before {
  std::map<std::string, std::string, std::less<>> content;  // file -> content_hash when it was stored
  std::set<std::string, std::less<>> changed;               // documents that people changed since
};

Before read_before(database::Database& db) {
  Before out;
  database::Statement row = db.prepare("SELECT action, subject, detail FROM history WHERE action IN ('stored', 'corrected', 'reviewed') ORDER BY id");
  while (row.step()) {
    if (row.view(0) != "stored") {
      out.changed.insert(row.text(1).substr(0, row.text(1).find('/')));
      continue;
    }
    const json detail = json::parse(row.view(2), nullptr, false);
    out.content[row.text(1)] = detail.is_object() ? detail.value("content", "") : "";
  }
  return out;
}

bool differs(database::Database& db, std::int64_t file, const std::string& sha256, const Before& before) {
  const auto content = before.content.find(sha256);
  if (content == before.content.end() || content->second.empty()) return false;
  std::vector<Document> documents;
  std::vector<std::int64_t> ids;
  {
    database::Statement row = db.prepare("SELECT id, key FROM documents WHERE file = ? ORDER BY first_page");
    for (row.bind(file); row.step(); ids.push_back(row.integer(0)))
      if (before.changed.contains(row.view(1))) return false;
  }
  for (const std::int64_t id : ids) documents.push_back(read_document(db, id, Detail::kAll));
  return content_hash(documents) != content->second;
}

}  // namespace

void record_first_hashes(database::Database& db, ContentReader& contents, const std::string& at, const std::string& who) {
  const Recorded known = recorded(db);
  const Before before = read_before(db);
  const auto note = [&](const char* action, const std::string& subject, const json& detail) {
    database::append_history(db, {at, who, action, subject, detail.dump()});
  };
  std::vector<std::pair<std::int64_t, std::string>> files;
  {
    database::Statement row = db.prepare("SELECT id, sha256 FROM files ORDER BY id");
    while (row.step()) files.emplace_back(row.integer(0), row.text(1));
  }
  for (const auto& [id, sha256] : files) {
    if (const auto file = known.files.find(sha256); file != known.files.end() && !file->second.digest.empty()) continue;
    database::Transaction transaction(db, database::Transaction::Kind::kWrite);
    json detail{{"digest", contents.contents_of_file(id).digest()}};
    if (differs(db, id, sha256, before)) detail["differs"] = true;
    note("hashed", sha256, detail);
    transaction.commit();
  }
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  std::vector<std::pair<std::string, std::string>> places, settings;
  std::vector<std::string> paths;
  {
    database::Statement row = db.prepare("SELECT p.path, f.sha256 FROM file_places p JOIN files f ON f.id = p.file ORDER BY p.path");
    while (row.step()) places.emplace_back(row.text(0), row.text(1));
  }
  std::set<std::string> living;
  for (const auto& [path, sha256] : places) {
    living.insert(path);
    if (const auto file = known.files.find(sha256); file != known.files.end() && file->second.paths.contains(path)) continue;
    note("placed", path, {{"sha256", sha256}});
  }
  for (const auto& [sha256, file] : known.files)
    for (const std::string& path : file.paths)
      if (!living.contains(path)) note("unplaced", path, json::object());
  {
    database::Statement row = db.prepare("SELECT path FROM ledger ORDER BY path");
    while (row.step()) paths.push_back(row.text(0));
  }
  for (const std::string& path : paths)
    if (!known.ledger.contains(path)) note("ledger", path, {{"row", ledger_digest(db, path)}});
  {
    database::Statement row = db.prepare("SELECT name, value FROM settings ORDER BY name");
    while (row.step()) settings.emplace_back(row.text(0), row.text(1));
  }
  for (const auto& [name, value] : settings)
    if (!is_derived_setting(name) && !known.settings.contains(name)) note("setting", name, {{"value", value}});
  const std::int64_t corrections = db.integer("SELECT count(*) FROM corrections");
  if (corrections > 0 && known.corrections.empty() && known.corrections_before == 0)
    note("hashed", "corrections", {{"rows", corrections}, {"digest", corrections_digest(db, corrections)}});
  transaction.commit();
}

}  // namespace banthuek::store
