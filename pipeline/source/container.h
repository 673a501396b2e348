// ZIP, TAR, and what gzip, bzip2, xz or zstd compressed (a TAR or one file), member by member, straight from a descriptor. Wraps libarchive.
//
// Nothing is ever written under a member's name, so that ".." and absolute names are names only; links are reported,
// not followed. Sizes that an archive claims are not trusted: what is unpacked is counted, against the limits below. A
// member that is an archive itself is given as it is. Belongs behind the same limits of time and memory as opening a
// PDF. One thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "extractors/types/error.h"

namespace banthuek::source {

inline constexpr long long kMaxMembers = 200'000;
inline constexpr long long kMaxMemberBytes = 1LL << 30;     // unpacked
inline constexpr long long kMaxUnpackedBytes = 64LL << 30;  // of all members together
inline constexpr long long kMaxUnpackRatio = 400;           // unpacked over packed bytes read, above the first 64 MiB

struct ContainerMember {
  std::string name;              // as in the archive, decoded; of several alike the second is "NAME (2)"; never to be opened
  std::optional<Error> trouble;  // why it cannot be unpacked: encrypted, a link, a device
};

class ContainerReader {
 public:
  // Reads from the descriptor's beginning; it must stay open. Throws Error kDamaged where nothing of an archive is
  // there.
  ContainerReader(int descriptor, std::string name);
  ~ContainerReader();

  // The next member that is no folder; nothing at the end. Throws Error kDamaged where the archive breaks off: what
  // came before it stands; kTooLarge over kMaxMembers.
  std::optional<ContainerMember> next();

  // Gives the content of the member that next() gave last, piece by piece. Throws Error kTooLarge over a limit (with
  // that member's name in its place), kDamaged where its content is broken: the next member may still be read.
  void unpack(const std::function<void(std::span<const std::byte>)>& take);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// To be called once before a sandbox closes the file system: names in Thai need the locale's file.
void prepare_containers();

enum class ContainerKind { kNone, kZip, kTar, kCompressed, kOffice };

// By the first bytes (512 are enough, more is better). kOffice: a ZIP that is an office document (DOCX, XLSX, ODT): no
// archive of inputs. What is in a compressed file, ContainerReader says.
ContainerKind archive_kind(std::span<const std::byte> head);

}  // namespace banthuek::source
