// What a person may enter in a document by hand: its empty fields, and rows that the reader missed, as the form shows them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "extractors/types/fields.h"
#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::pages {

struct DocumentFrame;

// Paths of the fields in which nothing was read, in the order of the export: of what stands once and of records that are there; a record that is not
// there has none.
std::vector<std::string> empty_fields(const Document& document);

// [{"list", "label", "fields": [{"name", "label", "choices_shown", "choices", "is_title"}]}]: measures, signatures, OIT items, scores, and the
// frame's kinds of records, whose list is their name.
view::Json new_rows(const view::Pages& pages, const DocumentFrame& frame);

// What a field of such a row holds; nothing where the list has no such field.
std::optional<FieldKind> kind_of_new(std::span<const schema::RecordKind> kinds, std::string_view list, std::string_view field);

}  // namespace banthuek::serve::pages
