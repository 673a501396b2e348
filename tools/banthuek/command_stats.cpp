// banthuek stats: what is in the database, in figures.
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "pipeline/report/export.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/store.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct StatsArguments {
  std::string db = "banthuek.db";
  bool json = false;
  bool ledger = false, csv = false;
};

// A CSV value (RFC 4180).
// What became of each input, a line each; what failed first, unless all is asked for as CSV or JSON.
int run_ledger(const StatsArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  if (a.csv) std::cout << "\xEF\xBB\xBFinput,sha256,outcome,retry,pages,documents,attempts,at,message\r\n";
  store.for_each_ledger_entry([&](const store::LedgerEntry& e) {
    const bool retry = store::again(e.outcome) == store::Retry::kWorthRetrying;
    if (a.csv)
      std::cout << report::csv_cell(e.path) << ',' << e.sha256.value_or("") << ',' << name_of(e.outcome) << ',' << (retry ? "yes" : "no") << ','
                << e.pages << ',' << e.documents << ',' << e.attempts << ',' << e.at << ',' << report::csv_cell(e.message) << "\r\n";
    else if (a.json)
      std::cout << nlohmann::ordered_json{{"input", e.path},
                                          {"sha256", e.sha256 ? nlohmann::ordered_json(*e.sha256) : nullptr},
                                          {"outcome", name_of(e.outcome)},
                                          {"retry", retry},
                                          {"pages", e.pages},
                                          {"documents", e.documents},
                                          {"attempts", e.attempts},
                                          {"at", e.at},
                                          {"message", e.message}}
                       .dump()
                << '\n';
    else
      std::cout << name_of(e.outcome) << (retry ? " (worth retrying)" : "") << "  " << (e.message.empty() ? e.path : e.message) << '\n';
  });
  return kExitDone;
}

nlohmann::ordered_json counts(database::Database& db, std::string_view sql) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  database::Statement row = db.prepare(sql);
  while (row.step()) out[row.is_null(0) ? "-" : row.text(0)] = row.integer(1);
  return out;
}

int run(const StatsArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  database::Database& db = store.db();
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  nlohmann::ordered_json out;
  out["files"] = db.integer("SELECT count(*) FROM files");
  out["pages"] = db.integer("SELECT count(*) FROM pages");
  out["documents"] = db.integer("SELECT count(*) FROM documents");
  out["reviewed"] = db.integer("SELECT count(*) FROM documents WHERE reviewed");
  out["measures"] = db.integer("SELECT count(*) FROM measures");
  out["signatures"] = db.integer("SELECT count(*) FROM signatures");
  out["oit_items"] = db.integer("SELECT count(*) FROM oit_items");
  out["scores"] = db.integer("SELECT count(*) FROM scores");
  // Those of a file that was saved again went on with its pages; their rows of before stay.
  out["corrections"] = db.integer("SELECT count(*) FROM corrections WHERE sha256 IN (SELECT sha256 FROM files)");
  // The leading figure, by those who looked: how many values given as certain were changed.
  const store::CertainValues certain = store::certain_values(db);
  out["certain_values"] = {{"looked_at", certain.looked_at}, {"changed", certain.changed}};
  out["measures_by_year"] =
      counts(db, "SELECT CAST(d.fiscal_year AS TEXT), count(*) FROM measures m JOIN documents d ON d.id = m.document GROUP BY 1 ORDER BY 1");
  out["measures_by_status"] = counts(db, "SELECT status, count(*) FROM measures GROUP BY 1 ORDER BY 1");
  out["pages_by_source"] = counts(db, "SELECT source, count(*) FROM pages GROUP BY 1 ORDER BY 1");
  out["findings_by_code"] = counts(db, "SELECT code, count(*) FROM findings GROUP BY 1 ORDER BY 2 DESC, 1");
  out["ledger"] = counts(db, "SELECT outcome, count(*) FROM ledger GROUP BY 1 ORDER BY 1");
  if (a.json) {
    std::cout << out.dump(1) << "\n";
    return kExitDone;
  }
  for (const auto& [name, value] : out.items()) {
    std::cout << name << ":";
    if (!value.is_object()) std::cout << " " << value;
    for (const auto& [key, count] : value.is_object() ? value.items() : nlohmann::ordered_json::object().items())
      std::cout << "\n  " << key << ": " << count;
    std::cout << "\n";
  }
  return kExitDone;
}

}  // namespace

void add_stats(Command program) {
  auto a = std::make_shared<StatsArguments>();
  Command command = program.add_command("stats", "counts what is in the database");
  command.footer("Example: banthuek stats --json");
  add_db_option(command, a->db);
  command.flag("--json", a->json, "for machines");
  Option ledger = command.flag("--ledger", a->ledger, "lists what became of each input");
  command.flag("--csv", a->csv, "the ledger as CSV").needs(ledger);
  command.run([a] { return a->ledger ? run_ledger(*a) : run(*a); });
}

}  // namespace banthuek
