// Rows that may be added to a document where the reader missed them: the lists and their fields, as the form shows them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "extractors/schema/record_kind.h"
#include "extractors/types/fields.h"
#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::pages {

struct DocumentFrame;

// [{"list", "label", "fields": [{"name", "label", "choices_shown", "choices", "is_title"}]}]: measures, signatures, OIT items, scores, and the frame's kinds of
// records, whose list is their name.
view::Json new_rows(const view::Pages& pages, const DocumentFrame& frame);

// What a field of such a row holds; nothing where the list has no such field.
std::optional<FieldKind> kind_of_new(std::span<const schema::RecordKind> kinds, std::string_view list, std::string_view field);

}  // namespace banthuek::serve::pages
