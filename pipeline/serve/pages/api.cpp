#include "pipeline/serve/pages/api.h"

#include <fmt/core.h>

#include <fstream>
#include <sstream>

#include "extractors/types/error.h"
#include "extractors/types/export_json.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/documents_asked.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

std::string dump(const site::Json& json) { return json.dump(-1, ' ', false, site::Json::error_handler_t::replace); }

// The exported document without personal names, for masked readers. What stands in a table may be anybody's.
void mask_names(const Document& document, site::Json& json) {
  json["tables"] = site::Json::array();
  for_each_field(document, [&](std::string_view path, const Field&) {
    if (is_person(document, path)) json[site::Json::json_pointer("/" + std::string(path))] = nullptr;
  });
}

int limit_of(const site::RequestContext& visit) {
  const std::string text = visit.query("limit");
  if (text.empty()) return 20;
  const int limit = text.size() < 5 ? std::atoi(text.c_str()) : 0;
  if (limit < 1 || limit > 100) throw Error(ErrorKind::kUsage, "", "limit: give 1 to 100");
  return limit;
}

std::string plain(const std::vector<site::Marked>& text) {
  std::string out;
  for (const site::Marked& piece : text) out += piece.text;
  return out;
}

}  // namespace

http::Response with_etag(const site::RequestContext& visit, const site::Json& json) {
  http::Response response = http::json_answer(dump(json));
  const std::string etag = '"' + access::plain_hash(response.body).substr(0, 20) + '"';
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  if (http::value_or(visit.request.headers, "if-none-match", "") == etag) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

http::Response api_description(site::Site& desk, const site::RequestContext& visit) {
  std::ifstream in(desk.options().web / "openapi.json", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  site::Json description = site::Json::parse(text.str());
  if (!visit.request.prefix.empty()) description["servers"] = site::Json::array({{{"url", visit.request.prefix}}});
  return with_etag(visit, description);
}

namespace {

site::Json or_null(const std::string& text) { return text.empty() ? site::Json(nullptr) : site::Json(text); }

// The page that a cursor means, opaque to visitors.
int page_of_cursor(const site::RequestContext& visit) {
  const std::string cursor = visit.query("cursor");
  if (cursor.empty()) return 1;
  const int page = cursor.size() > 8 || cursor.front() != 'p' ? 0 : std::atoi(cursor.c_str() + 1);
  if (page < 2) throw Error(ErrorKind::kUsage, "", "cursor: take it from `next` of the answer before");
  return page;
}

// One page of a search; `show` makes the hits.
template <typename Show>
http::Response page_of_search(site::Site& desk, const site::RequestContext& visit, site::SearchRequest wanted, const Show& show) {
  wanted.per_page = limit_of(visit);
  wanted.page = page_of_cursor(visit);
  const site::SearchResponse found =
      site::find(desk.archive(), wanted, site::Facetting::kYes, desk.masked(visit) ? site::Names::kMasked : site::Names::kShown);
  site::Json hits = site::Json::array(), facets = site::Json::object();
  for (const site::ShownHit& hit : found.hits) hits.push_back(show(hit));
  for (const auto& [name, values] : found.facets) {
    site::Json counts = site::Json::object();
    for (const search::FacetCount& value : values) counts[value.value] = value.count;
    facets[name] = counts;
  }
  const bool more = static_cast<long>(wanted.page) * wanted.per_page < std::min(found.total, 10'000L);
  return with_etag(visit, {{"total", found.total},
                           {"estimated", found.estimated},
                           {"hits", hits},
                           {"facets", facets},
                           {"next", more ? site::Json(fmt::format("p{}", wanted.page + 1)) : site::Json(nullptr)}});
}

site::Json measure_hit(const site::ShownHit& hit) {
  return {{"measure", fmt::format("{}-{}", hit.document, hit.number)},
          {"document", hit.document},
          {"title", plain(hit.title)},
          {"snippet", plain(hit.snippet)},
          {"office", hit.office},
          {"province", hit.province},
          {"year", hit.year ? site::Json(hit.year) : site::Json(nullptr)},
          {"group", or_null(hit.group)},
          {"status", or_null(hit.status)},
          {"page", hit.page},
          {"confidence", hit.confidence}};
}

}  // namespace

http::Response api_measures(site::Site& desk, const site::RequestContext& visit) {
  site::SearchRequest wanted = site::wanted_of(visit.request.query);
  std::erase_if(wanted.filters, [](const auto& filter) { return filter.first == "in"; });
  wanted.in = {index::PassageKind::kMeasure};
  return page_of_search(desk, visit, std::move(wanted), measure_hit);
}

http::Response api_search(site::Site& desk, const site::RequestContext& visit) {
  return page_of_search(desk, visit, site::wanted_of(visit.request.query), [](const site::ShownHit& hit) {
    site::Json json = measure_hit(hit);
    json["kind"] = name_of(hit.kind);
    json["number"] = hit.number;
    json["document"] = or_null(hit.document);
    if (hit.kind != index::PassageKind::kMeasure) json["measure"] = nullptr;
    json["boxes"] = site::Json::array();
    for (const Place& p : hit.places)
      if (p.page == hit.page) json["boxes"].push_back({p.box.x, p.box.y, p.box.w, p.box.h});
    return json;
  });
}

namespace {

const std::string kSelectDocument =
    "SELECT d.key, d.organisation, d.province, d.title, d.subject, d.fiscal_year, d.reviewed, d.first_page, d.last_page, d.kind FROM documents d "
    "WHERE d.key ";

site::Json document_row(const database::Statement& row) {
  const auto text = [&](int column) { return row.is_null(column) ? site::Json(nullptr) : site::Json(row.text(column)); };
  return {{"document", row.text(0)},
          {"office", text(1)},
          {"province", text(2)},
          {"title", text(3)},
          {"subject", text(4)},
          {"year", row.is_null(5) ? site::Json(nullptr) : site::Json(row.integer(5))},
          {"reviewed", row.integer(6) != 0},
          {"pages", {row.integer(7), row.integer(8)}},
          {"kind", text(9)}};
}

}  // namespace

// With a filter or an order as the list's page has them; without, by key, which goes on where it was whatever is added meanwhile.
http::Response api_documents(site::Site& desk, const site::RequestContext& visit) {
  const int limit = limit_of(visit);
  const DocumentsAsked asked = documents_asked(visit, Values::kStrict);
  const auto store = desk.archive().read();
  site::Json documents = site::Json::array();
  site::Json next = nullptr;
  if (asked.any()) {
    const int page = page_of_cursor(visit);
    const report::DocumentList list =
        report::list_documents(*store, asked.filter(), asked.order(), static_cast<std::int64_t>(page - 1) * limit, limit);
    auto row = store->db().prepare(kSelectDocument + "= ?");
    for (const report::ListedDocument& d : list.documents) {
      if (row.bind(d.key).step()) documents.push_back(document_row(row));
      row.reset();
    }
    if (static_cast<std::int64_t>(page) * limit < list.total) next = fmt::format("p{}", page + 1);
    return with_etag(visit, {{"total", list.total}, {"documents", documents}, {"next", next}});
  }
  auto rows = store->db().prepare(kSelectDocument + "> ? ORDER BY d.key LIMIT ?");
  rows.bind(visit.query("cursor")).bind(limit + 1);
  while (rows.step()) {
    if (static_cast<int>(documents.size()) == limit) {
      next = documents.back()["document"];
      break;
    }
    documents.push_back(document_row(rows));
  }
  return with_etag(visit, {{"documents", documents}, {"next", next}});
}

http::Response api_document(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const std::string& path = whole->stored.file;
  site::Json json = document_json(whole->stored.document, {path.substr(path.find_last_of('/') + 1), whole->stored.sha256}, Provenance::kLeft);
  json["document"] = whole->stored.key;
  json["reviewed"] = whole->stored.reviewed;
  site::Json pictures = site::Json::array();
  for (const site::PageRow& page : whole->pages)
    pictures.push_back({{"page", page.number},
                        {"width", page.width},
                        {"height", page.height},
                        {"iiif", visit.request.prefix + "/iiif/" + picture_id(whole->stored.key, page.number)}});
  json["pictures"] = pictures;
  if (desk.masked(visit)) mask_names(whole->stored.document, json);
  return with_etag(visit, json);
}

http::Response api_values(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  site::Json values = site::Json::array();
  for_each_field(whole->stored.document, [&](std::string_view path, const Field& field) {
    const bool hidden = desk.masked(visit) && is_person(whole->stored.document, path);
    site::Json places = site::Json::array();
    for (const Place& place : field.places) places.push_back({{"page", place.page}, {"box", {place.box.x, place.box.y, place.box.w, place.box.h}}});
    values.push_back({{"field", path},
                      {"value", hidden ? site::Json(nullptr) : site::Json(field.value)},
                      {"raw", hidden ? site::Json(nullptr) : site::Json(field.raw)},
                      {"confidence", field.confidence},
                      {"rule", field.rule},
                      {"places", places}});
  });
  return with_etag(visit, {{"document", whole->stored.key}, {"values", values}});
}

http::Response api_overview(site::Site& desk, const site::RequestContext& visit) {
  site::Json json = desk.archive().counts();
  const site::Json more = desk.archive().overview();
  for (const char* key : {"provinces", "statuses", "ledger"}) json[key] = more[key];
  return with_etag(visit, json);
}

}  // namespace banthuek::serve::pages
