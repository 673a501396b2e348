#include "pipeline/report/suggest_kinds.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "extractors/document/kind_records.h"
#include "extractors/schema/heading_match.h"
#include "extractors/schema/schema_load.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::report {
namespace {

constexpr double kSameHeading = 0.8;   // similarity
constexpr double kSameColumns = 0.75;  // of the headings of the wider table
constexpr std::size_t kSampleRows = 2;
constexpr std::size_t kMaxWordings = 6;

struct FoundTable {
  std::vector<std::string> headings;
  std::vector<std::u32string> folded;
  std::vector<CellType> types;
  std::vector<std::size_t> filled;
  std::vector<std::vector<std::string>> first;
  std::size_t rows = 0;
  std::string document, office;
  int page = 0;
};

struct Group {
  std::vector<FoundTable> tables;
};

// Which column of `group` each column of the table is; empty where it is of another kind.
std::vector<int> columns_in(const FoundTable& table, const FoundTable& group) {
  std::vector<int> out(table.folded.size(), -1);
  std::set<int> taken;
  std::size_t same = 0;
  for (std::size_t c = 0; c < table.folded.size(); ++c)
    for (std::size_t g = 0; g < group.folded.size(); ++g) {
      if (table.folded[c].empty() || taken.count(static_cast<int>(g))) continue;
      if (table.folded[c] != group.folded[g] && text::similarity(table.folded[c], group.folded[g]) < kSameHeading) continue;
      out[c] = static_cast<int>(g);
      taken.insert(static_cast<int>(g));
      ++same;
      break;
    }
  const auto headed = [](const FoundTable& t) { return std::count_if(t.folded.begin(), t.folded.end(), [](const auto& h) { return !h.empty(); }); };
  const auto wider = static_cast<double>(std::max(headed(table), headed(group)));
  if (same < 2 || static_cast<double>(same) < kSameColumns * wider) out.clear();
  return out;
}

std::vector<FoundTable> unknown_tables(store::Store& store) {
  std::vector<FoundTable> out;
  store.for_each_document(store::Detail::kValues, [&](const store::StoredDocument& stored) {
    for (const DataTable& table : stored.document.tables) {
      if (!table.layout.empty() || table.rows.empty()) continue;
      FoundTable found;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        found.headings.push_back(text::squeeze(table.columns[c].heading.raw));
        found.folded.push_back(text::fold(found.headings.back()).text);
        found.types.push_back(table.columns[c].type);
        std::size_t filled = 0;
        for (const DataRow& row : table.rows) filled += !row.cells[c].field.raw.empty();
        found.filled.push_back(filled);
      }
      if (std::count_if(found.folded.begin(), found.folded.end(), [](const auto& h) { return !h.empty(); }) < 2) continue;
      for (std::size_t r = 0; r < std::min(table.rows.size(), kSampleRows); ++r) {
        std::vector<std::string>& row = found.first.emplace_back();
        for (const DataCell& cell : table.rows[r].cells) row.push_back(text::squeeze(cell.field.raw));
      }
      found.rows = table.rows.size();
      found.document = stored.key;
      found.page = table.first_page;
      if (stored.document.organisation.name) found.office = stored.document.organisation.name->value;
      out.push_back(std::move(found));
    }
  });
  return out;
}

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }  // a TOML basic string is a JSON one

// The field of a known kind that has this heading.
const schema::KindField* known_field(const schema::Schemas& schemas, const std::string& heading) {
  const schema::KindField* best = nullptr;
  double most = 0.9;
  for (const schema::RecordKind& kind : schemas.records)
    for (const schema::KindField& field : kind.fields)
      if (const double score = schema::heading_score(field.headings, {}, heading); score > most) most = score, best = &field;
  return best;
}

std::string cell_in_sample(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  std::erase(text, '\\');
  std::erase(text, '"');
  return text;
}

}  // namespace

std::vector<TableGroup> group_tables(store::Store& store) {
  struct Gathered {
    FoundTable front;
    TableGroup group;
    std::set<std::string> offices, documents;
    std::vector<std::map<std::string, std::size_t>> wordings;
    std::vector<std::map<CellType, std::size_t>> types;
  };
  std::vector<Gathered> groups;
  for (FoundTable& table : unknown_tables(store)) {
    std::vector<int> columns;
    auto of = groups.begin();
    for (; of != groups.end() && columns.empty(); ++of)
      if (columns = columns_in(table, of->front); !columns.empty()) break;
    if (of == groups.end()) {
      Gathered fresh;
      fresh.front = table;
      fresh.group.columns.resize(table.headings.size());
      fresh.group.document = table.document;
      fresh.group.page = table.page;
      fresh.group.first = table.first;
      fresh.wordings.resize(table.headings.size());
      fresh.types.resize(table.headings.size());
      groups.push_back(std::move(fresh));
      of = groups.end() - 1;
      for (std::size_t c = 0; c < table.headings.size(); ++c) columns.push_back(static_cast<int>(c));
    }
    ++of->group.tables;
    of->group.rows += table.rows;
    if (!table.office.empty()) of->offices.insert(table.office);
    of->documents.insert(table.document);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (columns[c] < 0) continue;
      const auto at = static_cast<std::size_t>(columns[c]);
      ++of->wordings[at][table.headings[c]];
      ++of->types[at][table.types[c]];
      of->group.columns[at].filled += table.filled[c];
    }
  }
  std::vector<TableGroup> out;
  for (Gathered& g : groups) {
    g.group.offices = g.offices.size();
    g.group.documents = g.documents.size();
    for (std::size_t c = 0; c < g.group.columns.size(); ++c) {
      std::vector<std::pair<std::size_t, std::string>> by_count;
      for (const auto& [wording, count] : g.wordings[c]) by_count.emplace_back(count, wording);
      std::stable_sort(by_count.begin(), by_count.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
      for (std::size_t i = 0; i < by_count.size() && i < kMaxWordings; ++i)
        (i == 0 ? g.group.columns[c].heading : g.group.columns[c].others.emplace_back()) = by_count[i].second;
      std::size_t most = 0;
      for (const auto& [type, count] : g.types[c])
        if (count > most) most = count, g.group.columns[c].type = type;
    }
    out.push_back(std::move(g.group));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const TableGroup& a, const TableGroup& b) { return a.tables != b.tables ? a.tables > b.tables : a.rows > b.rows; });
  return out;
}

std::string suggest_kind(const TableGroup& group, const std::string& name, const schema::Schemas& schemas) {
  struct Named {
    std::string name, text;
    std::size_t filled;
    CellType type;
  };
  std::vector<Named> fields;
  std::set<std::string> taken;
  std::string sample_head;
  for (std::size_t c = 0; c < group.columns.size(); ++c) {
    const SuggestedColumn& column = group.columns[c];
    sample_head += (c ? " | " : "") + cell_in_sample(column.heading);
    if (column.heading.empty()) continue;
    const schema::KindField* known = known_field(schemas, column.heading);
    const bool usable = known && !taken.count(known->name);
    const CellType type = usable && known->type != CellType::kText ? known->type : column.type;
    Named field{usable ? known->name : fmt::format("column_{}", c + 1), "", column.filled, type};
    taken.insert(field.name);
    field.text =
        fmt::format("[[field]]\nname = \"{}\"\ntitle = {{ th = {}, en = {} }}\ntype = \"{}\"\nheadings = [{}", field.name, quoted(column.heading),
                    quoted(usable ? known->title.en : fmt::format("Column {}", c + 1)), name_of(type), quoted(column.heading));
    for (const std::string& other : column.others)
      if (!other.empty()) field.text += ", " + quoted(other);
    field.text += "]\n";
    if (usable && !known->units.empty()) {
      field.text += "units = [";
      for (std::size_t i = 0; i < known->units.size(); ++i) field.text += (i ? ", " : "") + quoted(known->units[i]);
      field.text += "]\n";
    }
    if (type == CellType::kText) field.text += "search = true\n";
    if (type == CellType::kMoney || type == CellType::kNumber) field.text += "facet = \"range\"\n";
    fields.push_back(std::move(field));
  }
  // A row is a record by its fullest text; the fullest other column tells the table with it.
  const auto fullest = [&](const std::string& but, bool text) {
    std::string best;
    std::size_t most = 0;
    for (const Named& field : fields)
      if (field.name != but && (!text || field.type == CellType::kText) && field.filled > most) most = field.filled, best = field.name;
    return best;
  };
  std::string first = fullest("", true);
  if (first.empty()) first = fullest("", false);
  const std::string second = fullest(first, false);
  std::string out = fmt::format("[record]\nname = \"{}\"\nversion = 1\nabout = {}\ntitle = {{ th = {}, en = {} }}\nneeds = [\"{}\", \"{}\"]\n", name,
                                quoted(fmt::format("Suggested by {} tables of {} offices.", group.tables, group.offices)), quoted(name), quoted(name),
                                first, second);
  for (const Named& field : fields) out += "\n" + field.text;
  out += "\n[[sample]]\ntable = \"\"\"\n" + sample_head + "\n";
  for (const std::vector<std::string>& row : group.first) {
    for (std::size_t c = 0; c < row.size(); ++c) out += (c ? " | " : "") + cell_in_sample(row[c]);
    out += "\n";
  }
  out += "\"\"\"\ngives = [";
  // What it gives is what it gives now: whoever reads it over sees whether that is right.
  try {
    const schema::SchemaText texts[] = {{"records/" + name + ".toml", out + "]\n"}};
    schema::Schemas own = load_schemas(texts);
    own.vocabulary = schemas.vocabulary;
    const std::vector<TableRecord> records = document::records_of_sample(own, own.records.front().samples.front());
    for (const TableRecord& record : records) {
      out += "\n  {";
      bool any = false;
      for (const RecordField& field : record.fields)
        if (field.value) out += std::string(any ? ", " : " ") + field.name + " = " + quoted(field.value->value), any = true;
      out += " },";
    }
    out += "\n]\n";
  } catch (const Error& e) {
    return fmt::format("# To be mended: {}\n{}]\n", text::squeeze(e.message.substr(0, e.message.find('\n'))), out);
  }
  return out;
}

}  // namespace banthuek::report
