// Which worker does what: steps of files and members of archives, handed out and taken back; steps that need a machine of their own run alone.
#pragma once

#include <chrono>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/ingest/container_job.h"
#include "pipeline/ingest/file_job.h"
#include "pipeline/ingest/import_settings.h"
#include "pipeline/ingest/progress.h"
#include "pipeline/process/pool.h"

namespace banthuek::ingest {

// A file under way, and what the worker step by step needs of it.
struct UnderWay {
  FileJob job;
  ArrivedFile file;
  base::Descriptor descriptor;
  std::vector<std::string> duplicates;  // places where the same content was met meanwhile
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  int told_pages = 0;
  ContainerJob* archive = nullptr;  // that it is a member of
  // Archives of the duplicates among its members: none is done before this file is, or a kill between the two would lose their rows.
  std::vector<ContainerJob*> waiting = {};

  void release() {
    if (archive) --archive->open_members;
    for (ContainerJob* other : waiting) --other->open_members;
  }
};

class Dispatcher {
 public:
  Dispatcher(const ImportSettings& settings, Progress& progress);

  int workers() const { return pool_.size(); }
  bool working() const { return pool_.working(); }
  std::size_t peak_memory() const { return pool_.peak_memory(); }
  // Files under way that keep all workers busy.
  std::size_t enough() const { return static_cast<std::size_t>(pool_.size()) + 2; }

  // Waits for the first worker: which model reads by which rules. Throws what starting it throws.
  const process::Json& worker_info();

  // Gives idle workers what is next. Addresses of files and archives stay as long as they are under way.
  void hand_out(std::list<UnderWay>& files, std::list<ContainerJob>& archives);

  // What a worker made of the next member of an archive.
  struct Unpacked {
    ContainerJob* archive;
    process::Reply reply;
  };
  // Waits a moment for workers; their files' jobs know what was answered.
  std::vector<Unpacked> settle();

  // The soft limit of a page: it is told, and the page goes on until the hard one.
  void tell_slow_pages();

 private:
  using Clock = std::chrono::steady_clock;
  // What a worker has to do: a step of a file, or a member of an archive; or nothing.
  struct Assigned {
    UnderWay* file = nullptr;
    ContainerJob* archive = nullptr;
    Step step;
    Clock::time_point since = Clock::now();
    bool reported = false;  // that it takes long
  };
  struct ExclusiveTask {
    UnderWay* file;
    Step step;
  };
  bool unpack_next(int worker, std::list<ContainerJob>& archives, std::size_t files);
  std::optional<Step> next_step(int worker, std::list<UnderWay>& files, UnderWay*& file);
  void give(int worker, UnderWay& file, Step step);
  void settle_step(Assigned was, process::Reply reply);

  const ImportSettings& settings_;
  Progress& progress_;
  process::Pool pool_;
  std::vector<Assigned> assigned_;  // by worker
  std::vector<long> last_file_;     // by worker: id of the file it has open
  // Whose files a worker has seen: it works for one folder or archive alone, so that a file that takes it over
  // forges nobody else's pages.
  struct Origin {
    int generation = -1;
    std::string place;
  };
  struct Held {
    UnderWay* file;
    Step step;
  };
  bool is_foreign(int worker, const std::string& origin) const;
  std::vector<Origin> origins_;            // by worker
  std::vector<std::optional<Held>> held_;  // by worker: what it does when it is a new one
  std::deque<ExclusiveTask> alone_;        // steps that wait until no worker works
  bool alone_runs_ = false;
};

}  // namespace banthuek::ingest
