#include "extractors/types/export_schema.h"

#include <nlohmann/json.hpp>

#include "extractors/types/export_json.h"
#include "extractors/types/fields.h"

namespace banthuek {
inline namespace types {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson reference(const char* name) { return {{"$ref", std::string("#/$defs/") + name}}; }

OrderedJson or_null(OrderedJson schema) { return {{"anyOf", {{{"type", "null"}}, std::move(schema)}}}; }

OrderedJson list_of(OrderedJson schema) { return {{"type", "array"}, {"items", std::move(schema)}}; }

// One of a few words, or null.
OrderedJson one_of(std::span<const char* const> words) {
  OrderedJson closed = OrderedJson::array();
  for (const char* word : words) closed.push_back(word);
  closed.push_back(nullptr);
  return {{"anyOf", {{{"enum", std::move(closed)}}, reference("provenance")}}};
}

OrderedJson of_kind(const FieldInfo& info) {
  if (info.is_number()) return reference("number");
  if (info.kind == FieldKind::kDate) return reference("date");
  if (const auto words = closed_words(info.kind); !words.empty()) return one_of(words);
  return reference("text");
}

template <typename Record>
void add_properties(OrderedJson& properties, const Record& record);

template <typename Record>
OrderedJson object_of(const Record& record) {
  OrderedJson properties = OrderedJson::object();
  if constexpr (std::same_as<Record, TableRecord>) {
    const OrderedJson at = {{"type", {"integer", "null"}}};  // null: a person added it
    properties = {{"kind", {{"type", "string"}}}, {"table", at}, {"row", at}};
  }
  add_properties(properties, record);
  if constexpr (std::same_as<Record, Measure>) properties["pages"] = list_of({{"type", "integer"}});
  OrderedJson required = OrderedJson::array();
  for (const auto& [key, schema] : properties.items()) required.push_back(key);
  OrderedJson out = {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
  // Its other keys are the fields of its kind.
  if constexpr (std::same_as<Record, TableRecord>) out["additionalProperties"] = {{"anyOf", {reference("text"), reference("number")}}};
  return out;
}

template <typename Record>
void add_properties(OrderedJson& properties, const Record& record) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    OrderedJson& to = properties[info.key];
    if constexpr (IsMaybeField<Member> || IsField<Member>)
      to = of_kind(info);
    else if constexpr (IsCode<Member>)
      to = {{"type", {"string", "null"}}};
    else if constexpr (IsMaybeRecord<Member>)
      to = or_null(object_of(typename Member::value_type{}));
    else if constexpr (IsList<Member>)
      to = list_of(object_of(typename Member::value_type{}));
    else
      to = object_of(member);
  });
}

OrderedJson provenance_schema() {
  const OrderedJson text = {{"type", "string"}}, whole = {{"type", "integer"}};
  const OrderedJson box = {{"type", "array"}, {"items", whole}, {"minItems", 4}, {"maxItems", 4}};
  const OrderedJson place = {
      {"type", "object"}, {"required", {"page", "box"}}, {"properties", {{"page", {{"type", "integer"}, {"minimum", 1}}}, {"box", box}}}};
  return {{"type", "object"},
          {"required", {"value", "raw", "places", "confidence", "rule"}},
          {"properties",
           {{"value", {{"type", {"string", "number"}}}},
            {"raw", text},
            {"places", list_of(place)},
            {"confidence", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
            {"rule", text}}}};
}

OrderedJson finding_schema() {
  const OrderedJson text = {{"type", "string"}};
  return {{"type", "object"},
          {"required", {"code", "severity", "reason"}},
          {"properties",
           {{"code", text},
            {"severity", {{"enum", {"info", "warning", "error"}}}},
            {"page", {{"type", "integer"}}},
            {"field", text},
            {"value", text},
            {"reason", text},
            {"reading", text}}}};
}

OrderedJson table_schema() {
  const OrderedJson types = {{"enum", {"text", "number", "money", "date", "period", "mark"}}}, text = {{"type", "string"}};
  const OrderedJson cell = {{"type", "object"},
                            {"required", {"text", "type", "value"}},
                            {"properties", {{"text", text}, {"type", types}, {"value", {{"type", {"string", "number"}}}}}}};
  const OrderedJson column = {
      {"type", "object"}, {"required", {"heading", "type"}}, {"properties", {{"heading", reference("text")}, {"type", types}}}};
  const OrderedJson row = {
      {"type", "object"}, {"required", {"is_sum", "cells"}}, {"properties", {{"is_sum", {{"type", "boolean"}}}, {"cells", list_of(or_null(cell))}}}};
  return {{"type", "object"},
          {"required", {"pages", "caption", "layout", "columns", "rows"}},
          {"properties",
           {{"pages", {{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 2}, {"maxItems", 2}}},
            {"caption", reference("text")},
            {"layout", {{"type", {"string", "null"}}}},
            {"columns", list_of(column)},
            {"rows", list_of(row)}}}};
}

OrderedJson document_schema() {
  const OrderedJson text = {{"type", "string"}};
  OrderedJson properties = {{"source", {{"type", "object"}, {"required", {"file", "sha256"}}, {"properties", {{"file", text}, {"sha256", text}}}}},
                            {"pages", {{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 2}, {"maxItems", 2}}},
                            {"layouts", list_of(text)}};
  add_properties(properties, Document{});
  properties["tables"] = list_of(table_schema());
  properties["findings"] = list_of(finding_schema());
  OrderedJson required = OrderedJson::array();
  for (const auto& [key, schema] : properties.items()) required.push_back(key);
  return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
}

}  // namespace

OrderedJson export_schema() {
  const OrderedJson provenance = reference("provenance");
  const auto value = [&](OrderedJson types) { return OrderedJson{{"anyOf", {{{"type", std::move(types)}}, provenance}}}; };
  const OrderedJson date = {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}};
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", "banthuek export"},
          {"description", "What `banthuek export --format json` writes. With --provenance every value is an object of #/$defs/provenance."},
          {"type", "object"},
          {"required", {"schema_version", "documents"}},
          {"properties", {{"schema_version", {{"const", kExportSchemaVersion}}}, {"documents", list_of(reference("document"))}}},
          {"$defs",
           {{"provenance", provenance_schema()},
            {"text", value({"string", "null"})},
            {"number", value({"number", "string", "null"})},
            {"date", {{"anyOf", {{{"type", "null"}}, date, provenance}}}},
            {"document", document_schema()}}}};
}

}  // namespace types
}  // namespace banthuek
