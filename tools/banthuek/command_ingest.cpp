// `banthuek ingest`: files and folders into the database, with a ledger of what became of each.
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>

#include "pipeline/base/text_file.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/database/network_share.h"
#include "pipeline/ingest/folder_watch.h"
#include "pipeline/ingest/ingest.h"
#include "pipeline/ingest/inputs.h"
#include "pipeline/ingest/metrics.h"
#include "pipeline/ingest/prune.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

std::atomic<bool> stop{false};

// The first Ctrl-C finishes the pages under way; the second finds the default handler and ends at once.
void on_interrupt(int) { stop = true; }

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// An import that a desk began ends with it, also where the desk is killed.
void end_with_desk() {
  const char* desk = std::getenv("BANTHUEK_DESK");
  if (!desk) return;
  prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
  if (std::to_string(getppid()) != desk) stop = true;  // it is gone already
}

struct IngestOptions {
  ingest::ImportSettings settings;
  std::string shard, password_file, manifest, records, log, log_level = "info";
  bool retry = false, json = false, nul = false, watch = false, prune = false;
  int worker_memory_mb = 384, soft_seconds = 30, hard_seconds = 120, largest_mb = 2048;
};

ingest::LogLevel level_of(const std::string& name) {
  return name == "debug" ? ingest::LogLevel::kDebug : name == "info" ? ingest::LogLevel::kInfo : ingest::LogLevel::kWarning;
}

ingest::ImportSettings settings_of(const IngestOptions& options) {
  ingest::ImportSettings out = options.settings;
  // The workers are programs of their own: they find the folder as the environment names it.
  if (!options.records.empty() && setenv("BANTHUEK_RECORDS", options.records.c_str(), 1) != 0)
    throw Error(ErrorKind::kUsage, "--records", "cannot be set; give it as BANTHUEK_RECORDS");
  if (out.paths.empty() && options.manifest.empty())
    throw Error(ErrorKind::kUsage, "ingest", "is given nothing to take in; give files, folders or --manifest CSV");
  if (options.retry) out.known = ingest::KnownInputs::kRetry;
  if (!options.shard.empty()) {
    out.shard = ingest::parse_shard(options.shard);
    if (!out.shard) throw Error(ErrorKind::kUsage, "--shard " + options.shard, "is no shard; give K/N with K from 1 to N, as 2/8");
  }
  if (!options.password_file.empty())
    out.passwords = base::lines_of(base::read_text_file(options.password_file, "give a file with one password a line"));
  std::vector<std::string> paths;
  for (const std::string& path : out.paths)
    if (path == "-")
      for (std::string& name : ingest::read_list(STDIN_FILENO, options.nul ? ingest::ListEnd::kNul : ingest::ListEnd::kNewline))
        paths.push_back(std::move(name));
    else
      paths.push_back(path);
  out.paths = std::move(paths);
  if (!options.manifest.empty()) out.manifest = std::make_shared<ingest::Manifest>(ingest::Manifest::read(options.manifest, out.paths));
  out.worker_memory = static_cast<std::size_t>(options.worker_memory_mb) << 20;
  out.soft_limit = std::chrono::seconds(options.soft_seconds);
  out.hard_limit = std::chrono::seconds(options.hard_seconds);
  out.largest_file = static_cast<long long>(options.largest_mb) << 20;
  out.progress = options.json ? ingest::ProgressStyle::kJson : isatty(STDERR_FILENO) ? ingest::ProgressStyle::kBar : ingest::ProgressStyle::kLines;
  return out;
}

// Takes in what arrives, round after round, until it is stopped.
int watch(ingest::ImportSettings settings, store::Store& store, const ingest::ImportLog& log) {
  ingest::Watched watched;
  ingest::WatchReport report(settings.db);
  ingest::WatchState state;
  state.folders = settings.paths;
  state.since = base::utc_time();
  settings.progress = settings.progress == ingest::ProgressStyle::kJson ? ingest::ProgressStyle::kJson : ingest::ProgressStyle::kLines;
  catch_interrupts();
  while (!stop) {
    // A round in which nothing has settled starts no worker.
    ingest::InputWalk walk(settings.paths, ingest::identities_of_database(settings.db));
    ingest::ImportSettings round = settings;
    round.paths.clear();
    state.waiting = 0;
    while (const std::optional<ingest::Input> input = walk.next()) {
      if (watched.settled(input->path))
        round.paths.push_back(input->path);
      else
        state.waiting += watched.changing(input->path);
    }
    state.looked_at = base::utc_time();
    state.reading = static_cast<long>(round.paths.size());
    report.say(state);
    if (!round.paths.empty()) {
      ingest::Progress progress(settings.progress, settings.progress == ingest::ProgressStyle::kJson ? stdout : stderr, log);
      const ingest::ImportResult result = ingest::ingest(round, store, progress, stop);
      if (!settings.metrics.empty()) ingest::write_metrics(settings.metrics, result);
      state.taken += result.inputs;
      state.took_at = state.looked_at = base::utc_time();
      state.reading = 0;
      report.say(state);
    }
    for (int i = 0; i < 20 && !stop; ++i) usleep(100'000);
  }
  return kExitInterrupted;
}

int run_ingest(const IngestOptions& options) {
  const ingest::ImportSettings settings = settings_of(options);
  const ingest::ImportLog log = options.log.empty() ? ingest::ImportLog() : ingest::ImportLog(options.log, level_of(options.log_level));
  if (const std::string warning = database::network_share_warning(settings.db); !warning.empty())
    std::fprintf(stderr, "banthuek: %s\n", warning.c_str());
  store::Store store = store::Store::open(settings.db, database::Access::kWrite, "ingest");
  if (options.watch) return watch(settings, store, log);
  ingest::Progress progress(settings.progress, settings.progress == ingest::ProgressStyle::kJson ? stdout : stderr, log);
  catch_interrupts();
  end_with_desk();
  const ingest::ImportResult result = ingest::ingest(settings, store, progress, stop);
  if (!settings.metrics.empty()) ingest::write_metrics(settings.metrics, result);
  if (result.interrupted) return kExitInterrupted;
  // After the files were taken in: what was moved lies at its new place by now, and keeps its records.
  if (options.prune)
    for (const std::string& place : ingest::prune(store, settings.paths))
      std::fprintf(stderr, "banthuek: %s: is gone from the disk, and from the archive\n", place.c_str());
  if (result.failed() == 0) return kExitDone;
  if (settings.progress != ingest::ProgressStyle::kJson)
    std::fprintf(stderr, "banthuek: %ld of %ld files failed or were read in part; `banthuek stats --ledger --db %s` lists them\n", result.failed(),
                 result.inputs, settings.db.c_str());
  return kExitSomeFailed;
}

}  // namespace

void add_ingest(Command program) {
  Command command = program.add_command("ingest", "takes files and folders into the database");
  auto options = std::make_shared<IngestOptions>();
  options->settings.jobs = ingest::default_jobs();
  command.option("PATH", options->settings.paths, "files and folders; - reads a list of names from stdin");
  add_db_option(command, options->settings.db);
  command.option("--jobs", options->settings.jobs, "worker processes").show_default().range(1, 1024).type_name("N");
  command.flag("--retry", options->retry, "tries again what failed in a way that may pass (time, memory, crash)");
  command.option("--shard", options->shard, "takes only the files of part K of N, by their content").type_name("K/N");
  command.option("--records", options->records, "kinds of records of one's own: a folder of files as in schemas/records (also: BANTHUEK_RECORDS)")
      .type_name("DIR");
  Option manifest =
      command
          .option("--manifest", options->manifest,
                  "CSV of what is said of the files (file, office, district, year): takes in what it lists, and checks it against what is read")
          .type_name("CSV");
  command.option("--password-file", options->password_file, "passwords for encrypted files, one a line").type_name("FILE");
  Option watch = command.flag("--watch", options->watch, "stays, and takes in what arrives in the folders, complete files only");
  watch.excludes(manifest);
  command.flag("--prune", options->prune, "takes out of the database what is gone from the folders given").excludes(watch);
  command.flag("--null", options->nul, "names on stdin end with a zero byte, as find -print0 writes them");
  command.flag("--json", options->json, "one JSON object per event on stdout");
  command.option("--metrics", options->settings.metrics, "writes counts and times as Prometheus text at the end").type_name("FILE");
  command.option("--worker-memory", options->worker_memory_mb, "of one worker, megabytes").show_default().range(64, 1 << 20).type_name("MB");
  command.option("--tasks-per-worker", options->settings.tasks_before_replacing, "after so many a worker process is replaced by a fresh one")
      .show_default()
      .range(1, 1 << 30)
      .type_name("N");
  command.option("--soft-limit", options->soft_seconds, "of one page: longer ones are told").show_default().range(1, 86400).type_name("SECONDS");
  command.option("--hard-limit", options->hard_seconds, "of one page: its worker is ended").show_default().range(1, 86400).type_name("SECONDS");
  command.option("--largest-file", options->largest_mb, "longer files are not opened").show_default().range(1, 1 << 20).type_name("MB");
  command.option("--log", options->log, "appends what happens, with times and levels").type_name("FILE");
  command.option("--log-level", options->log_level, "least level that is written there").show_default().one_of({"debug", "info", "warning"});
  command.option("--worker-log", options->settings.worker_log, "what the libraries in the workers complain of goes here")
      .show_default()
      .type_name("FILE");
  command.footer("Example: banthuek ingest --jobs 2 scans/ && banthuek stats --ledger");
  command.run([options] { return run_ingest(*options); });
}

}  // namespace banthuek
