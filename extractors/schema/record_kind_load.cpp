#include "extractors/schema/record_kind_load.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "extractors/schema/heading_match.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::schema {
namespace {

// Keys of a record in JSON and columns of its view that no field may take.
constexpr std::string_view kTaken[] = {"kind",     "table",    "row",  "id",   "document", "number",     "office",  "type",
                                       "district", "province", "year", "file", "page",     "confidence", "reviewed"};

KindTitle read_title(const TomlFile& file, const toml::table& table) {
  const toml::table* title = table_at(file, table, "title");
  if (!title) fail_at(file, table.source(), "'title' is missing; add title = { th = \"...\", en = \"...\" }");
  only_keys(file, *title, {"th", "en"});
  return {text::to_internal(needed_string(file, *title, "th")), needed_string(file, *title, "en")};
}

std::string plain_name(const TomlFile& file, const toml::table& table) {
  std::string name = needed_string(file, table, "name");
  if (!is_plain_name(name))
    fail_at(file, table.get("name")->source(), "'" + name + "' is no name; write small Latin letters, digits and _, as in purchase_plan");
  return name;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find('|', at), line.size());
    out.emplace_back(text::trim(line.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

KindField read_field(const TomlFile& file, const toml::table& table) {
  only_keys(file, table, {"name", "title", "type", "search", "facet", "headings", "words", "rejects", "units", "check"});
  KindField field;
  field.line = static_cast<int>(table.source().begin.line);
  field.name = plain_name(file, table);
  if (std::find(std::begin(kTaken), std::end(kTaken), field.name) != std::end(kTaken))
    fail_at(file, table.get("name")->source(), "every record has a '" + field.name + "' already; give the field another name");
  field.title = read_title(file, table);
  const std::string type = needed_string(file, table, "type");
  static const std::vector<std::string> types{"text", "number", "money", "date", "period", "mark", "status", "code", "organisation", "person"};
  const auto known = cell_type(type);
  if (!known) fail_at(file, table.get("type")->source(), fmt::format("unknown type '{}'; perhaps '{}'", type, nearest(type, types)));
  field.type = *known;
  field.search = flag_at(file, table, "search", false);
  const std::string facet = string_at(file, table, "facet");
  const bool figure = field.type == CellType::kNumber || field.type == CellType::kMoney;
  if (facet == "value") {
    field.facet = FieldFacet::kValue;
  } else if (facet == "range" && figure) {
    field.facet = FieldFacet::kRange;
  } else if (!facet.empty()) {
    fail_at(file, table.get("facet")->source(), "unknown facet '" + facet + "'; there are 'value', and 'range' of numbers and money");
  }
  field.headings = strings_at(file, table, "headings");
  if (field.headings.empty()) field.headings = {field.title.th};
  field.words = strings_at(file, table, "words");
  field.rejects = samples_at(file, table, "rejects");
  field.units = strings_at(file, table, "units");
  if (const toml::table* check = table_at(file, table, "check")) {
    only_keys(file, *check, {"values", "min", "max"});
    field.values = strings_at(file, *check, "values");
    if (check->get("min")) field.min = number_at(file, *check, "min", 0);
    if (check->get("max")) field.max = number_at(file, *check, "max", 0);
    if ((field.min || field.max) && !figure)
      fail_at(file, check->source(), "'min' and 'max' are of numbers and money; take them out, or change 'type'");
  }
  return field;
}

// "500" of 500, "0.5" of 0.5, a text as it is.
std::string value_text(const TomlFile& file, const toml::node& node) {
  if (const auto* s = node.as_string()) return text::to_internal(s->get());
  char buffer[40];
  if (const auto* n = node.as_integer()) return {buffer, std::to_chars(buffer, buffer + sizeof buffer, n->get()).ptr};
  if (const auto* n = node.as_floating_point()) return {buffer, std::to_chars(buffer, buffer + sizeof buffer, n->get()).ptr};
  fail_at(file, node.source(), "is neither text nor number; write what the field must hold");
}

KindSample read_sample(const TomlFile& file, const toml::table& table, const RecordKind& kind) {
  only_keys(file, table, {"table", "gives"});
  KindSample sample;
  sample.line = static_cast<int>(table.source().begin.line);
  const std::string text = text::to_internal(needed_string(file, table, "table"));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text::trim(std::string_view(text).substr(at, end - at));
    if (!line.empty() && sample.headings.empty())
      sample.headings = cells_of(line);
    else if (!line.empty())
      sample.rows.push_back(cells_of(line));
    at = end + 1;
  }
  for (const std::vector<std::string>& row : sample.rows)
    if (row.size() != sample.headings.size())
      fail_at(file, table.get("table")->source(),
              fmt::format("a row has {} cells, the headings {}; part them by |", row.size(), sample.headings.size()));
  for (const toml::table* one : tables_at(file, table, "gives")) {
    std::vector<std::pair<std::string, std::string>>& record = sample.gives.emplace_back();
    for (const KindField& field : kind.fields)
      if (const toml::node* value = one->get(field.name)) record.emplace_back(field.name, value_text(file, *value));
    if (record.size() != one->size()) fail_at(file, one->source(), "names a field that the kind has not; see [[field]]");
  }
  return sample;
}

}  // namespace

RecordKind read_record_kind(const TomlFile& file) {
  only_keys(file, file.root, {"record", "field", "sample"});
  RecordKind kind;
  kind.file = file.file;
  const toml::table* head = table_at(file, file.root, "record");
  if (!head) fail_at_line(file.file, file.text, 1, 1, "[record] is missing; begin the file with it");
  only_keys(file, *head, {"name", "version", "about", "title", "needs", "sums", "rejects"});
  kind.name = plain_name(file, *head);
  kind.version = static_cast<int>(integer_at(file, *head, "version", 1));
  kind.about = needed_string(file, *head, "about");
  kind.title = read_title(file, *head);
  kind.sums = strings_at(file, *head, "sums");
  for (const std::string& line : strings_at(file, *head, "rejects")) kind.rejects.push_back(cells_of(line));
  for (const toml::table* t : tables_at(file, file.root, "field")) {
    kind.fields.push_back(read_field(file, *t));
    for (std::size_t i = 0; i + 1 < kind.fields.size(); ++i)
      if (kind.fields[i].name == kind.fields.back().name)
        fail_at(file, t->get("name")->source(), "there is a field '" + kind.fields[i].name + "' already; give each its own name");
  }
  std::vector<std::string> names;
  for (const KindField& field : kind.fields) names.push_back(field.name);
  if (names.size() < 2) fail_at(file, head->source(), "a kind of records has two fields at least; add [[field]]");
  kind.needs = strings_at(file, *head, "needs");
  if (kind.needs.size() < 2) fail_at(file, head->source(), "'needs' names less than two fields; one heading alone tells no kind of table");
  for (const std::string& need : kind.needs)
    if (!kind.field(need))
      fail_at(file, head->get("needs")->source(), fmt::format("there is no field '{}'; perhaps '{}'", need, nearest(need, names)));
  // A heading must be its own field's, and no other's.
  for (const KindField& field : kind.fields) {
    const auto taken_by = [&](std::string_view heading) {
      const KindField* best = nullptr;
      double most = 0;
      for (const KindField& other : kind.fields)
        if (const double score = heading_score(other.headings, other.words, heading); score > most) most = score, best = &other;
      return best;
    };
    for (const std::string& heading : field.headings)
      if (const KindField* best = taken_by(heading); best != &field)
        fail_at_line(file.file, file.text, field.line, 1,
                     fmt::format("heading '{}' of '{}' is taken by '{}'; it stands under two fields, or a word of the other is in it", heading,
                                 field.name, best ? best->name : "none"));
  }
  for (const toml::table* t : tables_at(file, file.root, "sample")) kind.samples.push_back(read_sample(file, *t, kind));
  return kind;
}

}  // namespace banthuek::schema
