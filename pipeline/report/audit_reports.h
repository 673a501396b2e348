// The questions that auditors ask, answered as tables.
//
// Texts compared are title and method together (similarity.h). Rows come in an order that depends on the content alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/report/select.h"
#include "pipeline/store/store.h"

namespace banthuek::report {

struct AuditTable {
  std::vector<std::string> columns;
  std::vector<std::vector<SqlValue>> rows;
};

// A cell that may be empty.
template <typename Value>
SqlValue cell_if(bool there, Value value) {
  SqlValue cell;
  if (there) cell = std::move(value);
  return cell;
}

struct CopyOptions {
  std::optional<int> year;  // fiscal year, Buddhist era; nothing: all years
  double share = 0.5;       // at least so much in common
};

// The same measure in several offices: a row for each measure of a group: group (from 1, the largest first), share (in common
// with the group's first), measure, year, office, province, title.
AuditTable copied_measures(store::Store& store, const CopyOptions& options);

enum class FollowUps { kAll, kComingBack, kGone };

// Measures of a year, and what the same office wrote in the year after: measure, office, province, title, next (the measure
// that is most like it), share, follow_up ("comes_back", "gone", or "no_report" where the office has none of that year).
AuditTable followed_measures(store::Store& store, int year, FollowUps which, double share = 0.5);

struct LocalGovernment {
  std::string code, name, type, district, province;
};

// The list of all local governments (tab-separated with a header: dla_code name type district province).
// Throws Error{kSchema} for a file that is none.
std::vector<LocalGovernment> read_local_governments(const std::filesystem::path& file);

// Offices of the list without a report of a year: code, name, type, district, province; by province. An office is told by
// its code, else by name with district and province as far as the document gives them.
AuditTable offices_without_report(store::Store& store, const std::vector<LocalGovernment>& all, int year);
// The same by province: province, offices, reports, missing.
AuditTable missing_by_province(store::Store& store, const std::vector<LocalGovernment>& all, int year);

// Measures by province and year: province, year, done, in_progress, not_started, not_stated, all.
AuditTable status_counts(store::Store& store);

// ITA scores of each office by year, from its own reports and from score tables: office, province, year, score, change (to the
// year before that has a score), from.
AuditTable score_changes(store::Store& store);

// What an office writes one letter otherwise than elsewhere in the archive: names of its signers (two letters in long ones), the office's own code in
// its references: office, province, what ("name", "code"), written, times, document (the first that has it), elsewhere (what it writes more often,
// or as often), times_elsewhere. One of the two is a misreading or a misprint.
AuditTable differing_spellings(store::Store& store);

}  // namespace banthuek::report
