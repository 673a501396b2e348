#include "pipeline/ingest/import_settings.h"

#include <fmt/core.h>
#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "pipeline/process/pool.h"
#include "pipeline/source/container.h"

namespace banthuek::ingest {
namespace {

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Shard> parse_shard(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto number = whole_number(std::string_view(text).substr(0, slash)), of = whole_number(std::string_view(text).substr(slash + 1));
  if (!number || !of || *number < 1 || *of < *number || *of > 1'000'000) return std::nullopt;
  return Shard{*number, *of};
}

bool belongs(const std::string& sha256, const Shard& shard) {
  return std::stoull(sha256.substr(0, 15), nullptr, 16) % static_cast<unsigned long long>(shard.of) + 1 ==
         static_cast<unsigned long long>(shard.number);
}

std::string text_of(const Shard& shard) { return fmt::format("{}/{}", shard.number, shard.of); }

process::PoolSettings pool_settings(const ImportSettings& settings) {
  process::PoolSettings out;
  out.jobs = settings.jobs;
  out.memory_bytes = settings.worker_memory;
  out.written_bytes = static_cast<std::size_t>(source::kMaxMemberBytes);
  out.tasks_before_replacing = settings.tasks_before_replacing;
  out.worker_log = settings.worker_log;
  out.settings = process::Json::object();
  return out;
}

int default_jobs() {
  if (const char* given = std::getenv("SLURM_CPUS_PER_TASK"))
    if (const auto n = whole_number(given); n && *n > 0) return *n;
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(1, CPU_COUNT(&set)) : 1;
}

}  // namespace banthuek::ingest
