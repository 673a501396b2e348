// A Document as JSON and back, whole: how a worker hands what it extracted to the coordinator. Not the export
// (export_json.h), which is for people and loses what it does not show.
//
// {"first_page", "last_page", "layouts", "organisation": {FIELD..., "dla_code"}, "title", "fiscal_year", "memo" or absent,
//  "ita_result" or absent, "measures": [...], "signatures", "oit_items", "scores", "findings"}; absent values are absent keys;
// FIELD is [raw, value, confidence, rule, [[page, x, y, w, h], ...]]. Pure; safe from any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "extractors/types/record.h"

namespace banthuek {
inline namespace types {

nlohmann::json document_to_json(const Document& document);

// Gives nothing for JSON of another shape: it may come from a worker that read a hostile file. Never throws.
std::optional<Document> document_from_json(const nlohmann::json& json);

nlohmann::json finding_to_json(const Finding& finding);
std::optional<Finding> finding_from_json(const nlohmann::json& json);

}  // namespace types
}  // namespace banthuek
