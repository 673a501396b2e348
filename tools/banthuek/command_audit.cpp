// banthuek audit: the questions that auditors ask of the whole archive.
#include <memory>

#include "pipeline/base/data_folder.h"
#include "pipeline/report/audit_reports.h"
#include "pipeline/report/name_mask.h"
#include "tools/banthuek/answer_output.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/databases.h"

namespace banthuek {
namespace {

struct AuditArguments {
  std::vector<std::string> db;
  std::string question, format = "table", offices, which = "all";
  int year = 0;
  double share = 0.5;
  bool json = false, by_province = false, mask_names = false;
};

int year_of(const AuditArguments& a) {
  if (a.year < 2400 || a.year > 2700)
    throw Error(ErrorKind::kUsage, "audit " + a.question, "asks about one fiscal year; give --year in the Buddhist era, as --year 2566");
  return a.year;
}

report::AuditTable answer(store::Store& store, const AuditArguments& a) {
  if (a.question == "copies") return report::copied_measures(store, {a.year ? std::optional<int>(year_of(a)) : std::nullopt, a.share});
  if (a.question == "follow-ups")
    return report::followed_measures(store, year_of(a),
                                     a.which == "back"   ? report::FollowUps::kComingBack
                                     : a.which == "gone" ? report::FollowUps::kGone
                                                         : report::FollowUps::kAll,
                                     a.share);
  if (a.question == "statuses") return report::status_counts(store);
  if (a.question == "scores") return report::score_changes(store);
  if (a.question == "spellings") return report::differing_spellings(store);
  const std::filesystem::path list =
      a.offices.empty() ? base::data_folder(base::DataFolder::kSchemas) / "vocabularies" / "local-governments.tsv" : std::filesystem::path(a.offices);
  const std::vector<report::LocalGovernment> all = report::read_local_governments(list);
  return a.by_province ? report::missing_by_province(store, all, year_of(a)) : report::offices_without_report(store, all, year_of(a));
}

int run(const AuditArguments& a) {
  store::Store store = store::Store::open(one_database(a.db), database::Access::kRead);
  report::AuditTable found = answer(store, a);
  if (a.mask_names) {
    const report::NameMask mask(report::names_of_persons(store));
    for (auto& row : found.rows)
      for (report::SqlValue& value : row)
        if (auto* text = std::get_if<std::string>(&value)) *text = mask.mask(*text);
  }
  print_answer(found.columns, found.rows, a.json ? "json" : a.format);
  return kExitDone;
}

}  // namespace

void add_audit(Command program) {
  auto a = std::make_shared<AuditArguments>();
  Command command = program.add_command("audit", "questions about the whole archive: copies, follow-ups, missing, statuses, scores, spellings");
  command.footer(
      "copies      the same measure text in several offices, with the share they have in common\n"
      "follow-ups  measures of --year that come back, or do not, the year after (--which all, back, gone)\n"
      "missing     offices without a report of --year, against the list of local governments (--by-province counts)\n"
      "statuses    measures by status, province and year\n"
      "scores      ITA scores of offices by year, with the change\n"
      "spellings   signers' names and office codes written a letter otherwise than elsewhere by the same office\n"
      "Example: banthuek audit copies --year 2566 --share 0.7 --format csv");
  add_databases_option(command, a->db);
  command.option("question", a->question, "copies, follow-ups, missing, statuses, scores or spellings")
      .required()
      .one_of({"copies", "follow-ups", "missing", "statuses", "scores", "spellings"})
      .type_name("QUESTION");
  command.option("--year", a->year, "fiscal year, Buddhist era");
  command.option("--share", a->share, "copies, follow-ups: at least so much text in common").range(0.1, 1.0).show_default();
  command.option("--which", a->which, "follow-ups: all, back or gone").one_of({"all", "back", "gone"}).show_default();
  command.flag("--by-province", a->by_province, "missing: counts for each province");
  command.option("--offices", a->offices, "missing: another list than the program's").type_name("FILE");
  command.option("--format", a->format, "table, csv or json (an object a line)").one_of({"table", "csv", "json"}).show_default();
  command.flag("--mask-names", a->mask_names, "leaves out names of persons");
  command.flag("--json", a->json, "the same as --format json");
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
