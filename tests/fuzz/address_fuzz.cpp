// What stands in an address bar: paths, queries, cookies, cuts of pictures, searches. No path leads out, what is decoded encodes to itself, a cut
// lies on its page.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/search/query.h"
#include "pipeline/serve/http/http.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/site/search_view.h"
#include "tests/fuzz/hold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek;
  namespace http = serve::http;
  if (size > 6000) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto path = http::safe_path(text)) {
    HOLD(path->starts_with('/'));
    for (const std::string& part : http::segments(*path)) HOLD(!part.empty() && part != "." && part != ".." && part.find('\\') == std::string::npos);
  }
  if (const auto plain = http::percent_decode(text, http::Plus::kIsPlus))
    HOLD(http::percent_decode(http::percent_encode(*plain), http::Plus::kIsPlus) == *plain);
  http::parse_cookies(text);
  if (const auto query = http::parse_query(text)) {
    HOLD(http::parse_query(http::join_query(*query)) == *query);
    try {
      const serve::site::SearchRequest wanted = serve::site::wanted_of(*query);
      HOLD(serve::site::address_of(wanted, {}).starts_with("/search?"));
      search::parse_query(wanted.q);
    } catch (const Error&) {
    }
  }
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view region = text.substr(0, slash), wanted = text.substr(std::min(slash + 1, text.size()));
  for (const auto& [width, height] : {std::pair(2480, 3508), std::pair(1, 1)})
    if (const auto cut = serve::pages::iiif_cut(region, wanted, width, height)) {
      HOLD(cut->region.x >= 0 && cut->region.y >= 0 && cut->region.w > 0 && cut->region.h > 0);
      HOLD(cut->region.x + cut->region.w <= width && cut->region.y + cut->region.h <= height);
      HOLD(cut->width > 0 && cut->height > 0 && std::max(cut->width, cut->height) <= 4000);
    }
  return 0;
}
