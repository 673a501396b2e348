#include "pipeline/database/file_map.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <charconv>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace banthuek::database {
namespace {

// What stands behind SQLite's own file object.
struct FileMap {
  sqlite3_io_methods methods{};  // the file's own, but for those below
  const sqlite3_io_methods* real = nullptr;
  dev_t device = 0;  // of the file, with its inode
  ino_t inode = 0;
  void* begin = nullptr;
  std::size_t size = 0;
  int descriptor = -1;  // under which the file was found last
  int in_use = 0;       // pages given out
};

// SQLite's default VFS as it was when the first file was opened: asked for once, as its list is behind a lock, and as what stands behind a file's
// object must stay where it is.
sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const kReal = sqlite3_vfs_find(nullptr);
  return kReal;
}

std::size_t size_of_real() {
  static const std::size_t kSize = (static_cast<std::size_t>(real_vfs()->szOsFile) + alignof(FileMap) - 1) / alignof(FileMap) * alignof(FileMap);
  return kSize;
}

FileMap& map_of(sqlite3_file* file) { return *std::launder(reinterpret_cast<FileMap*>(reinterpret_cast<char*>(file) + size_of_real())); }

void unmap(FileMap& map) {
  if (map.begin) munmap(map.begin, map.size);
  map.begin = nullptr;
  map.size = 0;
}

bool is_open_as(const FileMap& map, int descriptor) {
  struct stat seen {};
  return fstat(descriptor, &seen) == 0 && S_ISREG(seen.st_mode) && seen.st_dev == map.device && seen.st_ino == map.inode;
}

// A descriptor under which this process has the file open, or -1. It is some connection's, which may close it at any time: it is looked at before
// each map, and the map is kept only where the file was still open under it afterwards. One of our own would take SQLite's locks with it when it is
// closed (POSIX). Throws nothing: it is called out of SQLite.
int descriptor_of(FileMap& map) {
  if (is_open_as(map, map.descriptor)) return map.descriptor;
  const std::unique_ptr<DIR, int (*)(DIR*)> all(opendir("/proc/self/fd"), closedir);
  while (const dirent* const entry = all ? readdir(all.get()) : nullptr) {
    const std::string_view number = entry->d_name;
    int descriptor = -1;
    std::from_chars(number.data(), number.data() + number.size(), descriptor);
    if (is_open_as(map, descriptor)) return map.descriptor = descriptor;
  }
  return map.descriptor = -1;
}

void map_whole(FileMap& map, std::size_t size) {
  unmap(map);
  const int descriptor = descriptor_of(map);
  if (descriptor < 0) return;
  void* const begin = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  if (begin == MAP_FAILED) return;
  map.begin = begin;
  map.size = size;
  if (!is_open_as(map, descriptor)) unmap(map);  // closed meanwhile, and another's perhaps
}

constexpr std::size_t kBehind = 256;  // bytes: of a damaged file SQLite may read a little beyond a page, as it allows for in its own maps

int fetch(sqlite3_file* file, sqlite3_int64 offset, int amount, void** page) {
  FileMap& map = map_of(file);
  *page = nullptr;
  const auto end = static_cast<std::size_t>(offset + amount) + kBehind;
  if (end > map.size && map.in_use == 0) {  // not mapped yet, or the file has grown
    sqlite3_int64 size = 0;
    if (map.real->xFileSize(file, &size) == SQLITE_OK && end <= static_cast<std::size_t>(size)) map_whole(map, static_cast<std::size_t>(size));
  }
  if (end > map.size) return SQLITE_OK;  // SQLite reads it
  *page = static_cast<char*>(map.begin) + offset;
  ++map.in_use;
  return SQLITE_OK;
}

int unfetch(sqlite3_file* file, sqlite3_int64, void* page) {
  FileMap& map = map_of(file);
  if (page)
    --map.in_use;
  else if (map.in_use == 0)  // the file may have become shorter
    unmap(map);
  return SQLITE_OK;
}

// `PRAGMA mmap_size = 0`: SQLite asks for no page any more, and never gives the map back.
int control(sqlite3_file* file, int what, void* value) {
  FileMap& map = map_of(file);
  if (what == SQLITE_FCNTL_MMAP_SIZE && *static_cast<sqlite3_int64*>(value) == 0 && map.in_use == 0) unmap(map);
  return map.real->xFileControl(file, what, value);
}

int close_file(sqlite3_file* file) {
  FileMap& map = map_of(file);
  unmap(map);
  return map.real->xClose(file);
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = real_vfs()->xOpen(real_vfs(), name, file, flags, out_flags);
  FileMap* const map = new (reinterpret_cast<char*>(file) + size_of_real()) FileMap;
  if (code != SQLITE_OK || !file->pMethods || !(flags & SQLITE_OPEN_MAIN_DB) || file->pMethods->iVersion < 3) return code;
  struct stat seen {};
  if (stat(name, &seen) != 0) return code;
  map->device = seen.st_dev, map->inode = seen.st_ino;
  if (descriptor_of(*map) < 0) return code;
  map->real = file->pMethods;
  map->methods = *file->pMethods;
  map->methods.xFetch = fetch;
  map->methods.xUnfetch = unfetch;
  map->methods.xFileControl = control;
  map->methods.xClose = close_file;
  file->pMethods = &map->methods;
  return code;
}

}  // namespace

const char* mapping_vfs() {
  static constexpr const char* kName = "banthuek-mapped";
  static const bool kRegistered = [] {
    if (sqlite3_initialize() != SQLITE_OK || !real_vfs()) return false;
    static sqlite3_vfs vfs = *real_vfs();
    vfs.zName = kName;
    vfs.szOsFile = static_cast<int>(size_of_real() + sizeof(FileMap));
    vfs.pNext = nullptr;
    vfs.xOpen = open_file;
    return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
  }();
  return kRegistered ? kName : nullptr;
}

}  // namespace banthuek::database
