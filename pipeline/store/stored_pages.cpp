#include "pipeline/store/stored_pages.h"

#include <nlohmann/json.hpp>

#include "pipeline/store/layer_key.h"

namespace banthuek::store {
namespace {

// The cache does not know of rules (import_store.cpp): its key is of the reading without them.
HowRead without_rules(HowRead reading) {
  nlohmann::json settings = nlohmann::json::parse(reading.settings, nullptr, false);
  if (!settings.is_object()) return reading;
  settings.erase("rules");
  reading.settings = settings.dump();
  return reading;
}

}  // namespace

std::vector<Page> stored_pages(Store& store, const std::string& sha256) {
  std::vector<Page> out;
  const auto file = store.file(sha256);
  if (!file) return out;
  for (const StoredPage& stored : file->pages) {
    HowRead reading = without_rules(stored.reading);
    // A text layer names no model, but is kept under the one that was there.
    const bool layer = stored.picture_hash.empty();
    if (layer) reading.model_hash = store.setting("model").value_or("");
    auto page = store.cached_page(layer ? layer_key(sha256, stored.page.number) : stored.picture_hash, reading);
    if (!page) continue;
    page->number = stored.page.number;  // the same picture may stand elsewhere under another
    out.push_back(std::move(*page));
  }
  return out;
}

}  // namespace banthuek::store
