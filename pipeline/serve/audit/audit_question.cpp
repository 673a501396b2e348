#include "pipeline/serve/audit/audit_question.h"

#include <fmt/core.h>

#include <algorithm>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/data_folder.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::audit {
namespace {

report::FollowUps which_of(const std::string& which) {
  return which == "back" ? report::FollowUps::kComingBack : which == "gone" ? report::FollowUps::kGone : report::FollowUps::kAll;
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

}  // namespace

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

AuditAnswer answer_of(site::Site& desk, const Asked& asked) {
  const int year = asked.year;
  const std::string name = fmt::format("audit {} {} {}", asked.question, year, asked.which);
  return desk.archive().table(name, [&](store::Store& store) -> report::AuditTable {
    if (asked.question == "copies") return report::copied_measures(store, {year ? std::optional(year) : std::nullopt, 0.5});
    if (asked.question == "statuses") return report::status_counts(store);
    if (asked.question == "scores") return report::score_changes(store);
    if (asked.question == "follow-ups") return report::followed_measures(store, year, which_of(asked.which));
    return report::offices_without_report(store, local_governments(), year);
  });
}

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

}  // namespace banthuek::serve::audit
