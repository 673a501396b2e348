// schemas check [FILE...]: loads the layouts and vocabularies, runs every rule's samples, and says what is in them.
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "pipeline/schemas_loader.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

// The shipped schemas; with files given, these in the place of those of the same name, or beside them.
Schemas load_with(const std::vector<std::string>& files) {
  std::vector<SchemaText> texts = read_schema_texts(schemas_folder());
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw Error(ErrorKind::kSchema, file, "cannot be read; give the name of a layout file");
    const std::string name = file.substr(file.rfind('/') + 1);
    std::erase_if(texts, [&](const SchemaText& t) { return t.file == "layouts/" + name; });
    texts.push_back({file, text.str()});
  }
  return load_schemas(texts);
}

int check(const std::vector<std::string>& files, bool json) {
  const Schemas schemas = load_with(files);
  std::size_t rules = 0, samples = 0, columns = 0;
  for (const SchemaLayout& layout : schemas.layouts) {
    rules += layout.rules.size();
    columns += layout.columns.size();
    for (const TextRule& rule : layout.rules) samples += rule.matches.size() + rule.rejects.size();
    for (const SchemaColumn& column : layout.columns) samples += column.headings.size() + column.rejects.size();
  }
  if (json) {
    std::printf("{\"layouts\": %zu, \"rules\": %zu, \"columns\": %zu, \"samples\": %zu, \"offices\": %zu}\n", schemas.layouts.size(), rules, columns,
                samples, schemas.vocabulary.offices.size());
  } else {
    for (const SchemaLayout& layout : schemas.layouts)
      std::printf("%-16s %2d  %2zu rules  %2zu columns  %s\n", layout.name.c_str(), layout.version, layout.rules.size(), layout.columns.size(), layout.about.c_str());
    std::printf("%zu layouts, %zu rules, %zu columns, %zu samples: all hold\n", schemas.layouts.size(), rules, columns, samples);
  }
  return kExitDone;
}

}  // namespace

void add_schemas(CLI::App& app, Run& run) {
  CLI::App* schemas = app.add_subcommand("schemas", "Check the layouts and vocabularies");
  schemas->require_subcommand(1);
  schemas->footer("Example: banthuek schemas check");
  CLI::App* command = schemas->add_subcommand("check", "Run the samples of every rule");
  command->footer("Example: banthuek schemas check my-layout.toml\nA layout of the same file name takes the place of the shipped one. Exit 2 where anything is wrong.");
  auto files = std::make_shared<std::vector<std::string>>();
  auto json = std::make_shared<bool>(false);
  command->add_option("FILE", *files, "layout files to check with the shipped ones");
  command->add_flag("--json", *json, "figures as JSON");
  command->callback([&run, files, json] { run = [files, json] { return check(*files, *json); }; });
}

}  // namespace banthuek
