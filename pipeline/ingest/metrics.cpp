#include "pipeline/ingest/metrics.h"

#include <fmt/core.h>

#include <cstdio>
#include <fstream>

namespace banthuek::ingest {
namespace {

template <typename Number>
std::string metric(const std::string& name, const std::string& kind, const std::string& help, Number value) {
  return fmt::format("# HELP {} {}\n# TYPE {} {}\n{} {}\n", name, help, name, kind, name, std::to_string(value));
}

}  // namespace

std::size_t peak_memory_here() {
  // Not getrusage: its figure goes on from what started this program, a large shell or Python.
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  return 0;
}

std::string metrics_text(const ImportResult& result) {
  std::string out = "# HELP banthuek_inputs Inputs of the last import by what became of them.\n# TYPE banthuek_inputs gauge\n";
  for (const auto& [outcome, count] : result.outcomes) out += fmt::format("banthuek_inputs{{outcome=\"{}\"}} {}\n", store::name_of(outcome), count);
  out += metric("banthuek_inputs_known", "gauge", "Inputs passed over because the ledger knows them.", result.known);
  out += metric("banthuek_pages_read", "gauge", "Pages read in the last import.", result.pages);
  out += metric("banthuek_pages_cached", "gauge", "Pages taken from the page cache.", result.cached_pages);
  out += metric("banthuek_seconds", "gauge", "Wall time of the last import.", result.seconds);
  out += metric("banthuek_worker_peak_bytes", "gauge", "Highest resident memory of a worker.", result.worker_peak);
  out += metric("banthuek_coordinator_peak_bytes", "gauge", "Highest resident memory of the coordinator.", result.coordinator_peak);
  out += metric("banthuek_interrupted", "gauge", "1 where the import was stopped before its end.", result.interrupted ? 1 : 0);
  return out;
}

void write_metrics(const std::string& file, const ImportResult& result) {
  const std::string part = file + ".part";
  std::ofstream out(part, std::ios::trunc);
  out << metrics_text(result);
  out.close();
  if (!out || std::rename(part.c_str(), file.c_str()) != 0)
    throw Error(ErrorKind::kDisk, file, "cannot be written; give --metrics a file in a folder that you may write to");
}

}  // namespace banthuek::ingest
