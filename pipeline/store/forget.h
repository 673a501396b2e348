// Takes out of an archive what somebody names: a file that should not be there, or that is no more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek::store {

// `what`: a path as the ledger has it, a folder or container (all under it), the hash of a content, or the key of a document (the whole file that it
// stands in). What was corrected and what was done stays in the history, so that a file that comes again has its corrections. Gives the paths taken
// out; throws Error{kUsage} where nothing is known under that name.
std::vector<std::string> forget(Store& store, std::string_view what);

}  // namespace banthuek::store
