// Text files that a person gives, in whatever encoding: lists of names, passwords, manifests. What is decoded is UTF-8, a line holds no line's end.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/text_file.h"
#include "pipeline/ingest/inputs.h"
#include "pipeline/ingest/manifest.h"
#include "tests/fuzz/hold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string text = base::decode_text(bytes);
  HOLD(text::to_utf8(text::to_u32(text)) == text);
  for (const std::string& line : base::lines_of(text)) HOLD(!line.empty() && line.find('\n') == std::string::npos);
  const base::Descriptor file(memfd_create("fuzzed", MFD_CLOEXEC));
  if (::write(file.get(), data, size) != static_cast<ssize_t>(size)) return 0;
  for (const ingest::ListEnd end : {ingest::ListEnd::kNewline, ingest::ListEnd::kNul}) {
    ::lseek(file.get(), 0, SEEK_SET);
    for (const std::string& name : ingest::read_list(file.get(), end)) {
      HOLD(!name.empty());
      const std::string place = ingest::place_of(name);
      HOLD(text::to_utf8(text::to_u32(place)) == place && place.find('\n') == std::string::npos);
    }
  }
  try {
    ingest::Manifest manifest = ingest::Manifest::read("/proc/self/fd/" + std::to_string(file.get()), {"/nowhere"});
    manifest.not_met(ingest::Manifest::Members::kLeftOut);
  } catch (const Error&) {
  }
  return 0;
}
