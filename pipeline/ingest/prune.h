// Takes out of an archive the files that are no more: asked for by name (`ingest --prune`), never by the way.
#pragma once

#include <string>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek::ingest {

// Whether the file of a place is gone; of an archive's member, the archive. What cannot be looked at is not gone.
bool place_is_gone(const std::string& place);

// Those under `paths` (as given to ingest) whose file is gone from the disk; members of an archive go with it. A file that cannot be looked at stays.
// Gives the places taken out. Throws Error{kUsage} where a path is not there itself, or all that is known under it is gone: then its disk may be what
// is gone.
std::vector<std::string> prune(store::Store& store, const std::vector<std::string>& paths);

// Takes out the rows of folders under `paths` that could not be listed when they were last met, and can be now: their files have rows of their own.
void forget_lost_folders(store::Store& store, const std::vector<std::string>& paths);

}  // namespace banthuek::ingest
