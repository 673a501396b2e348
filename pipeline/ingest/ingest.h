// The driver of an import: takes files through the workers into the store, and accounts for each of them.
//
// Every input gets exactly one outcome in the ledger. The coordinator (this process) opens files only to hash them and to pass
// them on; everything that looks inside runs in caged workers. It alone writes the database: pages as they are read, a file with
// its documents and its row in the ledger in one transaction. So it may be killed at any moment: the same call goes on.
#pragma once

#include <atomic>

#include "pipeline/ingest/import_result.h"
#include "pipeline/ingest/import_settings.h"
#include "pipeline/ingest/progress.h"
#include "pipeline/store/store.h"

namespace banthuek::ingest {

// Runs until all inputs have an outcome, or `stop` turns true: then pages under way are finished and the rest is interrupted.
// Throws Error kDatabase, kDisk, or what keeps every worker from starting.
ImportResult ingest(const ImportSettings& settings, store::Store& store, Progress& progress, const std::atomic<bool>& stop);

}  // namespace banthuek::ingest
