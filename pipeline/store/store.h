// The store: what was read, kept in one SQLite file that any SQLite tool can open read-only (schemas/TABLES.md).
//
// A Store belongs to one thread; open one for each. Writers take turns (WAL, a minute's patience), readers never wait and
// see the file as it was when they began. Everything put in one Transaction appears at once or not at all.
//
// Names that leave the database come from the content: a document's key from the file's hash and the page it begins on, a
// measure's from its document's key and its number. Ids and times never leave it, so exports do not depend on the order of
// ingestion, the number of workers or interruptions. Throws Error{kDatabase} or Error{kDisk}.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/page.h"
#include "extractors/types/record.h"
#include "pipeline/database/database.h"
#include "pipeline/database/history.h"
#include "pipeline/store/ledger.h"
#include "pipeline/store/stored.h"

namespace banthuek::schema {
struct RecordKind;
}  // namespace banthuek::schema

namespace banthuek::store {

// The time now as ISO 8601 in UTC with seconds; tests give their own.
using Clock = std::function<std::string()>;

struct StoreState;

class Store {
 public:
  // Opens a database, with kWrite makes or upgrades it (migrate.h), which includes the index of what is stored: minutes for a large file, and where
  // it was cut off the next one goes on. `who` stands in the history as who made changes.
  static Store open(const std::filesystem::path& file, database::Access access, std::string who = "banthuek");
  Store(Store&&) noexcept;
  ~Store();

  database::Database& db();
  void set_clock(Clock clock);
  std::string now() const;  // by its clock

  // Files and documents ------------------------------------------------------------------------------------------------
  // Stores a file, its pages and documents in one transaction, in the place of what was stored for the same content;
  // corrections made before are applied again (corrections.h). The path is added to those the content is known from.
  void put_file(const StoredFile& file);
  // Adds a path to a content that is stored; false where it is not.
  bool put_place(std::string_view path, std::string_view sha256);
  bool has_file(std::string_view sha256);
  // Takes a path out, with its row in the ledger; a content that lies nowhere else any more goes with it. False where nothing is known of it.
  bool forget_place(std::string_view path, std::string_view why);
  // Takes out a file with all its documents; its corrections and history stay.
  void remove_file(std::string_view sha256);
  // Everything that put_file put, values with all detail; nothing where the content is not stored.
  std::optional<StoredFile> file(std::string_view sha256);
  std::vector<std::string> file_hashes();  // ascending

  std::optional<StoredDocument> document(std::string_view key, Detail detail = Detail::kAll);
  // In the order of exports: path, content, first page. One document is in memory at a time.
  void for_each_document(Detail detail, const std::function<void(const StoredDocument&)>& visit);
  // Changes a stored document in one transaction: `edit` alters it and gives the row for the history. Throws Error{kUsage}
  // where there is no such document.
  using Edit = std::function<database::Change(StoredDocument& document, database::Database& db, const std::string& now)>;
  void edit_document(std::string_view key, const Edit& edit);
  using Edits = std::function<std::vector<database::Change>(StoredDocument& document, database::Database& db, const std::string& now)>;
  void edit_document(std::string_view key, const Edits& edit);
  void set_reviewed(std::string_view key, Reviewed reviewed);

  // Makes the search index and the passages anew from the records. Searches go on meanwhile, slower; where it is cut off the next open goes on.
  void reindex();

  // Indexes what is not indexed yet, so that the first search is as fast as all others. Ingest calls it at its end.
  void finish();

  // The page cache --------------------------------------------------------------------------------------------------------
  // A page of a stored file with its lines and tables, as it was recognised; nothing where the cache has it no longer.
  std::optional<Page> cached_page(std::string_view sha256, const StoredPage& stored);
  // The bytes under a key (stored_pages.h), as they were put (page_cache.h): what a worker made may be no page. No bytes are none.
  bool has_cached_bytes(std::string_view of, const HowRead& reading);
  std::optional<std::string> cached_bytes(std::string_view of, const HowRead& reading);
  void cache_bytes(std::string_view of, const HowRead& reading, std::string_view bytes);
  // The key in page_cache of a page of a stored file.
  std::string page_cache_key(std::string_view sha256, const StoredPage& stored);

  // The ledger ------------------------------------------------------------------------------------------------------------
  // Writes the row of entry.path; attempts count up where there was one.
  void put_ledger(const LedgerEntry& entry);
  // Files that were done are done with findings: something else doubts what they say.
  void doubt_in_ledger(std::string_view sha256);
  std::optional<LedgerEntry> ledger(std::string_view path);
  void for_each_ledger_entry(const std::function<void(const LedgerEntry&)>& visit);  // by path

  // The history of a shard, kept in merged_history, ends so.
  void note_merged(std::string_view shard, const database::HistoryEnd& end);

  // What a kind of records is, for those who read the database; before the first file with records of it is put. Makes its view.
  void put_kind(const schema::RecordKind& kind);

  // Settings --------------------------------------------------------------------------------------------------------------
  std::optional<std::string> setting(std::string_view name);
  void put_setting(std::string_view name, std::string_view value);

 private:
  void put_pages(std::int64_t id, const StoredFile& file);
  void read_pages(std::int64_t id, StoredFile& file);
  void finish_upgrade();
  std::optional<Page> page_cached_under(std::string_view key);
  void note(std::string action, std::string_view subject, const nlohmann::json& detail);  // in the history
  // Words and hashes of those of a stored file's pages that have none, out of the page cache.
  void put_missing_of_pages(std::string_view sha256);
  explicit Store(std::unique_ptr<StoreState> state);
  std::unique_ptr<StoreState> state_;
};

}  // namespace banthuek::store
