// Facets of a search: how many of what it finds there are of each year, province, office, ..., from the columns of the index.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "pipeline/database/database.h"
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

// Counts records by the fields of their kinds. Keeps what it read of a whole segment, as segments never change: what a field holds stands in the
// JSON of its record, and reading that of all records for each search would be most of what a search costs. Of a segment of which a search finds
// little it reads that alone.
class FieldFacetCounter {
 public:
  // Of the sets, one for each segment of the index.
  std::vector<FieldFacet> count(database::Database& db, const index::IndexReader& index, const std::vector<index::PassageSet>& sets);

 private:
  using Value = std::tuple<std::string, std::string, double, std::string>;  // kind, field; its order, which says more than the text, and text
  using Stands = std::vector<std::pair<std::uint16_t, std::uint32_t>>;      // low bits of a passage, number of a value

  void read_kinds(database::Database& db);
  // Of all records of a segment, or of those in `only`.
  Stands read(database::Database& db, const index::IndexReader::Segment& segment, const index::PassageSet* only);

  std::string definitions_;  // of the kinds
  std::vector<schema::RecordKind> kinds_;
  std::map<Value, std::uint32_t> values_;
  std::map<std::int64_t, Stands> known_;  // by segment
};

}  // namespace banthuek::search
