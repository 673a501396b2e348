// The list of documents, with filters and an order; everything in the address.
#include <algorithm>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/documents_asked.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::serve::pages {
namespace {

constexpr int kRowsOfAPage = 50;

std::string address_of(const DocumentsAsked& listed, const http::Pairs& change) {
  http::Pairs out;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) out.emplace_back(name, value);
  };
  add("text", listed.text);
  add("year", listed.year ? std::to_string(listed.year) : "");
  add("province", listed.province);
  add("kind", listed.kind);
  add("reviewed", listed.reviewed);
  add("findings", listed.findings);
  add("sort", listed.sort);
  for (const auto& set : change) {  // by name: clang 14 lets no lambda see a structured binding
    std::erase_if(out, [&](const auto& pair) { return pair.first == set.first; });
    if (!set.second.empty()) out.push_back(set);
  }
  return "/documents?" + http::join_query(out);
}

}  // namespace

http::Response documents_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  const DocumentsAsked listed = documents_asked(visit, Values::kLenient);
  const report::DocumentFilter filter = listed.filter();
  const report::DocumentOrder order = listed.order();
  const auto list_page = [&](int page) {
    return report::list_documents(*desk.archive().read(), filter, order, static_cast<std::int64_t>(page - 1) * kRowsOfAPage, kRowsOfAPage);
  };
  report::DocumentList list = list_page(listed.page);
  const int all_pages = static_cast<int>(std::max<std::int64_t>(1, (list.total + kRowsOfAPage - 1) / kRowsOfAPage));
  const int page = std::min(listed.page, all_pages);
  if (page != listed.page) list = list_page(page);
  site::Json documents = site::Json::array();
  for (const report::ListedDocument& d : list.documents) {
    char score[20] = "";
    if (d.score) std::snprintf(score, sizeof score, "%.2f", *d.score);
    documents.push_back({{"href", "/documents/" + d.key},
                         {"key", d.key},
                         {"picture", "/iiif/" + picture_id(d.key, d.first_page)},
                         {"title", d.title.empty() ? pages.text("document.title", visit.language) + " " + d.key : d.title},
                         {"office", d.office},
                         {"office_href", office_address(d.office)},
                         {"province", d.province},
                         {"year", d.year ? std::to_string(d.year) : ""},
                         {"kind", is_closed_word(FieldKind::kKind, d.kind) ? pages.text("kind." + d.kind, visit.language) : ""},
                         {"score", score},
                         {"reviewed", d.reviewed},
                         {"pages", d.last_page - d.first_page + 1},
                         {"found", d.findings > 0 ? site::Json(view::thousands(d.findings)) : site::Json(nullptr)}});
  }
  const site::Json overview = desk.archive().overview();
  site::Json years = site::Json::array(), provinces = site::Json::array(), kinds = site::Json::array(), sorts = site::Json::array();
  for (auto year = overview["years"].rbegin(); year != overview["years"].rend(); ++year)
    years.push_back({{"year", (*year)[0]}, {"selected", (*year)[0] == listed.year}});
  std::string last;
  for (const site::Json& row : overview["provinces"]) {
    const std::string name = row[0];
    if (name != last) provinces.push_back({{"name", name}, {"selected", name == listed.province}});
    last = name;
  }
  for (const char* kind : closed_words(FieldKind::kKind))
    kinds.push_back({{"value", kind}, {"label", pages.text(std::string("kind.") + kind, visit.language)}, {"selected", listed.kind == kind}});
  for (const NamedOrder& one : kDocumentOrders)
    sorts.push_back({{"label", pages.text(std::string("documents.sort_") + one.name, visit.language)},
                     {"selected", listed.sort == one.name || (listed.sort.empty() && &one == &kDocumentOrders[0])},
                     {"href", address_of(listed, {{"sort", &one == &kDocumentOrders[0] ? "" : one.name}})}});
  const auto either = [&](const std::string& now, const char* yes, const char* no) {
    site::Json out = site::Json::array();
    out.push_back({{"value", "yes"}, {"label", pages.text(yes, visit.language)}, {"selected", now == "yes"}});
    out.push_back({{"value", "no"}, {"label", pages.text(no, visit.language)}, {"selected", now == "no"}});
    return out;
  };
  site::Json view = {{"documents", documents},
                     {"none", documents.empty()},
                     {"records", !store::record_kinds(desk.archive().read()->db()).empty()},
                     {"found", pages.text("documents.found", visit.language, {{"count", view::thousands(static_cast<long>(list.total))}})},
                     {"text", listed.text},
                     {"sort", listed.sort},
                     {"years", years},
                     {"provinces", provinces},
                     {"kinds", kinds},
                     {"sorts", sorts},
                     {"reviews", either(listed.reviewed, "document.reviewed", "document.not_reviewed")},
                     {"doubts", either(listed.findings, "documents.with_findings", "documents.without_findings")},
                     {"paging", all_pages > 1},
                     {"page", view::thousands(page)},
                     {"pages", view::thousands(all_pages)},
                     {"previous", page > 1 ? site::Json(address_of(listed, {{"page", std::to_string(page - 1)}})) : site::Json(nullptr)},
                     {"next", page < all_pages ? site::Json(address_of(listed, {{"page", std::to_string(page + 1)}})) : site::Json(nullptr)}};
  return desk.page(visit, "documents", std::move(view), "documents.title");
}

}  // namespace banthuek::serve::pages
