// What an import writes and asks of the store: pages as read, files with their documents, the ledger.
//
// One thread: the coordinator is the only writer. Every put is one transaction.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "pipeline/ingest/file_job.h"
#include "pipeline/ingest/import_settings.h"
#include "pipeline/ingest/inputs.h"
#include "pipeline/store/store.h"

namespace banthuek::ingest {

// A file that was opened and hashed, but not looked into.
// By which a change of an open file is told: its length and the times of its content and its entry. The clock may go back and forth meanwhile: what
// counts is that they are others.
struct FileStamp {
  long long bytes = 0, changed = 0, entry_changed = 0;  // nanoseconds
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
std::optional<FileStamp> stamp_of(int descriptor);

struct ArrivedFile {
  std::string place;
  std::string sha256;
  long long bytes = 0;
  bool archive = false;                 // unpacked, not read: it has no records of its own
  bool office = false;                  // made a PDF by LibreOffice first
  std::optional<FileStamp> stamp = {};  // when it was hashed; nothing: it is ours alone
};

// What is wrong with the file that was read, whatever was read: it was written to since it was hashed, or its disk is gone. Then nothing that was
// read is believed, and the next run reads it again.
std::optional<Error> fault_of(const std::optional<FileStamp>& stamp, int descriptor);

store::Outcome outcome_of_failure(const FileFailure& failure);

struct Arrival {
  ArrivedFile file;
  base::Descriptor descriptor;
  std::optional<Error> failure;  // why it cannot be taken in
};

// Opens and hashes an input. Pipes, devices and sockets are not waited for: they are kUnsupported.
Arrival arrive(const Input& input, const ImportSettings& settings);

struct StoredOutcome {
  std::vector<store::LedgerEntry> entries;  // of the file, then of its duplicates
};

class ImportStore : public PageKeeper {
 public:
  ImportStore(store::Store& store, const ImportSettings& settings);

  // The database's own files: no inputs.
  std::vector<FileIdentity> ours() const;

  // What the workers said at their start of the model and the rules. Before anything below.
  void read_by(const process::Json& told);

  // The ledger's entry where `file` need not be read again: it is stored as it would be read now, or it failed in a way that
  // another attempt does not mend.
  std::optional<store::LedgerEntry> known(const ArrivedFile& file);
  // The content is stored under other names: adds this one, and says true.
  bool stored_elsewhere(const ArrivedFile& file);
  // What is stored elsewhere, where it is no more: the file was moved. Takes those places out, and gives what the ledger said of one that had the
  // records.
  std::optional<store::LedgerEntry> moved_here(const ArrivedFile& file);

  bool has(const std::string& key) override;
  void put(const std::string& key, std::string_view bytes) override;
  std::optional<std::string> get(const std::string& key) override;

  // A finished file, stored or failed, with its row and those of the places in `duplicates` that hold the same bytes.
  StoredOutcome put(const ArrivedFile& file, const FileJob& job, const std::vector<std::string>& duplicates);
  void note(const store::LedgerEntry& entry);
  // Rows for inputs that the run did not come to, unless they have a row that says more. Gives how many.
  long interrupt(const std::vector<std::string>& places);
  void finish(bool interrupted, const std::vector<std::string>& paths);

 private:
  // Holds what the manifest says of the content's places against `documents`.
  void check_manifest(const std::string& sha256, const std::vector<std::string>& more_places, std::vector<Document>& documents);
  // The same for what is stored already.
  void check_stored(const std::string& sha256, const std::string& place);
  bool stored_as_read_now(const std::string& sha256);
  store::Outcome outcome_of_job(const FileJob& job, const store::StoredFile& stored) const;
  // What the kinds of records in the documents are, for those who read the database.
  void put_kinds(const std::vector<Document>& documents);

  store::Store& store_;
  const ImportSettings& settings_;
  schema::Vocabulary vocabulary_;          // for the manifest alone
  store::HowRead reading_;                 // of the page cache: model, settings, versions
  store::HowRead with_rules_;              // of stored pages: the rules too, so that new rules extract again
  std::vector<schema::RecordKind> kinds_;  // all; empty until one is met
  std::set<std::string> kinds_put_;
};

}  // namespace banthuek::ingest
