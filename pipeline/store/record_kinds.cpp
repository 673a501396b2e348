#include "pipeline/store/record_kinds.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/store/provenance.h"

namespace banthuek::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDefinitions = "SELECT value FROM settings WHERE name >= 'record_kind/' AND name < 'record_kind0' ORDER BY name";

bool is_figure(CellType type) { return type == CellType::kNumber || type == CellType::kMoney; }

// The number of a figure, and the text that it gives back; nothing where it is none: it is then kept as a text.
Json number_of(const std::string& value) {
  const char *begin = value.data(), *end = begin + value.size();
  std::int64_t whole = 0;
  if (const auto [rest, error] = std::from_chars(begin, end, whole); error == std::errc() && rest == end) return whole;
  double real = 0;
  if (const auto [rest, error] = std::from_chars(begin, end, real); error == std::errc() && rest == end && !value.empty()) {
    if (real == std::floor(real) && std::abs(real) < 1e15) return static_cast<std::int64_t>(real);  // "2500.00": 2500
    return real;
  }
  return nullptr;
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  char buffer[40];
  if (value.is_number_integer()) return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value.get<std::int64_t>()).ptr};
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value.get<double>()).ptr};
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string view_of(const schema::RecordKind& kind) {
  std::string out = "CREATE VIEW record_" + kind.name +
                    " AS SELECT d.key AS document, d.organisation AS office, d.organisation_type AS type, d.district, d.province, d.fiscal_year AS "
                    "year";
  for (const schema::KindField& field : kind.fields) out += ", json_extract(r.fields, '$." + field.name + "') AS " + '"' + field.name + '"';
  return out +
         ", (SELECT min(path) FROM file_places WHERE file = d.file) AS file, r.page, round(r.confidence, 3) AS confidence, d.reviewed, d.key || '-r' "
         "|| r.number AS id FROM records r JOIN documents d ON d.id = r.document WHERE r.kind = " +
         quoted(kind.name);
}

}  // namespace

TableRecord row_by_hand(const schema::RecordKind& kind) {
  TableRecord out{kind.name, -1, -1, {}};
  for (const schema::KindField& field : kind.fields) out.fields.push_back({field.name, field.type, std::nullopt});
  return out;
}

std::string setting_of_kind(std::string_view name) { return std::string(kKindSetting) + std::string(name); }

std::string kind_definitions(database::Database& db) {
  std::string out;
  database::Statement row = db.prepare(kDefinitions);
  while (row.step()) out.append(row.view(0)) += '\n';
  return out;
}

std::vector<schema::RecordKind> record_kinds(database::Database& db) {
  std::vector<schema::RecordKind> out;
  database::Statement row = db.prepare(kDefinitions);
  while (row.step())
    if (auto kind = schema::kind_of_definition(row.view(0))) out.push_back(std::move(*kind));
  return out;
}

std::optional<schema::RecordKind> record_kind(database::Database& db, std::string_view name) {
  database::Statement row = db.prepare("SELECT value FROM settings WHERE name = ?");
  if (!row.bind(setting_of_kind(name)).step()) return std::nullopt;
  return schema::kind_of_definition(row.view(0));
}

void make_view(database::Database& db, const schema::RecordKind& kind) {
  const std::string sql = view_of(kind);
  {
    database::Statement row = db.prepare("SELECT sql FROM sqlite_schema WHERE name = ?");
    if (row.bind("record_" + kind.name).step() && row.view(0) == sql) return;
  }
  db.script("DROP VIEW IF EXISTS record_" + kind.name);
  db.script(sql);
}

void write_records(database::Database& db, std::int64_t document, const Document& from) {
  if (from.records.empty()) return;
  std::map<std::string, std::optional<schema::RecordKind>> kinds;
  std::vector<int> first_row(from.tables.size() + 1, 0);  // of each table among those of the document
  for (std::size_t t = 0; t < from.tables.size(); ++t) first_row[t + 1] = first_row[t] + static_cast<int>(from.tables[t].rows.size());
  database::Statement insert = db.prepare("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (int number = 0; const TableRecord& record : from.records) {
    const auto [kind, fresh] = kinds.try_emplace(record.kind);
    if (fresh) kind->second = record_kind(db, record.kind);
    Json fields = Json::object();
    ProvenanceWriter provenance;
    std::optional<std::string> title;
    std::string text;
    double confidence = 1;
    int page = 0;
    for (const RecordField& field : record.fields) {
      Json& to = fields[field.name];
      if (!field.value) continue;
      const Field& value = *field.value;
      to = is_figure(field.type) ? number_of(value.value) : Json(value.value);
      if (to.is_null()) to = value.value;
      provenance.add(field.name, value, text_of(to));
      confidence = std::clamp(std::min(confidence, value.confidence), 0.0, 1.0);
      if (page < 1 && !value.places.empty()) page = value.places.front().page;
      const schema::KindField* known = kind->second ? kind->second->field(field.name) : nullptr;
      if (known && !known->search) continue;
      if (!title)
        title = value.value;
      else
        text += (text.empty() ? "" : "\t") + value.value;
    }
    const bool by_hand = record.table < 0;
    const auto table = static_cast<std::size_t>(record.table);
    if (!by_hand && table >= from.tables.size()) throw Error(ErrorKind::kInternal, "records", "a record stands in no table");
    insert.bind(document).bind(++number).bind(record.kind).bind(record.table + 1).bind(by_hand ? 0 : first_row[table] + record.row + 1);
    insert.bind(page >= 1 ? page : by_hand ? from.first_page : from.tables[table].first_page).bind(confidence).bind(title).bind(text);
    insert.bind(fields.dump(-1, ' ', false, Json::error_handler_t::replace)).bind(provenance.take()).run();
  }
}

std::vector<TableRecord> read_records(database::Database& db, std::int64_t document) {
  std::vector<TableRecord> out;
  try {
    std::map<std::string, std::optional<schema::RecordKind>> kinds;
    database::Statement row = db.prepare(
        "SELECT kind, table_number, ifnull(row_number - (SELECT min(number) FROM table_rows t WHERE t.document = r.document AND t.table_number = "
        "r.table_number), -1), fields, provenance FROM records r WHERE document = ? ORDER BY number");
    for (row.bind(document); row.step();) {
      TableRecord& record = out.emplace_back();
      record.kind = row.text(0);
      record.table = static_cast<int>(row.integer(1)) - 1;
      record.row = static_cast<int>(row.integer(2));
      const auto [kind, fresh] = kinds.try_emplace(record.kind);
      if (fresh) kind->second = record_kind(db, record.kind);
      ProvenanceReader provenance(row.view(4));
      const Json fields = Json::parse(row.view(3));
      for (const auto& [name, value] : fields.items()) {
        const schema::KindField* known = kind->second ? kind->second->field(name) : nullptr;
        RecordField& field = record.fields.emplace_back();
        field.name = name;
        field.type = known ? known->type : value.is_number() ? CellType::kNumber : CellType::kText;
        field.value = provenance.take(name, value.is_null() ? std::nullopt : std::optional(text_of(value)));
      }
    }
  } catch (const Json::exception& e) {
    throw Error(ErrorKind::kDatabase, db.name(), std::string("a record is damaged (") + e.what() + "); see: banthuek verify");
  }
  return out;
}

}  // namespace banthuek::store
