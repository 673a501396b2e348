// Opening a file and making its first pages' layers and pictures, as a worker does inside its cage. Errors are what it may throw; anything
// else that ends it is found. Time and memory are the cage's matter: run with -rss_limit_mb and -timeout.
#include <algorithm>
#include <cstdint>
#include <span>

#include "extractors/types/error.h"
#include "pipeline/source/source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool prepared = (banthuek::source::prepare_sources(), true);
  (void)prepared;
  try {
    const auto source = banthuek::source::open_source(std::as_bytes(std::span(data, size)), "fuzzed");
    for (int page = 1; page <= std::min(2, source->pages()); ++page) {
      try {
        source->page(page);
      } catch (const banthuek::Error&) {
      }
      try {
        source->picture(page);
      } catch (const banthuek::Error&) {
      }
    }
  } catch (const banthuek::Error&) {
  }
  return 0;
}
