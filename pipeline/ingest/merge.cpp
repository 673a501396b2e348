#include "pipeline/ingest/merge.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "pipeline/ingest/import_settings.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/store.h"

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
    throw Error(ErrorKind::kUsage, file,
                "is a shard of " + std::to_string(shard->of) + ", the others are of " + std::to_string(of) + "; merge shards of one import");
  if (const auto [at, is_new] = seen.try_emplace(shard->number, file); !is_new)
    throw Error(ErrorKind::kUsage, file, "is shard " + text_of(*shard) + ", as is " + at->second + "; give each shard once");
  for (const auto& [name, title] : kShaping) {
    const std::string value = needed(store, file, name);
    if (const auto [at, is_new] = shaping.try_emplace(name, value); !is_new && at->second != value)
      throw Error(ErrorKind::kUsage, file,
                  std::string("was made with another ") + title + " than " + seen.begin()->second + "; make all shards with the same program");
  }
}

void check_all_there(const std::map<int, std::string>& seen, int of) {
  std::string missing;
  for (int k = 1; k <= of; ++k)
    if (!seen.contains(k)) missing += (missing.empty() ? "" : ", ") + std::to_string(k);
  if (!missing.empty()) throw Error(ErrorKind::kUsage, "merge", "shard " + missing + " of " + std::to_string(of) + " is missing; give all shards");
}

// The order of files does not matter to exports; going by shard reads each file once.
void take_over(store::Store& out, const std::string& file, MergeResult& result) {
  store::Store shard = store::Store::open(file, database::Access::kRead);
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
  database::Statement reviewed = shard.db().prepare("SELECT key FROM documents WHERE reviewed");
  while (reviewed.step()) out.set_reviewed(reviewed.text(0), store::Reviewed::kYes);
  database::Statement pages = shard.db().prepare("SELECT key, page FROM page_cache");
  while (pages.step()) {
    database::Statement row = out.db().prepare("INSERT OR IGNORE INTO page_cache VALUES (?, ?)");
    row.bind(pages.view(0)).bind_blob(pages.view(1)).run();
  }
  shard.for_each_ledger_entry([&](const store::LedgerEntry& entry) {
    if (!out.ledger(entry.path)) ++result.inputs, out.put_ledger(entry);
  });
}

void sync_file(const std::string& name) {
  const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = fd >= 0 && fsync(fd) == 0;
  if (fd >= 0) close(fd);
  if (!done) throw Error(ErrorKind::kDisk, name, "cannot be made safe on the disk; see to the disk, then merge again");
}

}  // namespace

MergeResult merge(const std::string& db, const std::vector<std::string>& shards) {
  if (fs::exists(db)) throw Error(ErrorKind::kUsage, db, "is there already; give --db a new file");
  std::map<std::string, std::string> shaping;
  std::map<int, std::string> seen;
  int of = 0;
  for (const std::string& file : shards) check_shard(file, shaping, seen, of);
  check_all_there(seen, of);

  const std::string part = db + ".part";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(part + suffix);
  MergeResult result;
  {
    store::Store out = store::Store::open(part, database::Access::kWrite, "merge");
    for (const auto& [number, file] : seen) {
      database::Transaction transaction(out.db(), database::Transaction::Kind::kWrite);
      take_over(out, file, result);
      transaction.commit();
      ++result.shards;
    }
    for (const auto& [name, value] : shaping) out.put_setting(name, value);
    out.put_setting("shard", "1/1");
    out.finish();
    out.put_setting("complete", "1");
    // One file, nothing beside it: the rename then moves all of it.
    out.db().script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
  }
  sync_file(part);
  std::error_code failed;
  fs::rename(part, db, failed);
  if (failed) throw Error(ErrorKind::kDisk, db, "cannot be put in its place (" + failed.message() + "); " + part + " holds the result");
  return result;
}

}  // namespace banthuek::ingest
