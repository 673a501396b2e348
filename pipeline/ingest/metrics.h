// What an import did, as Prometheus text (exposition format 0.0.4), for node_exporter's textfile collector or a push gateway.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/ingest/import_result.h"

namespace banthuek::ingest {

// Highest resident memory of this process so far, bytes.
std::size_t peak_memory_here();

std::string metrics_text(const ImportResult& result);

// Writes it beside `file` and renames it into place, so that a reader never sees half of it. Throws Error(kDisk).
void write_metrics(const std::string& file, const ImportResult& result);

}  // namespace banthuek::ingest
