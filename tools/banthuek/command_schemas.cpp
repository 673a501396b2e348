// schemas check [FILE...]: loads the layouts and vocabularies, runs every rule's samples, and says what is in them.
#include <cstdio>
#include <memory>

#include "tools/banthuek/commands.h"
#include "tools/banthuek/schemas_given.h"

namespace banthuek {
namespace {

int check(const std::vector<std::string>& files, bool json) {
  const schema::Schemas schemas = schemas_given(files);
  std::size_t rules = 0, samples = 0, columns = 0;
  for (const schema::SchemaLayout& layout : schemas.layouts) {
    rules += layout.rules.size();
    columns += layout.columns.size();
    for (const schema::TextRule& rule : layout.rules) samples += rule.matches.size() + rule.rejects.size();
    for (const schema::SchemaColumn& column : layout.columns) samples += column.headings.size() + column.rejects.size();
  }
  for (const schema::RecordKind& kind : schemas.records) {
    samples += kind.samples.size() + kind.rejects.size();
    for (const schema::KindField& field : kind.fields) samples += field.headings.size() + field.rejects.size();
  }
  if (json) {
    std::printf("{\"layouts\": %zu, \"records\": %zu, \"rules\": %zu, \"columns\": %zu, \"samples\": %zu, \"offices\": %zu}\n",
                schemas.layouts.size(), schemas.records.size(), rules, columns, samples, schemas.vocabulary.offices.size());
  } else {
    for (const schema::SchemaLayout& layout : schemas.layouts)
      std::printf("%-16s %2d  %2zu rules  %2zu columns  %s\n", layout.name.c_str(), layout.version, layout.rules.size(), layout.columns.size(),
                  layout.about.c_str());
    for (const schema::RecordKind& kind : schemas.records)
      std::printf("%-16s %2d  %2zu fields %2zu samples  %s\n", kind.name.c_str(), kind.version, kind.fields.size(), kind.samples.size(),
                  kind.about.c_str());
    std::printf("%zu layouts, %zu kinds of records, %zu rules, %zu columns, %zu samples: all hold\n", schemas.layouts.size(), schemas.records.size(),
                rules, columns, samples);
  }
  return kExitDone;
}

}  // namespace

void add_schemas(Command program) {
  Command schemas = program.add_command("schemas", "checks the layouts and vocabularies, or says what changed ones would change");
  schemas.require_command();
  schemas.footer("Example: banthuek schemas check");
  Command command = schemas.add_command("check", "Run the samples of every rule");
  command.footer(
      "Example: banthuek schemas check my-layout.toml\nA layout of the same file name takes the place of the shipped one. Exit 2 where anything is "
      "wrong.");
  auto files = std::make_shared<std::vector<std::string>>();
  auto json = std::make_shared<bool>(false);
  command.option("FILE", *files, "layout files to check with the shipped ones");
  command.flag("--json", *json, "figures as JSON");
  command.run([files, json] { return check(*files, *json); });
  add_schemas_diff(schemas);
  add_schemas_suggest(schemas);
}

}  // namespace banthuek
