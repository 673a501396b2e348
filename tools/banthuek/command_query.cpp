// banthuek query: the SQL door, read-only.
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "pipeline/search/export.h"
#include "pipeline/search/sql_door.h"
#include "pipeline/store/store.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/text_table.h"

namespace banthuek {
namespace {

struct Arguments {
  std::string db = "banthuek.db", sql, format = "table";
  bool json = false;
  SqlLimits limits;
};

std::string text_of(const SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return nlohmann::json(*real).dump();
  return "";
}

nlohmann::ordered_json json_of(const SqlValue& value) {
  return std::visit([](const auto& v) { return nlohmann::ordered_json(v); }, value);
}

int run(const Arguments& a) {
  Store store = Store::open(a.db, Access::kRead);
  const std::string format = a.json ? "json" : a.format;
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> table;
  const auto line = [](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) std::cout << (i ? "," : "") << csv_cell(cells[i]);
    std::cout << "\r\n";
  };
  const SqlOutcome outcome = run_select(
      store.db(), a.sql, a.limits,
      [&](const std::vector<std::string>& columns) {
        names = columns;
        if (format == "csv") {
          std::cout << "\xEF\xBB\xBF";
          line(names);
        }
      },
      [&](const std::vector<SqlValue>& row) {
        if (format == "json") {
          nlohmann::ordered_json object;
          for (std::size_t i = 0; i < row.size(); ++i) object[names[i]] = json_of(row[i]);
          std::cout << object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
          return;
        }
        std::vector<std::string> cells;
        for (const SqlValue& value : row) cells.push_back(text_of(value));
        if (format == "csv") line(cells);
        else table.push_back(std::move(cells));
      });
  if (format == "table") {
    std::vector<TextColumn> columns;
    for (const std::string& name : names) columns.push_back({name, 60});
    std::cout << text_table(columns, table);
  }
  if (outcome.end == SqlOutcome::End::kRowLimit)
    std::cerr << "banthuek: query: stopped after " << outcome.rows << " rows; give --rows for more\n";
  return kExitDone;
}

}  // namespace

void add_query(CLI::App& app, Run& run_command) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("query", "runs one SELECT over the database, read-only");
  command->footer("Tables and views: schemas/TABLES.md; begin with measures_flat.\n"
                  "Example: banthuek query 'SELECT province, count(*) FROM measures_flat GROUP BY province'");
  add_db_option(*command, a->db);
  command->add_option("sql", a->sql, "one SELECT")->required()->type_name("SQL");
  command->add_option("--format", a->format, "table, json (an object a line) or csv")->check(CLI::IsMember({"table", "json", "csv"}))->capture_default_str();
  command->add_flag("--json", a->json, "the same as --format json");
  command->add_option("--rows", a->limits.rows, "most rows")->check(CLI::Range(1, 100000000))->capture_default_str();
  command->add_option("--seconds", a->limits.seconds, "longest time")->check(CLI::Range(0.001, 3600.0))->capture_default_str();
  command->callback([a, &run_command] { run_command = [a] { return run(*a); }; });
}

}  // namespace banthuek
