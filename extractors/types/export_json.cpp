#include "extractors/types/export_json.h"

#include <charconv>
#include <set>

#include "extractors/types/fields.h"
#include "extractors/types/ordered_json.h"

namespace banthuek {
inline namespace types {
namespace {

// A number of a field's value; the text itself where it is none, so that nothing is lost.
OrderedJson number_json(const std::string& value) {
  const char* begin = value.data();
  const char* end = begin + value.size();
  if (value.find('.') == std::string::npos) {
    long long whole = 0;
    if (const auto [p, ec] = std::from_chars(begin, end, whole); ec == std::errc() && p == end) return whole;
  }
  double number = 0;
  if (const auto [p, ec] = std::from_chars(begin, end, number); ec == std::errc() && p == end && !value.empty()) return number;
  return value;
}

OrderedJson box_json(const Box& box) { return {box.x, box.y, box.w, box.h}; }

OrderedJson field_json(const Field& field, const FieldInfo& info, Provenance provenance) {
  OrderedJson value = info.is_number() ? number_json(field.value) : OrderedJson(field.value);
  if (provenance == Provenance::kLeft) return value;
  OrderedJson places = OrderedJson::array();
  for (const Place& place : field.places) places.push_back({{"page", place.page}, {"box", box_json(place.box)}});
  return {{"value", std::move(value)}, {"raw", field.raw}, {"places", std::move(places)}, {"confidence", field.confidence}, {"rule", field.rule}};
}

// Adds the fields of a record to an object; what is absent is null.
template <typename Record>
void add_fields(OrderedJson& object, const Record& record, Provenance provenance);

template <typename Record>
OrderedJson record_json(const Record& record, Provenance provenance) {
  OrderedJson out = OrderedJson::object();
  if constexpr (std::same_as<Record, TableRecord>) {
    const auto at = [](int number) { return number < 0 ? OrderedJson(nullptr) : OrderedJson(number); };  // null: a person added it
    out = {{"kind", record.kind}, {"table", at(record.table)}, {"row", at(record.row)}};
  }
  add_fields(out, record, provenance);
  if constexpr (std::same_as<Record, Measure>) out["pages"] = pages_of(record);
  return out;
}

template <typename Record>
void add_fields(OrderedJson& object, const Record& record, Provenance provenance) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    OrderedJson& to = object[info.key];
    if constexpr (IsMaybeField<Member>) {
      to = member ? field_json(*member, info, provenance) : OrderedJson(nullptr);
    } else if constexpr (IsField<Member>) {
      to = field_json(member, info, provenance);
    } else if constexpr (IsCode<Member>) {
      to = member.empty() ? OrderedJson(nullptr) : OrderedJson(member);
    } else if constexpr (IsMaybeRecord<Member>) {
      to = member ? record_json(*member, provenance) : OrderedJson(nullptr);
    } else if constexpr (IsList<Member>) {
      to = OrderedJson::array();
      for (const auto& element : member) to.push_back(record_json(element, provenance));
    } else {
      to = record_json(member, provenance);
    }
  });
}

OrderedJson cell_json(const DataCell& cell, Provenance provenance) {
  if (cell.field.raw.empty()) return nullptr;
  const bool number = cell.type == CellType::kNumber || cell.type == CellType::kMoney;
  OrderedJson out = {
      {"text", cell.field.raw}, {"type", name_of(cell.type)}, {"value", number ? number_json(cell.field.value) : OrderedJson(cell.field.value)}};
  if (provenance == Provenance::kGiven) {
    OrderedJson places = OrderedJson::array();
    for (const Place& place : cell.field.places) places.push_back({{"page", place.page}, {"box", box_json(place.box)}});
    out["places"] = std::move(places);
    out["confidence"] = cell.field.confidence;
  }
  return out;
}

OrderedJson table_json(const DataTable& table, Provenance provenance) {
  OrderedJson columns = OrderedJson::array(), rows = OrderedJson::array();
  for (const DataColumn& column : table.columns)
    columns.push_back({{"heading", column.heading.raw.empty() ? OrderedJson(nullptr) : field_json(column.heading, {"heading"}, provenance)},
                       {"type", name_of(column.type)}});
  for (const DataRow& row : table.rows) {
    OrderedJson cells = OrderedJson::array();
    for (const DataCell& cell : row.cells) cells.push_back(cell_json(cell, provenance));
    rows.push_back({{"is_sum", row.is_sum}, {"cells", std::move(cells)}});
  }
  return {{"pages", {table.first_page, table.last_page}},
          {"caption", table.caption ? field_json(*table.caption, {"caption"}, provenance) : OrderedJson(nullptr)},
          {"layout", table.layout.empty() ? OrderedJson(nullptr) : OrderedJson(table.layout)},
          {"columns", std::move(columns)},
          {"rows", std::move(rows)}};
}

}  // namespace

std::vector<int> pages_of(const Measure& measure) {
  std::set<int> pages;
  const auto add = [&](const FieldInfo& info, const auto& field) {
    if (std::string_view(info.key) == "group") return;  // stands above its rows, maybe pages before
    for (const Place& place : field.places) pages.insert(place.page);
  };
  visit_fields(measure, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    if (!member) return;
    if constexpr (IsMaybeField<Member>)
      add(info, *member);
    else
      add(info, member->raw);
  });
  return {pages.begin(), pages.end()};
}

OrderedJson measure_json(const Measure& measure, Provenance provenance) { return record_json(measure, provenance); }

OrderedJson finding_json(const Finding& finding) {
  return {{"code", finding.code},      {"severity", name_of(finding.severity)},
          {"page", finding.page},      {"field", finding.field},
          {"value", finding.value},    {"reason", finding.reason},
          {"reading", finding.reading}};
}

OrderedJson document_json(const Document& document, const SourceFile& source, Provenance provenance) {
  OrderedJson out = OrderedJson::object();
  out["source"] = {{"file", source.file}, {"sha256", source.sha256}};
  out["pages"] = {document.first_page, document.last_page};
  out["layouts"] = document.layouts;
  add_fields(out, document, provenance);
  OrderedJson tables = OrderedJson::array();
  for (const DataTable& table : document.tables) tables.push_back(table_json(table, provenance));
  out["tables"] = std::move(tables);
  OrderedJson findings = OrderedJson::array();
  for (const Finding& finding : document.findings) findings.push_back(finding_json(finding));
  out["findings"] = std::move(findings);
  return out;
}

OrderedJson export_json(std::span<const ExportedDocument> documents, Provenance provenance) {
  OrderedJson list = OrderedJson::array();
  for (const ExportedDocument& d : documents) list.push_back(document_json(d.document, d.source, provenance));
  return {{"schema_version", kExportSchemaVersion}, {"documents", std::move(list)}};
}

}  // namespace types
}  // namespace banthuek
