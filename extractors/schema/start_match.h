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

struct StartMatch {
  std::size_t line = 0;    // that begins it, as an index into the lines
  std::size_t length = 0;  // bytes of it that its heading or pattern takes: of two kinds on one line the longer says more; 0 for fields
};

// The first line of `lines`, which are in reading order, that begins it.
std::optional<StartMatch> match_start(const Start& start, const SchemaLayout& layout, std::span<const PageLine> lines, const Vocabulary& vocabulary);

}  // namespace banthuek::schema
