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

// The fields of one row, whose paths begin with `before`.
void add_fields(const nlohmann::json& row, const std::string& before, std::map<std::string, Field>& out) {
  if (!row.is_object()) return;
  const std::string provenance = row.value("provenance", "");
  const nlohmann::json keys = nlohmann::json::parse(provenance, nullptr, false);
  if (!keys.is_object()) return;
  store::ProvenanceReader reader(provenance);
  const bool of_kind = before.starts_with("records/");
  const nlohmann::json of_record = of_kind ? nlohmann::json::parse(row.value("fields", ""), nullptr, false) : nlohmann::json();
  const nlohmann::json& fields = of_kind ? of_record : row;
  for (const auto& [key, parts] : keys.items()) try {
      const auto info = of_kind ? std::nullopt : field_info(Document{}, before + key);
      if (!of_kind && !info) continue;
      if (MaybeField said = reader.take(key, text_of_column(fields, of_kind ? key : info->column_name()))) out[before + key] = *std::move(said);
    } catch (const nlohmann::json::exception&) {
    } catch (const Error&) {
    }
}

}  // namespace

std::map<std::string, Field> proved_fields(const nlohmann::json& document) try {
  std::map<std::string, Field> out;
  add_fields(document, "", out);
  if (!document.is_object()) return out;
  for (const auto& [list, rows] : document.items())
    for (std::size_t i = 0; rows.is_array() && i < rows.size(); ++i) add_fields(rows[i], fmt::format("{}/{}/", list, i), out);
  return out;
} catch (const nlohmann::json::exception&) {
  return {};
} catch (const Error&) {
  return {};
}

}  // namespace banthuek::serve::bundle
