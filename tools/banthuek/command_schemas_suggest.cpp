// schemas suggest: groups the tables that nobody knows by their headings, and writes the file of a kind of records to begin with.
#include <fmt/core.h>

#include <cstdio>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/report/suggest_kinds.h"
#include "tools/banthuek/schemas_given.h"

namespace banthuek {
namespace {

struct SuggestArguments {
  std::string db = "banthuek.db", name;
  int group = 0, limit = 20;
};

int suggest(const SuggestArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  const std::vector<report::TableGroup> groups = report::group_tables(store);
  if (a.group > 0) {
    if (static_cast<std::size_t>(a.group) > groups.size())
      throw Error(ErrorKind::kUsage, "--group", fmt::format("there are {} groups; see them without --group", groups.size()));
    const std::string name = a.name.empty() ? fmt::format("kind_{}", a.group) : a.name;
    if (!schema::is_plain_name(name)) throw Error(ErrorKind::kUsage, "--name", "'" + name + "' is no name; write small Latin letters, digits and _");
    std::fputs(report::suggest_kind(groups[static_cast<std::size_t>(a.group) - 1], name, schemas_given({})).c_str(), stdout);
    return kExitDone;
  }
  for (std::size_t i = 0; i < groups.size() && i < static_cast<std::size_t>(a.limit); ++i) {
    const report::TableGroup& g = groups[i];
    std::printf("%zu: %zu tables of %zu offices look like this, %zu rows; %s page %d\n  ", i + 1, g.tables, g.offices, g.rows, g.document.c_str(),
                g.page);
    for (std::size_t c = 0; c < g.columns.size(); ++c)
      std::printf("%s%s (%s)", c ? " | " : "", g.columns[c].heading.empty() ? "-" : g.columns[c].heading.c_str(), name_of(g.columns[c].type));
    std::printf("\n");
  }
  std::printf("%zu groups of tables that no layout and no kind of records knows\n", groups.size());
  return kExitDone;
}

}  // namespace

void add_schemas_suggest(Command schemas) {
  Command command =
      schemas.add_command("suggest", "Tables of an archive that nobody knows, by their headings, and the file of a kind of records to begin with");
  command.footer(
      "Example: banthuek schemas suggest --db all.db; banthuek schemas suggest --db all.db --group 1 --name training > training.toml\n"
      "Read the file over, name its columns, and run: banthuek schemas check training.toml");
  auto a = std::make_shared<SuggestArguments>();
  add_db_option(command, a->db);
  command.option("--group", a->group, "writes the file of this group").range(1, 1000000).type_name("N");
  command.option("--name", a->name, "of the kind that it describes").type_name("NAME");
  command.option("--limit", a->limit, "most groups listed").range(1, 100000).show_default();
  command.run([a] { return suggest(*a); });
}

}  // namespace banthuek
