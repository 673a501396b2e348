// A part of a page that somebody drew a frame around: its text, recognised, so that what was not read is entered without typing; and a row that the
// reader missed, added there.
#include <fmt/core.h>

#include <algorithm>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/by_hand.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/pages/value_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/serve/view/region_reader.h"

namespace banthuek::serve::pages {
namespace {

http::Response refused(site::Site& desk, const site::RequestContext& visit, int status, std::string_view key, const std::string& picture = "") {
  site::Json answer = {{"said", desk.pages().text(key, visit.language)}};
  if (!picture.empty()) answer["picture"] = picture;  // the value may be typed
  return http::json_answer(answer.dump(), status);
}

}  // namespace

// ?page=3&box=X,Y,W,H in pixels of the page: {"text", "percent", "sureness", "picture"}; else {"said"} with what is the matter.
http::Response page_region(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return refused(desk, visit, 404, "error.no_document");
  const std::string number = visit.query("page");
  const auto page = std::find_if(whole->pages.begin(), whole->pages.end(), [&](const auto& row) { return std::to_string(row.number) == number; });
  if (page == whole->pages.end()) return refused(desk, visit, 404, "error.no_document");
  const auto cut = iiif_cut(visit.query("box"), "max", page->width, page->height);
  if (!cut || cut->region.w < kMinFrameSide || cut->region.h < kMinFrameSide) return refused(desk, visit, 400, "document.region_small");
  view::PictureWanted wanted = page_wanted(*whole, *page);
  wanted.region = cut->region;
  if (!desk.pictures().unchanged(wanted.path, wanted.sha256)) return refused(desk, visit, 404, "document.no_picture");
  const Box& box = cut->region;
  const std::string picture = fmt::format("{}/iiif/{}/{},{},{},{}/max/0/default.jpg", visit.request.prefix,
                                          picture_id(whole->stored.key, page->number), box.x, box.y, box.w, box.h);
  auto trouble = view::RegionReader::Trouble::kNone;
  const auto read = desk.regions().read(wanted, trouble);
  if (!read) {
    const bool busy = trouble == view::RegionReader::Trouble::kBusy;
    http::Response response = refused(desk, visit, busy ? 503 : 422, busy ? "document.region_busy" : "document.region_unread", picture);
    if (busy) response.headers.emplace_back("Retry-After", "5");
    return response;
  }
  if (read->text.empty()) return refused(desk, visit, 422, "document.region_empty", picture);
  const site::Json answer = {
      {"text", read->text}, {"percent", view::percent(read->confidence)}, {"sureness", view::sureness(read->confidence)}, {"picture", picture}};
  return http::json_answer(answer.dump(-1, ' ', false, site::Json::error_handler_t::replace));
}

// list=measures (or a kind of records)&place=PAGE,X,Y,W,H&value/title=...&value/status=done&why=...: {"row", "href"}, or back to the document.
http::Response add_row(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const auto place = marked_place(*whole, visit.form("place"));
  if (!place) throw Error(ErrorKind::kUsage, "", "there is no such place in this document; mark one on its pages");
  const std::string list = visit.form("list");
  constexpr std::string_view kValue = "value/";
  const std::vector<schema::RecordKind> kinds = desk.archive().kinds();
  std::vector<std::pair<std::string, std::string>> values;
  for (const auto& [name, typed] : visit.request.form) {
    if (!name.starts_with(kValue)) continue;
    const std::string field = name.substr(kValue.size());
    if (std::string value = kept_value(desk.pages(), kind_of_new(kinds, list, field), typed); !value.empty())
      values.emplace_back(field, std::move(value));
  }
  std::string why = visit.form("why");
  if (why.empty()) why = desk.pages().text("why.row", view::Language::kThai);
  std::string row;
  try {
    row = desk.archive().add_row(visit.part("key"), list, values, *place, visit.session.name, why);
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage || !visit.wants_json()) throw;
    return http::json_answer(site::Json{{"said", view::shown_message(desk.pages(), e.message, visit.language)}}.dump(), 400);
  }
  desk.note(visit, "row added", visit.part("key") + " " + row, why);
  const std::string href = fmt::format("/documents/{}?done={}#v-{}", visit.part("key"), http::percent_encode(row),
                                       view::anchor_of(fmt::format("{}/{}", row, values.front().first)));
  if (!visit.wants_json()) return http::redirect(href);
  return http::json_answer(site::Json{{"row", row}, {"href", visit.request.prefix + href}}.dump());
}

}  // namespace banthuek::serve::pages
