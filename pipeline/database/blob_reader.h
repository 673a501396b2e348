// Parts of large values, by row number: a statement gives a value only whole, which is a copy of all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "pipeline/database/database.h"

namespace banthuek::database {

// Reads one column of a table that has row numbers. Opened with the first row asked for, and cheap to move on to the next. Keeps the file's state as
// it was then, as a statement in use does, so it is no longer kept than it is used. Throws as statements do.
class BlobReader {
 public:
  // Names of the table and the column: literals.
  BlobReader(Database& db, const char* table, const char* column) : db_(db), table_(table), column_(column) {}

  // Goes to the value of a row. Its size in bytes; nothing where there is no such row, or its value is no blob or text.
  std::optional<std::size_t> seek(std::int64_t row);
  // Bytes of that value from `offset` on, as many as fit into `to`; they must be there.
  void read(std::size_t offset, std::span<char> to);

 private:
  struct Close {
    void operator()(sqlite3_blob* blob) const { sqlite3_blob_close(blob); }
  };
  Database& db_;
  const char* table_;
  const char* column_;
  std::unique_ptr<sqlite3_blob, Close> blob_;
};

}  // namespace banthuek::database
