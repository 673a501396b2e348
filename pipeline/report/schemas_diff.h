// What a changed rule would change in what is stored: every stored file extracted with the old schemas and with the new ones, from
// its pages as they were recognised. Nothing is recognised again, and nothing is written.
//
// One file is in memory at a time. Values that a person has corrected stay as corrected when the new rules are applied; they are
// compared here as the rules give them. Throws what the store throws.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extractors/check/diff.h"
#include "extractors/schema/schema.h"
#include "pipeline/store/store.h"

namespace banthuek::report {

struct DocumentDiff {
  std::string key;   // of the document (store.h), as the new schemas cut it
  std::string file;  // path
  std::vector<check::ChangedValue> values;
};

struct SchemasDiff {
  int files = 0, documents = 0;  // looked at
  int changed_documents = 0, changed_values = 0;
  int files_without_pages = 0;  // stored by a program that kept no pages: nothing can be said of them
};

// Calls `visit` for each document with a difference, in the order of the files' hashes and pages.
SchemasDiff diff_schemas(store::Store& store, const schema::Schemas& before, const schema::Schemas& after,
                         const std::function<void(const DocumentDiff&)>& visit);

}  // namespace banthuek::report
