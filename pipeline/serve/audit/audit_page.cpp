#include "pipeline/serve/audit/audit_page.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/audit/audit_answers.h"
#include "pipeline/serve/pages/api.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::audit {
namespace {

site::Json provinces_of(site::Site& desk, const std::string& chosen) {
  std::set<std::string> names;
  const site::Json overview = desk.archive().overview();
  for (const site::Json& row : overview["provinces"]) names.insert(row[0].get<std::string>());
  if (!chosen.empty()) names.insert(chosen);
  site::Json out = site::Json::array();
  for (const std::string& name : names) out.push_back({{"name", name}, {"selected", name == chosen}});
  return out;
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
  const AuditAnswer table = answer_of(desk, asked);
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
                           {"next", end < rows.size() ? site::Json(fmt::format("p{}", asked.page + 1)) : site::Json(nullptr)}};
  return pages::with_etag(visit, body);
}

}  // namespace banthuek::serve::audit
