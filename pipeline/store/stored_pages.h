// The pages of a stored file with their lines and tables, as they were recognised: out of the page cache, so that new rules can be
// tried on what is stored without recognising anything again.
#pragma once

#include <string>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/store/store.h"

namespace banthuek::store {

// The key under which a page that came as a text layer is kept; a page of a picture is kept under the picture's hash. `page` from 1; `sha256` of the
// file's bytes.
std::string layer_key(const std::string& sha256, int page);

// In order; a page that was lost, or whose place in the cache is empty, is left out. Nothing for a file that is not stored.
std::vector<Page> stored_pages(Store& store, const std::string& sha256);

}  // namespace banthuek::store
