#include "pipeline/store/recorded.h"

#include <nlohmann/json.hpp>

#include "pipeline/base/sha256.h"
#include "pipeline/store/content.h"

namespace banthuek::store {
namespace {

using nlohmann::json;

std::string text_or_empty(const json& detail, const char* key) {
  const auto at = detail.find(key);
  return at != detail.end() && at->is_string() ? at->get<std::string>() : "";
}

// Plays the rows; where a path lies is known from both sides, so that a file that goes takes its paths with it.
class Replay {
 public:
  // False where the detail says nothing that this action can mean.
  bool play(const std::string& action, const std::string& subject, const json& detail) {
    if (!detail.is_object()) return false;
    if (action == "stored") {
      set_digest(subject, detail);
      place(text_or_empty(detail, "path"), subject);
    } else if (action == "hashed" && subject == "corrections") {
      if (!detail.contains("rows") || !detail["rows"].is_number_integer()) return false;
      out.corrections_before = detail["rows"].get<std::int64_t>();
      out.corrections_before_digest = text_or_empty(detail, "digest");
    } else if (action == "hashed") {
      set_digest(subject, detail);
      out.files[subject].differs = detail.contains("differs");
    } else if (action == "removed") {
      const auto file = out.files.find(subject);
      if (file == out.files.end()) return true;  // of before digests were kept
      for (const std::string& path : file->second.paths) at_.erase(path);
      out.files.erase(file);
    } else if (action == "placed") {
      place(subject, text_or_empty(detail, "sha256"));
    } else if (action == "unplaced") {
      unplace(subject);
    } else if (action == "corrected" || action == "reviewed") {
      if (const std::string row = text_or_empty(detail, "row"); !row.empty()) out.corrections.push_back(row);
      if (const std::string sha256 = text_or_empty(detail, "sha256"); !sha256.empty()) set_digest(sha256, detail);
    } else if (action == "casework") {
      out.casework.push_back(text_or_empty(detail, "row"));
    } else if (action == "ledger") {
      if (const std::string row = text_or_empty(detail, "row"); row.empty())
        out.ledger.erase(subject);
      else
        out.ledger[subject] = row;
    } else if (action == "cached") {
      out.cached[subject] = text_or_empty(detail, "row");
    } else if (action == "setting") {
      out.settings[subject] = text_or_empty(detail, "value");
    } else if (action == "merged") {
      if (!detail.contains("rows") || !detail["rows"].is_number_integer()) return false;
      out.shards.push_back({subject, text_or_empty(detail, "hash"), detail["rows"].get<std::int64_t>()});
    } else {
      return action == "upgraded";
    }
    return true;
  }

  Recorded out;

 private:
  void set_digest(const std::string& sha256, const json& detail) { out.files[sha256].digest = text_or_empty(detail, "digest"); }
  void unplace(const std::string& path) {
    if (const auto before = at_.find(path); before != at_.end()) {
      if (const auto file = out.files.find(before->second); file != out.files.end()) file->second.paths.erase(path);
      at_.erase(before);
    }
  }
  void place(const std::string& path, const std::string& sha256) {
    if (path.empty()) return;
    unplace(path);
    at_[path] = sha256;
    out.files[sha256].paths.insert(path);
  }

  std::unordered_map<std::string, std::string> at_;  // path -> content
};

}  // namespace

Recorded recorded(database::Database& db) {
  Replay replay;
  database::Statement row = db.prepare("SELECT id, action, subject, detail FROM history ORDER BY id");
  while (row.step())
    if (!replay.play(row.text(1), row.text(2), json::parse(row.view(3), nullptr, false))) replay.out.unreadable.push_back(row.integer(0));
  return std::move(replay.out);
}

std::string corrections_digest(database::Database& db, std::int64_t rows) {
  base::Digest digest;
  std::vector<std::int64_t> ids;
  {
    database::Statement row = db.prepare("SELECT id FROM corrections ORDER BY id LIMIT ?");
    for (row.bind(rows); row.step();) ids.push_back(row.integer(0));
  }
  for (const std::int64_t id : ids) digest.add(correction_digest(db, id));
  return digest.hex();
}

}  // namespace banthuek::store
