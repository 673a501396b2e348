#include "pipeline/database/network_share.h"

#include <linux/magic.h>
#include <sys/statfs.h>

namespace banthuek::database {

std::string_view network_file_system(std::uint32_t magic) {
  // Not all of them stand in linux/magic.h: those by number are from the kernel's own sources of the file system.
  constexpr std::uint32_t kCifs = 0xFF534D42, kCeph = 0x00C36400, kNinePlan = 0x01021997, kLustre = 0x0BD00BD0, kGpfs = 0x47504653;
  switch (magic) {
    case NFS_SUPER_MAGIC:
      return "NFS";
    case SMB_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case kCifs:
      return "SMB";
    case AFS_SUPER_MAGIC:
    case AFS_FS_MAGIC:
      return "AFS";
    case CODA_SUPER_MAGIC:
      return "Coda";
    case kCeph:
      return "Ceph";
    case kNinePlan:
      return "9P";
    case kLustre:
      return "Lustre";
    case kGpfs:
      return "GPFS";
    default:
      return "";
  }
}

std::string network_share_warning(const std::filesystem::path& database) {
  std::filesystem::path folder = database.parent_path();
  if (folder.empty()) folder = ".";
  struct statfs found {};
  if (statfs(database.c_str(), &found) != 0 && statfs(folder.c_str(), &found) != 0) return "";
  const std::string_view kind = network_file_system(static_cast<std::uint32_t>(found.f_type));
  if (kind.empty()) return "";
  return database.string() + ": lies on a network share (" + std::string(kind) +
         "), where SQLite's locks and its log do not hold between machines: one machine at a time, or the archive is damaged; keep it on a disk of "
         "this machine, and put backups (banthuek backup) on the share";
}

}  // namespace banthuek::database
