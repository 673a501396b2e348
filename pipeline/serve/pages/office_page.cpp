// One office: what it reported year by year, its scores, its measures by status, what is missing, who signed, what is doubtful.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/text/normalise.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

constexpr int kMaxPeople = 40;

struct Year {
  std::vector<site::Json> documents;
  std::map<std::string, long> statuses;
  long measures = 0;
};

site::Json or_null(const database::Statement& row, int column) { return row.is_null(column) ? site::Json(nullptr) : site::Json(row.text(column)); }

}  // namespace

http::Response office_page(site::Site& desk, const site::RequestContext& visit) {
  const std::string name = text::squeeze(text::to_internal(visit.query("name")));
  const view::Pages& pages = desk.pages();
  const auto store = desk.archive().read();
  std::map<int, Year> years;  // 0: no year stated
  std::set<std::string> types, districts, provinces;
  {
    auto rows = store->db().prepare(
        "SELECT d.key, d.fiscal_year, d.kind, coalesce(d.title, d.subject), d.reviewed, d.first_page, d.last_page, d.organisation_type, d.district, "
        "d.province, (SELECT count(*) FROM findings x WHERE x.document = d.id AND x.severity <> 'info'), "
        "(SELECT count(*) FROM measures m WHERE m.document = d.id) FROM documents d WHERE d.organisation = ? ORDER BY d.fiscal_year, d.key LIMIT "
        "2000");
    rows.bind(name);
    while (rows.step()) {
      if (!rows.is_null(7)) types.insert(rows.text(7));
      if (!rows.is_null(8)) districts.insert(rows.text(8));
      if (!rows.is_null(9)) provinces.insert(rows.text(9));
      const std::string kind = rows.is_null(2) ? "" : rows.text(2);
      years[rows.is_null(1) ? 0 : static_cast<int>(rows.integer(1))].documents.push_back(
          {{"href", "/documents/" + rows.text(0)},
           {"title", rows.is_null(3) ? pages.text("document.title", visit.language) : rows.text(3)},
           {"kind", is_closed_word(FieldKind::kKind, kind) ? pages.text("kind." + kind, visit.language) : ""},
           {"reviewed", rows.integer(4) != 0},
           {"pages", rows.integer(6) - rows.integer(5) + 1},
           {"findings", rows.integer(10) > 0 ? site::Json(view::thousands(rows.integer(10))) : site::Json(nullptr)},
           {"measures", rows.integer(11) > 0 ? site::Json(view::thousands(rows.integer(11))) : site::Json(nullptr)}});
    }
  }
  {
    auto rows = store->db().prepare(
        "SELECT coalesce(d.fiscal_year, 0), coalesce(m.status, 'none'), count(*) FROM measures m JOIN documents d ON d.id = m.document "
        "WHERE d.organisation = ? GROUP BY 1, 2");
    rows.bind(name);
    while (rows.step()) {
      Year& year = years[static_cast<int>(rows.integer(0))];
      year.statuses[rows.text(1)] += static_cast<long>(rows.integer(2));
      year.measures += static_cast<long>(rows.integer(2));
    }
  }
  site::Json people = site::Json::array(), findings = site::Json::array(), tables = site::Json::array();
  if (!desk.masked(visit)) {
    auto rows = store->db().prepare(
        fmt::format("SELECT s.name, s.position, min(d.fiscal_year), max(d.fiscal_year), max(d.key) FROM signatures s JOIN documents d ON d.id = "
                    "s.document WHERE d.organisation = ? AND s.name IS NOT NULL GROUP BY s.name ORDER BY max(d.fiscal_year) DESC, s.name LIMIT {}",
                    kMaxPeople));
    rows.bind(name);
    while (rows.step()) {
      const std::string first = rows.is_null(2) ? "" : rows.text(2), last = rows.is_null(3) ? "" : rows.text(3);
      people.push_back({{"name", rows.text(0)},
                        {"position", or_null(rows, 1)},
                        {"years", first == last ? first : first + "–" + last},
                        {"href", "/documents/" + rows.text(4)}});
    }
  }
  {
    auto rows = store->db().prepare(
        "SELECT x.code, x.severity, count(*), max(d.key), max(x.reason) FROM findings x JOIN documents d ON d.id = x.document WHERE d.organisation = "
        "? AND x.severity <> 'info' "
        "GROUP BY x.code, x.severity ORDER BY 3 DESC, 1 LIMIT 30");
    rows.bind(name);
    while (rows.step())
      findings.push_back({{"severity", rows.text(1)},
                          {"reason", view::shown_finding(pages, rows.text(0), rows.text(4), visit.language)},
                          {"count", view::thousands(rows.integer(2))},
                          {"href", "/documents/" + rows.text(3)}});
  }
  {
    auto rows = store->db().prepare(
        "SELECT d.fiscal_year, s.iit, s.eit, s.oit, s.total, s.level, d.key, s.number FROM scores s JOIN documents d ON d.id = s.document "
        "WHERE s.organisation = ? ORDER BY d.fiscal_year, d.key LIMIT 60");
    rows.bind(name);
    while (rows.step()) {
      const auto number = [&](int column) {
        char text[20] = "";
        if (!rows.is_null(column)) std::snprintf(text, sizeof text, "%.2f", rows.real(column));
        return std::string(text);
      };
      tables.push_back({{"year", rows.is_null(0) ? "" : rows.text(0)},
                        {"iit", number(1)},
                        {"eit", number(2)},
                        {"oit", number(3)},
                        {"total", number(4)},
                        {"level", or_null(rows, 5)},
                        {"href", fmt::format("/documents/{}#v-scores-{}-organisation", rows.text(6), rows.integer(7) - 1)}});
    }
  }
  // An office may be known from published tables alone.
  if (years.empty() && tables.empty()) return desk.refusal(visit, 404, "error.no_office");
  // Years of the archive in which it has nothing, from its first on.
  const site::Json overview = desk.archive().overview();
  site::Json missing = site::Json::array(), shown = site::Json::array();
  const auto first = years.upper_bound(0);
  if (first != years.end())
    for (const site::Json& year : overview["years"])
      if (const int number = year[0].get<int>(); number >= first->first && !years.contains(number)) missing.push_back({{"year", number}});
  for (auto it = years.rbegin(); it != years.rend(); ++it) {
    const Year& year = it->second;
    site::Json parts = site::Json::array();
    double x = 0;
    for (const char* status : {"done", "in_progress", "not_started", "none"}) {
      const auto at = year.statuses.find(status);
      const double width = at == year.statuses.end() ? 0 : 100.0 * static_cast<double>(at->second) / static_cast<double>(year.measures);
      const long count = at == year.statuses.end() ? 0 : at->second;
      http::Pairs search = {{"office", name}, {"year", std::to_string(it->first)}, {"status", status}};
      parts.push_back(
          {{"class", status},
           {"x", x},
           {"width", width},
           {"label", pages.text(std::string("status.") + status, visit.language)},
           {"count", count > 0 ? site::Json(view::thousands(count)) : site::Json(nullptr)},
           {"href", std::string_view(status) != "none" && it->first ? site::Json("/search?" + http::join_query(search)) : site::Json(nullptr)}});
      x += width;
    }
    shown.push_back({{"year", it->first ? std::to_string(it->first) : pages.text("site.none", visit.language)},
                     {"documents", year.documents},
                     {"measures", year.measures > 0 ? site::Json(view::thousands(year.measures)) : site::Json(nullptr)},
                     {"parts", parts}});
  }
  const site::Json known = desk.archive().office(name);
  site::Json xs = site::Json::array(), ys = site::Json::array();
  for (const site::Json& score : known["scores"]) {
    xs.push_back(score["year"]);
    ys.push_back(score["score"]);
  }
  const auto joined = [](const std::set<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
  };
  const std::string encoded = http::percent_encode(name);
  site::Json view = {{"name", name},
                     {"type", joined(types)},
                     {"district", joined(districts)},
                     {"province", joined(provinces)},
                     {"years", shown},
                     {"years_shown", !shown.empty()},
                     {"missing", missing},
                     {"missing_shown", !missing.empty()},
                     {"scores", known["scores"]},
                     {"scores_shown", !known["scores"].empty()},
                     {"chart", site::Json{{"x", xs}, {"y", ys}}.dump()},
                     {"tables", tables},
                     {"tables_shown", !tables.empty()},
                     {"people", people},
                     {"people_shown", !people.empty()},
                     {"findings", findings},
                     {"findings_shown", !findings.empty()},
                     {"search", "/search?office=" + encoded},
                     {"compare", known["years"].size() > 1 ? site::Json("/compare?office=" + encoded) : site::Json(nullptr)}};
  return desk.page(visit, "office", std::move(view), name + " ");
}

}  // namespace banthuek::serve::pages
