// banthuek export: documents as JSON or JSON Lines, measures as CSV or XLSX; to stdout or a file.
#include <cstdio>
#include <memory>

#include "pipeline/base/whole_file.h"
#include "pipeline/report/document_list.h"
#include "pipeline/report/export.h"
#include "pipeline/report/export_records.h"
#include "pipeline/report/export_tables.h"
#include "pipeline/report/name_mask.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/databases.h"
#include "tools/banthuek/search_options.h"

namespace banthuek {
namespace {

struct ExportArguments {
  std::vector<std::string> db;
  std::string format = "json", output, query, tables, records;
  FilterArguments filters;
  bool provenance = false, mask_names = false;
};

void write_to(const std::string& output, const std::function<void(const report::Sink&)>& write) {
  if (!output.empty()) return base::write_whole_file(output, write);
  const auto failed = [] { return Error(ErrorKind::kDisk, "stdout", "cannot be written to the end; see whether the disk is full"); };
  write([&](std::string_view piece) {
    if (std::fwrite(piece.data(), 1, piece.size(), stdout) != piece.size()) throw failed();
  });
  if (std::fflush(stdout) != 0) throw failed();
}

// Tables of all documents, or of those that hold a passage which the search finds.
int export_tables_of(store::Store& store, const ExportArguments& a, bool chosen, search::SearchOptions search, const report::NameMask* mask) {
  if (a.format != "csv" && a.format != "xlsx")
    throw Error(ErrorKind::kUsage, "export", "tables go to CSV or XLSX; give --format csv or --format xlsx");
  if (!a.output.empty() || a.provenance) throw Error(ErrorKind::kUsage, "export", "--tables takes a folder; leave --output and --provenance out");
  std::optional<std::unordered_set<std::string>> documents;
  if (chosen) documents = report::keys_of(store, report::documents_found(store, a.query, search));
  const report::TablesWritten written =
      report::export_tables(store, a.tables, a.format == "csv" ? report::TableFormat::kCsv : report::TableFormat::kXlsx, documents, mask);
  std::fprintf(stderr, "%zu tables in %zu files; %s says where each is from\n", written.tables, written.files,
               (std::filesystem::path(a.tables) / "tables.csv").c_str());
  return kExitDone;
}

// Records of one kind, all or those that the search finds.
int export_records_of(store::Store& store, const ExportArguments& a, bool chosen, search::SearchOptions search, const report::NameMask* mask) {
  const schema::RecordKind kind = report::known_kind(store, a.records);
  if ((a.format != "csv" && a.format != "xlsx") || a.provenance)
    throw Error(ErrorKind::kUsage, "export", "records of a kind go to CSV or XLSX; JSON has them with their documents, and their provenance");
  std::optional<std::unordered_set<std::int64_t>> only;
  if (chosen) {
    search.in = {index::PassageKind::kRecord};
    search.filters.records = {kind.name};
    const std::vector<std::int64_t> ids = search::Searcher(store).all_ids(a.query, search);
    only.emplace(ids.begin(), ids.end());
  }
  if (a.format == "csv") {
    write_to(a.output, [&](const report::Sink& sink) { report::export_records_csv(store, kind, only, sink, mask); });
    return kExitDone;
  }
  if (a.output.empty()) throw Error(ErrorKind::kUsage, "export", "XLSX goes to a file; give --output FILE.xlsx");
  base::put_in_place(a.output, [&](const std::string& part) { report::export_records_xlsx(store, part, kind, only, mask); });
  return kExitDone;
}

int run(const ExportArguments& a) {
  store::Store store = store::Store::open(one_database(a.db), database::Access::kRead);
  report::ExportOptions options;
  options.provenance = a.provenance ? Provenance::kGiven : Provenance::kLeft;
  if (a.mask_names) options.mask = std::make_shared<const report::NameMask>(report::names_of_persons(store));
  search::SearchOptions search;
  search.filters = filters_of(a.filters);
  const bool chosen = !a.query.empty() || search.filters.any();
  if (!a.tables.empty()) return export_tables_of(store, a, chosen, search, options.mask.get());
  if (!a.records.empty()) return export_records_of(store, a, chosen, search, options.mask.get());
  if (chosen && (a.format == "json" || a.format == "jsonl")) {
    options.documents = report::keys_of(store, report::documents_found(store, a.query, search));
  } else if (chosen) {
    const std::vector<std::int64_t> ids = search::Searcher(store).all_ids(a.query, search);
    options.measures.emplace(ids.begin(), ids.end());
  }
  // Read in order and once: pages of a mapped file would only count as memory of this process.
  store.db().script("PRAGMA mmap_size = 0");
  if (a.format == "xlsx") {
    if (a.output.empty()) throw Error(ErrorKind::kUsage, "export", "XLSX goes to a file; give --output FILE.xlsx");
    base::put_in_place(a.output, [&](const std::string& part) { report::export_xlsx(store, part, options); });
    return kExitDone;
  }
  const report::ExportFormat format = a.format == "csv"     ? report::ExportFormat::kCsv
                                      : a.format == "jsonl" ? report::ExportFormat::kJsonLines
                                                            : report::ExportFormat::kJson;
  write_to(a.output, [&](const report::Sink& sink) { report::export_text(store, format, options, sink); });
  return kExitDone;
}

}  // namespace

void add_export(Command program) {
  auto a = std::make_shared<ExportArguments>();
  Command command = program.add_command("export", "writes records as JSON, JSON Lines, CSV or XLSX");
  command.footer(
      "json and jsonl hold documents, csv and xlsx a row for each measure (xlsx has a sheet more for each kind of records); --tables DIR writes "
      "every "
      "table there is.\n"
      "The same records give the same bytes.\n"
      "Example: banthuek export --format xlsx --output measures.xlsx --year 2566");
  add_databases_option(command, a->db);
  command.option("--format", a->format, "json, jsonl, csv or xlsx").one_of({"json", "jsonl", "csv", "xlsx"}).show_default();
  command.option("--output", a->output, "instead of stdout").type_name("FILE");
  command.option("--query", a->query, "only what a search finds (JSON: the documents that hold it)").type_name("QUERY");
  command.option("--tables", a->tables, "all tables instead: a CSV file each, or an XLSX workbook for each document").type_name("DIR");
  command.option("--records", a->records, "records of this kind instead (purchase_plan, ...), a row each").type_name("KIND");
  command.flag("--provenance", a->provenance, "page, box, confidence and rule of every value");
  command.flag("--mask-names", a->mask_names, "leaves out names of persons, wherever they stand");
  add_filter_options(command, a->filters);
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
