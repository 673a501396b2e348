// What is in the archive and what is missing: years, provinces, statuses, scores, reading quality, the ledger.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/pages/province_tiles.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

int shade(long count, long most) {
  if (count == 0) return 0;
  return 1 + static_cast<int>(std::min(3L, (count * 4 - 1) / std::max(1L, most)));
}

site::Json years_view(const site::Json& rows) {
  long most = 1;
  for (const site::Json& row : rows) most = std::max(most, row[1].get<long>());
  site::Json out = site::Json::array();
  for (const site::Json& row : rows)
    out.push_back({{"year", row[0]},
                   {"count", view::thousands(row[1])},
                   {"offices", view::thousands(row[2])},
                   {"width", 100.0 * row[1].get<double>() / static_cast<double>(most)},
                   {"href", fmt::format("/documents?year={}", row[0].get<int>())}});
  return out;
}

site::Json provinces_view(const site::Json& rows, site::Json& years) {
  std::set<int> seen;
  std::map<std::string, std::map<int, long>> grid;
  long most = 1;
  for (const site::Json& row : rows) {
    const int year = row[1].is_null() ? 0 : row[1].get<int>();
    if (year) seen.insert(year);
    grid[row[0]][year] += row[2].get<long>();
    most = std::max(most, row[2].get<long>());
  }
  years = site::Json::array();
  for (const int year : seen) years.push_back({{"year", year}});
  site::Json out = site::Json::array();
  for (const auto& [province, counts] : grid) {
    site::Json cells = site::Json::array();
    long total = 0;
    for (const auto& [year, count] : counts) total += count;
    for (const int year : seen) {
      const auto it = counts.find(year);
      const long count = it == counts.end() ? 0 : it->second;
      cells.push_back({{"count", count},
                       {"shade", shade(count, most)},
                       {"shown", count > 0},
                       {"href", fmt::format("/documents?province={}&year={}", http::percent_encode(province), year)}});
    }
    out.push_back({{"province", province}, {"cells", cells}, {"total", total}, {"href", "/documents?province=" + http::percent_encode(province)}});
  }
  return out;
}

// The country as tiles, shaded by the number of reports: what is missing is seen at once.
site::Json map_view(const view::Pages& pages, const site::Json& provinces, view::Language language) {
  std::map<std::string, long> counts;
  long most = 1;
  for (const site::Json& row : provinces) most = std::max(most, counts[row["province"]] = row["total"].get<long>());
  site::Json out = site::Json::array();
  for (const ProvinceTile& tile : kProvinceTiles) {
    const auto it = counts.find(tile.name);
    const long count = it == counts.end() ? 0 : it->second;
    out.push_back({{"x", tile.column * 50},
                   {"y", tile.row * 42},
                   {"text_x", tile.column * 50 + 23},
                   {"text_y", tile.row * 42 + 25},
                   {"letters", tile.letters},
                   {"shade", shade(count, most)},
                   {"href", count ? site::Json("/documents?province=" + http::percent_encode(tile.name)) : site::Json(nullptr)},
                   {"label", pages.text("overview.tile", language, {{"province", tile.name}, {"count", view::thousands(count)}})}});
  }
  return out;
}

site::Json statuses_view(const site::Site&, const view::Pages& pages, const site::Json& rows, view::Language language) {
  std::map<int, std::map<std::string, long>> by_year;
  for (const site::Json& row : rows)
    by_year[row[0].is_null() ? 0 : row[0].get<int>()][row[1].is_null() ? "none" : row[1].get<std::string>()] += row[2].get<long>();
  site::Json out = site::Json::array();
  for (const auto& [year, counts] : by_year) {
    long total = 0;
    for (const auto& [status, count] : counts) total += count;
    site::Json parts = site::Json::array();
    double x = 0;
    for (const char* status : {"done", "in_progress", "not_started", "none"}) {
      const auto it = counts.find(status);
      const long count = it == counts.end() ? 0 : it->second;
      const double width = 100.0 * static_cast<double>(count) / static_cast<double>(total);
      parts.push_back({{"class", status},
                       {"x", x},
                       {"width", width},
                       {"count", view::thousands(count)},
                       {"label", pages.text(std::string("status.") + status, language)}});
      x += width;
    }
    out.push_back(
        {{"year", year ? site::Json(year) : site::Json(pages.text("site.none", language))}, {"parts", parts}, {"total", view::thousands(total)}});
  }
  return out;
}

site::Json quality_view(const view::Pages& pages, const site::Json& rows, view::Language language) {
  std::map<std::string, std::map<int, long>> by_source;
  long most = 1;
  for (const site::Json& row : rows) {
    by_source[row[0]][row[1].get<int>()] = row[2].get<long>();
    most = std::max(most, row[2].get<long>());
  }
  site::Json out = site::Json::array();
  for (const auto& [source, counts] : by_source)
    for (const auto& [tenth, count] : counts)
      out.push_back({{"source", pages.text("overview.source_" + source, language)},
                     {"range", fmt::format("{}–{}%", tenth * 10, tenth * 10 + (tenth == 9 ? 10 : 9))},
                     {"count", view::thousands(count)},
                     {"width", 100.0 * static_cast<double>(count) / static_cast<double>(most)}});
  return out;
}

}  // namespace

http::Response overview_page(site::Site& desk, const site::RequestContext& visit) {
  const site::Json all = desk.archive().overview();
  const view::Pages& pages = desk.pages();
  site::Json years;
  site::Json provinces = provinces_view(all["provinces"], years);
  site::Json outcomes = site::Json::array();
  for (const site::Json& row : all["ledger"])
    outcomes.push_back({{"outcome", pages.text("outcome." + row[0].get<std::string>(), visit.language)},
                        {"retry", row[1].get<int>() != 0},
                        {"count", view::thousands(row[2])}});
  const std::vector<std::string> names = desk.archive().offices();
  const std::string scored = all["scored"].empty() ? "" : all["scored"][0][0].get<std::string>();
  const std::string office = !visit.query("office").empty() ? visit.query("office") : !scored.empty() ? scored : names.empty() ? "" : names.front();
  site::Json offices = site::Json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 2000); ++i)
    offices.push_back({{"name", names[i]}, {"selected", names[i] == office}});
  const site::Json scores = desk.archive().office(office)["scores"];
  site::Json x = site::Json::array(), y = site::Json::array();
  for (const site::Json& score : scores) {
    x.push_back(score["year"]);
    y.push_back(score["score"]);
  }
  site::Json ledger = ledger_view(desk, pages, desk.archive().ledger(25), visit.language);
  site::Json view = {{"years", years_view(all["years"])},
                     {"grid_years", years},
                     {"provinces", provinces},
                     {"map", map_view(pages, provinces, visit.language)},
                     {"map_width", kTileColumns * 50 - 4},
                     {"map_height", kTileRows * 42 - 4},
                     {"statuses", statuses_view(desk, pages, all["statuses"], visit.language)},
                     {"quality", quality_view(pages, all["quality"], visit.language)},
                     {"outcomes", outcomes},
                     {"ledger", ledger},
                     {"offices", offices},
                     {"office", office},
                     {"scores", scores},
                     {"scores_shown", !scores.empty()},
                     {"chart", site::Json{{"x", x}, {"y", y}}.dump()}};
  for (const char* list : {"years", "provinces", "statuses", "quality", "outcomes"}) view[std::string(list) + "_shown"] = !view[list].empty();
  return desk.page(visit, "overview", std::move(view), "overview.title");
}

}  // namespace banthuek::serve::pages
