// A database file mapped whole, for connections that read: SQLite maps 2 GB of a file at most (SQLITE_MAX_MMAP_SIZE as Debian builds it) and copies
// every page beyond with a system call, which is half the time of a search in an archive of 9 GB.
#pragma once

namespace banthuek::database {

// Name of a VFS for sqlite3_open_v2: SQLite's own, whose files answer xFetch out of one map of the whole file. `PRAGMA mmap_size` above 0 turns its
// use on and 0 off, as with SQLite's own maps; the figure itself does not matter. The last bytes of the file are read, not mapped. What lies in the
// WAL is read from there as ever. Null where it cannot be registered: the default VFS. Safe from any thread.
const char* mapping_vfs();

}  // namespace banthuek::database
