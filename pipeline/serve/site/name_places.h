// Where names of persons stand on a page's picture, to be covered for who may not see them.
#pragma once

#include <vector>

#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::site {

// Known names, those that were there before a correction, and mentioned ones, by the words of the page's text. A page on which a name stands that no
// word gives a place for is there whole; a name that a correction took away, and no page's text has, may stand on any.
std::vector<Place> name_places(StorePool& archive, const WholeDocument& document, int page);

// Where the record says that persons are named, each box a little larger: letters stand beyond their boxes.
std::vector<Box> person_places(const Document& document, int page);

// All that a visitor without names does not see of the page: both of the above.
std::vector<Box> covered_places(StorePool& archive, const WholeDocument& document, int page);

}  // namespace banthuek::serve::site
