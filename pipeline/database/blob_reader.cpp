#include "pipeline/database/blob_reader.h"

namespace banthuek::database {

std::optional<std::size_t> BlobReader::seek(std::int64_t row) {
  int code = SQLITE_OK;
  if (blob_) {
    code = sqlite3_blob_reopen(blob_.get(), row);
  } else {
    sqlite3_blob* opened = nullptr;
    code = sqlite3_blob_open(db_.handle(), "main", table_, column_, row, 0, &opened);
    blob_.reset(opened);
  }
  if (code == SQLITE_OK) return static_cast<std::size_t>(sqlite3_blob_bytes(blob_.get()));
  blob_.reset();  // one that has failed answers nothing any more
  if (code == SQLITE_ERROR) return std::nullopt;
  throw database_error(db_.handle(), code, db_.name());
}

void BlobReader::read(std::size_t offset, std::span<char> to) {
  const int code = sqlite3_blob_read(blob_.get(), to.data(), static_cast<int>(to.size()), static_cast<int>(offset));
  if (code != SQLITE_OK) throw database_error(db_.handle(), code, db_.name());
}

}  // namespace banthuek::database
