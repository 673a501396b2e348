// Where a heading may end whose description goes on in the same lines. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "extractors/text/excerpt.h"

namespace banthuek::text {

// The first space from byte `from` at which a sentence may end: between Thai words, and before none that goes on with it (โดย, และ); npos where there
// is none.
std::size_t space_between_clauses(std::string_view text, std::size_t from);

// The first gap of a line, from byte `from`, that is as wide as the line is high and far wider than its others, as the byte behind it.
std::optional<std::size_t> wide_gap(const Excerpt& text, std::size_t from);

}  // namespace banthuek::text
