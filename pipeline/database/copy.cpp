#include "pipeline/database/copy.h"

#include <fcntl.h>
#include <unistd.h>

#include "pipeline/base/descriptor.h"

namespace banthuek::database {

namespace fs = std::filesystem;

void sync_to_disk(const fs::path& path) {
  const base::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || fsync(file.get()) != 0) throw Error(ErrorKind::kDisk, path.string(), "cannot be made safe on the disk; see to the disk and try again");
}

void copy_database(const fs::path& from, const fs::path& to) {
  const std::string part = to.string() + ".part";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(part + suffix);
  {
    Database source(from, Access::kRead), copy(part, Access::kWrite);
    // All in one step: one read transaction, so one state of the source; a writer goes on beside it (WAL).
    struct Finish {
      void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
    };
    std::unique_ptr<sqlite3_backup, Finish> backup(sqlite3_backup_init(copy.handle(), "main", source.handle(), "main"));
    if (!backup) throw database_error(copy.handle(), sqlite3_errcode(copy.handle()), part);
    const int code = sqlite3_backup_step(backup.get(), -1);
    if (code != SQLITE_DONE) throw database_error(nullptr, code, code == SQLITE_IOERR || code == SQLITE_FULL ? part : from.string());
    backup.reset();
    copy.script("PRAGMA journal_mode = DELETE");
  }
  sync_to_disk(part);
  std::error_code failed;
  fs::rename(part, to, failed);
  if (failed) throw Error(ErrorKind::kDisk, to.string(), "cannot be put in its place (" + failed.message() + "); " + part + " holds the copy");
  sync_to_disk(fs::absolute(to).parent_path());
}

}  // namespace banthuek::database
