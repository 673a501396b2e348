// An archive on its way: its members are unpacked one after the other by a worker, and each is an input of its own, called
// ARCHIVE!MEMBER. The archive has a row in the ledger too: done, partly read where a member failed, or why it breaks off.
#pragma once

#include <optional>
#include <string>

#include "pipeline/ingest/file_job.h"
#include "pipeline/ingest/import_store.h"

namespace banthuek::ingest {

// By its first bytes: whether it is unpacked rather than read.
bool is_archive(int descriptor);

// Archives in archives are unpacked to this depth.
inline constexpr int kDeepestArchive = 4;

struct ContainerJob {
  long id = 0;
  ArrivedFile file;
  base::Descriptor descriptor;
  base::Descriptor member;  // what is being unpacked
  long index = 0;           // of the next member
  bool under_way = false;   // a worker unpacks
  bool second_try = false;
  bool ended = false;     // no more members come
  long open_members = 0;  // taken in and not settled
  long members = 0, failed = 0;
  std::optional<store::Outcome> failed_alike;  // that all failed members had; nothing where they differ
  ContainerJob* parent = nullptr;              // of an archive in an archive
  int depth = 1;
  std::optional<FileFailure> failure;

  process::Json task() const;
  bool finished() const { return ended && open_members == 0; }
  // The worker that unpacked was lost, or said that the archive breaks off here.
  void broke(process::TaskResult ending, const std::string& detail);
  void failed_with(const Error& error);
  store::LedgerEntry entry() const;  // once finished
};

// The file that a worker unpacked under `name`, not yet hashed.
ArrivedFile member_file(const ContainerJob& archive, const std::string& name);

}  // namespace banthuek::ingest
