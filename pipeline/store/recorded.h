// What the history says is stored: every change in it, played in order. verify.h holds the tables against it.
//
// The rows of the history and what their detail (JSON) must say for that:
//   stored     file hash            path, digest           the file as it is stored now (content.h), at this path too
//   hashed     file hash            digest                 the same of a file that was there before digests were kept; differs: it was no more as
//   stored removed    file hash            why                    its records and paths are gone placed     path                 sha256 the content
//   lies here now unplaced   path                                        no longer corrected  document key/field   row, sha256, digest    a row of
//   corrections, and the file with it reviewed   document key         sha256, digest ledger     path                 row                    the row
//   of the ledger; null: taken out cached     key of page_cache    row                    its bytes are others than pages say that were read out of
//   them before setting    name                 value hashed     corrections          rows, digest           the corrections that were there before
//   digests were kept casework   dossier, document or field   row              an act of casework
//   merged     shard K/N            rows, hash             the history of a shard, kept in merged_history upgraded   database from,
//   to
// Internal to the store.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::store {

struct Recorded {
  struct File {
    std::string digest;  // empty: stored before digests were kept
    std::set<std::string, std::less<>> paths;
    bool differs = false;  // it was other than stored when digests began
  };
  struct Shard {
    std::string name, hash;
    std::int64_t rows = 0;
  };
  std::unordered_map<std::string, File> files;            // by hash of the content
  std::unordered_map<std::string, std::string> ledger;    // path -> digest of its row
  std::unordered_map<std::string, std::string> settings;  // name -> value
  std::unordered_map<std::string, std::string> cached;    // key -> hash, of those that were written anew
  std::vector<std::string> corrections;                   // digests of their rows, after the first `corrections_before`
  std::vector<std::string> casework;                      // digests of the acts, in their order
  std::int64_t corrections_before = 0;                    // corrections made before digests were kept
  std::string corrections_before_digest;                  // over them
  std::vector<Shard> shards;
  std::vector<std::int64_t> unreadable;  // rows whose detail is none of the above
};

Recorded recorded(database::Database& db);

// Over the first `rows` corrections.
std::string corrections_digest(database::Database& db, std::int64_t rows);

}  // namespace banthuek::store
