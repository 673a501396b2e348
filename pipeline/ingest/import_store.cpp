#include "pipeline/ingest/import_store.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pipeline/base/schemas_loader.h"
#include "pipeline/base/sha256.h"
#include "pipeline/ingest/libreoffice.h"
#include "pipeline/ingest/prune.h"

namespace banthuek::ingest {
namespace {

Error cannot_open(int error) {
  if (error == EACCES || error == EPERM)
    return Error(ErrorKind::kUnreadable, "", "no permission to read it; run as a user who may, then `ingest --retry`");
  return Error(ErrorKind::kUnreadable, "", std::string("cannot be opened (") + std::strerror(error) + "); see to the disk, then `ingest --retry`");
}

bool worth_a_warning(const std::vector<Finding>& findings) {
  for (const Finding& f : findings)
    if (f.severity != Severity::kInfo) return true;
  return false;
}

}  // namespace

store::Outcome outcome_of_failure(const FileFailure& failure) {
  switch (failure.ending) {
    case process::TaskResult::kCrashed:
      return store::Outcome::kCrashed;
    case process::TaskResult::kOutOfMemory:
      return store::Outcome::kOutOfMemory;
    case process::TaskResult::kTimedOut:
      return store::Outcome::kTimedOut;
    case process::TaskResult::kRefused:
      return store::Outcome::kRefusedByPolicy;
    default:
      return store::outcome_of(failure.kind);
  }
}

std::optional<FileStamp> stamp_of(int descriptor) {
  struct stat info {};
  if (fstat(descriptor, &info) != 0) return std::nullopt;
  const auto nanoseconds = [](const timespec& time) { return time.tv_sec * 1'000'000'000LL + time.tv_nsec; };
  return FileStamp{info.st_size, nanoseconds(info.st_mtim), nanoseconds(info.st_ctim)};
}

std::optional<Error> fault_of(const std::optional<FileStamp>& stamp, int descriptor) {
  if (!stamp) return std::nullopt;
  const auto gone = [](int why) {
    return Error(ErrorKind::kUnreadable, "",
                 std::string("cannot be read any more (") + std::strerror(why) + "); see to its disk, then run the same command again");
  };
  const std::optional<FileStamp> now = stamp_of(descriptor);
  if (!now) return gone(errno);
  if (*now != *stamp) return Error(ErrorKind::kUnreadable, "", "was written to while it was read; run the same command again when it is whole");
  char byte = 0;
  if (stamp->bytes > 0 && pread(descriptor, &byte, 1, stamp->bytes - 1) < 0) return gone(errno);
  return std::nullopt;
}

Arrival arrive(const Input& input, const ImportSettings& settings) {
  Arrival out;
  out.file.place = input.place;
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  out.descriptor = base::Descriptor(open(input.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info {};
  if (!out.descriptor || fstat(out.descriptor.get(), &info) != 0) {
    out.failure = cannot_open(errno);
  } else if (!S_ISREG(info.st_mode)) {
    out.failure = Error(ErrorKind::kUnsupported, "", "is no regular file; give a file or a folder");
  } else if (info.st_size > settings.largest_file) {
    out.failure = Error(
        ErrorKind::kTooLarge, "",
        fmt::format("is {} MB long, over the limit of {} MB; split it, or raise --largest-file", info.st_size >> 20, settings.largest_file >> 20));
  } else {
    try {
      out.file.stamp = stamp_of(out.descriptor.get());
      const base::FileContent content = base::content_of(out.descriptor.get(), "");
      out.failure = fault_of(out.file.stamp, out.descriptor.get());
      out.file.sha256 = content.sha256;
      out.file.bytes = content.bytes;
    } catch (const Error& e) {
      out.failure = e;
    }
  }
  return out;
}

ImportStore::ImportStore(store::Store& store, const ImportSettings& settings) : store_(store), settings_(settings) {
  if (settings.manifest) vocabulary_ = base::load_schemas().vocabulary;
}

// All places of the content, so that the outcome does not depend on which was met first.
void ImportStore::check_manifest(const std::string& sha256, const std::vector<std::string>& more_places, std::vector<Document>& documents) {
  if (!settings_.manifest) return;
  std::vector<std::string> places = more_places;
  database::Statement rows = store_.db().prepare("SELECT p.path FROM file_places p JOIN files f ON f.id = p.file WHERE f.sha256 = ?");
  rows.bind(sha256);
  while (rows.step()) places.push_back(rows.text(0));
  std::sort(places.begin(), places.end());
  std::vector<check::Declared> given;
  for (const std::string& place : places)
    if (const check::Declared* row = settings_.manifest->find(place)) given.push_back(*row);
  if (!given.empty()) check::check_given(given, documents, vocabulary_);
}

void ImportStore::check_stored(const std::string& sha256, const std::string& place) {
  if (!settings_.manifest || !settings_.manifest->find(place)) return;
  std::optional<store::StoredFile> stored = store_.file(sha256);
  if (!stored) return;
  std::vector<std::vector<Finding>> before;
  for (const Document& document : stored->documents) before.push_back(document.findings);
  check_manifest(sha256, {place}, stored->documents);
  bool same = true, doubts = false;
  for (std::size_t i = 0; i < before.size(); ++i) {
    same = same && stored->documents[i].findings == before[i];
    doubts = doubts || worth_a_warning(stored->documents[i].findings);
  }
  if (same) return;
  database::Transaction transaction(store_.db(), database::Transaction::Kind::kWrite);
  store_.put_file(*stored);
  // The manifest can add a doubt; that it takes one away is seen when the file is read again.
  if (doubts) store_.doubt_in_ledger(sha256);
  transaction.commit();
}

std::vector<FileIdentity> ImportStore::ours() const { return identities_of_database(settings_.db); }

void ImportStore::read_by(const process::Json& told) {
  reading_.model_hash = told.at("model").at("sha256");
  reading_.settings = told.at("settings").dump();
  reading_.versions = "{}";
  with_rules_ = reading_;
  process::Json settings = told.at("settings");
  settings["rules"] = told.at("rules");
  with_rules_.settings = settings.dump();
  with_rules_.versions = told.at("versions").dump();
  database::Transaction transaction(store_.db(), database::Transaction::Kind::kWrite);
  store_.put_setting("model", reading_.model_hash);
  store_.put_setting("reading", with_rules_.settings);
  store_.put_setting("versions", with_rules_.versions);
  store_.put_setting("program", BANTHUEK_VERSION);
  store_.put_setting("shard", settings_.shard ? text_of(*settings_.shard) : "1/1");
  store_.put_setting("complete", "0");
  transaction.commit();
}

bool ImportStore::stored_as_read_now(const std::string& sha256) {
  database::Statement rows = store_.db().prepare(
      "SELECT count(*), total(r.settings = ?2 AND r.versions = ?3 AND r.model_hash IN ('', ?4)) FROM files f JOIN pages p ON p.file = f.id "
      "JOIN readings r ON r.id = p.reading WHERE f.sha256 = ?1");
  rows.bind(sha256).bind(with_rules_.settings).bind(with_rules_.versions).bind(with_rules_.model_hash);
  return rows.step() && rows.integer(0) > 0 && rows.integer(0) == rows.integer(1);
}

std::optional<store::LedgerEntry> ImportStore::known(const ArrivedFile& file) {
  std::optional<store::LedgerEntry> entry = store_.ledger(file.place);
  if (!entry || entry->sha256 != file.sha256 || entry->outcome == store::Outcome::kInterrupted) return std::nullopt;
  if (store::success(entry->outcome) == store::Success::kYes && !file.archive && !stored_as_read_now(file.sha256)) return std::nullopt;
  if (file.archive && settings_.known == KnownInputs::kRetry) return std::nullopt;
  const bool try_again = settings_.known == KnownInputs::kRetry && store::again(entry->outcome) == store::Retry::kWorthRetrying;
  const bool new_key = entry->outcome == store::Outcome::kEncrypted && !settings_.passwords.empty();
  const bool rest = settings_.known == KnownInputs::kRetry && entry->outcome == store::Outcome::kPartlyRead;
  const bool new_office = file.office && entry->outcome == store::Outcome::kUnsupported && find_office();
  if (try_again || new_key || rest || new_office) return std::nullopt;
  if (store::success(entry->outcome) == store::Success::kYes) check_stored(file.sha256, file.place);
  return entry;
}

bool ImportStore::stored_elsewhere(const ArrivedFile& file) {
  if (!stored_as_read_now(file.sha256)) return false;
  // A place that is the file's own (a run was cut off between file and ledger) does not make it a duplicate of itself.
  const std::optional<store::LedgerEntry> own = store_.ledger(file.place);
  if (own && own->sha256 == file.sha256 && store::success(own->outcome) == store::Success::kYes) return false;
  check_stored(file.sha256, file.place);
  return store_.put_place(file.place, file.sha256);
}

std::optional<store::LedgerEntry> ImportStore::moved_here(const ArrivedFile& file) {
  std::vector<std::string> dead;
  {
    database::Statement rows =
        store_.db().prepare("SELECT p.path FROM file_places p JOIN files f ON f.id = p.file WHERE f.sha256 = ? AND p.path <> ?");
    for (rows.bind(file.sha256).bind(file.place); rows.step();)
      if (place_is_gone(rows.text(0))) dead.push_back(rows.text(0));
  }
  std::optional<store::LedgerEntry> had;
  for (const std::string& place : dead) {
    if (auto entry = store_.ledger(place);
        entry && store::success(entry->outcome) == store::Success::kYes && entry->outcome != store::Outcome::kDuplicate)
      had = std::move(entry);
    store_.forget_place(place, "moved to " + file.place);
  }
  if (!had) return std::nullopt;
  had->path = file.place;
  // Its message begins with the place.
  if (!had->message.empty())
    for (const std::string& place : dead)
      if (had->message.starts_with(place)) had->message.replace(0, place.size(), file.place);
  return had;
}

bool ImportStore::has(const std::string& key) { return store_.has_cached_bytes(key, reading_); }
void ImportStore::put(const std::string& key, std::string_view bytes) { store_.cache_bytes(key, reading_, bytes); }
std::optional<std::string> ImportStore::get(const std::string& key) { return store_.cached_bytes(key, reading_); }

store::Outcome ImportStore::outcome_of_job(const FileJob& job, const store::StoredFile& stored) const {
  if (job.failure()) return outcome_of_failure(*job.failure());
  if (!job.lost().empty()) return store::Outcome::kPartlyRead;
  bool doubts = worth_a_warning(stored.findings);
  for (const store::StoredPage& page : stored.pages) doubts = doubts || worth_a_warning(page.page.findings);
  for (const Document& document : stored.documents) doubts = doubts || worth_a_warning(document.findings);
  return doubts ? store::Outcome::kDoneWithFindings : store::Outcome::kDone;
}

StoredOutcome ImportStore::put(const ArrivedFile& file, const FileJob& job, const std::vector<std::string>& duplicates) {
  store::StoredFile stored{file.place, file.sha256, file.bytes, job.kind(), job.pages(), {}, job.documents(), job.findings()};
  std::vector<std::string> places = duplicates;
  places.push_back(file.place);
  check_manifest(file.sha256, places, stored.documents);
  if (!job.failure())
    for (store::StoredPage page : job.rows()) {
      page.reading = with_rules_;
      if (page.picture_hash.empty()) page.reading.model_hash.clear();
      stored.pages.push_back(std::move(page));
    }
  store::LedgerEntry entry;
  entry.path = file.place, entry.sha256 = file.sha256, entry.outcome = outcome_of_job(job, stored);
  entry.pages = static_cast<int>(stored.pages.size()), entry.documents = static_cast<int>(stored.documents.size());
  if (job.failure()) {
    entry.message = file.place + ": " + job.failure()->message;
  } else if (!job.lost().empty()) {
    const std::vector<Finding> findings = job.findings();
    entry.message = fmt::format("{}:{}: page not read: {}", file.place, findings.front().page, findings.front().reason);
    if (findings.size() > 1) entry.message += fmt::format("; and {} more", findings.size() - 1);
  }
  StoredOutcome out{{entry}};
  for (const std::string& duplicate : duplicates) {
    store::LedgerEntry other = entry;
    other.path = duplicate;
    if (store::success(entry.outcome) == store::Success::kYes)
      other.outcome = store::Outcome::kDuplicate, other.message.clear();
    else
      other.message = duplicate + entry.message.substr(file.place.size());
    out.entries.push_back(other);
  }
  database::Transaction transaction(store_.db(), database::Transaction::Kind::kWrite);
  if (!job.failure()) {
    put_kinds(stored.documents);
    store_.put_file(stored);
  }
  for (const store::LedgerEntry& row : out.entries) {
    if (row.outcome == store::Outcome::kDuplicate) store_.put_place(row.path, file.sha256);
    store_.put_ledger(row);
  }
  transaction.commit();
  return out;
}

void ImportStore::put_kinds(const std::vector<Document>& documents) {
  for (const Document& document : documents)
    for (const TableRecord& record : document.records) {
      if (!kinds_put_.insert(record.kind).second) continue;
      if (kinds_.empty()) kinds_ = base::load_record_kinds();
      for (const schema::RecordKind& kind : kinds_)
        if (kind.name == record.kind) store_.put_kind(kind);
    }
}

void ImportStore::note(const store::LedgerEntry& entry) { store_.put_ledger(entry); }

long ImportStore::interrupt(const std::vector<std::string>& places) {
  database::Transaction transaction(store_.db(), database::Transaction::Kind::kWrite);
  long count = 0;
  for (const std::string& place : places) {
    if (store_.ledger(place)) continue;
    store::LedgerEntry entry;
    entry.path = place, entry.outcome = store::Outcome::kInterrupted,
    entry.message = place + ": the run was stopped before; run the same command again";
    store_.put_ledger(entry);
    ++count;
  }
  transaction.commit();
  return count;
}

void ImportStore::finish(bool interrupted, const std::vector<std::string>& paths) {
  if (!interrupted) forget_lost_folders(store_, paths);
  store_.finish();
  store_.put_setting("complete", interrupted ? "0" : "1");
}

}  // namespace banthuek::ingest
