#include "extractors/types/export_schema.h"

#include <nlohmann/json.hpp>

#include "extractors/types/export_json.h"
#include "extractors/types/fields.h"

namespace banthuek {
inline namespace types {
namespace {

using SchemaJson = nlohmann::ordered_json;

SchemaJson reference(const char* name) { return {{"$ref", std::string("#/$defs/") + name}}; }

SchemaJson or_null(SchemaJson schema) { return {{"anyOf", {{{"type", "null"}}, std::move(schema)}}}; }

SchemaJson list_of(SchemaJson schema) { return {{"type", "array"}, {"items", std::move(schema)}}; }

// One of a few words, or null.
SchemaJson one_of(std::span<const char* const> words) {
  SchemaJson closed = SchemaJson::array();
  for (const char* word : words) closed.push_back(word);
  closed.push_back(nullptr);
  return {{"anyOf", {{{"enum", std::move(closed)}}, reference("provenance")}}};
}

SchemaJson of_kind(const FieldInfo& info) {
  if (info.is_number()) return reference("number");
  if (info.kind == FieldKind::kDate) return reference("date");
  if (const auto words = closed_words(info.kind); !words.empty()) return one_of(words);
  return reference("text");
}

template <typename Record>
void add_properties(SchemaJson& properties, const Record& record);

template <typename Record>
SchemaJson object_of(const Record& record) {
  SchemaJson properties = SchemaJson::object();
  if constexpr (std::same_as<Record, TableRecord>) {
    const SchemaJson at = {{"type", {"integer", "null"}}};  // null: a person added it
    properties = {{"kind", {{"type", "string"}}}, {"table", at}, {"row", at}};
  }
  add_properties(properties, record);
  if constexpr (std::same_as<Record, Measure>) properties["pages"] = list_of({{"type", "integer"}});
  SchemaJson required = SchemaJson::array();
  for (const auto& [key, schema] : properties.items()) required.push_back(key);
  SchemaJson out = {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
  // Its other keys are the fields of its kind.
  if constexpr (std::same_as<Record, TableRecord>) out["additionalProperties"] = {{"anyOf", {reference("text"), reference("number")}}};
  return out;
}

template <typename Record>
void add_properties(SchemaJson& properties, const Record& record) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    SchemaJson& to = properties[info.key];
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

SchemaJson provenance_schema() {
  const SchemaJson text = {{"type", "string"}}, whole = {{"type", "integer"}};
  const SchemaJson box = {{"type", "array"}, {"items", whole}, {"minItems", 4}, {"maxItems", 4}};
  const SchemaJson place = {
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

SchemaJson finding_schema() {
  const SchemaJson text = {{"type", "string"}};
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

SchemaJson table_schema() {
  const SchemaJson types = {{"enum", {"text", "number", "money", "date", "period", "mark"}}}, text = {{"type", "string"}};
  const SchemaJson cell = {{"type", "object"},
                           {"required", {"text", "type", "value"}},
                           {"properties", {{"text", text}, {"type", types}, {"value", {{"type", {"string", "number"}}}}}}};
  const SchemaJson column = {
      {"type", "object"}, {"required", {"heading", "type"}}, {"properties", {{"heading", reference("text")}, {"type", types}}}};
  const SchemaJson row = {
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

SchemaJson document_schema() {
  const SchemaJson text = {{"type", "string"}};
  SchemaJson properties = {{"source", {{"type", "object"}, {"required", {"file", "sha256"}}, {"properties", {{"file", text}, {"sha256", text}}}}},
                           {"pages", {{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 2}, {"maxItems", 2}}},
                           {"layouts", list_of(text)}};
  add_properties(properties, Document{});
  properties["tables"] = list_of(table_schema());
  properties["findings"] = list_of(finding_schema());
  SchemaJson required = SchemaJson::array();
  for (const auto& [key, schema] : properties.items()) required.push_back(key);
  return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
}

}  // namespace

SchemaJson export_schema() {
  const SchemaJson provenance = reference("provenance");
  const auto value = [&](SchemaJson types) { return SchemaJson{{"anyOf", {{{"type", std::move(types)}}, provenance}}}; };
  const SchemaJson date = {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}};
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
