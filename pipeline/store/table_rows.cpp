#include "pipeline/store/table_rows.h"

#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/store/provenance.h"

namespace banthuek::store {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Only where it stands and how sure it is: the text and the value are in the columns.
void add_origin(ProvenanceWriter& to, const std::string& key, const Field& field) {
  if (!field.raw.empty()) to.add(key, {"", "", field.places, field.confidence, field.rule});
}

Field with_origin(ProvenanceReader& from, const std::string& key, std::string raw, std::string value) {
  Field field = from.take(key, "").value_or(Field{});
  field.raw = std::move(raw);
  field.value = std::move(value);
  return field;
}

std::string cells_json(const DataRow& row) {
  Json out = Json::array();
  for (const DataCell& cell : row.cells) {
    if (cell.field.raw.empty()) {
      out.push_back(nullptr);
      continue;
    }
    Json one = {{"text", cell.field.raw}, {"type", name_of(cell.type)}};
    if (cell.field.value != cell.field.raw) one["value"] = cell.field.value;
    out.push_back(std::move(one));
  }
  return dump(out);
}

void write_row(database::Statement& insert, const DataRow& row) {
  ProvenanceWriter provenance;
  for (std::size_t c = 0; c < row.cells.size(); ++c) add_origin(provenance, std::to_string(c), row.cells[c].field);
  insert.bind(row.is_sum ? 1 : 0).bind(row_text(row)).bind(cells_json(row)).bind(provenance.take()).run();
}

CellType type_of(const Json& json) {
  const auto type = cell_type(json.at("type").get<std::string>());
  if (!type) throw Error(ErrorKind::kDatabase, "table_rows", "a cell has a type that this program does not know");
  return *type;
}

DataRow read_row(database::Statement& row) {  // is_sum, cells, provenance
  DataRow out;
  out.is_sum = row.integer(1) != 0;
  ProvenanceReader provenance(row.view(3));
  std::size_t c = 0;
  for (const Json& cell : Json::parse(row.view(2))) {
    DataCell& to = out.cells.emplace_back();
    const std::string key = std::to_string(c++);
    if (cell.is_null()) continue;
    const std::string text = cell.at("text").get<std::string>();
    to.type = type_of(cell);
    to.field = with_origin(provenance, key, text, cell.value("value", text));
  }
  return out;
}

DataTable read_table(database::Statement& row) {
  DataTable out;
  out.first_page = static_cast<int>(row.integer(1));
  out.last_page = static_cast<int>(row.integer(2));
  ProvenanceReader provenance(row.view(6));
  if (!row.is_null(3)) out.caption = provenance.take("caption", row.text(3));
  out.layout = row.text(4);
  std::size_t c = 0;
  for (const Json& column : Json::parse(row.view(5))) {
    DataColumn& to = out.columns.emplace_back();
    const std::string heading = column.at("heading").is_null() ? "" : column.at("heading").get<std::string>();
    to.type = type_of(column);
    if (!heading.empty()) to.heading = with_origin(provenance, std::to_string(c), heading, heading);
    ++c;
  }
  return out;
}

}  // namespace

std::string row_text(const DataRow& row) {
  std::string out;
  for (std::size_t c = 0; c < row.cells.size(); ++c) out += (c ? "\t" : "") + row.cells[c].field.raw;
  return out;
}

void write_tables(database::Database& db, std::int64_t document, const std::vector<DataTable>& tables) {
  if (tables.empty()) return;
  database::Statement insert = db.prepare("INSERT INTO tables VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  database::Statement insert_row = db.prepare("INSERT INTO table_rows VALUES (?, ?, ?, ?, ?, ?, ?)");
  int number = 0, row_number = 0;
  for (const DataTable& table : tables) {
    Json columns = Json::array();
    std::string headings;
    ProvenanceWriter provenance;
    if (table.caption) provenance.add("caption", *table.caption);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const DataColumn& column = table.columns[c];
      columns.push_back({{"heading", column.heading.raw.empty() ? Json(nullptr) : Json(column.heading.raw)}, {"type", name_of(column.type)}});
      headings += (c ? "\t" : "") + column.heading.raw;
      add_origin(provenance, std::to_string(c), column.heading);
    }
    insert.bind(document).bind(++number).bind(table.first_page).bind(table.last_page);
    insert.bind(table.caption ? std::optional(table.caption->value) : std::nullopt);
    insert.bind(table.layout.empty() ? std::nullopt : std::optional(table.layout));
    insert.bind(dump(columns)).bind(headings).bind(provenance.take()).run();
    for (const DataRow& row : table.rows) {
      insert_row.bind(document).bind(++row_number).bind(number);
      write_row(insert_row, row);
    }
  }
}

namespace {

std::vector<DataTable> read_whole(database::Database& db, std::int64_t document) {
  std::vector<DataTable> out;
  database::Statement table =
      db.prepare("SELECT number, first_page, last_page, caption, layout, columns, provenance FROM tables WHERE document = ? ORDER BY number");
  for (table.bind(document); table.step();) out.push_back(read_table(table));
  if (out.empty()) return out;
  database::Statement row = db.prepare("SELECT table_number, is_sum, cells, provenance FROM table_rows WHERE document = ? ORDER BY number");
  for (row.bind(document); row.step();) {
    const auto at = static_cast<std::size_t>(row.integer(0));
    if (at < 1 || at > out.size()) throw Error(ErrorKind::kDatabase, db.name(), "a row stands in no table; see banthuek verify");
    out[at - 1].rows.push_back(read_row(row));
  }
  return out;
}

}  // namespace

std::vector<DataTable> read_tables(database::Database& db, std::int64_t document) {
  try {
    return read_whole(db, document);
  } catch (const Json::exception& e) {
    throw Error(ErrorKind::kDatabase, db.name(), std::string("a table is damaged (") + e.what() + "); see: banthuek verify");
  }
}

}  // namespace banthuek::store
