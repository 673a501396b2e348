#include "pipeline/ingest/merge.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include "pipeline/casework/casework.h"
#include "pipeline/database/copy.h"
#include "pipeline/ingest/import_settings.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/verify.h"

namespace banthuek::ingest {
namespace {

namespace fs = std::filesystem;

// What must be the same in all shards, and what the user calls it.
constexpr std::pair<const char*, const char*> kShaping[] = {{"model", "model"}, {"reading", "settings and rules"}, {"versions", "version"}};

std::string needed(store::Store& store, const std::string& file, const char* name) {
  if (std::optional<std::string> value = store.setting(name)) return *value;
  throw Error(ErrorKind::kUsage, file, std::string("is no shard: the setting '") + name + "' is missing; make it with `ingest --shard K/N`");
}

// Checks one shard and adds its number to `seen`.
void check_shard(const std::string& file, std::map<std::string, std::string>& shaping, std::map<int, std::string>& seen, int& of) {
  store::Store store = store::Store::open(file, database::Access::kRead);
  {
    database::Statement check = store.db().prepare("PRAGMA quick_check(1)");
    if (!check.step() || check.text(0) != "ok") throw Error(ErrorKind::kDatabase, file, "is damaged; make this shard again");
  }
  if (needed(store, file, "complete") != "1") throw Error(ErrorKind::kUsage, file, "is not complete; run its `ingest --shard` again to go on");
  const std::optional<Shard> shard = parse_shard(needed(store, file, "shard"));
  if (!shard) throw Error(ErrorKind::kUsage, file, "says no shard that makes sense; make it again");
  if (of == 0) of = shard->of;
  if (shard->of != of)
    throw Error(ErrorKind::kUsage, file, fmt::format("is a shard of {}, the others are of {}; merge shards of one import", shard->of, of));
  if (const auto [at, is_new] = seen.try_emplace(shard->number, file); !is_new)
    throw Error(ErrorKind::kUsage, file, fmt::format("is shard {}, as is {}; give each shard once", text_of(*shard), at->second));
  for (const auto& [name, title] : kShaping) {
    const std::string value = needed(store, file, name);
    if (const auto [at, is_new] = shaping.try_emplace(name, value); !is_new && at->second != value)
      throw Error(ErrorKind::kUsage, file,
                  fmt::format("was made with another {} than {}; make all shards with the same program", title, seen.begin()->second));
  }
}

void check_all_there(const std::map<int, std::string>& seen, int of) {
  std::string missing;
  for (int k = 1; k <= of; ++k)
    if (!seen.contains(k)) missing += fmt::format("{}{}", missing.empty() ? "" : ", ", k);
  if (!missing.empty()) throw Error(ErrorKind::kUsage, "merge", fmt::format("shard {} of {} is missing; give all shards", missing, of));
}

// What was changed in a shard past the program must not pass for what was read: nothing of it could be told later.
void check_history(const std::string& file) {
  store::Store store = store::Store::open(file, database::Access::kRead);
  const std::vector<std::string> faults = store::verify_all(store, store::Depth::kRecords).faults;
  if (faults.empty()) return;
  throw Error(ErrorKind::kUsage, file,
              fmt::format("does not verify ({}{}); see: banthuek verify --db {}, or make this shard again", faults.front(),
                          faults.size() > 1 ? fmt::format("; and {} more", faults.size() - 1) : "", file));
}

// The shard's history as it stands there, and its end in the history of the whole.
void keep_history(store::Store& out, database::Database& shard, const std::string& name) {
  database::Statement row = shard.prepare("SELECT id, at, who, action, subject, detail, hash FROM history ORDER BY id");
  database::Statement kept = out.db().prepare("INSERT INTO merged_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  while (row.step())
    kept.bind(name)
        .bind(row.integer(0))
        .bind(row.view(1))
        .bind(row.view(2))
        .bind(row.view(3))
        .bind(row.view(4))
        .bind(row.view(5))
        .bind(row.view(6))
        .run();
  out.note_merged(name, database::history_end(shard));
}

enum class History { kKept, kLeft };

// The order of files does not matter to exports; going by shard reads each file once.
void take_over(store::Store& out, const std::string& file, History history, MergeResult& result) {
  store::Store shard = store::Store::open(file, database::Access::kRead);
  if (history == History::kKept) keep_history(out, shard.db(), shard.setting("shard").value_or(""));
  for (const schema::RecordKind& kind : store::record_kinds(shard.db())) out.put_kind(kind);
  // Before the files: their pages name what lies here.
  database::Statement pages = shard.db().prepare("SELECT key, page FROM page_cache");
  while (pages.step()) {
    database::Statement row = out.db().prepare("INSERT OR IGNORE INTO page_cache VALUES (?, ?)");
    row.bind(pages.view(0)).bind_blob(pages.view(1)).run();
  }
  for (const std::string& sha256 : shard.file_hashes()) {
    if (std::optional<store::StoredFile> stored = shard.file(sha256)) {
      store::take_corrections(out, shard.db(), sha256);
      out.put_file(*stored);
      ++result.files;
    }
    database::Statement places = shard.db().prepare("SELECT p.path FROM file_places p JOIN files f ON f.id = p.file WHERE f.sha256 = ?");
    places.bind(sha256);
    while (places.step()) out.put_place(places.view(0), sha256);
  }
  casework::take_casework(out, shard.db());
  database::Statement reviewed = shard.db().prepare("SELECT key FROM documents WHERE reviewed");
  while (reviewed.step()) out.set_reviewed(reviewed.text(0), store::Reviewed::kYes);
  shard.for_each_ledger_entry([&](const store::LedgerEntry& entry) {
    if (!out.ledger(entry.path)) ++result.inputs, out.put_ledger(entry);
  });
}

}  // namespace

namespace {

// Written whole beside its place by `fill`, then put there.
void write_whole(const std::string& db, const std::function<void(store::Store&)>& fill) {
  const std::string part = db + ".part";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(part + suffix);
  {
    store::Store out = store::Store::open(part, database::Access::kWrite, "merge");
    fill(out);
    out.finish();
    out.put_setting("complete", "1");
    // One file, nothing beside it: the rename then moves all of it.
    out.db().script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
  }
  database::sync_to_disk(part);
  std::error_code failed;
  fs::rename(part, db, failed);
  if (failed) throw Error(ErrorKind::kDisk, db, fmt::format("cannot be put in its place ({}); {} holds the result", failed.message(), part));
}

}  // namespace

void join(const std::string& db, const std::vector<std::string>& parts) {
  // Parts of one import in the order of their numbers, as a merge takes them.
  std::vector<std::pair<int, std::string>> order;
  for (const std::string& file : parts) {
    store::Store store = store::Store::open(file, database::Access::kRead);
    const std::optional<Shard> shard = parse_shard(store.setting("shard").value_or(""));
    order.emplace_back(shard ? shard->number : 1, file);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  write_whole(db, [&](store::Store& out) {
    MergeResult result;
    for (const auto& [number, file] : order) {
      {
        store::Store part = store::Store::open(file, database::Access::kRead);
        for (const auto& [name, title] : kShaping)
          if (const auto value = part.setting(name)) out.put_setting(name, *value);
      }
      database::Transaction transaction(out.db(), database::Transaction::Kind::kWrite);
      take_over(out, file, History::kLeft, result);
      transaction.commit();
    }
    out.put_setting("shard", "1/1");
  });
}

MergeResult merge(const std::string& db, const std::vector<std::string>& shards) {
  if (fs::exists(db)) throw Error(ErrorKind::kUsage, db, "is there already; give --db a new file");
  std::map<std::string, std::string> shaping;
  std::map<int, std::string> seen;
  int of = 0;
  for (const std::string& file : shards) check_shard(file, shaping, seen, of);
  check_all_there(seen, of);
  for (const auto& [number, file] : seen) check_history(file);

  MergeResult result;
  write_whole(db, [&](store::Store& out) {
    // Pages of text layers are known by the model that was there.
    for (const auto& [name, value] : shaping) out.put_setting(name, value);
    for (const auto& [number, file] : seen) {
      database::Transaction transaction(out.db(), database::Transaction::Kind::kWrite);
      take_over(out, file, History::kKept, result);
      transaction.commit();
      ++result.shards;
    }
    out.put_setting("shard", "1/1");
  });
  return result;
}

}  // namespace banthuek::ingest
