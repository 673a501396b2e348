// The documents of an archive as a list: what each is, whose, of when, where, and how much was read out of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "pipeline/search/searcher.h"
#include "pipeline/store/store.h"

namespace banthuek::report {

struct ListedDocument {
  std::string key, kind, office, province, title, date, file;  // empty: not known; title: else the subject
  int year = 0;                                                // fiscal, Buddhist era; 0: none
  std::optional<double> score;                                 // of the ITA
  int first_page = 0, last_page = 0;
  int measures = 0, tables = 0;
  int findings = 0;  // warnings and errors
  bool reviewed = false;
};

// Names are in Thai order, years, dates, scores and findings the most first; what has no value comes last.
enum class DocumentOrder { kFile, kOffice, kTitle, kKind, kYear, kDate, kScore, kFindings, kAdded };

struct DocumentFilter {
  std::string text;                                      // a part of the office, the title or the subject; empty: any
  int year = 0;                                          // 0: any
  std::string province, kind;                            // empty: any
  std::optional<bool> reviewed, findings;                // findings: whether there are any
  std::optional<std::unordered_set<std::int64_t>> only;  // ids of documents
};

struct DocumentList {
  std::int64_t total = 0;
  std::vector<ListedDocument> documents;  // from `offset` on, at most `limit`
};

// Ids of the documents that hold what a query and filters find, in passages of whatever kind: a condition on fields is of records, and without a
// query a group, a status or a period of measures and all else of documents as such. `options.in` says nothing here.
std::unordered_set<std::int64_t> documents_found(store::Store& store, std::string_view query, search::SearchOptions options);
std::unordered_set<std::string> keys_of(store::Store& store, const std::unordered_set<std::int64_t>& documents);

DocumentList list_documents(store::Store& store, const DocumentFilter& filter, DocumentOrder order, std::int64_t offset, std::int64_t limit);

}  // namespace banthuek::report
