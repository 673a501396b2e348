#include "pipeline/serve/pages/audit_page.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "pipeline/base/data_folder.h"
#include "pipeline/report/audit_reports.h"
#include "pipeline/serve/pages/api.h"
#include "pipeline/serve/pages/text_diff.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

constexpr const char* kQuestions[] = {"copies", "follow-ups", "missing", "statuses", "scores"};
constexpr int kRowsOfAPage = 50, kGroupsOfAPage = 15;
constexpr std::size_t kMembersShown = 8;

using Table = std::shared_ptr<const report::AuditTable>;
using Row = std::vector<report::SqlValue>;

std::string text_of(const report::SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return site::Json(*real).dump();
  return "";
}

double real_of(const report::SqlValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return 0;
}

bool is_null(const report::SqlValue& value) {
  return !std::holds_alternative<std::string>(value) && !std::holds_alternative<std::int64_t>(value) && !std::holds_alternative<double>(value);
}

// What the address asks.
struct Asked {
  std::string question, province, office, which = "all", sort;
  int year = 0, page = 1;
  std::vector<int> years;  // that the archive has, ascending
};

Asked asked_of(site::Site& desk, const site::RequestContext& visit, std::string question) {
  Asked out;
  out.question = std::move(question);
  if (std::find(std::begin(kQuestions), std::end(kQuestions), out.question) == std::end(kQuestions))
    throw Error(ErrorKind::kUsage, "", "there is no such question; ask for copies, follow-ups, missing, statuses or scores");
  const site::Json counts = desk.archive().overview();
  for (const site::Json& year : counts["years"]) out.years.push_back(year[0]);
  const std::string year = visit.query("year"), page = visit.query("page"), which = visit.query("which");
  if (!year.empty()) out.year = year.size() == 4 ? std::atoi(year.c_str()) : -1;
  if (out.year != 0 && (out.year < 2400 || out.year > 2700))
    throw Error(ErrorKind::kUsage, "", "year: '" + view::begin_of(year, 40) + "' does not do; give a number from 2400 to 2700");
  if (!page.empty() && page.size() < 7) out.page = std::max(1, std::atoi(page.c_str()));
  if (which == "back" || which == "gone") out.which = which;
  out.province = view::begin_of(text::to_internal(visit.query("province")), 200);
  out.office = view::begin_of(text::squeeze(text::to_internal(visit.query("office"))), 200);
  out.sort = visit.query("sort");
  return out;
}

const std::vector<report::LocalGovernment>& local_governments() {
  static const std::vector<report::LocalGovernment> list =
      report::read_local_governments(base::data_folder(base::DataFolder::kSchemas) / "vocabularies" / "local-governments.tsv");
  return list;
}

report::FollowUps which_of(const std::string& which) {
  return which == "back" ? report::FollowUps::kComingBack : which == "gone" ? report::FollowUps::kGone : report::FollowUps::kAll;
}

// The answer, as `banthuek audit` gives it, kept until the archive changes.
Table answer_of(site::Site& desk, const Asked& asked) {
  const int year = asked.year;
  const std::string name = "audit " + asked.question + " " + std::to_string(year) + " " + asked.which;
  return desk.archive().table(name, [&](store::Store& store) -> report::AuditTable {
    if (asked.question == "copies") return report::copied_measures(store, {year ? std::optional(year) : std::nullopt, 0.5});
    if (asked.question == "statuses") return report::status_counts(store);
    if (asked.question == "scores") return report::score_changes(store);
    if (asked.question == "follow-ups") return report::followed_measures(store, year, which_of(asked.which));
    return report::offices_without_report(store, local_governments(), year);
  });
}

// Which column holds what the filters ask.
int column_of(const report::AuditTable& table, std::string_view name) {
  const auto at = std::find(table.columns.begin(), table.columns.end(), name);
  return at == table.columns.end() ? -1 : static_cast<int>(at - table.columns.begin());
}

bool passes(const Row& row, int column, const std::string& value, bool whole) {
  if (value.empty() || column < 0) return true;
  const std::string text = text_of(row[static_cast<std::size_t>(column)]);
  return whole ? text == value : text.find(value) != std::string::npos;
}

// The rows that pass the filters of the address, in their order.
std::vector<const Row*> rows_of(const report::AuditTable& table, const Asked& asked) {
  const int province = column_of(table, "province");
  int office = column_of(table, "office");
  if (office < 0) office = column_of(table, "name");
  const int year = asked.question == "statuses" || asked.question == "scores" ? column_of(table, "year") : -1;
  std::vector<const Row*> out;
  for (const Row& row : table.rows)
    if (passes(row, province, asked.province, true) && passes(row, office, asked.office, false) &&
        passes(row, year, asked.year ? std::to_string(asked.year) : "", true))
      out.push_back(&row);
  return out;
}

http::Pairs filters_of(const Asked& asked) {
  http::Pairs out;
  if (asked.year) out.emplace_back("year", std::to_string(asked.year));
  if (!asked.province.empty()) out.emplace_back("province", asked.province);
  if (!asked.office.empty()) out.emplace_back("office", asked.office);
  if (asked.which != "all") out.emplace_back("which", asked.which);
  return out;
}

std::string address_with(const Asked& asked, const http::Pairs& change) {
  http::Pairs out = filters_of(asked);
  out.emplace(out.begin(), "question", asked.question);
  if (!asked.sort.empty()) out.emplace_back("sort", asked.sort);
  for (const auto& [name, value] : change) {
    std::erase_if(out, [&](const auto& pair) { return pair.first == name; });
    if (!value.empty()) out.emplace_back(name, value);
  }
  return "/audit?" + http::join_query(out);
}

std::string office_address(const std::string& office) { return "/office?name=" + http::percent_encode(office); }

// "KEY-3" -> its place in the document's page.
std::string measure_address(const std::string& measure) {
  const auto dash = measure.rfind('-');
  if (dash == std::string::npos) return "";
  return "/documents/" + measure.substr(0, dash) + "#v-measures-" + std::to_string(std::atoi(measure.c_str() + dash + 1) - 1) + "-title";
}

std::string cut_address(const std::string& measure) {
  const auto dash = measure.rfind('-');
  if (dash == std::string::npos) return "";
  return "/documents/" + measure.substr(0, dash) +
         "/cut?field=" + http::percent_encode("measures/" + std::to_string(std::atoi(measure.c_str() + dash + 1) - 1) + "/");
}

// What differs from `other` is marked.
site::Json differing(const std::string& other, const std::string& text) {
  site::Json out = site::Json::array();
  if (other.empty() || other == text) {
    out.push_back({{"hit", false}, {"text", text}});
    return out;
  }
  for (const Piece& piece : common_text(other, text).second) out.push_back({{"hit", !piece.common}, {"text", piece.text}});
  return out;
}

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

// Groups of copies: the first member is what the others are held against.
void show_copies(site::Site& desk, const site::RequestContext& visit, const Asked& asked, site::Json& view) {
  const Table table = answer_of(desk, asked);
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
           {"office_href", office_address(office)},
           {"year", text_of(row->at(3))},
           {"province", text_of(row->at(5))},
           {"href", measure_address(measure)},
           {"percent", view::percent(real_of(row->at(1)))},
           {"text", differing(row == group[0] ? "" : title, text_of(row->at(6)))},
           {"pair", row == group[0] ? site::Json(nullptr)
                                    : site::Json("/audit/pair?left=" + http::percent_encode(first) + "&right=" + http::percent_encode(measure))}});
    }
    const std::size_t rest = group.size() - members.size();
    shown.push_back(
        {{"title", title},
         {"caption", desk.pages().text("compare.offices", visit.language, {{"count", offices.size()}, {"percent", view::percent(least)}})},
         {"left", cut_address(first)},
         {"right", group.size() > 1 ? cut_address(text_of(group[1]->at(2))) : ""},
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

void show_follow_ups(site::Site& desk, const site::RequestContext& visit, const Asked& asked, site::Json& view) {
  const Table table = answer_of(desk, asked);
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
         {"office_href", office_address(office)},
         {"province", text_of(row->at(2))},
         {"title", text_of(row->at(3))},
         {"href", measure_address(measure)},
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

int shade_of(double share) { return share <= 0 ? 0 : share < 0.25 ? 1 : share < 0.5 ? 2 : share < 0.85 ? 3 : 4; }

// How many offices of each province have a report, year by year; beside it the offices that have none.
void show_missing(site::Site& desk, const site::RequestContext& visit, const Asked& asked, site::Json& view) {
  std::map<std::string, std::map<int, std::pair<long, long>>> provinces;  // year -> offices, reports
  std::map<int, std::pair<long, long>> country;
  for (const int year : asked.years) {
    const Table table = desk.archive().table("audit coverage " + std::to_string(year),
                                             [&](store::Store& store) { return report::missing_by_province(store, local_governments(), year); });
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
  Table table;
  if (asked.year) {
    table = answer_of(desk, asked);
    rows = rows_of(*table, asked);
  }
  add_paging(view, asked, rows, kRowsOfAPage);
  site::Json shown = site::Json::array();
  for (const Row* row : page_of(rows, view, kRowsOfAPage))
    shown.push_back(
        {{"name", text_of(row->at(1))}, {"type", text_of(row->at(2))}, {"district", text_of(row->at(3))}, {"province", text_of(row->at(4))}});
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

void show_statuses(site::Site& desk, const site::RequestContext& visit, const Asked& asked, site::Json& view) {
  const Table table = answer_of(desk, asked);
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
void show_scores(site::Site& desk, const site::RequestContext& visit, const Asked& asked, site::Json& view) {
  Asked all = asked;
  all.year = 0;
  const Table table = answer_of(desk, all);
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
    shown.push_back({{"office", line.office}, {"office_href", office_address(line.office)}, {"province", line.province}, {"cells", cells}});
  }
  for (const char* sort : {"", "score", "change"})
    sorts.push_back({{"label", desk.pages().text(std::string("audit.sort_") + (*sort ? sort : "office"), visit.language)},
                     {"selected", asked.sort == sort},
                     {"href", address_with(asked, {{"sort", sort}})}});
  view["scores"] = {{"years", titles}, {"rows", shown}, {"sorts", sorts}};
  view["none"] = lines.empty();
  view["found"] = desk.pages().text("audit.found_offices", visit.language, {{"count", view::thousands(static_cast<long>(lines.size()))}});
}

site::Json provinces_of(site::Site& desk, const std::string& chosen) {
  std::set<std::string> names;
  const site::Json overview = desk.archive().overview();
  for (const site::Json& row : overview["provinces"]) names.insert(row[0].get<std::string>());
  if (!chosen.empty()) names.insert(chosen);
  site::Json out = site::Json::array();
  for (const std::string& name : names) out.push_back({{"name", name}, {"selected", name == chosen}});
  return out;
}

// A measure by its name, "KEY-3".
struct NamedMeasure {
  site::WholeDocument whole;
  std::size_t number = 0;
};

std::optional<NamedMeasure> measure_named(site::Site& desk, const std::string& name) {
  const auto dash = name.rfind('-');
  if (dash == std::string::npos || name.size() - dash > 7) return std::nullopt;
  auto whole = desk.archive().document(name.substr(0, dash));
  const int number = std::atoi(name.c_str() + dash + 1);
  if (!whole || number < 1 || static_cast<std::size_t>(number) > whole->stored.document.measures.size()) return std::nullopt;
  return NamedMeasure{std::move(*whole), static_cast<std::size_t>(number - 1)};
}

// Its values by the last part of their paths, in order.
std::vector<std::pair<std::string, std::string>> values_of(const NamedMeasure& found) {
  const std::string prefix = "measures/" + std::to_string(found.number) + "/";
  std::vector<std::pair<std::string, std::string>> out;
  for_each_field(found.whole.stored.document, [&](std::string_view path, const Field& field) {
    if (path.starts_with(prefix)) out.emplace_back(path.substr(prefix.size()), field.value);
  });
  return out;
}

site::Json side_of(const NamedMeasure& found, const std::string& name) {
  const Document& document = found.whole.stored.document;
  return {{"office", document.organisation.name ? document.organisation.name->value : ""},
          {"province", document.organisation.province ? document.organisation.province->value : ""},
          {"year", document.fiscal_year ? document.fiscal_year->value : ""},
          {"href", measure_address(name)},
          {"cut", cut_address(name)}};
}

site::Json cell_of(const report::SqlValue& value) {
  return std::visit([](const auto& v) { return site::Json(v); }, value);
}

}  // namespace

http::Response audit_page(site::Site& desk, const site::RequestContext& visit) {
  const std::string question = visit.query("question").empty() ? "copies" : visit.query("question");
  Asked asked = asked_of(desk, visit, question);
  // Follow-ups ask about a year that has one after it.
  if (question == "follow-ups" && !asked.year && !asked.years.empty())
    asked.year = asked.years.size() > 1 ? asked.years[asked.years.size() - 2] : asked.years.back();
  if (question == "missing" && !asked.year && !asked.years.empty()) asked.year = asked.years.back();
  site::Json view = {{"paging", false},       {"none", false},      {"found", nullptr},    {"copies", nullptr},
                     {"follow_ups", nullptr}, {"missing", nullptr}, {"statuses", nullptr}, {"scores", nullptr}};
  if (question == "copies") show_copies(desk, visit, asked, view);
  if (question == "follow-ups" && asked.year) show_follow_ups(desk, visit, asked, view);
  if (question == "missing") show_missing(desk, visit, asked, view);
  if (question == "statuses") show_statuses(desk, visit, asked, view);
  if (question == "scores") show_scores(desk, visit, asked, view);
  site::Json questions = site::Json::array(), years = site::Json::array(), whiches = site::Json::array();
  for (const char* one : kQuestions) {
    std::string key = one;
    std::replace(key.begin(), key.end(), '-', '_');
    questions.push_back({{"label", desk.pages().text("audit.ask_" + key, visit.language)},
                         {"selected", one == question},
                         {"href", "/audit?question=" + std::string(one)}});
  }
  for (auto year = asked.years.rbegin(); year != asked.years.rend(); ++year) years.push_back({{"year", *year}, {"selected", *year == asked.year}});
  for (const char* which : {"all", "back", "gone"})
    whiches.push_back(
        {{"value", which}, {"label", desk.pages().text(std::string("audit.which_") + which, visit.language)}, {"selected", asked.which == which}});
  std::string key = question;
  std::replace(key.begin(), key.end(), '-', '_');
  view["question"] = question;
  view["heading"] = desk.pages().text("audit.ask_" + key, visit.language);
  view["lead"] = desk.pages().text("audit.lead_" + key, visit.language);
  view["questions"] = questions;
  view["years"] = years;
  view["any_year"] = question != "follow-ups" && question != "missing";
  view["year_shown"] = question != "scores";
  view["which_shown"] = question == "follow-ups";
  view["whiches"] = whiches;
  view["office_shown"] = question != "statuses";
  view["provinces"] = provinces_of(desk, asked.province);
  view["office"] = asked.office;
  view["sort"] = asked.sort;
  view["api"] = "/api/v1/audit/" + question + "?" + http::join_query(filters_of(asked));
  return desk.page(visit, "audit", std::move(view), "audit.title");
}

http::Response audit_pair_page(site::Site& desk, const site::RequestContext& visit) {
  const std::string left_name = visit.query("left"), right_name = visit.query("right");
  const auto left = measure_named(desk, left_name), right = measure_named(desk, right_name);
  if (!left || !right) return desk.refusal(visit, 404, "error.no_document");
  std::vector<std::pair<std::string, std::string>> a = values_of(*left), b = values_of(*right);
  const auto find = [](const auto& values, const std::string& name) {
    const auto at = std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.first == name; });
    return at == values.end() ? std::string() : at->second;
  };
  std::vector<std::string> names;
  for (const auto& values : {a, b})
    for (const auto& [name, value] : values)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  site::Json rows = site::Json::array();
  for (const std::string& name : names) {
    const std::string path = "measures/0/" + name;
    const std::string mine = view::shown_value(desk.pages(), path, find(a, name), visit.language),
                      theirs = view::shown_value(desk.pages(), path, find(b, name), visit.language);
    const std::string label = view::label_key(path);
    rows.push_back({{"label", desk.pages().has(label) ? desk.pages().text(label, visit.language) : name},
                    {"same", mine == theirs},
                    {"left", differing(theirs, mine)},
                    {"right", differing(mine, theirs)}});
  }
  site::Json view = {{"left", side_of(*left, left_name)}, {"right", side_of(*right, right_name)}, {"rows", rows}};
  return desk.page(visit, "audit_pair", std::move(view), "audit.pair_title");
}

http::Response api_audit(site::Site& desk, const site::RequestContext& visit) {
  Asked asked = asked_of(desk, visit, visit.part("question"));
  if (!asked.year && (asked.question == "follow-ups" || asked.question == "missing"))
    throw Error(ErrorKind::kUsage, "", "asks about one fiscal year; give year in the Buddhist era, as 2566");
  const std::string limit_text = visit.query("limit"), cursor = visit.query("cursor");
  const int limit = limit_text.empty() ? 100 : limit_text.size() < 5 ? std::atoi(limit_text.c_str()) : 0;
  if (limit < 1 || limit > 1000)
    throw Error(ErrorKind::kUsage, "", "limit: '" + view::begin_of(limit_text, 40) + "' does not do; give a number from 1 to 1000");
  if (!cursor.empty() && (cursor.size() > 8 || cursor.front() != 'p' || (asked.page = std::atoi(cursor.c_str() + 1)) < 2))
    throw Error(ErrorKind::kUsage, "", "cursor: take it from `next` of the answer before");
  const Table table = answer_of(desk, asked);
  const std::vector<const Row*> rows = rows_of(*table, asked);
  const std::size_t begin = std::min(rows.size(), static_cast<std::size_t>(asked.page - 1) * static_cast<std::size_t>(limit)),
                    end = std::min(rows.size(), begin + static_cast<std::size_t>(limit));
  site::Json shown = site::Json::array();
  for (std::size_t i = begin; i < end; ++i) {
    site::Json row = site::Json::object();
    for (std::size_t c = 0; c < table->columns.size(); ++c) row[table->columns[c]] = cell_of(rows[i]->at(c));
    shown.push_back(std::move(row));
  }
  const site::Json body = {{"question", asked.question},
                           {"total", rows.size()},
                           {"rows", shown},
                           {"next", end < rows.size() ? site::Json("p" + std::to_string(asked.page + 1)) : site::Json(nullptr)}};
  return with_etag(visit, body);
}

}  // namespace banthuek::serve::pages
