#include "pipeline/ingest/ingest.h"

#include <fmt/core.h>

#include <list>

#include "pipeline/base/sha256.h"
#include "pipeline/ingest/container_job.h"
#include "pipeline/ingest/conversion_queue.h"
#include "pipeline/ingest/dispatcher.h"
#include "pipeline/ingest/file_job.h"
#include "pipeline/ingest/import_store.h"
#include "pipeline/ingest/import_tally.h"
#include "pipeline/ingest/inputs.h"
#include "pipeline/ingest/metrics.h"
#include "pipeline/process/worker.h"

namespace banthuek::ingest {
namespace {

using Clock = std::chrono::steady_clock;

class Import {
 public:
  Import(const ImportSettings& settings, store::Store& store, Progress& progress, const std::atomic<bool>& stop)
      : settings_(settings),
        progress_(progress),
        account_(progress),
        stop_(stop),
        workers_(settings, progress),
        records_(store, settings),
        walk_(settings.paths, records_.ours()),
        office_(settings.hard_limit) {}

  ImportResult run() {
    get_ready();
    while (begin_files() || !under_way_.empty() || !archives_.empty() || office_.size() > 0) {
      take_converted();
      if (!stop_) workers_.hand_out(under_way_, archives_);
      for (Dispatcher::Unpacked& member : workers_.settle()) settle_member(*member.archive, std::move(member.reply));
      store_finished();
      workers_.tell_slow_pages();
      progress_.tick();
      if (stop_ && !workers_.working()) break;
    }
    return finish();
  }

 private:
  void get_ready();
  bool begin_files();
  void take_in(const Input& input);
  void admit(ArrivedFile file, base::Descriptor descriptor, ContainerJob* archive);
  void begin(ArrivedFile file, base::Descriptor descriptor, std::vector<std::string> duplicates, ContainerJob* archive);
  void settle_member(ContainerJob& archive, process::Reply reply);
  void take_converted();
  void store_finished();
  ImportResult finish();
  void settle_input(const std::string& place, const std::optional<std::string>& sha256, store::Outcome outcome, const std::string& message,
                    ContainerJob* archive = nullptr);

  const ImportSettings& settings_;
  Progress& progress_;
  ImportTally account_;
  const std::atomic<bool>& stop_;
  Dispatcher workers_;
  ImportStore records_;
  InputWalk walk_;
  bool walked_ = false;
  std::list<UnderWay> under_way_;  // in the order they came; addresses stay
  ConversionQueue office_;
  std::list<ContainerJob> archives_;  // being unpacked, or waiting for their members
  long ids_ = 0;
  long passed_over_ = 0;  // members of archives that are files of systems
  Clock::time_point start_ = Clock::now();
};

// Counts the inputs and waits for the first worker: it tells which model reads by which rules.
void Import::get_ready() {
  const ToTakeIn all = to_take_in(settings_.paths, records_.ours(), settings_.manifest.get());
  walk_ = InputWalk(all.paths, records_.ours());
  progress_.begin(all.inputs, workers_.workers());
  records_.read_by(workers_.worker_info());
}

// Takes in as many inputs as keep all workers busy; false when there are no more.
bool Import::begin_files() {
  while (!walked_ && !stop_ && archives_.empty() && under_way_.size() + office_.size() < workers_.enough()) {
    if (const std::optional<Input> input = walk_.next())
      take_in(*input);
    else
      walked_ = true;
    progress_.tick();
  }
  return !walked_ && !stop_;
}

void Import::take_in(const Input& input) {
  Arrival arrival;
  if (input.problem.empty())
    arrival = arrive(input, settings_);
  else
    arrival.failure = Error(ErrorKind::kUnreadable, "", input.problem);
  if (settings_.shard) {
    // What has no content to go by goes by its name, so that it too is in one shard.
    const std::string content = arrival.failure ? base::sha256_hex(input.place) : arrival.file.sha256;
    if (!belongs(content, *settings_.shard)) return progress_.leave();
  }
  account_.arrived();
  if (arrival.failure)
    return settle_input(input.place, std::nullopt, store::outcome_of(arrival.failure->kind), input.place + ": " + arrival.failure->message);
  arrival.file.office = is_office_text(arrival.descriptor.get());
  arrival.file.archive = !arrival.file.office && is_archive(arrival.descriptor.get());
  admit(std::move(arrival.file), std::move(arrival.descriptor), nullptr);
}

// A file with its content: passed over where it is known, else on its way.
void Import::admit(ArrivedFile file, base::Descriptor descriptor, ContainerJob* archive) {
  if (settings_.manifest) settings_.manifest->find(file.place);  // members count as met here
  if (const std::optional<store::LedgerEntry> known = records_.known(file)) return account_.known(file.place, known->outcome, archive);
  if (file.archive) {
    if (archive && archive->depth >= kDeepestArchive)
      return settle_input(file.place, file.sha256, store::Outcome::kUnsupported,
                          fmt::format("{}: is an archive inside {} others; unpack it first", file.place, archive->depth), archive);
    if (archive) ++archive->open_members;
    archives_.emplace_back();
    archives_.back().parent = archive;
    archives_.back().depth = archive ? archive->depth + 1 : 1;
    archives_.back().id = ++ids_;
    archives_.back().file = std::move(file);
    archives_.back().descriptor = std::move(descriptor);
    return;
  }
  for (UnderWay& other : under_way_)
    if (other.file.sha256 == file.sha256) {
      if (archive) ++archive->open_members, other.waiting.push_back(archive);
      return other.duplicates.push_back(file.place);
    }
  if (file.office && office_.add_twin(file.sha256, file.place, archive)) return;
  if (records_.stored_elsewhere(file)) {
    const std::optional<store::LedgerEntry> moved = records_.moved_here(file);
    if (!moved) return settle_input(file.place, file.sha256, store::Outcome::kDuplicate, "", archive);
    records_.note(*moved);
    account_.settled(*moved, 0, archive);
    return;
  }
  if (file.office && !find_office())
    return settle_input(
        file.place, file.sha256, store::Outcome::kUnsupported,
        file.place +
            ": this is an office document (DOCX, ODT), for which LibreOffice is needed; install it with `tools/setup office`, or save it as PDF",
        archive);
  if (archive) ++archive->open_members;
  if (file.office) return office_.add(std::move(file), std::move(descriptor), archive);
  begin(std::move(file), std::move(descriptor), {}, archive);
}

void Import::begin(ArrivedFile file, base::Descriptor descriptor, std::vector<std::string> duplicates, ContainerJob* archive) {
  FileJobSettings job;
  job.passwords = settings_.passwords;
  FileJob steps(++ids_, file.place, file.sha256, job, records_);
  under_way_.push_back({std::move(steps), std::move(file), std::move(descriptor), std::move(duplicates), Clock::now(), 0, archive});
}

// What LibreOffice made of an office document goes the way of every file from here.
void Import::take_converted() {
  if (stop_) return;
  std::optional<ConversionQueue::Ready> ready = office_.next();
  if (!ready) return;
  ready->file.stamp.reset();  // what is read from here is the PDF, which is ours
  if (!ready->failure) {
    begin(std::move(ready->file), std::move(ready->pdf), std::move(ready->duplicates), ready->archive);
    under_way_.back().waiting = std::move(ready->archives);
    return;
  }
  ready->duplicates.insert(ready->duplicates.begin(), ready->file.place);
  for (const std::string& place : ready->duplicates)
    settle_input(place, ready->file.sha256, store::outcome_of(ready->failure->kind), place + ": " + ready->failure->message, ready->archive);
  if (ready->archive) --ready->archive->open_members;
  for (ContainerJob* other : ready->archives) --other->open_members;
}

// What a worker made of the member it was to unpack: an input of its own.
void Import::settle_member(ContainerJob& archive, process::Reply reply) {
  if (reply.ending == process::TaskResult::kError) return archive.failed_with(process::error_from_json(reply.body));
  if (reply.ending != process::TaskResult::kAnswered ||
      !(reply.body.value("end", false) || (reply.body.contains("name") && reply.body["name"].is_string())))
    return archive.broke(reply.ending == process::TaskResult::kAnswered ? process::TaskResult::kCrashed : reply.ending, reply.detail);
  archive.under_way = archive.second_try = false;
  if (reply.body.value("end", false)) {
    archive.ended = true;
    return;
  }
  ++archive.index;
  if (is_system_file(reply.body["name"].get_ref<const std::string&>())) {
    ++passed_over_;
    return;
  }
  ++archive.members;
  account_.arrived();
  ArrivedFile file = member_file(archive, reply.body["name"]);
  if (reply.body.contains("problem")) {
    const Error problem = process::error_from_json(reply.body["problem"]);
    return settle_input(file.place, std::nullopt, store::outcome_of(problem.kind), file.place + ": " + problem.message, &archive);
  }
  file.office = is_office_text(archive.member.get());
  file.archive = !file.office && is_archive(archive.member.get());
  const base::FileContent content = base::content_of(archive.member.get(), file.place);
  file.sha256 = content.sha256, file.bytes = content.bytes;
  admit(std::move(file), std::move(archive.member), &archive);
}

// Each finished file goes into the store with its row in the ledger, all at once.
void Import::store_finished() {
  for (auto it = under_way_.begin(); it != under_way_.end();) {
    UnderWay& file = *it;
    if (!file.job.finished()) {
      ++it;
      continue;
    }
    if (const std::optional<Error> fault = fault_of(file.file.stamp, file.descriptor.get())) {
      file.duplicates.insert(file.duplicates.begin(), file.file.place);
      for (const std::string& place : file.duplicates)
        settle_input(place, std::nullopt, store::outcome_of(fault->kind), place + ": " + fault->message, file.archive);
      file.release();
      it = under_way_.erase(it);
      continue;
    }
    const StoredOutcome settled = records_.put(file.file, file.job, file.duplicates);
    const double seconds = std::chrono::duration<double>(Clock::now() - file.start).count();
    account_.read(file.job.pages_read(), file.job.pages_from_cache());
    for (const store::LedgerEntry& entry : settled.entries) account_.settled(entry, seconds, file.archive);
    file.release();
    it = under_way_.erase(it);
  }
  for (auto it = archives_.begin(); it != archives_.end();)
    if (it->finished()) {
      store::LedgerEntry entry = it->entry();
      if (const std::optional<Error> fault = fault_of(it->file.stamp, it->descriptor.get())) {
        entry.outcome = store::outcome_of(fault->kind);
        entry.sha256.reset();
        entry.message = entry.path + ": " + fault->message;
      }
      settle_input(entry.path, entry.sha256, entry.outcome, entry.message, it->parent);
      if (it->parent) --it->parent->open_members;
      it = archives_.erase(it);
    } else {
      ++it;
    }
}

void Import::settle_input(const std::string& place, const std::optional<std::string>& sha256, store::Outcome outcome, const std::string& message,
                          ContainerJob* archive) {
  store::LedgerEntry entry;
  entry.path = place, entry.sha256 = sha256, entry.outcome = outcome, entry.message = message;
  records_.note(entry);
  account_.settled(entry, 0, archive);
}

ImportResult Import::finish() {
  const bool interrupted = stop_ && (!walked_ || !under_way_.empty() || !archives_.empty() || office_.size() > 0);
  if (interrupted) {
    std::vector<std::string> places;
    for (const UnderWay& file : under_way_) {
      places.push_back(file.file.place);
      places.insert(places.end(), file.duplicates.begin(), file.duplicates.end());
    }
    const std::vector<std::string> office = office_.places();
    places.insert(places.end(), office.begin(), office.end());
    for (const ContainerJob& archive : archives_) places.push_back(archive.file.place);
    // Those not yet looked at are accounted for too, but for a shard: whose they are is not known before they are hashed.
    if (!settings_.shard)
      while (const std::optional<Input> input = walk_.next()) places.push_back(input->place);
    account_.interrupted(places.size(), records_.interrupt(places));
  }
  if (!interrupted && !settings_.shard && settings_.manifest)
    for (const std::string& path : settings_.manifest->not_met(Manifest::Members::kOnly)) {
      const std::string place = place_of(path);
      account_.arrived();
      settle_input(place, std::nullopt, store::outcome_of(ErrorKind::kUnreadable),
                   place + ": is in no archive that was taken in; check the manifest");
    }
  if (const long over = passed_over_ + walk_.passed_over(); over > 0)
    progress_.note(fmt::format("{}{} of computers' own (.DS_Store, Thumbs.db, ~$..., __MACOSX) passed over", over, over == 1 ? " file" : " files"));
  if (!interrupted) account_.check(settings_.db);
  records_.finish(interrupted, settings_.paths);
  progress_.end(interrupted);
  ImportResult result = account_.result();
  result.interrupted = interrupted;
  result.seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  result.worker_peak = workers_.peak_memory();
  result.coordinator_peak = peak_memory_here();
  return result;
}

}  // namespace

ImportResult ingest(const ImportSettings& settings, store::Store& store, Progress& progress, const std::atomic<bool>& stop) {
  return Import(settings, store, progress, stop).run();
}

}  // namespace banthuek::ingest
