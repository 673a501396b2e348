// banthuek query: the SQL door, read-only.
#include <iostream>
#include <memory>

#include "pipeline/report/export.h"
#include "pipeline/report/select.h"
#include "pipeline/store/store.h"
#include "tools/banthuek/answer_output.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/databases.h"

namespace banthuek {
namespace {

struct QueryArguments {
  std::vector<std::string> db;
  std::string sql, format = "table";
  bool json = false;
  report::SqlLimits limits;
};

int run(const QueryArguments& a) {
  store::Store store = store::Store::open(one_database(a.db), database::Access::kRead);
  const std::string format = a.json ? "json" : a.format;
  std::vector<std::string> names;
  std::vector<std::vector<report::SqlValue>> rows;
  // Rows are kept only where the width of columns needs them all.
  const auto flush = [&](bool first) {
    if (format == "csv" && !first) {
      for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
          std::cout << (i ? "," : "") << (std::holds_alternative<std::string>(row[i]) ? report::csv_cell(text_of(row[i])) : text_of(row[i]));
        std::cout << "\r\n";
      }
    } else {
      print_answer(names, rows, format);
    }
    rows.clear();
  };
  bool first = true;
  const report::SqlOutcome outcome = report::run_select(
      store.db(), a.sql, a.limits, [&](const std::vector<std::string>& columns) { names = columns; },
      [&](const std::vector<report::SqlValue>& row) {
        rows.push_back(row);
        if (format == "table" || rows.size() < 1000) return;
        flush(first);
        first = false;
      });
  flush(first);
  if (outcome.end == report::SqlOutcome::End::kRowLimit)
    std::cerr << "banthuek: query: stopped after " << outcome.rows << " rows; give --rows for more\n";
  return kExitDone;
}

}  // namespace

void add_query(Command program) {
  auto a = std::make_shared<QueryArguments>();
  Command command = program.add_command("query", "runs one SELECT over the database, read-only");
  command.footer(
      "Tables and views: schemas/TABLES.md; begin with measures_flat.\n"
      "Example: banthuek query 'SELECT province, count(*) FROM measures_flat GROUP BY province'");
  add_databases_option(command, a->db);
  command.option("sql", a->sql, "one SELECT").required().type_name("SQL");
  command.option("--format", a->format, "table, json (an object a line) or csv").one_of({"table", "json", "csv"}).show_default();
  command.flag("--json", a->json, "the same as --format json");
  command.option("--rows", a->limits.rows, "most rows").range(1, 100000000).show_default();
  command.option("--seconds", a->limits.seconds, "longest time").range(0.001, 3600.0).show_default();
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
