#include "pipeline/store/stored_pages.h"

#include <fmt/core.h>

#include "pipeline/base/sha256.h"

namespace banthuek::store {

std::string layer_key(const std::string& sha256, int page) { return base::sha256_hex(fmt::format("layer {} {}", sha256, page)); }

std::string picture_key(const std::string& sha256, const std::string& picture) {
  return base::sha256_hex(fmt::format("picture {} {}", sha256, picture));
}

std::vector<Page> stored_pages(Store& store, const std::string& sha256) {
  std::vector<Page> out;
  const auto file = store.file(sha256);
  if (!file) return out;
  for (const StoredPage& stored : file->pages)
    if (auto page = store.cached_page(sha256, stored)) out.push_back(std::move(*page));
  return out;
}

}  // namespace banthuek::store
