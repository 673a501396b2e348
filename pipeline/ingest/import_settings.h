// What an import can be told: from the command line, with defaults that fit one machine of any size.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/ingest/manifest.h"
#include "pipeline/ingest/progress.h"

namespace banthuek::process {
struct PoolSettings;
}  // namespace banthuek::process

namespace banthuek::ingest {

// One part of N by content: a file belongs to shard K of N where the first 15 digits of its SHA-256, modulo N, are K - 1.
struct Shard {
  int number = 1;  // from 1
  int of = 1;
};

// "2/8"; nothing for anything else.
std::optional<Shard> parse_shard(const std::string& text);
bool belongs(const std::string& sha256, const Shard& shard);
std::string text_of(const Shard& shard);

// Which inputs are taken that the ledger knows already.
enum class KnownInputs {
  kLeave,  // those with a final outcome for this content are passed over
  kRetry,  // only those whose outcome is worth trying again, of all runs
};

struct ImportSettings {
  std::string db = "banthuek.db";
  std::vector<std::string> paths;
  KnownInputs known = KnownInputs::kLeave;
  std::optional<Shard> shard;
  std::shared_ptr<Manifest> manifest;  // what is said of the files (it notes which were met); null: nothing
  std::vector<std::string> passwords;  // tried in order on what is encrypted
  int jobs = 1;
  std::size_t worker_memory = 384u << 20;         // bytes of private memory; see SandboxLimits
  std::chrono::milliseconds soft_limit{30'000};   // of one page: told, and the page goes on
  std::chrono::milliseconds hard_limit{120'000};  // of one step of a file: the worker is killed
  int tasks_before_replacing = 500;               // of one worker
  long long largest_file = 2LL << 30;             // bytes; longer files are not opened
  ProgressStyle progress = ProgressStyle::kLines;
  std::string metrics;                   // file for Prometheus text; empty: none
  std::string worker_log = "/dev/null";  // where the workers' stderr goes
};

// The part of them that the workers are started with.
process::PoolSettings pool_settings(const ImportSettings& settings);

// One worker per core that this process may use (SLURM_CPUS_PER_TASK where Slurm says so), at least one.
int default_jobs();

}  // namespace banthuek::ingest
