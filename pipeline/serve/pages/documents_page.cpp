// The list of documents, with filters and an order; everything in the address.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "extractors/text/normalise.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

constexpr int kRowsOfAPage = 50;

struct Listed {
  std::string text, province, kind, reviewed, findings, sort;  // text: a part of the office, title or subject
  int year = 0, page = 1;
};

struct Order {
  const char* name;
  const char* sql;
};
constexpr Order kOrders[] = {{"newest", "d.fiscal_year IS NULL, d.fiscal_year DESC, d.organisation, d.key"},
                             {"office", "d.organisation IS NULL, d.organisation, d.fiscal_year DESC, d.key"},
                             {"score", "d.ita_score IS NULL, d.ita_score DESC, d.key"},
                             {"findings", "found DESC, d.key"},
                             {"added", "d.id DESC"}};

Listed listed_of(const site::RequestContext& visit) {
  Listed out;
  out.text = view::begin_of(text::squeeze(text::to_internal(visit.query("text"))), 200);
  out.province = view::begin_of(text::to_internal(visit.query("province")), 200);
  if (const std::string kind = visit.query("kind"); is_closed_word(FieldKind::kKind, kind)) out.kind = kind;
  if (const std::string yes = visit.query("reviewed"); yes == "yes" || yes == "no") out.reviewed = yes;
  if (const std::string yes = visit.query("findings"); yes == "yes" || yes == "no") out.findings = yes;
  const std::string year = visit.query("year"), page = visit.query("page"), sort = visit.query("sort");
  if (year.size() == 4) out.year = std::max(0, std::atoi(year.c_str()));
  if (!page.empty() && page.size() < 7) out.page = std::max(1, std::atoi(page.c_str()));
  for (const Order& order : kOrders)
    if (sort == order.name) out.sort = sort;
  return out;
}

std::string address_of(const Listed& listed, const http::Pairs& change) {
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
  for (const auto& [name, value] : change) {
    std::erase_if(out, [&](const auto& pair) { return pair.first == name; });
    if (!value.empty()) out.emplace_back(name, value);
  }
  return "/documents?" + http::join_query(out);
}

}  // namespace

http::Response documents_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  const Listed listed = listed_of(visit);
  const std::string where =
      " FROM documents d WHERE (?1 = '' OR instr(coalesce(d.organisation, ''), ?1) > 0 OR instr(coalesce(d.title, ''), ?1) > 0 OR "
      "instr(coalesce(d.subject, ''), ?1) > 0) AND (?2 = 0 OR d.fiscal_year = ?2) AND (?3 = '' OR d.province = ?3) AND (?4 = '' OR d.kind = ?4) "
      "AND (?5 = '' OR d.reviewed = (?5 = 'yes')) AND (?6 = '' OR EXISTS (SELECT 1 FROM findings x WHERE x.document = d.id AND x.severity <> 'info') "
      "= (?6 = 'yes'))";
  const auto bound = [&](database::Statement& rows) {
    rows.bind(listed.text).bind(listed.year).bind(listed.province).bind(listed.kind).bind(listed.reviewed).bind(listed.findings);
  };
  long total = 0;
  site::Json documents = site::Json::array();
  int page = 1, all_pages = 1;
  {
    const auto store = desk.archive().read();
    {
      auto count = store->db().prepare("SELECT count(*)" + where);
      bound(count);
      if (count.step()) total = static_cast<long>(count.integer(0));
    }
    all_pages = static_cast<int>(std::max(1L, (total + kRowsOfAPage - 1) / kRowsOfAPage));
    page = std::min(listed.page, all_pages);
    std::string order = kOrders[0].sql;
    for (const Order& one : kOrders)
      if (listed.sort == one.name) order = one.sql;
    auto rows = store->db().prepare(
        "SELECT d.key, d.organisation, d.province, d.fiscal_year, d.kind, coalesce(d.title, d.subject), d.ita_score, d.reviewed, d.first_page, "
        "d.last_page, (SELECT count(*) FROM findings x WHERE x.document = d.id AND x.severity <> 'info') AS found" +
        where + " ORDER BY " + order + " LIMIT ?7 OFFSET ?8");
    bound(rows);
    rows.bind(kRowsOfAPage).bind((page - 1) * kRowsOfAPage);
    while (rows.step()) {
      const std::string kind = rows.is_null(4) ? "" : rows.text(4), office = rows.is_null(1) ? "" : rows.text(1);
      char score[20] = "";
      if (!rows.is_null(6)) std::snprintf(score, sizeof score, "%.2f", rows.real(6));
      documents.push_back({{"href", "/documents/" + rows.text(0)},
                           {"title", rows.is_null(5) ? pages.text("document.title", visit.language) + " " + rows.text(0) : rows.text(5)},
                           {"office", office},
                           {"office_href", office_address(office)},
                           {"province", rows.is_null(2) ? "" : rows.text(2)},
                           {"year", rows.is_null(3) ? "" : rows.text(3)},
                           {"kind", is_closed_word(FieldKind::kKind, kind) ? pages.text("kind." + kind, visit.language) : ""},
                           {"score", score},
                           {"reviewed", rows.integer(7) != 0},
                           {"pages", rows.integer(9) - rows.integer(8) + 1},
                           {"found", rows.integer(10) > 0 ? site::Json(view::thousands(rows.integer(10))) : site::Json(nullptr)}});
    }
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
  for (const Order& order : kOrders)
    sorts.push_back({{"label", pages.text(std::string("documents.sort_") + order.name, visit.language)},
                     {"selected", listed.sort == order.name || (listed.sort.empty() && &order == &kOrders[0])},
                     {"href", address_of(listed, {{"sort", &order == &kOrders[0] ? "" : order.name}})}});
  const auto either = [&](const std::string& now, const char* yes, const char* no) {
    site::Json out = site::Json::array();
    out.push_back({{"value", "yes"}, {"label", pages.text(yes, visit.language)}, {"selected", now == "yes"}});
    out.push_back({{"value", "no"}, {"label", pages.text(no, visit.language)}, {"selected", now == "no"}});
    return out;
  };
  site::Json view = {{"documents", documents},
                     {"none", documents.empty()},
                     {"found", pages.text("documents.found", visit.language, {{"count", view::thousands(total)}})},
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
