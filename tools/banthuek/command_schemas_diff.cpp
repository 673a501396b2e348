// schemas diff OLD NEW: which stored values a changed rule would change, before it is applied.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "pipeline/report/schemas_diff.h"
#include "tools/banthuek/schemas_given.h"

namespace banthuek {
namespace {

struct SchemasDiffArguments {
  std::string db = "banthuek.db", before, after;
  bool json = false;
};

// On one line, as a column of the listing.
std::string said(const MaybeField& field) {
  if (!field) return "(none)";
  std::string out = field->value;
  for (char& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  return out;
}

nlohmann::ordered_json as_json(const MaybeField& field) {
  if (!field) return nullptr;
  return {{"value", field->value}, {"raw", field->raw}, {"rule", field->rule}};
}

int diff(const SchemasDiffArguments& a) {
  const schema::Schemas before = schemas_given({a.before}), after = schemas_given({a.after});
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  auto documents = nlohmann::ordered_json::array();
  const report::SchemasDiff sum = report::diff_schemas(store, before, after, [&](const report::DocumentDiff& d) {
    if (!a.json) {
      std::printf("%s  %s\n", d.key.c_str(), d.file.c_str());
      for (const check::ChangedValue& v : d.values) std::printf("  %s: %s -> %s\n", v.path.c_str(), said(v.before).c_str(), said(v.after).c_str());
      return;
    }
    auto values = nlohmann::ordered_json::array();
    for (const check::ChangedValue& v : d.values) values.push_back({{"path", v.path}, {"before", as_json(v.before)}, {"after", as_json(v.after)}});
    documents.push_back({{"document", d.key}, {"file", d.file}, {"values", std::move(values)}});
  });
  if (a.json) {
    const nlohmann::ordered_json out{{"files", sum.files},
                                     {"documents", sum.documents},
                                     {"changed_documents", sum.changed_documents},
                                     {"changed_values", sum.changed_values},
                                     {"changes", std::move(documents)}};
    std::printf("%s\n", out.dump(1).c_str());
  } else {
    std::printf("%d of %d documents in %d files would change, in %d values; nothing was written\n", sum.changed_documents, sum.documents, sum.files,
                sum.changed_values);
  }
  if (sum.files_without_pages > 0)
    std::fprintf(stderr, "banthuek: %d files have no pages kept; run ingest over them again to have them compared\n", sum.files_without_pages);
  return kExitDone;
}

}  // namespace

void add_schemas_diff(Command schemas) {
  Command command = schemas.add_command("diff", "Which stored values a changed rule would change; nothing is recognised again or written");
  command.footer(
      "Example: banthuek schemas diff schemas my-schemas --db all.db\n"
      "OLD and NEW are folders of schemas, or layout files that take the place of the shipped one of their name.\n"
      "The new rules are applied by running ingest again with BANTHUEK_SCHEMAS; corrections made by people stay.");
  auto a = std::make_shared<SchemasDiffArguments>();
  add_db_option(command, a->db);
  command.option("OLD", a->before, "schemas as they were").required();
  command.option("NEW", a->after, "schemas as they shall be").required();
  command.flag("--json", a->json, "as JSON");
  command.run([a] { return diff(*a); });
}

}  // namespace banthuek
