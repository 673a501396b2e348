// banthuek export: documents as JSON or JSON Lines, measures as CSV or XLSX; to stdout or a file.
#include <cstdio>
#include <memory>

#include "pipeline/report/export.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/search_options.h"

namespace banthuek {
namespace {

struct ExportArguments {
  std::string db = "banthuek.db", format = "json", output, query;
  FilterArguments filters;
  bool provenance = false;
};

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdout) std::fclose(file);
  }
};

void export_to(store::Store& store, report::ExportFormat format, const report::ExportOptions& options, const std::string& output) {
  // Under another name until it is whole, so that nothing half-written is left under the name asked for.
  const std::string part = output.empty() ? "" : output + ".part";
  const std::string where = output.empty() ? "stdout" : output;
  {
    std::unique_ptr<std::FILE, CloseFile> file(output.empty() ? stdout : std::fopen(part.c_str(), "wb"));
    if (!file) throw Error(ErrorKind::kDisk, where, "cannot be written; see its folder's rights");
    const auto failed = [&] { return Error(ErrorKind::kDisk, where, "cannot be written to the end; see whether the disk is full"); };
    report::export_text(store, format, options, [&](std::string_view piece) {
      if (std::fwrite(piece.data(), 1, piece.size(), file.get()) != piece.size()) throw failed();
    });
    if (std::fflush(file.get()) != 0) throw failed();
  }
  if (!output.empty()) std::filesystem::rename(part, output);
}

int run(const ExportArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  report::ExportOptions options;
  options.provenance = a.provenance ? Provenance::kGiven : Provenance::kLeft;
  search::SearchOptions search;
  search.filters = filters_of(a.filters);
  if (!a.query.empty() || search.filters.any()) {
    const std::vector<std::int64_t> ids = search::Searcher(store).all_ids(a.query, search);
    options.measures.emplace(ids.begin(), ids.end());
  }
  // Read in order and once: pages of a mapped file would only count as memory of this process.
  store.db().script("PRAGMA mmap_size = 0");
  if (a.format == "xlsx") {
    if (a.output.empty()) throw Error(ErrorKind::kUsage, "export", "XLSX goes to a file; give --output FILE.xlsx");
    report::export_xlsx(store, a.output + ".part", options);
    std::filesystem::rename(a.output + ".part", a.output);
    return kExitDone;
  }
  export_to(store,
            a.format == "csv"     ? report::ExportFormat::kCsv
            : a.format == "jsonl" ? report::ExportFormat::kJsonLines
                                  : report::ExportFormat::kJson,
            options, a.output);
  return kExitDone;
}

}  // namespace

void add_export(Command program) {
  auto a = std::make_shared<ExportArguments>();
  Command command = program.add_command("export", "writes records as JSON, JSON Lines, CSV or XLSX");
  command.footer(
      "json and jsonl hold documents, csv and xlsx a row for each measure. The same records give the same bytes.\n"
      "Example: banthuek export --format xlsx --output measures.xlsx --year 2566");
  add_db_option(command, a->db);
  command.option("--format", a->format, "json, jsonl, csv or xlsx").one_of({"json", "jsonl", "csv", "xlsx"}).show_default();
  command.option("--output", a->output, "instead of stdout").type_name("FILE");
  command.option("--query", a->query, "only what a search finds (JSON: the documents that hold it)").type_name("QUERY");
  command.flag("--provenance", a->provenance, "page, box, confidence and rule of every value");
  add_filter_options(command, a->filters);
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
