// What became of each input of an import: counted, told to the user, and held against how many came in.
//
// Every input that is let in by `arrived` must be settled once. Not for several threads.
#pragma once

#include <string>

#include "pipeline/ingest/container_job.h"
#include "pipeline/ingest/import_result.h"
#include "pipeline/ingest/progress.h"

namespace banthuek::ingest {

class ImportTally {
 public:
  explicit ImportTally(Progress& progress) : progress_(progress) {}

  void arrived() { ++arrived_; }

  // `archive`: that the input is a member of, or nullptr; `seconds` that it took.
  void settled(const store::LedgerEntry& entry, double seconds, ContainerJob* archive);
  // The ledger has its outcome from an earlier run.
  void known(const std::string& place, store::Outcome outcome, ContainerJob* archive);
  // Inputs that the run did not come to, and how many of them had no row that says more.
  void interrupted(std::size_t inputs, long entered);
  void read(int pages, int cached);

  const ImportResult& result() const { return result_; }

  // At the end. Throws Error kInternal where an input has no outcome or two; `db` is its place. Not for an interrupted run, whose archives
  // are not looked into.
  void check(const std::string& db) const;

 private:
  bool count(store::Outcome outcome, ContainerJob* archive);

  Progress& progress_;
  long arrived_ = 0;
  ImportResult result_;
};

}  // namespace banthuek::ingest
