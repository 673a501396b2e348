#include "pipeline/database/schema_check.h"

#include <algorithm>
#include <map>

#include "pipeline/database/migrate.h"

namespace banthuek::database {
namespace {

// Without comments and with single spaces: a release may say in other words what a column is. Texts between quotes stay as they are.
std::string plain(std::string_view sql) {
  std::string out;
  const auto space = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql.substr(i).starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size());
      space();
    } else if (sql.substr(i).starts_with("/*")) {
      i = std::min(sql.find("*/", i), sql.size() - 2) + 1;
      space();
    } else if (sql[i] == '\'') {
      const std::size_t end = std::min(sql.find('\'', i + 1), sql.size() - 1);
      out += sql.substr(i, end - i + 1);
      i = end;
    } else if (sql[i] == ' ' || sql[i] == '\n' || sql[i] == '\t' || sql[i] == '\r') {
      space();
    } else {
      out += sql[i];
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

using Schema = std::map<std::string, std::string>;  // "trigger history_keeps_rows" -> SQL

Schema schema_of(Database& db) {
  Schema out;
  Statement row = db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'");
  while (row.step()) out[row.text(0) + " " + row.text(1)] = plain(row.view(2));
  return out;
}

Schema made_by_migrations() {
  Database fresh(":memory:", Access::kWrite);
  for (const Migration& migration : migrations()) fresh.script(std::string(migration.sql));
  return schema_of(fresh);
}

}  // namespace

std::vector<std::string> schema_faults(Database& db) {
  static const Schema wanted = made_by_migrations();  // a hundredth of a second, and the desk verifies again and again
  const Schema held = schema_of(db);
  std::vector<std::string> faults;
  const auto tell = [&](const std::string& name, const char* what) { faults.push_back(db.name() + ": the " + name + " " + what); };
  for (const auto& [name, sql] : wanted) {
    const auto found = held.find(name);
    if (found == held.end())
      tell(name, "is gone; restore a backup, or ingest into a new database");
    else if (found->second != sql)
      tell(name, "was changed; restore a backup, or ingest into a new database");
  }
  for (const auto& [name, sql] : held)
    if (name.starts_with("trigger ") && !wanted.contains(name)) tell(name, "is not banthuek's: it can change what is stored; drop it");
  return faults;
}

}  // namespace banthuek::database
