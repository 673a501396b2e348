// The search page: one box, facets with counts, chips, sorting, paging; everything in the address.
#include <fmt/core.h>

#include <algorithm>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/fields.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::serve::pages {
namespace {

constexpr std::size_t kFacetValuesShown = 7;
constexpr std::size_t kValuesFolded = 200;  // and so many more behind a click
constexpr std::size_t kValuesToSearch =
    20;  // more than so many come when that is opened (they were nine tenths of a page), and can be searched by name
constexpr std::size_t kValuesFound = 50;

site::Json pieces(const std::vector<site::Marked>& text) {
  site::Json out = site::Json::array();
  for (const site::Marked& piece : text)
    if (!piece.text.empty()) out.push_back({{"hit", piece.hit}, {"text", piece.text}});
  return out;
}

std::string value_label(const view::Pages& pages, const std::string& facet, const std::string& value, view::Language language) {
  const bool known = value == "done" || value == "in_progress" || value == "not_started";
  if (const auto kind = index::passage_kind(value); facet == "in" && kind)
    return pages.text("search.in_" + std::string(index::info_of(*kind).plural), language);
  if (facet == "kind" && is_closed_word(FieldKind::kKind, value)) return pages.text("kind." + value, language);
  return facet == "status" && known ? pages.text("status." + value, language) : value;
}

// A filter in the visitor's words: a kind of records and a field of one by their titles.
std::string filter_label(site::Site& desk, const std::string& name, const std::string& value, view::Language language) {
  const auto title = [&](const schema::KindTitle& of) { return language == view::Language::kThai ? of.th : of.en; };
  const view::Pages& pages = desk.pages();
  const std::string heading = pages.text("search.facet_" + name, language) + ": ";
  if (name != "where" && (name != "in" || index::passage_kind(value))) return heading + value_label(pages, name, value, language);
  const auto store = desk.archive().read();
  if (name == "in") {
    const auto kind = store::record_kind(store->db(), value);
    return heading + (kind ? title(kind->title) : value);
  }
  const std::string field = search::field_condition(value).field;
  for (const schema::RecordKind& kind : store::record_kinds(store->db()))
    if (const schema::KindField* of = kind.field(field)) return heading + title(of->title) + " " + value.substr(value.find(field) + field.size());
  return heading + value;
}

bool chosen(const site::SearchRequest& wanted, const std::string& facet, const std::string& value) {
  return std::find(wanted.filters.begin(), wanted.filters.end(), std::pair(facet, value)) != wanted.filters.end();
}

// The same search with the value chosen, or no longer chosen: of a facet any number may be.
std::string address_with(site::SearchRequest wanted, const std::string& facet, const std::string& value) {
  const auto filter = std::pair(facet, value);
  if (std::erase(wanted.filters, filter) == 0) {
    const auto last = std::find_if(wanted.filters.rbegin(), wanted.filters.rend(), [&](const auto& other) { return other.first == facet; });
    wanted.filters.insert(last == wanted.filters.rend() ? wanted.filters.end() : last.base(), filter);
  }
  return site::address_of(wanted, {{"page", ""}});
}

// `whole`: the facet of which all is asked for, as by a browser without scripts.
site::Json facets_view(const view::Pages& pages, const site::SearchRequest& wanted, const site::SearchResponse& found, const std::string& whole,
                       view::Language language) {
  site::Json out = site::Json::array();
  for (const auto& [name, values] : found.facets) {
    site::Json shown = site::Json::array(), rest = site::Json::array();
    const bool many = values.size() > kValuesToSearch, later = many && whole != name;
    for (const search::FacetCount& value : values) {
      if (value.value.empty()) continue;
      const bool selected = chosen(wanted, name, value.value);
      if (!selected && shown.size() >= kFacetValuesShown && (later || rest.size() >= kValuesFolded)) continue;
      site::Json item = {{"label", value_label(pages, name, value.value, language)},
                         {"count", view::thousands(value.count)},
                         {"selected", selected},
                         {"href", address_with(wanted, name, value.value)}};
      (shown.size() < kFacetValuesShown || selected ? shown : rest).push_back(std::move(item));
    }
    if (shown.empty()) continue;
    const std::string query = site::address_of(wanted, {{"page", ""}}).substr(sizeof "/search?" - 1);
    out.push_back({{"label", pages.text("search.facet_" + name, language)},
                   {"values", std::move(shown)},
                   {"more", later || !rest.empty()},
                   {"open", whole == name},
                   {"rest", std::move(rest)},
                   {"whole", later ? site::Json(site::address_of(wanted, {{"page", ""}, {"all", name}})) : site::Json(nullptr)},
                   {"find", many ? site::Json("/search/values?facet=" + name + (query.empty() ? "" : "&" + query)) : site::Json(nullptr)}});
  }
  return out;
}

// What a dossier collects of it: the record it is of, else its document.
site::Json subject_of(const site::ShownHit& hit) {
  if (hit.document.empty()) return nullptr;
  const char* list = hit.kind == index::PassageKind::kMeasure  ? "measures"
                     : hit.kind == index::PassageKind::kPerson ? "signatures"
                     : hit.kind == index::PassageKind::kScore  ? "scores"
                     : hit.kind == index::PassageKind::kItem   ? "oit_items"
                                                               : nullptr;
  return list ? fmt::format("{}/{}/{}", hit.document, list, hit.number - 1) : hit.document;
}

site::Json hits_view(const view::Pages& pages, const site::SearchResponse& found, const std::string& q, view::Language language) {
  site::Json out = site::Json::array();
  for (const site::ShownHit& hit : found.hits) {
    const std::string status = hit.status.empty() ? "none" : hit.status;
    site::Json title = pieces(hit.title);
    if (title.empty()) title.push_back({{"hit", false}, {"text", "…"}});
    site::Json snippet = pieces(hit.snippet);
    const bool measure = hit.kind == index::PassageKind::kMeasure;
    const std::string href = site::address_of(hit, q);
    out.push_back({{"href", href.empty() ? site::Json(nullptr) : site::Json(href)},
                   {"kind", measure ? site::Json(nullptr) : site::Json(pages.text("search.kind_" + std::string(name_of(hit.kind)), language))},
                   {"measure", measure},
                   {"title", std::move(title)},
                   {"snippet_shown", !snippet.empty()},
                   {"snippet", std::move(snippet)},
                   {"office", hit.office},
                   {"province", hit.province},
                   {"year", hit.year ? site::Json(hit.year) : site::Json(nullptr)},
                   {"group", hit.group},
                   {"status", status},
                   {"status_label", pages.text("status." + status, language)},
                   {"confidence", view::percent(hit.confidence)},
                   {"sureness", view::sureness(hit.confidence)},
                   {"page", hit.page ? site::Json(hit.page) : site::Json(nullptr)},
                   {"collect", subject_of(hit)}});
  }
  return out;
}

site::Names names_of(site::Site& desk, const site::RequestContext& visit) { return desk.masked(visit) ? site::Names::kMasked : site::Names::kShown; }

// What the box keeps as hidden fields when new words are typed.
site::Json kept(const site::SearchRequest& wanted) {
  site::Json out = site::Json::array();
  for (const auto& [name, value] : wanted.filters) out.push_back({{"name", name}, {"value", value}});
  if (wanted.sort != "relevance") out.push_back({{"name", "sort"}, {"value", wanted.sort}});
  return out;
}

}  // namespace

http::Response home_page(site::Site& desk, const site::RequestContext& visit) {
  const site::Json counts = desk.archive().counts();
  site::Json years = site::Json::array();
  long most = 1;
  for (const site::Json& year : counts["years"]) most = std::max(most, year[1].get<long>());
  for (const site::Json& year : counts["years"]) {
    const double height = std::max(2.0, 100.0 * year[1].get<double>() / static_cast<double>(most));
    years.push_back({{"year", year[0]}, {"count", view::thousands(year[1])}, {"height", height}, {"top", 100 - height}});
  }
  site::Json words = site::Json::array();
  for (const char* word : {"จัดซื้อจัดจ้าง", "ร้องเรียน", "เผยแพร่ข้อมูล", "ทรัพย์สินของราชการ"})
    words.push_back({{"word", word}, {"encoded", http::percent_encode(word)}});
  const bool empty = counts["documents"] == 0;
  site::Json view = {{"q", ""},        {"kept", site::Json::array()},  {"results_shown", false},
                     {"empty", empty}, {"examples", !empty},           {"words", words},
                     {"years", years}, {"years_shown", !years.empty()}};
  for (const char* count : {"measures", "documents", "offices", "pages"}) view[count] = view::thousands(counts[count]);
  return desk.page(visit, "home", std::move(view), "home.title");
}

http::Response search_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  site::SearchRequest wanted;
  site::SearchResponse found;
  std::string wrong;
  try {
    wanted = site::wanted_of(visit.request.query);
    found = site::find(desk.archive(), wanted, site::Facetting::kFewChoices, names_of(desk, visit));
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage) throw;
    wrong = view::shown_message(pages, e.message, visit.language);
    wanted.q = view::begin_of(visit.query("q"), 500);
  }
  const long all_pages = std::clamp((found.total + wanted.per_page - 1) / wanted.per_page, 1L, static_cast<long>(site::kMaxPages));
  if (wanted.page > all_pages && wrong.empty()) return http::redirect(site::address_of(wanted, {{"page", std::to_string(all_pages)}}));
  site::Json chips = site::Json::array();
  for (const auto& [name, value] : wanted.filters) {
    site::SearchRequest without = wanted;
    std::erase(without.filters, std::pair(name, value));
    chips.push_back({{"label", wrong.empty() ? filter_label(desk, name, value, visit.language) : value}, {"href", site::address_of(without, {})}});
  }
  site::Json sorts = site::Json::array();
  for (const char* sort : {"relevance", "year", "office", "score"})
    sorts.push_back({{"label", pages.text(std::string("search.sort_") + sort, visit.language)},
                     {"selected", wanted.sort == sort},
                     {"href", site::address_of(wanted, {{"sort", std::string(sort) == "relevance" ? "" : sort}})}});
  const std::string query = site::address_of(wanted, {}).substr(sizeof "/search?" - 1);
  site::Json view = {
      {"q", wanted.q},
      {"q_encoded", http::percent_encode(wanted.q)},
      {"query_kept", query},
      {"may_keep", wrong.empty()},
      {"feed", "/search.atom" + (query.empty() ? "" : "?" + query)},
      {"fuzzy", wanted.fuzzy},
      {"results_shown", true},
      {"kept", kept(wanted)},
      {"wrong", wrong},
      {"incomplete", found.incomplete},
      {"total", (found.estimated ? "≈ " : "") + view::thousands(found.total)},
      {"measures_only", found.measures_only},
      {"none", wrong.empty() && found.hits.empty()},
      {"hits", hits_view(pages, found, wanted.q, visit.language)},
      {"facets", facets_view(pages, wanted, found, visit.query("all"), visit.language)},
      {"facets_open", true},
      {"chips", chips},
      {"chips_shown", !chips.empty()},
      {"clear", site::address_of({wanted.q, wanted.fuzzy, {}, wanted.sort, {}}, {})},
      {"sorts", sorts},
      {"paging", all_pages > 1},
      {"far", found.total > static_cast<long>(site::kMaxPages) * wanted.per_page && wanted.page == all_pages},
      {"farthest", view::thousands(static_cast<long>(site::kMaxPages) * wanted.per_page)},
      {"page", view::thousands(wanted.page)},
      {"pages", view::thousands(all_pages)},
      {"previous", wanted.page > 1 ? site::Json(site::address_of(wanted, {{"page", std::to_string(wanted.page - 1)}})) : site::Json(nullptr)},
      {"next", wanted.page < all_pages ? site::Json(site::address_of(wanted, {{"page", std::to_string(wanted.page + 1)}})) : site::Json(nullptr)},
      {"take", found.total > 0 && desk.may(visit, access::Action::kTakeFiles)}};
  for (const char* format : {"csv", "xlsx", "json"}) view[format] = "/export?format=" + std::string(format) + (query.empty() ? "" : "&" + query);
  return desk.page(visit, "search", std::move(view), wanted.q.empty() ? "search.title" : "search.title_for", wrong.empty() ? 200 : 400);
}

// Values of a facet, all or by a part of their name, for facets of thousands: [{"label", "count", "selected", "href"}], the most frequent first.
http::Response facet_values(site::Site& desk, const site::RequestContext& visit) {
  const std::string facet = visit.query("facet"), like = text::squeeze(text::to_internal(visit.query("like")));
  const site::SearchRequest wanted = site::wanted_of(visit.request.query);
  site::Json out = site::Json::array();
  for (const auto& [name, values] : site::find(desk.archive(), wanted, site::Facetting::kChoices, names_of(desk, visit)).facets) {
    if (name != facet) continue;
    for (const search::FacetCount& value : values) {
      const std::string label = value.value.empty() ? "" : value_label(desk.pages(), name, value.value, visit.language);
      if (label.empty() || label.find(like) == std::string::npos) continue;
      out.push_back({{"label", label},
                     {"count", view::thousands(value.count)},
                     {"selected", chosen(wanted, name, value.value)},
                     {"href", visit.request.prefix + address_with(wanted, name, value.value)}});
      if (out.size() == (like.empty() ? kValuesFolded : kValuesFound)) break;
    }
  }
  return http::json_answer(out.dump(-1, ' ', false, site::Json::error_handler_t::replace));
}

http::Response suggestions(site::Site& desk, const site::RequestContext& visit) {
  site::Json out = site::Json::array();
  site::SearchRequest wanted = site::wanted_of(visit.request.query);
  wanted.per_page = 6;
  wanted.in = {index::PassageKind::kMeasure, index::PassageKind::kDocument, index::PassageKind::kPerson, index::PassageKind::kScore};
  if (wanted.q.size() >= 2) {
    try {
      for (const site::ShownHit& hit : site::find(desk.archive(), wanted, site::Facetting::kNo, names_of(desk, visit)).hits) {
        std::string title;
        for (const site::Marked& piece : hit.title) title += piece.text;
        out.push_back({{"text", view::begin_of(title, 400)},
                       {"office", hit.office},
                       {"year", hit.year},
                       {"href", visit.request.prefix + site::address_of(hit, wanted.q)}});
      }
    } catch (const Error& e) {
      if (e.kind != ErrorKind::kUsage) throw;  // half-typed queries have no suggestions
    }
  }
  return http::json_answer(out.dump(-1, ' ', false, site::Json::error_handler_t::replace));
}

}  // namespace banthuek::serve::pages
