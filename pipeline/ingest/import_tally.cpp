#include "pipeline/ingest/import_tally.h"

#include <fmt/core.h>

#include "extractors/types/error.h"

namespace banthuek::ingest {

// Whether that is a failure.
bool ImportTally::count(store::Outcome outcome, ContainerJob* archive) {
  ++result_.inputs;
  ++result_.outcomes[outcome];
  const bool failed = store::success(outcome) == store::Success::kNo;
  if (archive && failed) {
    if (archive->failed++ == 0)
      archive->failed_alike = outcome;
    else if (archive->failed_alike != outcome)
      archive->failed_alike.reset();
  }
  return failed;
}

void ImportTally::settled(const store::LedgerEntry& entry, double seconds, ContainerJob* archive) {
  const bool failed = count(entry.outcome, archive);
  progress_.input({entry.path, name_of(entry.outcome), failed, entry.pages, seconds, entry.message, false});
}

void ImportTally::known(const std::string& place, store::Outcome outcome, ContainerJob* archive) {
  ++result_.known;
  const bool failed = count(outcome, archive);
  progress_.input({place, name_of(outcome), failed, 0, 0, "", true});
}

void ImportTally::interrupted(std::size_t inputs, long entered) {
  result_.inputs += static_cast<long>(inputs);
  result_.outcomes[store::Outcome::kInterrupted] += entered;
}

void ImportTally::read(int pages, int cached) {
  result_.pages += pages - cached;
  result_.cached_pages += cached;
}

void ImportTally::check(const std::string& db) const {
  if (arrived_ != result_.inputs)
    throw Error(ErrorKind::kInternal, db,
                fmt::format("{} inputs have {} outcomes; run the same command again, and tell us", arrived_, result_.inputs));
}

long ImportResult::failed() const {
  long n = 0;
  for (const auto& [outcome, count] : outcomes)
    if (store::success(outcome) == store::Success::kNo || outcome == store::Outcome::kPartlyRead) n += count;
  return n;
}

}  // namespace banthuek::ingest
