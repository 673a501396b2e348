#include "pipeline/serve/pages/iiif.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/site/name_places.h"
#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::pages {
namespace {

constexpr int kLongestSide = 4000;
constexpr int kTile = 512;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<std::vector<double>> numbers(std::string_view text, std::size_t count) {
  std::vector<double> out;
  while (true) {
    const auto comma = text.find(',');
    const std::string part(text.substr(0, comma));
    char* end = nullptr;
    const double value = std::strtod(part.c_str(), &end);
    if (part.empty() || *end != '\0' || !std::isfinite(value) || value < 0 || value > 1e6) return std::nullopt;
    out.push_back(value);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (out.size() != count) return std::nullopt;
  return out;
}

std::optional<Box> region_of(std::string_view text, int width, int height) {
  if (text == "full") return Box{0, 0, width, height};
  if (text == "square") {
    const int side = std::min(width, height);
    return Box{(width - side) / 2, (height - side) / 2, side, side};
  }
  const bool parts = text.substr(0, 4) == "pct:";
  const auto n = numbers(parts ? text.substr(4) : text, 4);
  if (!n) return std::nullopt;
  const double x = parts ? width / 100.0 : 1, y = parts ? height / 100.0 : 1;
  const Box asked{static_cast<int>(std::lround((*n)[0] * x)), static_cast<int>(std::lround((*n)[1] * y)), static_cast<int>(std::lround((*n)[2] * x)),
                  static_cast<int>(std::lround((*n)[3] * y))};
  const Box inside = intersect(asked, {0, 0, width, height});
  if (inside.empty()) return std::nullopt;
  return inside;
}

struct Located {
  site::WholeDocument whole;
  site::PageRow page;
};

// "KEY.3" -> its document and page.
std::optional<Located> locate(site::Site& desk, const std::string& id) {
  const auto dot = id.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto page = number(std::string_view(id).substr(dot + 1));
  auto whole = desk.archive().document(id.substr(0, dot));
  if (!page || !whole) return std::nullopt;
  for (const site::PageRow& row : whole->pages)
    if (row.number == *page) return Located{std::move(*whole), row};
  return std::nullopt;
}

http::Response picture(site::Site& desk, const site::RequestContext& visit, const Located& at, const IiifCut& cut, bool grey,
                       const std::string& format) {
  view::PictureWanted wanted = page_wanted(at.whole, at.page);
  wanted.region = cut.region;
  wanted.width = cut.width;
  wanted.height = cut.height;
  wanted.grey = grey;
  wanted.format = format;
  if (desk.masked(visit)) wanted.covered = site::covered_places(desk.archive(), at.whole, at.page.number);
  http::Response response;
  const std::string etag = '"' + access::plain_hash(wanted.key()).substr(0, 20) + '"';
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control", "private, max-age=3600");
  if (http::value_or(visit.request.headers, "if-none-match", "") == etag) {
    response.status = 304;
    return response;
  }
  std::string why;
  const auto bytes = desk.pictures().get(wanted, why);
  if (!bytes) {
    response.headers.clear();
    response.status = 404;
    response.type = "text/plain; charset=utf-8";
    response.body = "the page picture cannot be shown: " + why + "\n";
    return response;
  }
  response.type = format == "png" ? "image/png" : "image/jpeg";
  response.body = *bytes;
  return response;
}

http::Response bad(const char* what) {
  http::Response response;
  response.status = 400;
  response.type = "text/plain; charset=utf-8";
  response.body = std::string("not a picture request of IIIF Image API 3.0 level 1: ") + what + "\n";
  return response;
}

http::Response missing() {
  http::Response response;
  response.status = 404;
  response.type = "text/plain; charset=utf-8";
  response.body = "there is no such page\n";
  return response;
}

}  // namespace

view::PictureWanted page_wanted(const site::WholeDocument& whole, const site::PageRow& page) {
  view::PictureWanted wanted;
  wanted.path = whole.stored.file;
  wanted.sha256 = whole.stored.sha256;
  wanted.page = page.number;
  wanted.turned = page.turned;
  wanted.skew = page.skew;
  wanted.page_width = page.width;
  wanted.page_height = page.height;
  return wanted;
}

std::optional<Place> marked_place(const site::WholeDocument& whole, std::string_view text) {
  const std::size_t comma = std::min(text.find(','), text.size());
  const auto page = std::find_if(whole.pages.begin(), whole.pages.end(),
                                 [&](const site::PageRow& row) { return std::to_string(row.number) == text.substr(0, comma); });
  if (page == whole.pages.end() || comma == text.size()) return std::nullopt;
  const auto cut = iiif_cut(text.substr(comma + 1), "max", page->width, page->height);
  if (!cut || cut->region.w < kMinFrameSide || cut->region.h < kMinFrameSide) return std::nullopt;
  return Place{page->number, cut->region};
}

std::optional<IiifCut> iiif_cut(std::string_view region, std::string_view size, int page_width, int page_height) {
  const auto box = region_of(region, page_width, page_height);
  if (!box) return std::nullopt;
  IiifCut cut{*box, box->w, box->h};
  if (!size.empty() && size.front() == '^') return std::nullopt;  // larger than the page is not level 1
  if (size == "max") {
    const double factor = std::min(1.0, static_cast<double>(kLongestSide) / std::max(box->w, box->h));
    cut.width = std::max(1, static_cast<int>(box->w * factor));
    cut.height = std::max(1, static_cast<int>(box->h * factor));
  } else {
    const bool within = !size.empty() && size.front() == '!';
    if (within) size.remove_prefix(1);
    const auto comma = size.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto w = number(size.substr(0, comma)), h = number(size.substr(comma + 1));
    const bool has_w = comma > 0, has_h = comma + 1 < size.size();
    if ((has_w && (!w || *w == 0)) || (has_h && (!h || *h == 0)) || (!has_w && !has_h)) return std::nullopt;
    const auto scaled = [](int length, int to, int from) {
      return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * to / from)));
    };
    if (within && has_w && has_h) {
      const double factor = std::min({1.0, static_cast<double>(*w) / box->w, static_cast<double>(*h) / box->h});
      cut.width = std::max(1, static_cast<int>(box->w * factor));
      cut.height = std::max(1, static_cast<int>(box->h * factor));
    } else if (within) {
      return std::nullopt;
    } else {
      cut.width = has_w ? *w : scaled(box->w, *h, box->h);
      cut.height = has_h ? *h : scaled(box->h, *w, box->w);
    }
    // A page narrower than what was asked for is given as it is, so that one address fits all pages.
    if (cut.width > box->w || cut.height > box->h) {
      if (has_w && has_h && !within) return std::nullopt;
      cut.width = box->w;
      cut.height = box->h;
    }
  }
  if (std::max(cut.width, cut.height) > kLongestSide) return std::nullopt;
  return cut;
}

http::Response iiif_info(site::Site& desk, const site::RequestContext& visit) {
  const auto at = locate(desk, visit.part("id"));
  if (!at) return missing();
  const bool tls = visit.request.secure;
  const std::string base = std::string(tls ? "https://" : "http://") + http::value_or(visit.request.headers, "host", "localhost");
  site::Json scales = site::Json::array();
  for (int scale = 1; scale <= 16 && std::max(at->page.width, at->page.height) / scale > kTile / 2; scale *= 2) scales.push_back(scale);
  const site::Json info = {{"@context", "http://iiif.io/api/image/3/context.json"},
                           {"id", base + visit.request.prefix + "/iiif/" + visit.part("id")},
                           {"type", "ImageService3"},
                           {"protocol", "http://iiif.io/api/image"},
                           {"profile", "level1"},
                           {"width", at->page.width},
                           {"height", at->page.height},
                           {"maxWidth", kLongestSide},
                           {"maxHeight", kLongestSide},
                           {"tiles", {{{"width", kTile}, {"scaleFactors", scales}}}},
                           {"extraFormats", {"png"}},
                           {"extraQualities", {"gray", "color"}},
                           {"extraFeatures", {"regionByPct", "sizeByConfinedWh", "sizeByWh"}}};
  http::Response response = http::json_answer(info.dump());
  response.type = "application/ld+json; profile=\"http://iiif.io/api/image/3/context.json\"";
  response.headers.emplace_back("Cache-Control", "private, max-age=60");
  return response;
}

http::Response iiif_image(site::Site& desk, const site::RequestContext& visit) {
  const std::string quality = visit.part("quality");
  const auto dot = quality.rfind('.');
  const std::string format = dot == std::string::npos ? "" : quality.substr(dot + 1), name = quality.substr(0, dot);
  if (format != "jpg" && format != "png") return bad("format; use jpg or png");
  if (name != "default" && name != "color" && name != "gray") return bad("quality; use default, color or gray");
  if (visit.part("rotation") != "0") return bad("rotation; use 0");
  const auto at = locate(desk, visit.part("id"));
  if (!at) return missing();
  const auto cut = iiif_cut(visit.part("region"), visit.part("size"), at->page.width, at->page.height);
  if (!cut) return bad("region or size");
  return picture(desk, visit, *at, *cut, name == "gray", format);
}

http::Response cut_of_value(site::Site& desk, const site::RequestContext& visit) {
  auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return missing();
  const MaybeField* field = field_at(whole->stored.document, visit.query("field"));
  // "measures/3/": all of the record that stands on its first page.
  std::string asked = visit.query("field");
  const bool record = asked.ends_with('/');
  if (record) asked.pop_back();
  const Place found = asked.empty() ? Place{} : view::place_to_cut(whole->stored.document, asked);
  const std::optional<Place> place = found.page > 0 ? std::optional(found) : std::nullopt;
  if (!place && (!field || !*field)) return missing();
  if (!place) return missing();
  for (const site::PageRow& row : whole->pages) {
    if (row.number != place->page) continue;
    const Box region = around(*place, row.width, row.height);
    if (region.empty()) return missing();
    const double factor = std::min(1.0, 1600.0 / std::max(region.w, region.h));
    const IiifCut cut{region, std::max(1, static_cast<int>(region.w * factor)), std::max(1, static_cast<int>(region.h * factor))};
    const std::string value = field && *field ? (*field)->value : "";
    http::Response response = picture(desk, visit, Located{*std::move(whole), row}, cut, false, "jpg");
    if (response.status < 400 && visit.query("shown") == desk.shown_token()) desk.note_shown(visit, visit.part("key"), visit.query("field"), value);
    return response;
  }
  return missing();
}

}  // namespace banthuek::serve::pages
