// An archive that is unpacked, as a worker does inside its cage: its members' names are text, and what comes out of them has an end.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <span>

#include "extractors/types/error.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/source/container.h"
#include "tests/fuzz/hold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek;
  static const bool prepared = (source::prepare_containers(), true);
  (void)prepared;
  constexpr int kMembers = 50;
  constexpr std::size_t kUnpacked = 4u << 20;
  source::archive_kind(std::as_bytes(std::span(data, size)));
  const base::Descriptor file(memfd_create("fuzzed", MFD_CLOEXEC));
  if (::write(file.get(), data, size) != static_cast<ssize_t>(size)) return 0;
  struct Enough {};
  try {
    source::ContainerReader reader(file.get(), "fuzzed");
    for (int i = 0; i < kMembers; ++i) {
      const auto member = reader.next();
      if (!member) break;
      HOLD(!member->name.empty());
      if (member->trouble) continue;
      std::size_t bytes = 0;
      try {
        reader.unpack([&](std::span<const std::byte> part) {
          if ((bytes += part.size()) > kUnpacked) throw Enough{};
        });
      } catch (const Error&) {
      }
    }
  } catch (const Error&) {
  } catch (const Enough&) {
  }
  return 0;
}
