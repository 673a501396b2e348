#include "pipeline/ingest/dispatcher.h"

#include <fmt/core.h>

#include <ranges>
#include <utility>

#include "pipeline/base/temporary_file.h"
#include "pipeline/process/worker.h"

namespace banthuek::ingest {

Dispatcher::Dispatcher(const ImportSettings& settings, Progress& progress)
    : settings_(settings),
      progress_(progress),
      pool_(pool_settings(settings)),
      assigned_(static_cast<std::size_t>(pool_.size())),
      last_file_(static_cast<std::size_t>(pool_.size()), 0),
      origins_(static_cast<std::size_t>(pool_.size())),
      held_(static_cast<std::size_t>(pool_.size())) {}

namespace {

// Where a file or archive comes from: the outermost archive, or the folder it lies in. A new process for every file would be safer still, and costs
// 0.34 seconds of a processor each: a third of the time of an archive of scans.
std::string origin_of(const ArrivedFile& file) { return file.archive ? file.place : file.place.substr(0, file.place.find_last_of('/') + 1); }
std::string origin_of(const ContainerJob& archive) { return archive.parent ? origin_of(*archive.parent) : origin_of(archive.file); }
std::string origin_of(const UnderWay& file) { return file.archive ? origin_of(*file.archive) : origin_of(file.file); }

}  // namespace

bool Dispatcher::is_foreign(int worker, const std::string& origin) const {
  return origins_[worker].generation == pool_.generation(worker) && origins_[worker].place != origin;
}

const process::Json& Dispatcher::worker_info() {
  while (pool_.worker_info().is_null()) pool_.wait(std::chrono::milliseconds(1000));
  return pool_.worker_info();
}

// Lets a worker unpack the next member of the archive at hand, when there is room for another file.
bool Dispatcher::unpack_next(int worker, std::list<ContainerJob>& archives, std::size_t files) {
  // The one begun last first, so that of archives in an archive only a few are open at a time.
  for (ContainerJob& archive : std::views::reverse(archives)) {
    if (archive.under_way || archive.ended || files >= enough()) continue;
    if (is_foreign(worker, origin_of(archive))) {
      pool_.renew(worker);
      last_file_[worker] = 0;
      return true;
    }
    origins_[worker] = {pool_.generation(worker), origin_of(archive)};
    archive.member = base::make_temporary("to unpack into");
    archive.under_way = true;
    pool_.give(worker, archive.task(), {archive.descriptor.get(), archive.member.get()}, settings_.hard_limit);
    assigned_[worker] = {nullptr, &archive, {}, Clock::now(), false};
    return true;
  }
  return false;
}

// Idle workers get the next steps: of the file they have open if there are any, else of a file nobody opened yet, else of any.
void Dispatcher::hand_out(std::list<UnderWay>& files, std::list<ContainerJob>& archives) {
  for (int worker = 0; worker < pool_.size(); ++worker) {
    while (pool_.idle(worker) && !alone_runs_) {
      if (held_[worker]) {
        Held held = *std::exchange(held_[worker], std::nullopt);
        give(worker, *held.file, std::move(held.step));
        break;
      }
      if (!alone_.empty()) {
        if (pool_.working()) return;
        if (is_foreign(worker, origin_of(*alone_.front().file))) {
          pool_.renew(worker);
          last_file_[worker] = 0;
          return;
        }
        ExclusiveTask exclusive = std::move(alone_.front());
        alone_.pop_front();
        alone_runs_ = true;
        give(worker, *exclusive.file, std::move(exclusive.step));
        return;
      }
      if (unpack_next(worker, archives, files.size())) break;
      UnderWay* file = nullptr;
      std::optional<Step> step = next_step(worker, files, file);
      if (!step) break;
      if (step->alone) {
        alone_.push_back({file, std::move(*step)});
      } else if (is_foreign(worker, origin_of(*file))) {
        pool_.renew(worker);
        last_file_[worker] = 0;
        held_[worker] = Held{file, std::move(*step)};
      } else {
        give(worker, *file, std::move(*step));
      }
    }
  }
}

std::optional<Step> Dispatcher::next_step(int worker, std::list<UnderWay>& files, UnderWay*& file) {
  for (const auto& fits : {+[](const UnderWay&f, long open) { return f.job.id() == open; },
                           +[](const UnderWay&f, long) { return f.job.pages() == 0; }, +[](const UnderWay&, long) { return true; }})
    for (UnderWay& candidate : files)
      if (fits(candidate, last_file_[worker])) {
        file = &candidate;
        if (std::optional<Step> step = candidate.job.next()) return step;
      }
  return std::nullopt;
}

void Dispatcher::give(int worker, UnderWay& file, Step step) {
  // Also for what comes out of the page cache: the bytes are as another worker made them.
  origins_[worker] = {pool_.generation(worker), origin_of(file)};
  pool_.give(worker, step.task, {file.descriptor.get()}, settings_.hard_limit, step.bytes);
  step.bytes = {};
  last_file_[worker] = file.job.id();
  assigned_[worker] = {&file, nullptr, std::move(step), Clock::now(), false};
}

std::vector<Dispatcher::Unpacked> Dispatcher::settle() {
  std::vector<Unpacked> out;
  for (process::Reply& reply : pool_.wait(std::chrono::milliseconds(200))) {
    Assigned was = std::exchange(assigned_[reply.worker], {});
    if (was.archive)
      out.push_back({was.archive, std::move(reply)});
    else if (was.file)
      settle_step(std::move(was), std::move(reply));
  }
  return out;
}

void Dispatcher::settle_step(Assigned was, process::Reply reply) {
  if (was.step.alone) alone_runs_ = false;
  FileJob& job = was.file->job;
  switch (reply.ending) {
    case process::TaskResult::kAnswered:
      if (std::optional<Step> more = job.answered(was.step, reply.body, reply.bytes)) {
        if (more->alone) alone_runs_ = true;
        give(reply.worker, *was.file, std::move(*more));
      }
      break;
    case process::TaskResult::kError:
      job.failed(was.step, process::error_from_json(reply.body));
      break;
    default:
      last_file_[reply.worker] = 0;
      alone_runs_ = false;
      progress_.lost(fmt::format("{}:{}", job.place(), was.step.page), reply.detail);
      job.broke(was.step, reply.ending, reply.detail);
  }
  for (; was.file->told_pages < job.pages_read(); ++was.file->told_pages)
    progress_.page(job.place(), was.step.page, job.pages(), was.file->told_pages < job.pages_from_cache());
}

void Dispatcher::tell_slow_pages() {
  for (Assigned& at : assigned_)
    if (at.file && !at.reported && Clock::now() - at.since > settings_.soft_limit) {
      at.reported = true;
      const std::string page = at.step.page > 0 ? fmt::format(":{}", at.step.page) : "";
      progress_.note(fmt::format("{}{}: takes longer than {} s; it is ended after {} s", at.file->job.place(), page,
                                 settings_.soft_limit.count() / 1000, settings_.hard_limit.count() / 1000));
    }
}

}  // namespace banthuek::ingest
