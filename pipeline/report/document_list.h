// The documents of an archive as a list: what each is, whose, of when, where, and how much was read out of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek::report {

struct ListedDocument {
  std::string key, kind, office, province, title, date, file;  // empty: not known; title: else the subject
  int year = 0;                                                // fiscal, Buddhist era; 0: none
  int first_page = 0, last_page = 0;
  int measures = 0, tables = 0, findings = 0;
  bool reviewed = false;
};

enum class DocumentOrder { kFile, kOffice, kTitle, kKind, kYear, kDate, kFindings };  // names in Thai order, years and dates the latest first

struct DocumentList {
  std::int64_t total = 0;
  std::vector<ListedDocument> documents;  // from `offset` on, at most `limit`
};

// `only`: ids of documents; nothing: all. What has no value in the order's column comes last.
DocumentList list_documents(store::Store& store, const std::optional<std::unordered_set<std::int64_t>>& only, DocumentOrder order,
                            std::int64_t offset, std::int64_t limit);

}  // namespace banthuek::report
