// Hashes of what was stored before the history kept any: once, when such a database is opened for writing for the first time.
//
// Where the history says what a file held then, and nobody changed it since, that is compared first: a file that is other is marked so for ever
// ("differs"), and verify says it. Internal to the store.
#pragma once

#include <string>

#include "pipeline/store/content.h"

namespace banthuek::store {

// What is done stays done, a file at a time; safe to run again.
void record_first_hashes(database::Database& db, ContentReader& contents, const std::string& at, const std::string& who);

}  // namespace banthuek::store
