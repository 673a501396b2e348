// Holds what is stored against what the history says: every file with its documents and pages, every path, correction, ledger row and setting.
// Internal to the store; verify.h is what others call.
#pragma once

#include <string>
#include <vector>

#include "pipeline/store/content.h"
#include "pipeline/store/store.h"

namespace banthuek::store {

struct Compared {
  std::vector<std::string> faults;
  std::vector<Content> contents;  // of everything that is stored, by name
};

// In a read transaction of the caller.
Compared compare_recorded(Store& store);

}  // namespace banthuek::store
