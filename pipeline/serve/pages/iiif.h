// Page pictures by the IIIF Image API 3.0, level 1: other viewers work with /iiif/KEY.PAGE/info.json too.
// https://iiif.io/api/image/3.0/
#pragma once

#include <optional>
#include <string_view>

#include "extractors/types/page.h"
#include "pipeline/serve/site/site.h"
#include "pipeline/serve/view/cut_region.h"
#include "pipeline/serve/view/page_pictures.h"

namespace banthuek::serve::site {
struct PageRow;
struct WholeDocument;
}  // namespace banthuek::serve::site

namespace banthuek::serve::pages {

http::Response iiif_info(site::Site& desk, const site::RequestContext& visit);   // GET /iiif/{id}/info.json
http::Response iiif_image(site::Site& desk, const site::RequestContext& visit);  // GET /iiif/{id}/{region}/{size}/{rotation}/{quality}
using view::around;
http::Response cut_of_value(site::Site& desk, const site::RequestContext& visit);  // GET /documents/{key}/cut?field=PATH or PATH/ of a record

// A parsed region and size over a page of that size; nothing where the standard says 400.
struct IiifCut {
  Box region;
  int width = 0, height = 0;
};
std::optional<IiifCut> iiif_cut(std::string_view region, std::string_view size, int page_width, int page_height);

// A page of a document as it was read; what is cut out of it is set by who asks.
view::PictureWanted page_wanted(const site::WholeDocument& whole, const site::PageRow& page);

// What a person drew on a page, "PAGE,X,Y,W,H": the part of it that lies on the page. Nothing where there is no such page, or it is a slip of the
// hand.
inline constexpr int kMinFrameSide = 8;  // pixels of the page
std::optional<Place> marked_place(const site::WholeDocument& whole, std::string_view text);

}  // namespace banthuek::serve::pages
