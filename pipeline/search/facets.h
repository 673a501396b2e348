// Facets of a search: how many of what it finds there are of each year, province, office, ..., from the columns of the index.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pipeline/index/index_reader.h"

namespace banthuek::search {

struct FacetCount {
  std::string value;  // empty: not stated
  std::int64_t count = 0;
};
using Facets = std::map<index::Column, std::vector<FacetCount>>;  // most first, then by value

// Counts the passages of the sets, one for each segment of the index, by year, type, district, province, office, group,
// status, kind of document and kind of record, and with kFlags those with findings ("findings") and reviewed ("reviewed"). `most`: values of each;
// 0: all.
Facets count_facets(index::IndexReader& index, const std::vector<index::PassageSet>& sets, std::size_t most = 0);

// One field of a kind of records that its file says is counted (facet): by value, or figures by their size.
struct FieldFacet {
  std::string kind, field;
  std::vector<FacetCount> counts;  // most first, then by value; of sizes ("10000..99999") the smallest first
};

// Counts the records of the sets by the fields of their kinds.
std::vector<FieldFacet> count_field_facets(database::Database& db, const index::IndexReader& index, const std::vector<index::PassageSet>& sets);

}  // namespace banthuek::search
