// Whether a database is whole: as a file, in its history, and in that every input has exactly one outcome that its records bear out.
#pragma once

#include <string>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek::store {

// What does not hold, a sentence each with what to try; empty where all is well. Reads the whole file.
std::vector<std::string> verify(Store& store);

}  // namespace banthuek::store
