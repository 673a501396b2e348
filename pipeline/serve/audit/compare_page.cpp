// Two years of an office side by side, and near-identical measures of several offices.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/audit/audit_page.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/text_diff.h"

namespace banthuek::serve::audit {
namespace {

struct Listed {
  std::string title, status, document;
  int number = 0;
};

std::vector<Listed> measures_of(store::Store& store, const std::string& office, int year) {
  std::vector<Listed> out;
  auto rows = store.db().prepare(
      "SELECT coalesce(m.title, m.method, ''), coalesce(m.status, 'none'), d.key, m.number FROM measures m JOIN documents d ON d.id = m.document "
      "WHERE d.organisation = ? AND d.fiscal_year = ? ORDER BY d.key, m.number LIMIT 300");
  rows.bind(office).bind(year);
  while (rows.step()) out.push_back({rows.text(0), rows.text(1), rows.text(2), static_cast<int>(rows.integer(3))});
  return out;
}

// What differs is marked: what is the same needs no look.
site::Json pieces(const std::vector<view::Piece>& text) {
  site::Json out = site::Json::array();
  for (const view::Piece& piece : text) out.push_back({{"hit", !piece.common}, {"text", piece.text}});
  return out;
}

site::Json side(const site::Site&, const view::Pages& pages, const Listed& measure, const std::vector<view::Piece>& text, view::Language language) {
  return {{"text", pieces(text)},
          {"status", measure.status},
          {"status_label", pages.text("status." + measure.status, language)},
          {"href", fmt::format("/documents/{}#v-measures-{}-title", measure.document, measure.number - 1)}};
}

site::Json pairs_of(site::Site& desk, const std::vector<Listed>& left, const std::vector<Listed>& right, int left_year, int right_year,
                    view::Language language) {
  const view::Pages& pages = desk.pages();
  std::vector<std::tuple<double, std::size_t, std::size_t>> scored;
  for (std::size_t i = 0; i < left.size(); ++i)
    for (std::size_t j = 0; j < right.size(); ++j) {
      const double share = view::alike(left[i].title, right[j].title);
      if (share >= 0.5) scored.emplace_back(share, i, j);
    }
  std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
  std::map<std::size_t, std::pair<std::size_t, double>> partner;
  std::set<std::size_t> taken;
  for (const auto& [share, i, j] : scored)
    if (!partner.count(i) && taken.insert(j).second) partner[i] = {j, share};
  site::Json out = site::Json::array();
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto it = partner.find(i);
    if (it == partner.end()) {
      out.push_back({{"caption", pages.text("compare.only_left", language, {{"year", left_year}})},
                     {"left", side(desk, pages, left[i], {{left[i].title, true}}, language)},
                     {"right", nullptr}});
      continue;
    }
    const auto [j, share] = it->second;
    const auto [a, b] = view::common_text(left[i].title, right[j].title);
    out.push_back({{"caption", pages.text("compare.same", language, {{"percent", view::percent(share)}})},
                   {"left", side(desk, pages, left[i], a, language)},
                   {"right", side(desk, pages, right[j], b, language)}});
  }
  for (std::size_t j = 0; j < right.size(); ++j)
    if (!taken.count(j))
      out.push_back({{"caption", pages.text("compare.only_right", language, {{"year", right_year}})},
                     {"left", nullptr},
                     {"right", side(desk, pages, right[j], {{right[j].title, true}}, language)}});
  return out;
}

constexpr std::size_t kLookedAt = 400, kGroups = 12, kMembers = 8;

// Groups of the same or nearly the same title in different offices, among the measures of the latest years.
site::Json alike_groups(store::Store& store) {
  struct Row {
    std::string title, office, href;
  };
  std::vector<Row> rows;
  // The latest years first, then by key: an order of the content, which is that of several databases as of one. Of so many documents each has a
  // measure.
  auto found =
      store.db().prepare(fmt::format("SELECT m.title, d.organisation, d.key, m.number FROM (SELECT id, key, organisation, fiscal_year FROM documents "
                                     "o WHERE organisation IS NOT NULL "
                                     "AND EXISTS (SELECT 1 FROM measures WHERE document = o.id) ORDER BY fiscal_year DESC NULLS LAST, key LIMIT {0}) "
                                     "d JOIN measures m ON m.document = "
                                     "d.id WHERE length(m.title) >= 12 ORDER BY d.fiscal_year DESC NULLS LAST, d.key, m.number DESC LIMIT {0}",
                                     kLookedAt));
  while (found.step())
    rows.push_back({found.text(0), found.text(1), fmt::format("/documents/{}#v-measures-{}-title", found.text(2), found.integer(3) - 1)});
  site::Json out = site::Json::array();
  std::set<std::size_t> used;
  for (std::size_t i = 0; i < rows.size() && out.size() < kGroups; ++i) {
    if (used.count(i)) continue;
    std::set<std::string> offices{rows[i].office};
    site::Json members = site::Json::array();
    bool same = true;
    double least = 1;
    for (std::size_t j = i + 1; j < rows.size() && members.size() < kMembers; ++j) {
      if (used.count(j) || offices.count(rows[j].office)) continue;
      const double share = view::alike(rows[i].title, rows[j].title);
      if (share < 0.75) continue;
      used.insert(j);
      offices.insert(rows[j].office);
      least = std::min(least, share);
      same = same && rows[i].title == rows[j].title;
      members.push_back(
          {{"text", pieces(view::common_text(rows[i].title, rows[j].title).second)}, {"office", rows[j].office}, {"href", rows[j].href}});
    }
    if (members.empty()) continue;
    members.insert(
        members.begin(),
        site::Json{{"text", site::Json::array({{{"hit", false}, {"text", rows[i].title}}})}, {"office", rows[i].office}, {"href", rows[i].href}});
    out.push_back({{"title", rows[i].title}, {"same", same}, {"percent", view::percent(least)}, {"count", offices.size()}, {"members", members}});
  }
  return out;
}

site::Json alike_view(site::Site& desk, const site::RequestContext& visit) {
  site::Json groups = desk.archive().kept("alike", alike_groups);
  for (site::Json& group : groups)
    group["caption"] = desk.pages().text("compare.offices", visit.language, {{"count", group["count"]}, {"percent", group["percent"]}});
  return groups;
}

}  // namespace

http::Response compare_page(site::Site& desk, const site::RequestContext& visit) {
  const std::vector<std::string> names = desk.archive().offices_of_years();
  const std::string office = !visit.query("office").empty() ? visit.query("office") : names.empty() ? "" : names.front();
  site::Json offices = site::Json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8000); ++i)
    offices.push_back({{"name", names[i]}, {"selected", names[i] == office}});
  site::Json view = {{"offices", offices}, {"office", office}, {"pairs", site::Json::array()}, {"years_shown", false}, {"none", true}};
  if (!office.empty()) {
    const site::Json known = desk.archive().office(office);
    std::vector<int> years = known["years"].get<std::vector<int>>();
    const auto chosen = [&](const char* name, int otherwise) {
      const int year = std::atoi(visit.query(name).c_str());
      return std::find(years.begin(), years.end(), year) != years.end() ? year : otherwise;
    };
    if (!years.empty()) {
      const int left = chosen("left", years.size() > 1 ? years[years.size() - 2] : years.back()), right = chosen("right", years.back());
      const auto options = [&](int selected) {
        site::Json out = site::Json::array();
        for (const int year : years) out.push_back({{"year", year}, {"selected", year == selected}});
        return out;
      };
      view["lefts"] = options(left);
      view["rights"] = options(right);
      view["years_shown"] = true;
      view["left_year"] = left;
      view["right_year"] = right;
      if (left != right) {
        const auto store = desk.archive().read();
        view["pairs"] = pairs_of(desk, measures_of(*store, office, left), measures_of(*store, office, right), left, right, visit.language);
        view["none"] = false;
        for (const site::Json& score : known["scores"]) {
          if (score["year"] == left) view["left_score"] = score["score"];
          if (score["year"] == right) view["right_score"] = score["score"];
        }
      }
    }
  }
  if (!office.empty() && std::find(names.begin(), names.end(), office) == names.end())
    view["offices"].push_back({{"name", office}, {"selected", true}});
  view["alike"] = alike_view(desk, visit);
  view["alike_none"] = view["alike"].empty();
  return desk.page(visit, "compare", std::move(view), "compare.title");
}

}  // namespace banthuek::serve::audit
