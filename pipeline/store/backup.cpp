#include "pipeline/store/backup.h"

#include <fmt/core.h>

#include <vector>

#include "pipeline/database/copy.h"
#include "pipeline/store/verify.h"

namespace banthuek::store {
namespace {

namespace fs = std::filesystem;

fs::path beside(const fs::path& file, const char* suffix) { return file.string() + suffix; }

bool same_file(const fs::path& a, const fs::path& b) {
  std::error_code none;
  return fs::equivalent(a, b, none);
}

void check_source(const fs::path& from) {
  const Store store = Store::open(from, database::Access::kRead);  // is there, and an archive
}

void check_place(const fs::path& from, const fs::path& to, Existing existing) {
  if (same_file(from, to)) throw Error(ErrorKind::kUsage, to.string(), "is the archive itself; give another place");
  if (existing == Existing::kReplace) return;
  for (const char* suffix : {"", "-wal", "-shm", "-accounts", "-uploads"})
    if (fs::exists(beside(to, suffix)))
      throw Error(ErrorKind::kUsage, beside(to, suffix).string(), "is there already; give another place, or say --replace");
}

// Uploads are never written again once they are there: one of the same size and time is the same.
bool is_there(const fs::path& from, const fs::path& to) {
  std::error_code missing;
  return fs::file_size(to, missing) == fs::file_size(from) && !missing && fs::last_write_time(to, missing) == fs::last_write_time(from);
}

void copy_uploads(const fs::path& from, const fs::path& to, CopiedArchive& out) {
  if (!fs::is_directory(from)) return;
  fs::create_directories(to);
  for (auto entry = fs::recursive_directory_iterator(from); entry != fs::recursive_directory_iterator(); ++entry) {
    const fs::path relative = entry->path().lexically_relative(from), target = to / relative;
    if (entry->is_directory()) {
      if (relative == "incoming")  // what is still being received
        entry.disable_recursion_pending();
      else
        fs::create_directories(target);
      continue;
    }
    if (!entry->is_regular_file()) continue;
    ++out.uploads;
    if (is_there(entry->path(), target)) continue;
    const fs::path part = target.string() + ".part";
    std::error_code gone;
    fs::copy_file(entry->path(), part, fs::copy_options::overwrite_existing, gone);
    if (gone == std::errc::no_such_file_or_directory) {  // taken away meanwhile
      --out.uploads;
      continue;
    }
    if (gone) throw Error(ErrorKind::kDisk, part.string(), "cannot be written (" + gone.message() + "); see to the disk and try again");
    database::sync_to_disk(part);
    fs::last_write_time(part, fs::last_write_time(entry->path()));
    fs::rename(part, target);
    ++out.copied_uploads;
  }
}

CopiedArchive copy_all(const fs::path& from, const fs::path& to) {
  CopiedArchive out;
  database::copy_database(from, to);
  if (const fs::path accounts = beside(from, "-accounts"); fs::exists(accounts)) {
    database::copy_database(accounts, beside(to, "-accounts"));
    fs::permissions(beside(to, "-accounts"), fs::perms::owner_read | fs::perms::owner_write);
    out.accounts = true;
  }
  copy_uploads(beside(from, "-uploads"), beside(to, "-uploads"), out);
  return out;
}

}  // namespace

CopiedArchive copy_archive(const fs::path& from, const fs::path& to, Existing existing) {
  check_source(from);
  check_place(from, to, existing);
  for (const char* suffix : {"-wal", "-shm"})
    if (fs::exists(beside(to, suffix))) throw Error(ErrorKind::kUsage, to.string(), "is open in a program, so it is no backup; give another place");
  return copy_all(from, to);
}

CopiedArchive restore_archive(const fs::path& backup, const fs::path& to, Existing existing) {
  check_source(backup);
  check_place(backup, to, existing);
  constexpr const char* kParts[] = {"", "-wal", "-shm", "-journal", "-accounts", "-uploads"};
  const fs::path coming = beside(to, ".restoring");
  for (const char* suffix : kParts) fs::remove_all(beside(coming, suffix));
  const CopiedArchive out = copy_all(backup, coming);
  {
    Store store = Store::open(coming, database::Access::kRead);
    const std::vector<std::string> faults = verify_all(store, Depth::kRecords).faults;
    if (!faults.empty())
      throw Error(ErrorKind::kDatabase, backup.string(),
                  fmt::format("is not whole ({}{}); nothing was changed; take an older backup, or see: banthuek verify --db {}", faults.front(),
                              faults.size() > 1 ? fmt::format("; and {} more", faults.size() - 1) : "", backup.string()));
  }
  // A log left beside the old database would be played into the new one: all that was there goes aside together.
  for (const char* suffix : kParts) {
    if (const fs::path old = beside(to, suffix); fs::exists(old)) {
      const fs::path aside = beside(to, (std::string(".before-restore") + suffix).c_str());
      fs::remove_all(aside);
      fs::rename(old, aside);
    }
    if (fs::exists(beside(coming, suffix))) fs::rename(beside(coming, suffix), beside(to, suffix));
  }
  database::sync_to_disk(fs::absolute(to).parent_path());
  return out;
}

}  // namespace banthuek::store
