// The pages of a stored file with their lines and tables, as they were recognised: out of the page cache, so that new rules can be
// tried on what is stored without recognising anything again.
#pragma once

#include <string>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/store/store.h"

namespace banthuek::store {

// The keys under which pages are kept: one that came as a text layer by its number (from 1), one of a picture by the picture's hash. Both are of one
// file (`sha256` of its bytes): what a picture's hash is a worker says, and one that a file took over would say that of another file's page.
std::string layer_key(const std::string& sha256, int page);
std::string picture_key(const std::string& sha256, const std::string& picture);

// In order; a page that was lost, or whose place in the cache is empty, is left out. Nothing for a file that is not stored.
std::vector<Page> stored_pages(Store& store, const std::string& sha256);

}  // namespace banthuek::store
