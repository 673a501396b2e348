#include "pipeline/store/stored_pages.h"

namespace banthuek::store {

std::vector<Page> stored_pages(Store& store, const std::string& sha256) {
  std::vector<Page> out;
  const auto file = store.file(sha256);
  if (!file) return out;
  for (const StoredPage& stored : file->pages)
    if (auto page = store.cached_page(sha256, stored)) out.push_back(std::move(*page));
  return out;
}

}  // namespace banthuek::store
