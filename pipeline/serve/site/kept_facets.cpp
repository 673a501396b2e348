#include "pipeline/serve/site/kept_facets.h"

namespace banthuek::serve::site {
namespace {

constexpr std::size_t kMaxSearches = 128;
constexpr std::size_t kMaxValues = 3000;  // of one search: 0.3 MB

}  // namespace

std::shared_ptr<const FacetLists> KeptFacets::find(const std::string& name, const std::string& version) const {
  const std::lock_guard lock(mutex_);
  const auto it = kept_.find(name);
  return version_ == version && it != kept_.end() ? it->second : nullptr;
}

void KeptFacets::keep(const std::string& name, const std::string& version, const FacetLists& facets) {
  std::size_t values = 0;
  for (const auto& [facet, counts] : facets) values += counts.size();
  if (values > kMaxValues) return;
  auto copy = std::make_shared<const FacetLists>(facets);
  const std::lock_guard lock(mutex_);
  if (version_ != version || kept_.size() >= kMaxSearches) kept_.clear();
  version_ = version;
  kept_[name] = std::move(copy);
}

}  // namespace banthuek::serve::site
