// Whether a database is whole: as a file, in its history, in that what it holds is what the history says, and in that every input has exactly one
// outcome that its records bear out.
//
// Finds what was changed past the program, by a disk or by somebody who can write the file. Who can write it and knows this program can also write a
// history that fits: only a head that was kept elsewhere, or signed, tells that (head.h).
#pragma once

#include <string>
#include <vector>

#include "pipeline/store/content.h"
#include "pipeline/store/store.h"

namespace banthuek::store {

enum class Depth {
  kRecords,  // all but the search index, which is made from the records
  kAll,
};

struct Verified {
  std::vector<std::string> faults;  // what does not hold, a sentence each with what to try; empty where all is well
  std::vector<Content> contents;    // of everything that is stored, by name: the leaves of the Merkle tree
};

// Reads the whole file, in one read transaction.
Verified verify_all(Store& store, Depth depth = Depth::kAll);

std::vector<std::string> verify(Store& store);

}  // namespace banthuek::store
