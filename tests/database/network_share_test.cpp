#include "pipeline/database/network_share.h"

#include <gtest/gtest.h>
#include <sys/statfs.h>

#include <algorithm>
#include <utility>

namespace banthuek::database {
namespace network_share_test {

TEST(NetworkShare, IsToldByTheMagicNumberOfItsFileSystem) {
  // As `man 2 statfs` and the kernel's sources list them.
  for (const auto& [magic, name] : {std::pair{0x6969u, "NFS"},
                                    {0x517Bu, "SMB"},
                                    {0xFF534D42u, "SMB"},
                                    {0xFE534D42u, "SMB"},
                                    {0x5346414Fu, "AFS"},
                                    {0x00C36400u, "Ceph"},
                                    {0x01021997u, "9P"},
                                    {0x0BD00BD0u, "Lustre"},
                                    {0x47504653u, "GPFS"}})
    EXPECT_EQ(network_file_system(magic), name) << std::hex << magic;
  // ext4, XFS, Btrfs, tmpfs, overlay, ZFS, FAT, a stick's exFAT, ISO 9660: of this machine.
  for (const unsigned magic : {0xEF53u, 0x58465342u, 0x9123683Eu, 0x01021994u, 0x794C7630u, 0x2FC12FC1u, 0x4D44u, 0x2011BAB0u, 0x9660u, 0u})
    EXPECT_EQ(network_file_system(magic), "") << std::hex << magic;
}

TEST(NetworkShare, IsNoFolderOfThisMachine) {
  struct statfs here {};
  ASSERT_EQ(statfs("/dev", &here), 0);
  ASSERT_EQ(network_file_system(static_cast<std::uint32_t>(here.f_type)), "") << "the kernel's own folder";
  EXPECT_EQ(network_share_warning("/dev/a.db"), "") << "not there: its folder counts";
  EXPECT_EQ(network_share_warning("/no/such/folder/a.db"), "") << "what cannot be asked is not warned of";
}

}  // namespace network_share_test
}  // namespace banthuek::database
