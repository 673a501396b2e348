// Kinds of records in a database (schemas/records): what each is, its view, its rows, and back. A document's records that are written and read back
// are equal to what they were.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "extractors/types/record.h"
#include "pipeline/database/database.h"

namespace banthuek::store {

// The kinds that the database has records of, or had, by name.
std::vector<schema::RecordKind> record_kinds(database::Database& db);
// All that the database holds of them, as one text: whether they are still the same.
std::string kind_definitions(database::Database& db);
std::optional<schema::RecordKind> record_kind(database::Database& db, std::string_view name);

// A row of the kind without values, which stands in no table: one that a person adds.
TableRecord row_by_hand(const schema::RecordKind& kind);

// The setting that holds what a kind is.
std::string setting_of_kind(std::string_view name);
inline constexpr std::string_view kKindSetting = "record_kind/";

// Makes the view of a kind (record_NAME: document, office, type, district, province, year, its fields, file, page, confidence, reviewed, id), where
// it is not there as it should be.
void make_view(database::Database& db, const schema::RecordKind& kind);

// Internal to the store.
void write_records(database::Database& db, std::int64_t document, const Document& from);
std::vector<TableRecord> read_records(database::Database& db, std::int64_t document);

}  // namespace banthuek::store
