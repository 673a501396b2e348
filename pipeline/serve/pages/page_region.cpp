// A part of a page, recognised for who drew a frame around it: what was not read is entered without typing.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/region_reader.h"

namespace banthuek::serve::pages {
namespace {

constexpr int kMinSide = 8;  // pixels of the page: less is a slip of the hand

http::Response refused(site::Site& desk, const site::RequestContext& visit, int status, std::string_view key) {
  return http::json_answer(site::Json{{"said", desk.pages().text(key, visit.language)}}.dump(), status);
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
  if (!cut || cut->region.w < kMinSide || cut->region.h < kMinSide) return refused(desk, visit, 400, "document.region_small");
  view::PictureWanted wanted = page_wanted(*whole, *page);
  wanted.region = cut->region;
  if (!desk.pictures().unchanged(wanted.path, wanted.sha256)) return refused(desk, visit, 404, "document.no_picture");
  auto trouble = view::RegionReader::Trouble::kNone;
  const auto read = desk.regions().read(wanted, trouble);
  if (!read) {
    const bool busy = trouble == view::RegionReader::Trouble::kBusy;
    http::Response response = refused(desk, visit, busy ? 503 : 422, busy ? "document.region_busy" : "document.region_unread");
    if (busy) response.headers.emplace_back("Retry-After", "5");
    return response;
  }
  if (read->text.empty()) return refused(desk, visit, 422, "document.region_empty");
  const Box& box = cut->region;
  const site::Json answer = {{"text", read->text},
                             {"percent", view::percent(read->confidence)},
                             {"sureness", view::sureness(read->confidence)},
                             {"picture", fmt::format("{}/iiif/{}/{},{},{},{}/max/0/default.jpg", visit.request.prefix,
                                                     picture_id(whole->stored.key, page->number), box.x, box.y, box.w, box.h)}};
  return http::json_answer(answer.dump(-1, ' ', false, site::Json::error_handler_t::replace));
}

}  // namespace banthuek::serve::pages
