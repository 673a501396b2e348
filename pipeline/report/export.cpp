#include "pipeline/report/export.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "extractors/types/ordered_json.h"
#include "pipeline/report/measure_table.h"
#include "pipeline/report/name_mask.h"

namespace banthuek::report {
namespace {

constexpr std::size_t kPiece = 1 << 16;

// Keys of documents that hold one of the measures.
std::unordered_set<std::string> documents_of(store::Store& store, const std::unordered_set<std::int64_t>& measures) {
  std::unordered_set<std::string> keys;
  database::Statement row = store.db().prepare("SELECT d.key FROM measures m JOIN documents d ON d.id = m.document WHERE m.id = ?");
  for (const std::int64_t id : measures) {
    if (row.bind(id).step()) keys.insert(row.text(0));
    row.reset();
  }
  return keys;
}

void export_documents(store::Store& store, ExportFormat format, const ExportOptions& options, const Sink& sink) {
  std::optional<std::unordered_set<std::string>> wanted = options.documents;
  if (options.measures && !wanted) wanted = documents_of(store, *options.measures);
  const bool lines = format == ExportFormat::kJsonLines;
  if (!lines) sink(fmt::format("{{\"schema_version\":{},\"documents\":[", kExportSchemaVersion));
  bool first = true;
  const store::Detail detail = options.provenance == Provenance::kGiven ? store::Detail::kAll : store::Detail::kValues;
  store.for_each_document(detail, [&](const store::StoredDocument& shown) {
    if (wanted && !wanted->contains(shown.key)) return;
    store::StoredDocument masked;
    if (options.mask) {
      masked = shown;
      options.mask->mask(masked.document);
      masked.file = options.mask->mask(masked.file);
    }
    const store::StoredDocument& stored = options.mask ? masked : shown;
    const auto json = document_json(stored.document, {stored.file, stored.sha256}, options.provenance);
    std::string text = lines ? "" : first ? "\n" : ",\n";
    text += json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (lines) text += '\n';
    sink(text);
    first = false;
  });
  if (!lines) sink("\n]}\n");
}

void export_csv(store::Store& store, const ExportOptions& options, const Sink& sink) {
  const std::size_t count = flat_columns().size() - (options.provenance == Provenance::kGiven ? 0 : 1);
  std::string piece = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < count; ++i) piece += (i ? "," : "") + std::string(flat_columns()[i].name);
  piece += "\r\n";
  for_each_measure_row(store, options.measures ? &*options.measures : nullptr, [&](database::Statement& row) {
    for (std::size_t i = 0; i < count; ++i) {
      if (i) piece += ',';
      const std::string masked = options.mask ? options.mask->mask(row.view(static_cast<int>(i))) : "";
      const std::string_view text = options.mask ? masked : row.view(static_cast<int>(i));
      if (flat_columns()[i].kind == ColumnKind::kNumber)
        piece += text;
      else
        piece += csv_cell(text);
    }
    piece += "\r\n";
    if (piece.size() < kPiece) return;
    sink(piece);
    piece.clear();
  });
  sink(piece);
}

}  // namespace

std::string csv_cell(std::string_view text, Quotes quotes) {
  std::string out;
  const bool runs = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  const bool quoted = quotes == Quotes::kAlways || runs || text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!quoted) return std::string(text);
  out += '"';
  if (runs) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

void export_text(store::Store& store, ExportFormat format, const ExportOptions& options, const Sink& sink) {
  if (format == ExportFormat::kCsv)
    export_csv(store, options, sink);
  else
    export_documents(store, format, options, sink);
}

}  // namespace banthuek::report
