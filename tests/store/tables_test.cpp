// schemas/TABLES.md is made from the comments in the database's own schema; BANTHUEK_ACCEPT=1 writes it anew.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/source_dir.h"
#include "tests/store/samples.h"

namespace banthuek {
namespace tables_test {

// A cell of Markdown, without the blanks and commas at its ends.
std::string cell(std::string text) {
  while (!text.empty() && std::string_view(" ,\n").find(text.back()) != std::string_view::npos) text.pop_back();
  text.erase(0, std::min(text.size(), text.find_first_not_of(' ')));
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  return text;
}

// "name TYPE ... -- comment" lines of one CREATE statement as a table of Markdown; of a view the names of its columns.
std::string described(database::Database& db, const std::string& type, const std::string& name, const std::string& sql) {
  std::istringstream lines(sql);
  std::string line, out;
  std::getline(lines, line);
  const std::size_t about = line.find("-- ");
  out = "## " + name + (type == "view" ? " (view)" : "") + "\n\n" + (about == std::string::npos ? "" : line.substr(about + 3) + "\n\n");
  if (type == "view") {
    database::Statement column = db.prepare("SELECT group_concat(name, ', ') FROM pragma_table_info(?)");
    column.bind(name).step();
    return out + "Columns: " + column.text(0) + ".\n\n";
  }
  out += "| column | declared | is |\n|---|---|---|\n";
  std::string pending;
  while (std::getline(lines, line)) {
    // Columns that a migration added: ", name TYPE /* comment */", one after the other, behind the last that was created.
    for (std::size_t at = line.find(", "); line.starts_with(", ") && at != std::string::npos;) {
      const std::size_t from = line.find("/* ", at), to = line.find(" */", at), space = line.find(' ', at + 2);
      if (from == std::string::npos || to == std::string::npos) break;
      out += "| " + line.substr(at + 2, space - at - 2) + " | " + cell(line.substr(space + 1, from - space - 2)) + " | " +
             cell(line.substr(from + 3, to - from - 3)) + " |\n";
      at = line.find(", ", to);
    }
    if (line.starts_with(", ")) break;
    const std::size_t comment = line.find("-- ");
    pending += (pending.empty() ? "" : " ") + line.substr(std::min(line.size(), line.find_first_not_of(' ')))
                                                  .substr(0, comment == std::string::npos ? comment : comment - line.find_first_not_of(' '));
    if (comment == std::string::npos) continue;
    const std::size_t space = pending.find(' ');
    out += "| " + pending.substr(0, space) + " | " + cell(pending.substr(space + 1)) + " | " + cell(line.substr(comment + 3)) + " |\n";
    pending.clear();
  }
  return out + "\n";
}

TEST(Tables, AreDescribedInSchemasTablesMd) {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  std::string text =
      "# The tables of the database\n\nMade from the comments in `migrations/` by tests/store/tables_test (`tools/test --accept` writes it anew). "
      "Any SQLite tool may open the file\nread-only; begin with the view `measures_flat`.\n\n";
  database::Statement row = store.db().prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, rowid");
  while (row.step()) {
    const std::string part = described(store.db(), row.text(0), row.text(1), row.text(2));
    EXPECT_NE(part.find(".\n\n"), std::string::npos) << row.view(1) << " has no sentence on what it is";
    text += part;
  }
  text.pop_back();
  const std::string path = test::source_dir() / "schemas/TABLES.md";
  if (std::getenv("BANTHUEK_ACCEPT")) std::ofstream(path) << text;
  std::ostringstream held;
  held << std::ifstream(path).rdbuf();
  EXPECT_EQ(held.str(), text) << "run tools/test --accept and look at the diff";
}

}  // namespace tables_test
}  // namespace banthuek
