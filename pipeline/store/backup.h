// An archive as files: its database, the accounts beside it (FILE-accounts) and what was uploaded (FILE-uploads); a copy of all that is an archive
// of its own.
#pragma once

#include <filesystem>
#include <string>

namespace banthuek::store {

enum class Existing {
  kRefuse,  // what lies at the place already
  kReplace,
};

struct CopiedArchive {
  bool accounts = false;
  long uploads = 0;         // files that are in the copy
  long copied_uploads = 0;  // of them those that were not there from an earlier copy
};

// Copies an archive in use to another place. The database is the state of one moment; uploads are copied after it, so that those it knows are there.
// What lies at the place is replaced only when the copy is whole. Throws Error.
CopiedArchive copy_archive(const std::filesystem::path& from, const std::filesystem::path& to, Existing existing);

// Puts a backup in the place of an archive, after checking that it is whole (verify.h). With kReplace what was there is kept beside it under
// names ending in .before-restore. Nothing may have the archive open. Throws Error.
CopiedArchive restore_archive(const std::filesystem::path& backup, const std::filesystem::path& to, Existing existing);

}  // namespace banthuek::store
