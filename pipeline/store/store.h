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
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/page.h"
#include "extractors/record.h"
#include "pipeline/store/database.h"
#include "pipeline/store/digest.h"
#include "pipeline/store/history.h"
#include "pipeline/store/ledger.h"

namespace banthuek {

// How a page was read.
struct HowRead {
  std::string model_hash;  // SHA-256 of the recognition model, or empty for a text layer
  std::string settings;    // what changes the text, JSON with sorted keys
  std::string versions;    // of the program and its libraries, JSON
  friend bool operator==(const HowRead&, const HowRead&) = default;
};

// What is kept of a page beside its cache entry.
struct StoredPage {
  Page page;                 // only number, sizes, source, text (page_text) and findings are kept; lines are in the cache
  std::string text;          // page_text(page)
  std::string picture_hash;  // of the page picture before cleaning, or empty
  double confidence = 0;     // mean over its lines
  HowRead reading;
};

// A source file with all that was found in it; put as a whole.
struct StoredFile {
  std::string path;    // as given to ingest
  std::string sha256;  // of the bytes, lower-case hexadecimal, 64 digits
  std::int64_t bytes = 0;
  std::string kind;    // "pdf", "tiff", ...
  int page_count = 0;  // pages in the file, read or not
  std::vector<StoredPage> pages;
  std::vector<Document> documents;  // findings of a document travel in it, of a page in its page
  std::vector<Finding> findings;    // of the file
};

struct StoredDocument {
  std::string key;   // 16 hexadecimal digits
  std::string file;  // path, the first in byte order where the content lies at several
  std::string sha256;
  bool reviewed = false;
  Document document;
};

// How much of a document to read back.
enum class Detail {
  kValues,  // values and pages; confidences, boxes and rules of measures are left out
  kAll,
};

enum class Reviewed { kNo, kYes };

class Store {
 public:
  // The time now as ISO 8601 in UTC with seconds; tests give their own.
  using Clock = std::function<std::string()>;

  // Opens a database, with kWrite makes or upgrades it (migrate.h). `who` stands in the history as who made changes.
  static Store open(const std::filesystem::path& file, Access access, std::string who = "banthuek");
  Store(Store&&) noexcept;
  ~Store();

  Database& db();
  void set_clock(Clock clock);

  // Files and documents ------------------------------------------------------------------------------------------------
  // Stores a file, its pages and documents in one transaction, in the place of what was stored for the same content;
  // corrections made before are applied again (corrections.h). The path is added to those the content is known from.
  void put_file(const StoredFile& file);
  // Adds a path to a content that is stored; false where it is not.
  bool put_place(std::string_view path, std::string_view sha256);
  bool has_file(std::string_view sha256);
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
  using Edit = std::function<Change(StoredDocument& document, Database& db, const std::string& now)>;
  void edit_document(std::string_view key, const Edit& edit);
  void set_reviewed(std::string_view key, Reviewed reviewed);

  // Indexes what is not indexed yet, so that the first search is as fast as all others. Ingest calls it at its end.
  void finish();

  // The page cache --------------------------------------------------------------------------------------------------------
  std::optional<Page> cached_page(std::string_view picture_hash, const HowRead& reading);
  void cache_page(std::string_view picture_hash, const HowRead& reading, const Page& page);

  // The ledger ------------------------------------------------------------------------------------------------------------
  // Writes the row of entry.path; attempts count up where there was one.
  void put_ledger(const LedgerEntry& entry);
  std::optional<LedgerEntry> ledger(std::string_view path);
  void for_each_ledger_entry(const std::function<void(const LedgerEntry&)>& visit);  // by path

  // Settings --------------------------------------------------------------------------------------------------------------
  std::optional<std::string> setting(std::string_view name);
  void put_setting(std::string_view name, std::string_view value);

 private:
  struct State;
  void put_pages(std::int64_t id, const StoredFile& file);
  void read_pages(std::int64_t id, StoredFile& file);
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// 16 digits from the file's content and the page on which the document begins.
std::string document_key(std::string_view sha256, int first_page);

}  // namespace banthuek
