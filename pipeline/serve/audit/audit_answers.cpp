#include "pipeline/serve/audit/audit_answers.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/text_diff.h"

namespace banthuek::serve::audit {
namespace {

constexpr int kRowsOfAPage = 50, kGroupsOfAPage = 15;
constexpr std::size_t kMembersShown = 8;

template <typename Rows>
void add_paging(site::Json& view, const Asked& asked, const Rows& rows, int per_page) {
  const int pages =
      static_cast<int>(std::max<std::size_t>(1, (rows.size() + static_cast<std::size_t>(per_page) - 1) / static_cast<std::size_t>(per_page)));
  const int page = std::min(asked.page, pages);
  view["paging"] = pages > 1;
  view["page"] = page;
  view["pages"] = pages;
  view["first_row"] = (page - 1) * per_page;
  view["previous"] = page > 1 ? site::Json(address_with(asked, {{"page", std::to_string(page - 1)}})) : site::Json(nullptr);
  view["next"] = page < pages ? site::Json(address_with(asked, {{"page", std::to_string(page + 1)}})) : site::Json(nullptr);
}

template <typename Item>
std::vector<Item> page_of(const std::vector<Item>& items, const site::Json& view, int per_page) {
  const std::size_t begin = std::min(items.size(), view["first_row"].get<std::size_t>());
  return {items.begin() + static_cast<std::ptrdiff_t>(begin),
          items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), begin + static_cast<std::size_t>(per_page)))};
}

int shade_of(double share) { return share <= 0 ? 0 : share < 0.25 ? 1 : share < 0.5 ? 2 : share < 0.85 ? 3 : 4; }

}  // namespace

// Groups of copies: the first member is what the others are held against.
void show_copies(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view) {
  const AuditAnswer table = answer_of(desk, asked);
  std::vector<std::vector<const Row*>> groups;
  std::set<std::string> wanted;  // groups with a member that passes the filters are shown whole
  for (const Row* row : rows_of(*table, asked)) wanted.insert(text_of(row->at(0)));
  std::string last;
  for (const Row& row : table->rows) {
    const std::string group = text_of(row[0]);
    if (!wanted.contains(group)) continue;
    if (group != last) groups.emplace_back();
    last = group;
    groups.back().push_back(&row);
  }
  add_paging(view, asked, groups, kGroupsOfAPage);
  site::Json shown = site::Json::array();
  for (const auto& group : page_of(groups, view, kGroupsOfAPage)) {
    const std::string first = text_of(group[0]->at(2)), title = text_of(group[0]->at(6));
    std::set<std::string> offices;
    double least = 1;
    site::Json members = site::Json::array();
    for (const Row* row : group) {
      const std::string measure = text_of(row->at(2)), office = text_of(row->at(4));
      offices.insert(office);
      least = std::min(least, real_of(row->at(1)));
      if (members.size() == kMembersShown) continue;
      members.push_back(
          {{"office", office},
           {"office_href", pages::office_address(office)},
           {"year", text_of(row->at(3))},
           {"province", text_of(row->at(5))},
           {"href", pages::measure_address(measure)},
           {"percent", view::percent(real_of(row->at(1)))},
           {"text", view::differing(row == group[0] ? "" : title, text_of(row->at(6)))},
           {"collect", pages::subject_of_measure(measure) + (row == group[0] ? "" : " " + pages::subject_of_measure(first)) + "|" +
                           desk.pages().text("dossier.why_copy", visit.language, {{"percent", view::percent(real_of(row->at(1)))}})},
           {"pair", row == group[0] ? site::Json(nullptr)
                                    : site::Json("/audit/pair?left=" + http::percent_encode(first) + "&right=" + http::percent_encode(measure))}});
    }
    const std::size_t rest = group.size() - members.size();
    shown.push_back(
        {{"title", title},
         {"caption", desk.pages().text("compare.offices", visit.language, {{"count", offices.size()}, {"percent", view::percent(least)}})},
         {"left", pages::cut_address(first)},
         {"right", group.size() > 1 ? pages::cut_address(text_of(group[1]->at(2))) : ""},
         {"left_alt", text_of(group[0]->at(4))},
         {"right_alt", group.size() > 1 ? text_of(group[1]->at(4)) : ""},
         {"members", members},
         {"rest", rest > 0 ? site::Json(desk.pages().text("audit.rest", visit.language, {{"count", view::thousands(static_cast<long>(rest))}}))
                           : site::Json(nullptr)}});
  }
  view["copies"] = {{"groups", shown}};
  view["none"] = groups.empty();
  view["found"] = desk.pages().text("audit.found_groups", visit.language, {{"count", view::thousands(static_cast<long>(groups.size()))}});
}

void show_follow_ups(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view) {
  const AuditAnswer table = answer_of(desk, asked);
  const std::vector<const Row*> rows = rows_of(*table, asked);
  add_paging(view, asked, rows, kRowsOfAPage);
  site::Json shown = site::Json::array();
  std::map<std::string, long> counts;
  for (const Row* row : rows) ++counts[text_of(row->at(6))];
  const auto store = desk.archive().read();
  for (const Row* row : page_of(rows, view, kRowsOfAPage)) {
    const std::string measure = text_of(row->at(0)), office = text_of(row->at(1)), next = text_of(row->at(4)), how = text_of(row->at(6));
    shown.push_back(
        {{"office", office},
         {"office_href", pages::office_address(office)},
         {"province", text_of(row->at(2))},
         {"title", text_of(row->at(3))},
         {"href", pages::measure_address(measure)},
         {"collect", pages::subject_of_measure(measure) + (next.empty() ? "" : " " + pages::subject_of_measure(next)) + "|" +
                         desk.pages().text("audit.how_" + how, visit.language)},
         {"how", how},
         {"how_label", desk.pages().text("audit.how_" + how, visit.language)},
         {"percent", next.empty() ? site::Json(nullptr) : site::Json(view::percent(real_of(row->at(5))))},
         {"pair", next.empty() ? site::Json(nullptr)
                               : site::Json("/audit/pair?left=" + http::percent_encode(measure) + "&right=" + http::percent_encode(next))}});
  }
  site::Json totals = site::Json::array();
  for (const auto& [how, count] : counts)
    totals.push_back({{"label", desk.pages().text("audit.how_" + how, visit.language)}, {"count", view::thousands(count)}});
  view["follow_ups"] = {{"rows", shown}, {"totals", totals}};
  view["none"] = rows.empty();
  view["found"] = desk.pages().text("audit.found_rows", visit.language, {{"count", view::thousands(static_cast<long>(rows.size()))}});
}

// How many offices of each province have a report, year by year; beside it the offices that have none.
void show_missing(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view) {
  std::map<std::string, std::map<int, std::pair<long, long>>> provinces;  // year -> offices, reports
  std::map<int, std::pair<long, long>> country;
  for (const int year : asked.years) {
    const AuditAnswer table = desk.archive().table(
        fmt::format("audit coverage {}", year), [&](store::Store& store) { return report::missing_by_province(store, local_governments(), year); });
    for (const Row& row : table->rows) {
      const long offices = static_cast<long>(real_of(row[1])), reports = static_cast<long>(real_of(row[2]));
      provinces[text_of(row[0])][year] = {offices, reports};
      country[year].first += offices;
      country[year].second += reports;
    }
  }
  const auto cells_of = [&](const std::string& province, const std::map<int, std::pair<long, long>>& years) {
    site::Json out = site::Json::array();
    for (const auto& [year, counts] : years) {
      const double share = counts.first ? static_cast<double>(counts.second) / static_cast<double>(counts.first) : 0;
      Asked there = asked;
      there.province = province;
      there.year = year;
      out.push_back({{"shade", shade_of(share)},
                     {"percent", counts.second > 0 && share < 0.01 ? "<1" : std::to_string(view::percent(share))},
                     {"label", desk.pages().text("audit.coverage_cell", visit.language,
                                                 {{"reports", view::thousands(counts.second)}, {"offices", view::thousands(counts.first)}})},
                     {"selected", province == asked.province && year == asked.year},
                     {"href", address_with(there, {}) + "#without"}});
    }
    return out;
  };
  site::Json grid = site::Json::array(), years = site::Json::array();
  for (const int year : asked.years) years.push_back({{"year", year}});
  for (const auto& [province, by_year] : provinces) {
    if (!asked.province.empty() && province != asked.province) continue;
    grid.push_back({{"province", province}, {"cells", cells_of(province, by_year)}});
  }
  std::vector<const Row*> rows;
  AuditAnswer table;
  if (asked.year) {
    table = answer_of(desk, asked);
    rows = rows_of(*table, asked);
  }
  add_paging(view, asked, rows, kRowsOfAPage);
  site::Json shown = site::Json::array();
  for (const Row* row : page_of(rows, view, kRowsOfAPage))
    shown.push_back({{"collect", "|" + desk.pages().text("dossier.why_missing", visit.language,
                                                         {{"office", text_of(row->at(1))}, {"province", text_of(row->at(4))}, {"year", asked.year}})},
                     {"name", text_of(row->at(1))},
                     {"type", text_of(row->at(2))},
                     {"district", text_of(row->at(3))},
                     {"province", text_of(row->at(4))}});
  view["missing"] = {
      {"grid_years", years},
      {"grid", grid},
      {"country", cells_of("", country)},
      {"rows", shown},
      {"rows_shown", !shown.empty()},
      {"lead", asked.year ? site::Json(desk.pages().text("audit.without", visit.language,
                                                         {{"year", asked.year}, {"count", view::thousands(static_cast<long>(rows.size()))}}))
                          : site::Json(nullptr)}};
  view["none"] = asked.years.empty();
}

void show_statuses(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view) {
  const AuditAnswer table = answer_of(desk, asked);
  std::map<std::string, std::array<double, 4>> provinces;
  for (const Row* row : rows_of(*table, asked)) {
    const std::string name = is_null(row->at(0)) ? desk.pages().text("site.none", visit.language) : text_of(row->at(0));
    for (std::size_t i = 0; i < 4; ++i) provinces[name][i] += real_of(row->at(i + 2));
  }
  static constexpr const char* kStatuses[] = {"done", "in_progress", "not_started", "none"};
  site::Json shown = site::Json::array();
  for (const auto& [province, counts] : provinces) {
    const double all = counts[0] + counts[1] + counts[2] + counts[3];
    double x = 0;
    site::Json parts = site::Json::array();
    for (std::size_t i = 0; i < 4; ++i) {
      const double width = all > 0 ? 100 * counts[i] / all : 0;
      http::Pairs search = {{"province", province}};
      if (asked.year) search.emplace_back("year", std::to_string(asked.year));
      if (i < 3) search.emplace_back("status", kStatuses[i]);
      parts.push_back({{"class", kStatuses[i]},
                       {"x", x},
                       {"width", width},
                       {"count", view::thousands(static_cast<long>(counts[i]))},
                       {"href", i < 3 && counts[i] > 0 ? site::Json("/search?" + http::join_query(search)) : site::Json(nullptr)}});
      x += width;
    }
    shown.push_back({{"province", province}, {"parts", parts}, {"all", view::thousands(static_cast<long>(all))}});
  }
  view["statuses"] = {{"rows", shown}};
  view["none"] = shown.empty();
}

// An office a row, a year a column.
void show_scores(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view) {
  Asked all = asked;
  all.year = 0;
  const AuditAnswer table = answer_of(desk, all);
  struct Line {
    std::string office, province;
    std::map<int, std::pair<double, std::optional<double>>> years;  // score, change
    double last_score() const { return years.rbegin()->second.first; }
    double last_change() const { return years.rbegin()->second.second.value_or(0); }
  };
  std::vector<Line> lines;
  std::set<int> years;
  for (const Row* row : rows_of(*table, all)) {
    const std::string office = text_of(row->at(0)), province = text_of(row->at(1));
    if (lines.empty() || lines.back().office != office || lines.back().province != province) lines.push_back({office, province, {}});
    const int year = static_cast<int>(real_of(row->at(2)));
    years.insert(year);
    lines.back().years[year] = {real_of(row->at(3)), is_null(row->at(4)) ? std::nullopt : std::optional(real_of(row->at(4)))};
  }
  if (asked.sort == "score")
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.last_score() > b.last_score(); });
  if (asked.sort == "change")
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.last_change() < b.last_change(); });
  add_paging(view, asked, lines, kRowsOfAPage);
  site::Json titles = site::Json::array(), shown = site::Json::array(), sorts = site::Json::array();
  for (const int year : years) titles.push_back({{"year", year}});
  for (const Line& line : page_of(lines, view, kRowsOfAPage)) {
    site::Json cells = site::Json::array();
    for (const int year : years) {
      const auto at = line.years.find(year);
      if (at == line.years.end()) {
        cells.push_back({{"score", nullptr}});
        continue;
      }
      char score[20], change[20] = "";
      std::snprintf(score, sizeof score, "%.2f", at->second.first);
      if (at->second.second) std::snprintf(change, sizeof change, "%+.2f", *at->second.second);
      cells.push_back({{"score", score}, {"change", change}, {"fell", at->second.second.value_or(0) < 0}});
    }
    shown.push_back({{"office", line.office}, {"office_href", pages::office_address(line.office)}, {"province", line.province}, {"cells", cells}});
  }
  for (const char* sort : {"", "score", "change"})
    sorts.push_back({{"label", desk.pages().text(std::string("audit.sort_") + (*sort ? sort : "office"), visit.language)},
                     {"selected", asked.sort == sort},
                     {"href", address_with(asked, {{"sort", sort}})}});
  view["scores"] = {{"years", titles}, {"rows", shown}, {"sorts", sorts}};
  view["none"] = lines.empty();
  view["found"] = desk.pages().text("audit.found_offices", visit.language, {{"count", view::thousands(static_cast<long>(lines.size()))}});
}

}  // namespace banthuek::serve::audit
