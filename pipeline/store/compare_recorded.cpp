#include "pipeline/store/compare_recorded.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "pipeline/base/sha256.h"
#include "pipeline/database/history.h"
#include "pipeline/store/corrections.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/record_rows.h"
#include "pipeline/store/recorded.h"

namespace banthuek::store {
namespace {

constexpr const char* kMend = "; compare with a backup, or forget it and run ingest on it again";

class Comparison {
 public:
  explicit Comparison(Store& store) : store_(store), db_(store.db()), reader_(db_), recorded_(recorded(db_)) {}

  Compared run() {
    for (const std::int64_t row : recorded_.unreadable)
      tell(fmt::format("{}: history row {}", db_.name(), row),
           "says nothing that this program can read; use a newer banthuek, or compare with a backup");
    // One table that cannot be read hides no fault of another.
    for (const auto part : {&Comparison::files, &Comparison::places, &Comparison::corrections, &Comparison::replayed, &Comparison::casework,
                            &Comparison::ledger, &Comparison::settings, &Comparison::page_cache, &Comparison::merged})
      try {
        (this->*part)();
      } catch (const std::exception& e) {
        tell(db_.name() + ": cannot be read through", e.what());
      }
    std::sort(out_.contents.begin(), out_.contents.end(), [](const Content& a, const Content& b) { return a.name < b.name; });
    return std::move(out_);
  }

 private:
  void tell(const std::string& where, const std::string& what) { out_.faults.push_back(where + ": " + what); }

  void files() {
    std::vector<std::pair<std::int64_t, std::string>> files;
    {
      database::Statement row = db_.prepare("SELECT id, sha256 FROM files ORDER BY sha256");
      while (row.step()) files.emplace_back(row.integer(0), row.text(1));
    }
    std::unordered_set<std::string> there;
    for (const auto& [id, sha256] : files) {
      there.insert(sha256);
      FileContents contents = reader_.contents_of_file(id);
      const auto known = recorded_.files.find(sha256);
      if (known == recorded_.files.end() || known->second.digest.empty())
        tell(name_of(sha256), std::string("is stored, but the history does not know of it") + kMend);
      else if (known->second.digest != contents.digest())
        tell(name_of(sha256), std::string("what is stored of it is not what the history says: it was changed unseen") + kMend);
      else if (known->second.differs)
        tell(name_of(sha256), std::string("was changed unseen before its first hash was taken, by the upgrade of an older database") + kMend);
      out_.contents.push_back(std::move(contents.file));
      std::move(contents.documents.begin(), contents.documents.end(), std::back_inserter(out_.contents));
    }
    for (const auto& [sha256, file] : recorded_.files)
      if (!file.digest.empty() && !there.contains(sha256))
        tell(file.paths.empty() ? sha256 : *file.paths.begin(),
             "its records are gone, and the history says nothing of it; restore a backup, or run ingest on it again");
  }

  // The path that people know.
  std::string name_of(const std::string& sha256) {
    database::Statement row = db_.prepare("SELECT min(path) FROM file_places p JOIN files f ON f.id = p.file WHERE f.sha256 = ?");
    return row.bind(sha256).step() && !row.is_null(0) ? row.text(0) : sha256;
  }

  void places() {
    base::Digest all;
    std::set<std::pair<std::string, std::string>> held;
    database::Statement row = db_.prepare("SELECT p.path, f.sha256 FROM file_places p LEFT JOIN files f ON f.id = p.file ORDER BY p.path");
    while (row.step()) {
      const std::string path = row.text(0), sha256 = row.text(1);
      all.add(path).add(sha256);
      held.emplace(path, sha256);
      const auto known = recorded_.files.find(sha256);
      if (known == recorded_.files.end() || !known->second.paths.contains(path))
        tell(path, std::string("the history says nothing of this content at this path") + kMend);
    }
    for (const auto& [sha256, file] : recorded_.files)
      for (const std::string& path : file.paths)
        if (!held.contains({path, sha256}))
          tell(path, "the history knows this path of a content, the table of paths does not; run ingest on it again");
    add("places", all);
  }

  void corrections() {
    base::Digest all;
    std::vector<std::int64_t> ids;
    {
      database::Statement row = db_.prepare("SELECT id FROM corrections ORDER BY id");
      while (row.step()) ids.push_back(row.integer(0));
    }
    const auto before = static_cast<std::size_t>(std::max<std::int64_t>(0, recorded_.corrections_before));
    const char* const mend = "; restore a backup";
    if (before > 0 && corrections_digest(db_, recorded_.corrections_before) != recorded_.corrections_before_digest)
      tell("corrections", fmt::format("the first {} are not what the history says{}", before, mend));
    if (ids.size() != before + recorded_.corrections.size())
      tell("corrections", fmt::format("there are {}, the history knows of {}{}", ids.size(), before + recorded_.corrections.size(), mend));
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string digest = correction_digest(db_, ids[i]);
      all.add(digest);
      if (i >= before && i - before < recorded_.corrections.size() && digest != recorded_.corrections[i - before])
        tell(fmt::format("correction {}", ids[i]), std::string("is not what the history says") + mend);
    }
    add("corrections", all);
  }

  // Each correction made again changes nothing.
  void replayed() {
    std::vector<std::string> corrected;
    {
      database::Statement row = db_.prepare("SELECT DISTINCT sha256 FROM corrections ORDER BY 1");
      while (row.step()) corrected.push_back(row.text(0));
    }
    const std::vector<schema::RecordKind> kinds = record_kinds(db_);
    for (const std::string& sha256 : corrected) {
      std::vector<std::int64_t> ids;
      {
        database::Statement row = db_.prepare("SELECT d.id FROM documents d JOIN files f ON f.id = d.file WHERE f.sha256 = ? ORDER BY d.first_page");
        for (row.bind(sha256); row.step();) ids.push_back(row.integer(0));
      }
      std::vector<Document> documents;
      for (const std::int64_t id : ids) documents.push_back(read_document(db_, id, Detail::kAll));
      const std::string before = content_hash(documents);
      apply_corrections(documents, corrections_of(db_, sha256), kinds);
      if (content_hash(documents) != before) tell(name_of(sha256), "a value is not as people corrected it; run ingest on it again");
    }
  }

  // A leaf of its own only where there is any: heads of before there was casework stay good.
  void casework() {
    base::Digest all;
    std::vector<std::int64_t> ids;
    {
      database::Statement row = db_.prepare("SELECT id FROM casework ORDER BY id");
      while (row.step()) ids.push_back(row.integer(0));
    }
    const char* const mend = "; restore a backup";
    if (ids.size() != recorded_.casework.size())
      tell("casework", fmt::format("there are {} acts, the history knows of {}{}", ids.size(), recorded_.casework.size(), mend));
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string digest = casework_digest(db_, ids[i]);
      all.add(digest);
      if (i < recorded_.casework.size() && digest != recorded_.casework[i])
        tell(fmt::format("casework {}", ids[i]), std::string("is not what the history says") + mend);
    }
    if (!ids.empty()) add("casework", all);
  }

  void ledger() {
    base::Digest all;
    std::unordered_set<std::string> there;
    std::vector<std::string> paths;
    {
      database::Statement row = db_.prepare("SELECT path FROM ledger ORDER BY path");
      while (row.step()) paths.push_back(row.text(0));
    }
    for (const std::string& path : paths) {
      const std::string digest = ledger_digest(db_, path);
      all.add(digest);
      there.insert(path);
      const auto known = recorded_.ledger.find(path);
      if (known == recorded_.ledger.end() || known->second != digest)
        tell(path, "its row in the ledger is not what the history says; run `ingest --retry`, or restore a backup");
    }
    for (const auto& [path, digest] : recorded_.ledger)
      if (!there.contains(path)) tell(path, "its row in the ledger is gone, and the history says nothing of it; run ingest on it again");
    add("ledger", all);
  }

  void settings() {
    base::Digest all;
    std::unordered_set<std::string> there;
    database::Statement row = db_.prepare("SELECT name, value FROM settings ORDER BY name");
    while (row.step()) {
      const std::string name = row.text(0), value = row.text(1);
      if (is_derived_setting(name)) continue;
      all.add(name).add(value);
      there.insert(name);
      const auto known = recorded_.settings.find(name);
      if (known == recorded_.settings.end() || known->second != value)
        tell("setting " + name, "is not what the history says; run ingest again, or restore a backup");
    }
    for (const auto& [name, value] : recorded_.settings)
      if (!there.contains(name)) tell("setting " + name, "is gone, and the history says nothing of it; run ingest again");
    add("settings", all);
  }

  // The pages name the bytes of the cache that they came from.
  void page_cache() {
    std::unordered_map<std::string, std::string> by_key;
    std::unordered_set<std::string> hashes;
    {
      database::Statement row = db_.prepare("SELECT key, page FROM page_cache");
      while (row.step()) hashes.insert(by_key.emplace(row.text(0), base::sha256_hex(row.view(1))).first->second);
    }
    database::Statement row = db_.prepare(
        "SELECT f.sha256, p.number, p.picture_hash, p.cache_hash, r.model_hash, r.settings, r.versions FROM pages p JOIN files f ON f.id = p.file "
        "JOIN readings r ON r.id = p.reading WHERE p.cache_hash IS NOT NULL ORDER BY f.sha256, p.number");
    std::vector<std::string> told;
    while (row.step()) {
      StoredPage page;
      page.page.number = static_cast<int>(row.integer(1));
      page.picture_hash = row.text(2);
      page.reading = {row.text(4), row.text(5), row.text(6)};
      const std::string sha256 = row.text(0), key = store_.page_cache_key(sha256, page), wanted = row.text(3);
      const auto held = by_key.find(key);
      const auto anew = recorded_.cached.find(key);
      const bool good =
          held == by_key.end() ? hashes.contains(wanted) : held->second == wanted || (anew != recorded_.cached.end() && held->second == anew->second);
      if (!good && (told.empty() || told.back() != sha256)) told.push_back(sha256);
    }
    for (const std::string& sha256 : told) tell(name_of(sha256), std::string("its pages in the page cache are gone or not what was read") + kMend);
  }

  void merged() {
    base::Digest all;
    std::set<std::string> known;
    for (const Recorded::Shard& shard : recorded_.shards) {
      known.insert(shard.name);
      for (std::string& broken : database::broken_merged_history(db_, shard.name)) out_.faults.push_back(std::move(broken));
      database::Statement end = db_.prepare("SELECT id, hash FROM merged_history WHERE shard = ? ORDER BY id DESC LIMIT 1");
      const bool any = end.bind(shard.name).step();
      if ((any ? end.integer(0) : 0) != shard.rows || (any ? end.text(1) : "") != shard.hash)
        tell(db_.name() + ": history of shard " + shard.name, "does not end as it did when it was merged; restore a backup");
      all.add(shard.name).add(shard.hash);
    }
    database::Statement row = db_.prepare("SELECT DISTINCT shard FROM merged_history ORDER BY 1");
    while (row.step())
      if (!known.contains(row.text(0))) tell(db_.name() + ": history of shard " + row.text(0), "was merged by nobody; restore a backup");
    add("merged_history", all);
  }

  void add(const char* name, base::Digest& digest) { out_.contents.push_back({name, digest.hex()}); }

  Store& store_;
  database::Database& db_;
  ContentReader reader_;
  Recorded recorded_;
  Compared out_;
};

}  // namespace

Compared compare_recorded(Store& store) { return Comparison(store).run(); }

}  // namespace banthuek::store
