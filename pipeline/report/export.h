// Exports: documents as JSON or JSON Lines, measures as CSV or XLSX, in an order that depends on the content alone.
//
// All of them stream: memory does not grow with the database. CSV is UTF-8 with a byte order mark and CRLF, as Excel
// wants it, and a text that a spreadsheet would run (it begins with = + - @, a tab or a carriage return) has an apostrophe in
// front. XLSX has typed columns, a filter on its header and a link from each row to its page; texts over 32,767 characters
// are cut there, as the format wants. Throws Error{kDisk} where the output cannot be written.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "extractors/types/export_json.h"
#include "pipeline/store/store.h"

namespace banthuek::report {

class NameMask;

enum class ExportFormat { kJson, kJsonLines, kCsv };

struct ExportOptions {
  Provenance provenance = Provenance::kLeft;                      // CSV: the JSON of the column measures.provenance
  std::optional<std::unordered_set<std::int64_t>> measures;       // ids: only these, and for JSON the documents that have them
  std::optional<std::unordered_set<std::string>> documents = {};  // keys: for JSON these instead
  std::shared_ptr<const NameMask> mask = nullptr;                 // names of persons are left out
};

// Takes pieces of the output.
using Sink = std::function<void(std::string_view)>;

void export_text(store::Store& store, ExportFormat format, const ExportOptions& options, const Sink& sink);
void export_xlsx(store::Store& store, const std::filesystem::path& file, const ExportOptions& options);

// A CSV cell: quoted, and made harmless where a spreadsheet would take it for a formula.
enum class Quotes { kWhereNeeded, kAlways };
std::string csv_cell(std::string_view text, Quotes quotes = Quotes::kWhereNeeded);

}  // namespace banthuek::report
