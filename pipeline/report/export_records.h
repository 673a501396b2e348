// Records of one kind (schemas/records) as CSV or XLSX: a row each, in the order of exports, its fields between the office and the place.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "pipeline/report/export.h"
#include "pipeline/report/xlsx_book.h"
#include "pipeline/store/store.h"

namespace banthuek::report {

class NameMask;

// The kind of that name. Throws Error{kUsage} with those that the database has where it has none.
schema::RecordKind known_kind(store::Store& store, std::string_view name);

// `only`: ids of passages; nothing: all. `mask`: names of persons are left out. The same records give the same bytes.
void export_records_csv(store::Store& store, const schema::RecordKind& kind, const std::optional<std::unordered_set<std::int64_t>>& only,
                        const Sink& sink, const NameMask* mask = nullptr);
// A sheet named as the kind.
void add_records_sheet(XlsxBook& book, store::Store& store, const schema::RecordKind& kind,
                       const std::optional<std::unordered_set<std::int64_t>>& only, const NameMask* mask = nullptr);
void export_records_xlsx(store::Store& store, const std::filesystem::path& file, const schema::RecordKind& kind,
                         const std::optional<std::unordered_set<std::int64_t>>& only, const NameMask* mask = nullptr);

}  // namespace banthuek::report
