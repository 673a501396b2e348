#include "pipeline/serve/pages/documents_asked.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "extractors/text/normalise.h"
#include "extractors/types/fields.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {

report::DocumentFilter DocumentsAsked::filter() const {
  report::DocumentFilter out{text, year, province, kind, {}, {}, {}};
  if (!reviewed.empty()) out.reviewed = reviewed == "yes";
  if (!findings.empty()) out.findings = findings == "yes";
  return out;
}

report::DocumentOrder DocumentsAsked::order() const {
  for (const NamedOrder& one : kDocumentOrders)
    if (sort == one.name) return one.order;
  return kDocumentOrders[0].order;
}

bool DocumentsAsked::any() const {
  return !text.empty() || !province.empty() || !kind.empty() || !reviewed.empty() || !findings.empty() || !sort.empty() || year != 0;
}

DocumentsAsked documents_asked(const site::RequestContext& visit, Values values) {
  // One of some words, or nothing.
  const auto choice = [&](const char* name, const std::vector<std::string>& words) {
    std::string asked = visit.query(name);
    if (asked.empty() || std::find(words.begin(), words.end(), asked) != words.end()) return asked;
    if (values == Values::kStrict)
      throw Error(ErrorKind::kUsage, "",
                  fmt::format("{}: '{}' does not do; give one of {}", name, view::begin_of(asked, 40), fmt::join(words, ", ")));
    return std::string();
  };
  DocumentsAsked out;
  out.text = view::begin_of(text::squeeze(text::to_internal(visit.query("text"))), 200);
  out.province = view::begin_of(text::to_internal(visit.query("province")), 200);
  const auto kinds = closed_words(FieldKind::kKind);
  out.kind = choice("kind", {kinds.begin(), kinds.end()});
  out.reviewed = choice("reviewed", {"yes", "no"});
  out.findings = choice("findings", {"yes", "no"});
  std::vector<std::string> orders;
  for (const NamedOrder& order : kDocumentOrders) orders.emplace_back(order.name);
  out.sort = choice("sort", orders);
  const std::string year = visit.query("year"), page = visit.query("page");
  if (year.size() == 4 && std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; }))
    out.year = std::atoi(year.c_str());
  else if (!year.empty() && values == Values::kStrict)
    throw Error(ErrorKind::kUsage, "", fmt::format("year: '{}' does not do; give a year of four digits, as 2566", view::begin_of(year, 40)));
  if (!page.empty() && page.size() < 7) out.page = std::max(1, std::atoi(page.c_str()));
  return out;
}

}  // namespace banthuek::serve::pages
