// Searches that are kept, with what they find anew, and any search as an Atom feed (RFC 4287).
#include "pipeline/serve/access/saved_searches.h"

#include <fmt/core.h>

#include <algorithm>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/xml_escape.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

std::unordered_set<std::string> keys_of(const std::vector<site::FoundDocument>& found) {
  std::unordered_set<std::string> out;
  for (const site::FoundDocument& one : found) out.insert(one.key);
  return out;
}

site::Names names_of(const site::Site& desk, const site::RequestContext& visit) {
  return desk.masked(visit) ? site::Names::kMasked : site::Names::kShown;
}

}  // namespace

http::Response saved_searches_page(site::Site& desk, const site::RequestContext& visit) {
  const site::Names names = names_of(desk, visit);
  view::Json rows = view::Json::array();
  for (const access::SavedSearch& saved : desk.saved_searches().all(visit.session.name)) {
    view::Json fresh = view::Json::array();
    long count = 0, all = 0;
    std::string wrong;
    try {
      for (const site::FoundDocument& one : site::documents_found(desk.archive(), site::wanted_in(saved.query), names)) {
        ++all;
        if (saved.found.contains(one.key)) continue;
        if (++count > 10) continue;
        const auto whole = desk.archive().document(one.key);
        const Document* d = whole ? &whole->stored.document : nullptr;
        fresh.push_back({{"href", "/documents/" + one.key},
                         {"title", d && d->title ? d->title->value : one.key},
                         {"office", d && d->organisation.name ? d->organisation.name->value : ""},
                         {"at", view::shown_time(one.at, visit.language)}});
      }
    } catch (const Error& e) {
      if (e.kind != ErrorKind::kUsage) throw;
      wrong = desk.pages().text("search.bad_query", visit.language);
    }
    rows.push_back({{"id", saved.id},
                    {"name", saved.name},
                    {"href", "/search?" + saved.query},
                    {"feed", "/search.atom?" + saved.query},
                    {"since", desk.pages().text("saved.since", visit.language, {{"at", view::shown_time(saved.looked_at, visit.language)}})},
                    {"count", view::thousands(count)},
                    {"any", count > 0},
                    {"all", view::thousands(all)},
                    {"fresh", fresh},
                    {"wrong", wrong},
                    {"csrf", desk.csrf(visit)}});
  }
  return desk.page(visit, "saved", {{"rows", rows}, {"none", rows.empty()}}, "saved.title");
}

http::Response change_saved_searches(site::Site& desk, const site::RequestContext& visit) {
  const std::string act = visit.form("act"), owner = visit.session.name;
  const site::Names names = names_of(desk, visit);
  const std::int64_t id = std::strtoll(visit.form("id").substr(0, 18).c_str(), nullptr, 10);
  if (act == "save") {
    std::string query = visit.form("query").substr(0, 4000);
    const std::string name = view::begin_of(text::squeeze(text::to_internal(visit.form("name"))), 300);
    desk.saved_searches().save(owner, name, query, keys_of(site::documents_found(desk.archive(), site::wanted_in(query), names)));
  } else if (act == "remove") {
    desk.saved_searches().remove(owner, id);
  } else if (act == "looked") {
    for (const access::SavedSearch& saved : desk.saved_searches().all(owner))
      if (saved.id == id)
        desk.saved_searches().looked(owner, id, keys_of(site::documents_found(desk.archive(), site::wanted_in(saved.query), names)));
  } else {
    throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  }
  return http::redirect("/saved");
}

http::Response search_feed(site::Site& desk, const site::RequestContext& visit) {
  constexpr std::size_t kEntries = 50;
  const site::SearchRequest wanted = site::wanted_of(visit.request.query);
  const std::string base =
      std::string(visit.request.secure ? "https://" : "http://") + http::value_or(visit.request.headers, "host", "localhost") + visit.request.prefix;
  const std::string address = site::address_of(wanted, {});
  const auto mask = desk.masked(visit) ? desk.archive().name_mask() : nullptr;
  const auto shown = [&](const std::string& text) {
    return base::xml_escaped(mask ? mask->mask(text, desk.pages().text("document.masked", visit.language)) : text);
  };
  const std::string long_ago = "1970-01-01T00:00:00Z";  // a feed needs a time, and a document whose path the ledger does not know has none
  std::string entries, updated = long_ago;
  std::size_t count = 0;
  for (const site::FoundDocument& found : site::documents_found(desk.archive(), wanted, names_of(desk, visit))) {
    if (++count > kEntries) break;
    updated = std::max(updated, found.at);
    const auto whole = desk.archive().document(found.key);
    if (!whole) continue;
    const Document& d = whole->stored.document;
    const auto text = [](const MaybeField& f) { return f ? f->value : std::string(); };
    const std::string href = base + "/documents/" + found.key + (wanted.q.empty() ? "" : "?q=" + http::percent_encode(wanted.q));
    std::string summary;
    for (std::size_t i = 0; i < std::min<std::size_t>(d.measures.size(), 5); ++i)
      if (d.measures[i].title) summary += (summary.empty() ? "" : " · ") + view::begin_of(d.measures[i].title->value, 200);
    entries += fmt::format("<entry><id>urn:banthuek:{}</id><title>{}</title><link href=\"{}\"/><updated>{}</updated><summary>{}</summary></entry>\n",
                           found.key, shown(text(d.organisation.name) + " " + text(d.fiscal_year) + (d.title ? " · " + d.title->value : "")),
                           base::xml_escaped(href), base::xml_escaped(found.at.empty() ? long_ago : found.at), shown(summary));
  }
  http::Response response;
  response.type = "application/atom+xml; charset=utf-8";
  const std::string title = desk.pages().text("site.tagline", visit.language) + (wanted.q.empty() ? "" : ": " + wanted.q);
  response.body = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{}</id><title>{}</title><link "
      "href=\"{}\"/><updated>{}</updated><author><name>{}</name></author>\n{}</feed>\n",
      base::xml_escaped(base + address), base::xml_escaped(title), base::xml_escaped(base + address), updated,
      base::xml_escaped(desk.pages().text("site.tagline", visit.language)), entries);
  return response;
}

}  // namespace banthuek::serve::pages
