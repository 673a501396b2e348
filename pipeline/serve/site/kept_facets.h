// Facets of searches, kept as long as the archive stays as it is: counting them is most of a search over many documents, and who pages through the
// results asks for them again and again. Safe from many threads.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/search/facets.h"

namespace banthuek::serve::site {

using FacetLists = std::vector<std::pair<std::string, std::vector<search::FacetCount>>>;  // by the name of the facet

class KeptFacets {
 public:
  // Of the search of that name in an archive of that version (StorePool::version); null: not kept.
  std::shared_ptr<const FacetLists> find(const std::string& name, const std::string& version) const;
  // Takes the place of what was kept of another version. Of long lists nothing is kept, so that memory has a bound.
  void keep(const std::string& name, const std::string& version, const FacetLists& facets);

 private:
  mutable std::mutex mutex_;
  std::string version_;
  std::map<std::string, std::shared_ptr<const FacetLists>> kept_;
};

}  // namespace banthuek::serve::site
