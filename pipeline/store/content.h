// What is stored, as text to hash: one line of JSON for a document, one for the rest of its file (pages, words, findings).
//
// The text is made of the tables as they are, not of a list kept here: every column that is no number of this database alone, and every table
// whose rows belong to a document or a file. So a new column or table is covered from its first value on; what is null or empty is left out, which
// keeps old hashes good when one is added. Not covered here: what is derived (passages, search_*), and what verify.h holds against the history row by
// row (file_places, ledger, settings, corrections). Internal to the store.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/database.h"

namespace banthuek::store {

// One thing that the database holds, by its name and the hash of its text.
struct Content {
  std::string name;  // "document KEY", "file SHA256", "ledger", ...
  std::string hash;  // SHA-256 of its text
};

struct FileContents {
  Content file;                    // without its documents
  std::vector<Content> documents;  // by first page
  std::string digest() const;      // over all of them: what the history keeps
};

class ContentReader {
 public:
  explicit ContentReader(database::Database& db);
  ~ContentReader();

  // `id`: of the row. Empty where there is none.
  std::string document_text(std::int64_t id);
  std::string file_text(std::int64_t id);
  FileContents contents_of_file(std::int64_t id);

  // All tables that the texts cover, for the test that none is forgotten.
  std::vector<std::string> tables() const;

 private:
  struct Table;
  void append_rows(const Table& table, std::int64_t owner, std::string& out);

  database::Database& db_;
  std::unique_ptr<Table> document_, file_;
};

// The values of a row as a JSON object, columns by their names; what is null is left out, bytes are hexadecimal.
std::string row_text(const database::Statement& row);

// Hashes of rows whose every change stands in the history: of a ledger's row, of a correction, of an act of casework.
std::string ledger_digest(database::Database& db, std::string_view path);  // empty where there is none
std::string correction_digest(database::Database& db, std::int64_t id);
std::string casework_digest(database::Database& db, std::int64_t id);

// What changes when records are only put in another order, or the index grows, is no content.
bool is_derived_setting(std::string_view name);

}  // namespace banthuek::store
