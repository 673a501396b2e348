// Whether a page begins a document of a kind, from the lines of the page alone.
//
// Headings are compared with a quarter of their letters misread; fields by the layout's own rules. Pure; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "extractors/schema/schema.h"

namespace banthuek::schema {

struct PageLine {
  std::string_view text;
  double top = 0;  // of the page's height
};

// The line that begins it, as an index into `lines`, which are in reading order; the first there is.
std::optional<std::size_t> match_start(const Start& start, const SchemaLayout& layout, std::span<const PageLine> lines, const Vocabulary& vocabulary);

}  // namespace banthuek::schema
