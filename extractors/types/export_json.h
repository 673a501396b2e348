// A document as the JSON of the export: the form that DESIGN.md fixes and schemas/export.schema.json describes.
//
// Texts are given as the document says them (Thai digits kept), dates as ISO 8601, years, scores and changes as numbers; what
// the document does not state is null. With Provenance::kGiven every value is an object {"value", "raw", "places": [{"page",
// "box": [x, y, w, h]}], "confidence", "rule"}; the keys around it are the same. Pure; safe from any thread.
#pragma once

#include <span>
#include <string>

#include "extractors/types/ordered_json_fwd.h"
#include "extractors/types/record.h"

namespace banthuek {
inline namespace types {

inline constexpr int kExportSchemaVersion = 1;

enum class Provenance { kLeft, kGiven };

struct SourceFile {
  std::string file;    // as the user named it
  std::string sha256;  // hexadecimal
};

struct ExportedDocument {
  SourceFile source;
  Document document;
};

// One element of "documents".
OrderedJson document_json(const Document& document, const SourceFile& source, Provenance provenance);

// One element of a document's "measures"; "pages" are those its fields stand on.
OrderedJson measure_json(const Measure& measure, Provenance provenance);

OrderedJson finding_json(const Finding& finding);

// The whole file: {"schema_version", "documents"}. A writer of many documents may write the frame itself and one
// document_json after the other.
OrderedJson export_json(std::span<const ExportedDocument> documents, Provenance provenance);

// The pages on which any field of the measure stands, ascending, each once.
std::vector<int> pages_of(const Measure& measure);

}  // namespace types
}  // namespace banthuek
