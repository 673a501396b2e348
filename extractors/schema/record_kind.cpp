#include "extractors/schema/record_kind.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace banthuek::schema {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFacets[] = {"", "value", "range"};

Json title_json(const KindTitle& title) { return {{"th", title.th}, {"en", title.en}}; }

KindTitle title_of(const Json& json) { return {json.at("th").get<std::string>(), json.at("en").get<std::string>()}; }

}  // namespace

const KindField* RecordKind::field(std::string_view name_) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const KindField& field) { return field.name == name_; });
  return found == fields.end() ? nullptr : &*found;
}

const RecordKind* kind_named(std::span<const RecordKind> kinds, std::string_view name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const RecordKind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

bool is_plain_name(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 40 && name.front() >= 'a' && name.front() <= 'z' && std::all_of(name.begin(), name.end(), plain);
}

std::string definition_json(const RecordKind& kind) {
  Json fields = Json::array();
  for (const KindField& field : kind.fields)
    fields.push_back({{"name", field.name},
                      {"title", title_json(field.title)},
                      {"type", types::name_of(field.type)},
                      {"search", field.search},
                      {"facet", kFacets[static_cast<int>(field.facet)]}});
  return Json{{"name", kind.name}, {"version", kind.version}, {"title", title_json(kind.title)}, {"fields", std::move(fields)}}.dump();
}

std::optional<RecordKind> kind_of_definition(std::string_view json) {
  try {
    const Json all = Json::parse(json);
    RecordKind out;
    out.name = all.at("name").get<std::string>();
    out.version = all.at("version").get<int>();
    out.title = title_of(all.at("title"));
    if (!is_plain_name(out.name)) return std::nullopt;
    for (const Json& one : all.at("fields")) {
      KindField field;
      field.name = one.at("name").get<std::string>();
      field.title = title_of(one.at("title"));
      const auto type = cell_type(one.at("type").get<std::string>());
      const auto facet = std::find(std::begin(kFacets), std::end(kFacets), one.at("facet").get<std::string>());
      if (!type || facet == std::end(kFacets) || !is_plain_name(field.name)) return std::nullopt;
      field.type = *type;
      field.search = one.at("search").get<bool>();
      field.facet = static_cast<FieldFacet>(facet - std::begin(kFacets));
      out.fields.push_back(std::move(field));
    }
    return out;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace banthuek::schema
