// A question asked of the whole archive: what its address asks, its answer, and the addresses that lead on. Shared by its pages and its API.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/report/audit_reports.h"
#include "pipeline/serve/site/site.h"

namespace banthuek::serve::audit {

inline constexpr const char* kQuestions[] = {"copies", "follow-ups", "missing", "statuses", "scores"};

using AuditAnswer = std::shared_ptr<const report::AuditTable>;
using Row = std::vector<report::SqlValue>;

std::string text_of(const report::SqlValue& value);  // empty: null
double real_of(const report::SqlValue& value);       // 0: no number
bool is_null(const report::SqlValue& value);

// What the address asks.
struct Asked {
  std::string question, province, office, which = "all", sort;
  int year = 0, page = 1;
  std::vector<int> years;  // that the archive has, ascending
};

// Throws Error{kUsage} for a question or a year that is none.
Asked asked_of(site::Site& desk, const site::RequestContext& visit, std::string question);

const std::vector<report::LocalGovernment>& local_governments();

// The answer, as `banthuek audit` gives it, kept until the archive changes.
AuditAnswer answer_of(site::Site& desk, const Asked& asked);

// Its rows that pass the filters of the address, in their order.
std::vector<const Row*> rows_of(const report::AuditTable& table, const Asked& asked);

// The filters as they stand in an address, and the page's own address with changes to them (empty: left out).
http::Pairs filters_of(const Asked& asked);
std::string address_with(const Asked& asked, const http::Pairs& change);

}  // namespace banthuek::serve::audit
