#include "pipeline/serve/bundle/proved_field.h"

#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "pipeline/store/provenance.h"

namespace banthuek::serve::bundle {
namespace {

// What a column gives back: numbers in their shortest form.
std::optional<std::string> text_of_column(const nlohmann::json& row, const std::string& column) {
  const auto at = row.find(column);
  if (at == row.end() || at->is_null()) return std::nullopt;
  if (at->is_string()) return at->get<std::string>();
  char buffer[40];
  if (at->is_number_integer()) return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, at->get<std::int64_t>()).ptr);
  return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, at->get<double>()).ptr);
}

void append_keys(const nlohmann::json& row, const std::string& before, std::vector<std::string>& out) {
  const auto provenance = row.is_object() ? row.find("provenance") : row.end();
  if (provenance == row.end() || !provenance->is_string()) return;
  const nlohmann::json keys = nlohmann::json::parse(provenance->get_ref<const std::string&>(), nullptr, false);
  if (!keys.is_object()) return;
  for (const auto& [key, parts] : keys.items()) out.push_back(before + key);
}

}  // namespace

std::vector<std::string> proved_paths(const nlohmann::json& document) {
  std::vector<std::string> out;
  append_keys(document, "", out);
  if (!document.is_object()) return out;
  for (const auto& [list, rows] : document.items()) {
    if (!rows.is_array()) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) append_keys(rows[i], fmt::format("{}/{}/", list, i), out);
  }
  return out;
}

MaybeField proved_field(const nlohmann::json& document, std::string_view path) try {
  // "scores/1/iit" is the second row of its list and the key there; "memo/subject" is a key of the document's own row.
  const nlohmann::json* row = &document;
  std::string_view key = path;
  std::size_t index = 0;
  const std::size_t slash = path.find('/'), second = path.find('/', slash + 1);
  if (second != std::string_view::npos && std::from_chars(path.data() + slash + 1, path.data() + second, index).ptr == path.data() + second) {
    row = &document.at(std::string(path.substr(0, slash))).at(index);
    key = path.substr(second + 1);
  }
  store::ProvenanceReader provenance(row->at("provenance").get_ref<const std::string&>());
  if (path.starts_with("records/"))
    return provenance.take(std::string(key),
                           text_of_column(nlohmann::json::parse(row->at("fields").get_ref<const std::string&>()), std::string(key)));
  const auto info = field_info(Document{}, path);
  return info ? provenance.take(std::string(key), text_of_column(*row, info->column_name())) : std::nullopt;
} catch (const nlohmann::json::exception&) {
  return std::nullopt;
} catch (const Error&) {
  return std::nullopt;
}

}  // namespace banthuek::serve::bundle
