// What an import did: counts of its inputs and pages, its time and memory.
#pragma once

#include <cstddef>
#include <map>

#include "pipeline/store/ledger.h"

namespace banthuek::ingest {

struct ImportResult {
  std::map<store::Outcome, long> outcomes;  // of the inputs of this run, those known before among them
  long inputs = 0;
  long known = 0;                    // of them, passed over because the ledger knows them
  long pages = 0, cached_pages = 0;  // read in this run
  double seconds = 0;
  std::size_t worker_peak = 0, coordinator_peak = 0;  // resident memory, bytes
  bool interrupted = false;

  long failed() const;  // inputs without records
};

}  // namespace banthuek::ingest
