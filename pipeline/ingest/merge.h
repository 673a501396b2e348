// Makes one database out of the shards of an import, as if one process had taken in everything.
//
// Checked before anything is written: every shard 1..N is there once, each run to its end, read by the same model, rules and
// settings, whole as a file, and holding what its own history says (verify.h); that history is kept (merged_history). Atomic: the result is written
// beside its place and renamed when it is done; a merge that is killed leaves nothing but a file ending in .part, which the next merge replaces.
#pragma once

#include <string>
#include <vector>

namespace banthuek::ingest {

struct MergeResult {
  long shards = 0, files = 0, inputs = 0;
};

// Throws Error(kUsage) where the shards do not belong together or `db` is there already, kDatabase, kDisk.
MergeResult merge(const std::string& db, const std::vector<std::string>& shards);

// Makes one database for reading out of any, in the order given: of parts of one import what merge makes of them, but for its history. Atomic as
// merge is. Throws Error as it does.
void join(const std::string& db, const std::vector<std::string>& parts);

}  // namespace banthuek::ingest
