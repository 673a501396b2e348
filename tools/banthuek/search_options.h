// The options that search, export and the questions share: filters and the ways of matching.
#pragma once

#include <string>
#include <vector>

#include "pipeline/search/searcher.h"
#include "tools/banthuek/command.h"

namespace banthuek {

struct FilterArguments {
  std::string year, from, to;
  std::vector<std::string> offices, types, districts, provinces, groups, statuses, kinds;
  std::vector<std::string> where;
  double confidence = 0;
  bool with_findings = false, without_findings = false, reviewed = false, not_reviewed = false;
};

void add_filter_options(Command command, FilterArguments& arguments);

// Throws Error{kUsage} for a year, date, status or kind that is none.
search::Filters filters_of(const FilterArguments& arguments);

// "documents,pages" or "purchase_plan"; empty: all, with conditions on fields records alone. Kinds of records go into the filters. Throws
// Error{kUsage} for a kind of passage that is none and no kind of records in the database either.
index::PassageKinds passage_kinds(const std::string& list, database::Database& db, search::Filters& filters);

}  // namespace banthuek
