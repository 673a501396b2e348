#include "extractors/schema/schema_load.h"

#include <fmt/core.h>

#include <algorithm>

#include "extractors/schema/record_kind_load.h"
#include "extractors/schema/schema_check.h"
#include "extractors/schema/schema_toml.h"
#include "extractors/schema/vocabulary_load.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"

namespace banthuek::schema {
namespace {

std::shared_ptr<const RE2> compiled(const TomlFile& file, const toml::table& table, const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  auto re = std::make_shared<RE2>(pattern, options);
  if (!re->ok()) fail_at(file, table.get("pattern")->source(), "pattern is no RE2: " + re->error() + "; see RE2's syntax page");
  return re;
}

TextRule read_rule(const TomlFile& file, const toml::table& table, const SchemaLayout& layout) {
  only_keys(file, table, {"finds", "anchors", "place", "part", "errors", "pattern", "lines", "matches", "rejects"});
  TextRule rule;
  rule.file = file.file;
  rule.line = static_cast<int>(table.source().begin.line);
  rule.target = needed_string(file, table, "finds");
  const auto& targets = rule_targets();
  if (std::find(targets.begin(), targets.end(), rule.target) == targets.end())
    fail_at(file, table.get("finds")->source(), fmt::format("unknown target '{}'; perhaps '{}'", rule.target, nearest(rule.target, targets)));
  rule.id = fmt::format("{}/{}@{}", layout.name, rule.target, layout.version);
  rule.anchors = strings_at(file, table, "anchors");
  rule.errors = static_cast<int>(integer_at(file, table, "errors", -1));
  rule.lines = static_cast<int>(integer_at(file, table, "lines", 1));
  const std::string place = string_at(file, table, "place");
  if (place == "anywhere") {
    rule.place = AnchorPlace::kAnywhere;
  } else if (place == "whole") {
    rule.place = AnchorPlace::kWhole;
  } else if (!place.empty() && place != "beginning") {
    fail_at(file, table.get("place")->source(), "unknown place '" + place + "'; there are 'beginning', 'anywhere' and 'whole'");
  }
  const std::string part = string_at(file, table, "part");
  if (part == "right") {
    rule.part = HeaderPart::kRight;
  } else if (part == "foot") {
    rule.part = HeaderPart::kFoot;
  } else if (!part.empty() && part != "head") {
    fail_at(file, table.get("part")->source(), "unknown part '" + part + "'; there are 'head', 'right' and 'foot'");
  }
  if (const std::string pattern = text::to_internal(string_at(file, table, "pattern")); !pattern.empty())
    rule.pattern = compiled(file, table, pattern);
  if (!rule.pattern && rule.anchors.empty())
    fail_at(file, table.source(), "rule for '" + rule.target + "' has neither anchors nor pattern; give one");
  rule.matches = samples_at(file, table, "matches");
  rule.rejects = samples_at(file, table, "rejects");
  return rule;
}

SchemaColumn read_column(const TomlFile& file, const toml::table& table) {
  only_keys(file, table, {"holds", "headings", "words", "denies", "weak", "besides", "content", "rejects"});
  SchemaColumn column;
  column.file = file.file;
  column.line = static_cast<int>(table.source().begin.line);
  column.role = needed_string(file, table, "holds");
  column.besides = string_at(file, table, "besides");
  const auto& roles = column_roles();
  for (const auto& [key, role] : {std::pair{"holds", column.role}, std::pair{"besides", column.besides}})
    if ((key == std::string("holds") || !role.empty()) && std::find(roles.begin(), roles.end(), role) == roles.end())
      fail_at(file, table.get(key)->source(), fmt::format("unknown field '{}'; perhaps '{}'", role, nearest(role, roles)));
  column.headings = strings_at(file, table, "headings");
  column.words = strings_at(file, table, "words");
  column.denies = strings_at(file, table, "denies");
  column.weak = flag_at(file, table, "weak", false);
  column.content = string_at(file, table, "content");
  static const std::vector<std::string> contents{"", "number", "item", "office", "period", "mark"};
  if (std::find(contents.begin(), contents.end(), column.content) == contents.end())
    fail_at(file, table.get("content")->source(),
            fmt::format("unknown content '{}'; perhaps '{}'", column.content, nearest(column.content, contents)));
  column.rejects = samples_at(file, table, "rejects");
  if (column.headings.empty()) fail_at(file, table.source(), "column '" + column.role + "' has no headings; give at least one");
  return column;
}

// Words of a closed list, or the place of the first that is none.
std::vector<std::string> words_of(const TomlFile& file, const toml::table& table, const std::string& key, const std::vector<std::string>& known) {
  std::vector<std::string> out = strings_at(file, table, key);
  for (const std::string& word : out)
    if (std::find(known.begin(), known.end(), word) == known.end())
      fail_at(file, table.get(key)->source(), fmt::format("unknown '{}' in '{}'; perhaps '{}'", word, key, nearest(word, known)));
  return out;
}

Start read_start(const TomlFile& file, const toml::table& table) {
  only_keys(file, table, {"headings", "whole_line", "pattern", "fields", "least", "without", "zone", "splits", "matches", "rejects"});
  Start start;
  start.line = static_cast<int>(table.source().begin.line);
  start.headings = strings_at(file, table, "headings");
  if (const std::string pattern = text::to_internal(string_at(file, table, "pattern")); !pattern.empty())
    start.pattern = compiled(file, table, pattern);
  start.fields = words_of(file, table, "fields", rule_targets());
  start.least = static_cast<int>(integer_at(file, table, "least", 0));
  start.without = strings_at(file, table, "without");
  start.zone = number_at(file, table, "zone", start.zone);
  start.whole_line = flag_at(file, table, "whole_line", true);
  start.splits = flag_at(file, table, "splits", true);
  start.matches = samples_at(file, table, "matches");
  start.rejects = samples_at(file, table, "rejects");
  if (start.headings.empty() && !start.pattern && start.fields.empty())
    fail_at(file, table.source(), "[[start]] has no headings, no pattern and no fields; give one of them");
  return start;
}

DocumentKind read_kind(const TomlFile& file, const toml::table& table) {
  only_keys(file, table, {"kind", "never", "year_in_title", "to_others", "offices", "seats"});
  DocumentKind out;
  out.name = needed_string(file, table, "kind");
  const auto& kinds = document_kinds();
  if (std::find(kinds.begin(), kinds.end(), out.name) == kinds.end())
    fail_at(file, table.get("kind")->source(), fmt::format("unknown kind '{}'; perhaps '{}'", out.name, nearest(out.name, kinds)));
  out.never = words_of(file, table, "never", never_kinds());
  out.year_in_title = flag_at(file, table, "year_in_title", false);
  out.to_others = flag_at(file, table, "to_others", false);
  out.offices = strings_at(file, table, "offices");
  out.seats = strings_at(file, table, "seats");
  return out;
}

SchemaLayout read_layout(const TomlFile& file) {
  only_keys(file, file.root, {"layout", "document", "start", "rule", "table", "column"});
  SchemaLayout layout;
  layout.file = file.file;
  const toml::table* head = table_at(file, file.root, "layout");
  if (!head) fail_at_line(file.file, file.text, 1, 1, "[layout] is missing; begin the file with it");
  only_keys(file, *head, {"name", "version", "about"});
  layout.name = needed_string(file, *head, "name");
  layout.about = needed_string(file, *head, "about");
  layout.version = static_cast<int>(integer_at(file, *head, "version", 1));
  if (const toml::table* t = table_at(file, file.root, "document")) layout.document = read_kind(file, *t);
  for (const toml::table* t : tables_at(file, file.root, "start")) layout.starts.push_back(read_start(file, *t));
  for (const toml::table* t : tables_at(file, file.root, "rule")) layout.rules.push_back(read_rule(file, *t, layout));
  if (const toml::table* t = table_at(file, file.root, "table")) {
    only_keys(file, *t, {"records", "needs", "needs_one_of"});
    layout.table = {needed_string(file, *t, "records"), strings_at(file, *t, "needs"), strings_at(file, *t, "needs_one_of")};
    if (layout.table.records != "measures" && layout.table.records != "scores")
      fail_at(file, t->get("records")->source(), "unknown records '" + layout.table.records + "'; there are 'measures' and 'scores'");
  }
  for (const toml::table* t : tables_at(file, file.root, "column")) layout.columns.push_back(read_column(file, *t));
  if (!layout.columns.empty() && layout.table.records.empty())
    fail_at_line(file.file, file.text, 1, 1, "columns without [table]; say what its rows are: records = \"measures\"");
  return layout;
}

}  // namespace

Schemas load_schemas(std::span<const SchemaText> texts) {
  Schemas out;
  std::vector<TomlFile> files;
  for (const SchemaText& text : texts) {
    if (text.file.find("vocabularies/") != std::string::npos) {
      add_vocabulary(out.vocabulary, text.file, text.text);  // shipped in NFC; a test holds it to that
      continue;
    }
    TomlFile file = parse_toml(text.file, text::to_internal(text.text));
    if (file.root.contains("record")) {
      out.records.push_back(read_record_kind(file));
      continue;
    }
    files.push_back(std::move(file));
    out.layouts.push_back(read_layout(files.back()));
  }
  finish_vocabulary(out.vocabulary);
  for (std::size_t i = 0; i < files.size(); ++i) check_layout(files[i], out.layouts[i], out.vocabulary);
  for (std::size_t i = 0; i < out.records.size(); ++i)
    for (std::size_t j = 0; j < out.records.size() + out.layouts.size(); ++j)
      if (const std::string& other = j < out.records.size() ? out.records[j].name : out.layouts[j - out.records.size()].name;
          j != i && other == out.records[i].name)
        throw Error(ErrorKind::kSchema, out.records[i].file, "another file is named '" + other + "' already; give the kind its own name");
  return out;
}

}  // namespace banthuek::schema
