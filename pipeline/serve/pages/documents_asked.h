// Which documents an address asks for, and in what order: of the list's page and of the API.
#pragma once

#include <string>

#include "pipeline/report/document_list.h"
#include "pipeline/serve/site/site.h"

namespace banthuek::serve::pages {

struct DocumentsAsked {
  std::string text, province, kind, reviewed, findings, sort;  // text: a part of the office, title or subject; reviewed, findings: yes, no or empty
  int year = 0, page = 1;

  report::DocumentFilter filter() const;
  report::DocumentOrder order() const;
  bool any() const;  // whether it says more than which page
};

// What a list may be sorted by, as addresses name it; the first where none is named.
struct NamedOrder {
  const char* name;
  report::DocumentOrder order;
};
inline constexpr NamedOrder kDocumentOrders[] = {{"newest", report::DocumentOrder::kYear},
                                                 {"office", report::DocumentOrder::kOffice},
                                                 {"score", report::DocumentOrder::kScore},
                                                 {"findings", report::DocumentOrder::kFindings},
                                                 {"added", report::DocumentOrder::kAdded}};

// A value that is none is left out (kLenient: of a page, whose choices are its own), or refused with Error{kUsage}.
enum class Values { kLenient, kStrict };
DocumentsAsked documents_asked(const site::RequestContext& visit, Values values);

}  // namespace banthuek::serve::pages
