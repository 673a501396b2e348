#include "tools/banthuek/search_options.h"

#include <algorithm>

#include "extractors/text/normalise.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek {
namespace {

int year_of(const std::string& text) {
  const std::string digits = text::ascii_digits(text);
  if (digits.size() != 4 || digits.find_first_not_of("0123456789") != std::string::npos || digits < "2400")
    throw Error(ErrorKind::kUsage, "--year", "'" + text + "' is no year; write the Buddhist era, as 2566 or 2564-2566");
  return std::stoi(digits);
}

}  // namespace

void add_filter_options(Command command, FilterArguments& a) {
  const auto list = [&](const char* name, std::vector<std::string>& values, const char* help) {
    command.option(name, values, help).group("Filters").one_value_each();
  };
  command.option("--year", a.year, "fiscal year or range, Buddhist era: 2566, 2564-2566").group("Filters");
  list("--office", a.offices, "full name of the office, also as อบต.X; may be given again");
  list("--type", a.types, "kind of office; may be given again");
  list("--district", a.districts, "district; may be given again");
  list("--province", a.provinces, "province; may be given again");
  list("--group", a.groups, "IIT, EIT or OIT; may be given again");
  list("--kind", a.kinds, "kind of document: memo, letter, order, announcement, report, ...; may be given again");
  list("--status", a.statuses, "not_started, in_progress or done; may be given again");
  list("--where", a.where, "a field of records: 'budget>=100000', 'method=...', also != <= > <; may be given again");
  command.option("--from", a.from, "periods that reach this date or later: 2023, 2023-04, 2023-04-30").group("Filters");
  command.option("--to", a.to, "periods that begin at this date or before").group("Filters");
  command.option("--confidence", a.confidence, "at least this sure, 0 to 1").range(0.0, 1.0).group("Filters");
  Option with = command.flag("--with-findings", a.with_findings, "only measures with findings").group("Filters");
  command.flag("--without-findings", a.without_findings, "only measures without").excludes(with).group("Filters");
  Option seen = command.flag("--reviewed", a.reviewed, "only what a person has looked at").group("Filters");
  command.flag("--not-reviewed", a.not_reviewed, "only what no person has looked at").excludes(seen).group("Filters");
}

search::Filters filters_of(const FilterArguments& a) {
  search::Filters f;
  if (!a.year.empty()) {
    const std::size_t dash = a.year.find('-');
    f.year_from = year_of(a.year.substr(0, dash));
    f.year_to = dash == std::string::npos ? f.year_from : year_of(a.year.substr(dash + 1));
    if (*f.year_to < *f.year_from) throw Error(ErrorKind::kUsage, "--year", "'" + a.year + "' runs backwards; write the earlier year first");
  }
  if (!a.from.empty()) {
    search::check_date("--from", a.from);
    f.period_from = index::first_day(a.from);
  }
  if (!a.to.empty()) {
    search::check_date("--to", a.to);
    f.period_to = index::last_day(a.to);
  }
  for (const std::string& status : a.statuses)
    if (status != "not_started" && status != "in_progress" && status != "done")
      throw Error(ErrorKind::kUsage, "--status", "'" + status + "' is no status; write not_started, in_progress or done");
  f.kinds = a.kinds;
  f.offices = a.offices;
  f.types = a.types;
  f.districts = a.districts;
  f.provinces = a.provinces;
  f.groups = a.groups;
  f.statuses = a.statuses;
  for (const std::string& condition : a.where) f.where.push_back(search::field_condition(condition));
  f.confidence = a.confidence;
  f.findings = a.with_findings ? search::Want::kYes : a.without_findings ? search::Want::kNo : search::Want::kEither;
  f.reviewed = a.reviewed ? search::Want::kYes : a.not_reviewed ? search::Want::kNo : search::Want::kEither;
  return f;
}

index::PassageKinds passage_kinds(const std::string& list, database::Database& db, search::Filters& filters) {
  if (list.empty()) return filters.where.empty() ? index::PassageKinds::all() : index::PassageKinds{index::PassageKind::kRecord};
  index::PassageKinds out;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string name = list.substr(at, end - at);
    if (!search::add_kind(db, name, out, filters)) throw Error(ErrorKind::kUsage, "--in", search::no_such_kind(db, name));
    at = end + 1;
  }
  return out;
}

}  // namespace banthuek
