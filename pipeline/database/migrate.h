// Makes a database, or brings an older one up to date: the SQL in schemas/migrations, built into the program.
//
// The version stands in PRAGMA user_version, banthuek's mark in PRAGMA application_id. An upgrade keeps a copy beside the
// file (FILE.version-N) and runs in one transaction: killed in the middle, the old file is whole.
#pragma once

#include <span>
#include <string_view>

#include "pipeline/database/database.h"

namespace banthuek::database {

inline constexpr std::int64_t kApplicationId = 0x626e746b;  // "bntk"

struct Migration {
  std::string_view name;  // "0001_records"
  std::string_view sql;
};

// In order; the version of a database is how many of them it has seen. (Made by CMake from schemas/migrations/*.sql.)
std::span<const Migration> migrations();

// Checks that `db` is banthuek's and no newer than this program, and applies what `wanted` has beyond it. With kRead
// an older file is refused with the command that upgrades it. Throws Error{kDatabase}.
void migrate(Database& db, Access access, std::span<const Migration> wanted = migrations());

}  // namespace banthuek::database
