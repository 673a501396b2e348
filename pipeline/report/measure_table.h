// Measures as rows of a flat table, in the order of exports: what CSV and XLSX are made of. Internal to the exports.
#pragma once

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek::report {

enum class ColumnKind { kText, kNumber, kDate };

struct FlatColumn {
  const char* name;
  ColumnKind kind;
};

// The columns; provenance is the last one and only for those who ask.
const std::vector<FlatColumn>& flat_columns();

// Visits the rows; the statement stands on one, its columns in the order of flat_columns. `only`: ids, or null for all.
void for_each_measure_row(store::Store& store, const std::unordered_set<std::int64_t>* only, const std::function<void(database::Statement&)>& visit);

}  // namespace banthuek::report
